"""Two records of one site become one: what hangs on the one that goes moves to the one that stays."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import archive, catalogue, finding, gazetteer
from ..models import Amendment, Apart, Identifier, Photo, Proposal, Report, Site, SiteName
from ..terms import as_hidden_as
from .amendments import set_aside
from .changes import account, differences
from .gate import hold, pseudonym, require_reason, set_state, write
from .refusal import Refused, allow

POINT = ("latitude", "longitude", "precision_m", "approximate", "point_source")
# What is taken over together, by the name under which it is chosen.
TAKEN_TOGETHER = {
    name: (name,) for name in ("name", "kind", "country", "part_of", "summary", "built", "place", "footprint")
}
TAKEN_TOGETHER |= {"summary": ("summary", "wordings"), "point": POINT}
OPEN = ("draft", "in_review", "refused", "published")
MOVED = {"report": Report, "photo": Photo}


def hidden_more(one: Site, other: Site) -> str:
    """The visibility of the two that shows less."""
    return one.visibility if one.visibility in as_hidden_as(other.visibility) else other.visibility


def merge(
    kept: Site, gone: Site, *, by, reason: str, taken: Collection[str] = (), visibility: str = ""
) -> Amendment | None:
    """Merge ``gone`` into ``kept``, which keeps what it says but for what is ``taken`` over, of TAKEN_TOGETHER.

    Names and identifiers are joined; reports, photos, parts and proposals move. The place stays as hidden as the better
    hidden of the two has it; only who may see exact places may choose another ``visibility``. Of a published site
    another place, or one shown more exactly, waits for review as after any edit: it is returned. The address of
    ``gone`` leads on. Raises Refused if one of them was decided upon meanwhile, or was merged already.
    """
    allow(by, "review")
    reason = require_reason(reason)
    with transaction.atomic():
        _hold_both(kept, gone)
        before = account(kept)
        archive.take_turn()
        hidden = hidden_more(kept, gone)
        shown = visibility or hidden
        if shown not in as_hidden_as(hidden):
            allow(by, "view_exact_place")
        _take_over(kept, gone, taken, shown)
        _join_lists(kept, gone, before["name"])
        moved = _move(kept, gone)
        _lead_on(gone, kept, by, reason)
        _require_sound(kept)
        changes = differences(before, account(kept))
        if shown not in as_hidden_as(hidden):
            changes["visibility"] = [hidden, shown]
        waits = set_aside(kept, changes, by, reason)
        changes = differences(before, account(kept))
        _tell(kept, gone, by, reason, changes, moved)
        touched = [kept.pk, gone.pk, *kept.parts.values_list("pk", flat=True)]
        gazetteer.refresh(touched)
        catalogue.refresh(touched)
        _list_anew(kept, gone, changes, moved, touched)
    return waits


def keep_apart(one: Site, other: Site, *, by) -> None:
    """Remember that these are two sites."""
    allow(by, "review")
    first, second = sorted((one.pk, other.pk))
    if first == second:
        raise Refused(_("This is one and the same record."))
    Apart.objects.get_or_create(site_id=first, other_id=second, defaults={"said_by": pseudonym(by)})


def _hold_both(kept: Site, gone: Site) -> None:
    """In the order of their numbers, so that two who merge the same two cannot wait for each other."""
    if kept.pk == gone.pk:
        raise Refused(_("This is one and the same record."))
    for site in sorted((kept, gone), key=lambda site: site.pk):
        site.refresh_from_db(fields=["merged_into"])
        if site.merged_into_id:
            said = {"site": site, "other": site.merged_into}
            raise Refused(_("“%(site)s” was merged into “%(other)s” already.") % said)
        hold(site, *OPEN)
    if kept.state == "refused":
        raise Refused(_("“%(site)s” was refused: keep the other one.") % {"site": kept})
    if gone.first_published and not kept.first_published:
        raise Refused(_("Readers know “%(site)s”, and its address stays: keep that one.") % {"site": gone})
    above = kept.part_of
    while above is not None:
        if above.pk == gone.pk:
            raise Refused(
                _("“%(site)s” is a part of “%(other)s”: first say of what else it is a part.")
                % {"site": kept, "other": gone}
            )
        above = above.part_of


def _take_over(kept: Site, gone: Site, taken: Collection[str], visibility: str) -> None:
    for choice in taken:
        for field in TAKEN_TOGETHER[choice]:
            setattr(kept, field, getattr(gone, field))
    kept.visibility = visibility
    kept.save()


def _join_lists(kept: Site, gone: Site, name: str) -> None:
    """The names and identifiers of both, each once; of the two main names, the one that is not taken becomes a name."""
    held = {(one.text.casefold(), one.language) for one in kept.names.all()}
    texts = {kept.name.casefold(), *(text for text, _language in held)}
    for one in gone.names.all():
        if (one.text.casefold(), one.language) not in held:
            SiteName.objects.create(site=kept, text=one.text, language=one.language, kind=one.kind)
            texts.add(one.text.casefold())
    for text in (name, gone.name):
        if text.casefold() not in texts:
            SiteName.objects.create(site=kept, text=text, kind="alternative")
            texts.add(text.casefold())
    registered = set(kept.identifiers.values_list("scheme", "value"))
    for one in gone.identifiers.all():
        if (one.scheme, one.value) not in registered:
            Identifier.objects.create(site=kept, scheme=one.scheme, value=one.value)


def _move(kept: Site, gone: Site) -> list:
    """Everything that hangs on the one that goes; what was moved and may be public is given back, to be told of."""
    moved = [record for model in MOVED.values() for record in model._base_manager.filter(site=gone).order_by("pk")]
    for model in (*MOVED.values(), Proposal):
        model._base_manager.filter(site=gone).update(site=kept)
    gone.parts.exclude(pk=kept.pk).update(part_of=kept)
    gone.merged.update(merged_into=kept)  # what was merged into it leads on in one step
    return moved


def _lead_on(gone: Site, kept: Site, by, reason: str) -> None:
    decided = {"decided_by": pseudonym(by), "decided_at": timezone.now(), "comment": reason}
    gone.amendments.filter(state="waiting").update(state="refused", **decided)
    gone.sent_at, gone.returned_for = None, ""
    set_state(gone, "withdrawn", by)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])


def _require_sound(kept: Site) -> None:
    try:
        kept.refresh_from_db()
        kept.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as fault:
        raise Refused(*fault.messages) from fault


def _tell(kept: Site, gone: Site, by, reason: str, changes: dict, moved: list) -> None:
    """One decision about each of the two, and one about everything that belongs to another site now."""
    who = pseudonym(by)
    write(kept, "merged", who, reason, changes)
    write(gone, "merged", who, reason, {"merged_into": [None, kept.pk]})
    for record in moved:
        write(record, "merged", who, reason, {"site": [gone.pk, kept.pk]})


def _list_anew(kept: Site, gone: Site, changes: dict, moved: list, touched: list[int]) -> None:
    """The desk's lists find the two, and what was moved by the names of the site that it belongs to now."""
    finding.follow(kept, changes, touched)
    for record in moved:
        record.refresh_from_db(fields=["site"])
        finding.follow(record, {"site": [gone.pk, kept.pk]})
