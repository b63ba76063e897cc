"""What every way through the gate does: the state, the decision and the catalogue change together or not at all."""

from django.utils import timezone
from django.utils.translation import gettext as _

from .. import archive, catalogue, finding, gazetteer
from ..models import DECISION, Article, Editor, Origin, Photo, Report, Site, number_of
from ..terms import EDITED, STATES
from .refusal import Refused

DECIDED = ("published", "refused", "withdrawn")
WAITING = ("submitted", "returned", "refused")  # of a published site: what is said of a change of its place


def pseudonym(user) -> str:
    """The name under which decisions are kept; only the editors' table leads from it to the account."""
    return Editor.objects.get_or_create(user=user)[0].pseudonym


def known_pseudonym(user) -> str | None:
    """That name, None if the account has decided nothing yet: to look at a page makes none."""
    return Editor.objects.filter(user=user).values_list("pseudonym", flat=True).first()


def hold(record, *allowed: str) -> None:
    """Reload the record as it is stored and hold it until the transaction ends. Refused unless its state is allowed.

    Hold every record before ``archive.take_turn``, so that no two decisions can wait for each other.
    """
    rows = type(record)._base_manager.select_for_update(no_key=True)
    try:
        record.refresh_from_db(from_queryset=rows)
    except type(record).DoesNotExist as gone:
        raise Refused(_("It is not here any more: somebody deleted it meanwhile.")) from gone
    if record.state not in allowed:
        raise Refused(
            _("It is “%(state)s” now, so this cannot be done. Somebody may have decided meanwhile: look again.")
            % {"state": STATES.label(record.state)}
        )


def require_reason(reason: str) -> str:
    if not reason.strip():
        raise Refused(_("Give a reason: it is kept, and shown with what was published."))
    return reason.strip()


def set_state(record, state: str, by) -> None:
    record.state = state
    if state in DECIDED:
        record.decided_by, record.decided_at = pseudonym(by), timezone.now()
    if state == "published":
        record.first_published = record.first_published or timezone.localdate()
    record.save(update_fields=DECISION)


def settle(record, verb: str, by, reason: str, changes: dict) -> None:
    """Write the decision and refresh every site that the record has a part in."""
    enter(record, verb, pseudonym(by), reason, changes)


def enter(record, verb: str, who: str, reason: str, changes: dict) -> None:
    """The same under any name: of a person the pseudonym, of a command its own."""
    write(record, verb, who, reason, changes)
    if isinstance(record, Site):
        gazetteer.refresh([record.pk, *record.parts.values_list("pk", flat=True)])
    touched = _touched(record)
    if not _unseen(record, verb, changes):
        catalogue.refresh(touched)
    _list_anew(record, verb, changes, touched)


def write(record, verb: str, who: str, reason: str, changes: dict) -> None:
    """Write the decision alone, where many belong together: whoever calls refreshes what they touch."""
    decision = archive.append(
        who=who,
        verb=verb,
        kind=record._meta.model_name,
        number=number_of(record),
        label=str(record),
        reason=reason,
        changes=changes,
    )
    finding.follow(decision, {})


def _list_anew(record, verb: str, changes: dict, touched: list[int]) -> None:
    """The desk's lists find the record, and the sites whose level may be another, by what is said of them now."""
    if verb == "deleted":
        finding.forget(record)
        return
    finding.follow(record, changes, touched)
    if getattr(record, "corrects", None):
        finding.follow(record.corrects, {})


def _unseen(record, verb: str, changes: dict) -> bool:
    """Whether readers learn nothing of it: then not even the name of what they read, its ETag, becomes another."""
    if not isinstance(record, Site) or verb not in (*EDITED, *WAITING):
        return False
    return catalogue.unseen(record, changes) if verb in EDITED else record.state == "published"


def _touched(record) -> list[int]:
    """The numbers of the sites whose public face may change with this record."""
    if isinstance(record, Site | Report | Photo) and not record.first_published:
        return []
    if isinstance(record, Site):
        return [record.pk, *record.parts.values_list("pk", flat=True)]
    if isinstance(record, Report | Photo):
        return [record.site_id]
    cited = {Article: {"articles": record.pk}, Origin: {"articles__origin": record.pk}}[type(record)]
    return list(Report.objects.published().filter(**cited).values_list("site_id", flat=True).distinct())
