"""What a record said once → the same, said again as a new decision."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from .. import review
from ..models import Article, Identifier, Photo, Report, Site, SiteName
from ..terms import as_hidden_as
from .past import last_about
from .rows import citations, say_again
from .words import LISTS, title, withheld

ROWS = {"names": (SiteName, ("text", "language", "kind")), "identifiers": (Identifier, ("scheme", "value"))}


@dataclass(slots=True)
class Plan:
    """What a record is to say again, what it says now, and what stays as it is, with the reason, in sentences."""

    now: dict
    said: dict
    stays: list[str] = field(default_factory=list)


def possible(record: models.Model, user) -> bool:
    """Whether this account may restore an earlier version of the record as it stands."""
    if not user.has_perm(f"heritage.change_{record._meta.model_name}"):
        return False
    if isinstance(record, Report):
        return record.is_open or record.state == "published"
    return record.is_open if isinstance(record, Photo) else True


def plan(record: models.Model, then: dict, user) -> Plan:
    """What would be said again, without anything being done."""
    made = Plan(now := review.account(record), dict(now))
    hidden = withheld(record, user)
    for name in now:
        said = then.get(name)
        if (said or None) == (now[name] or None) or not _editable(record, name):
            continue
        if why := _stays(record, name, said, now, user, hidden):
            made.stays.append(_("%(field)s: %(why)s") % {"field": title(type(record), name), "why": why})
            continue
        made.said[name] = said
        if name == "citations":
            made.said[name] = _still_there(said or [], made)
    return made


def _editable(record: models.Model, name: str) -> bool:
    if name in LISTS:
        return True
    own = record._meta.get_field(name)
    return own.editable and not isinstance(own, models.FileField)


def _stays(record, name: str, said, now: dict, user, hidden: set[str]) -> str:
    """Why a field stays as it is; empty if it is restored."""
    if name in hidden:
        return _("it is an exact place, which is not shown to your account.")
    if name == "slug" and record.first_published:
        return _("its address was published and stays for ever.")
    if name == "visibility" and said not in as_hidden_as(now[name]) and not review.may_show_more(user):
        return _("only a reviewer who may see the exact place shows more of it.")
    if name in LISTS or said is None:
        return ""
    own = record._meta.get_field(name)
    if own.many_to_one and not own.related_model._base_manager.filter(pk=said).exists():
        return _("what it referred to (number %(number)s) is not here any more.") % {"number": said}
    return ""


def _still_there(rows: list, made: Plan) -> list:
    there = set(Article.objects.filter(pk__in=[row[0] for row in rows]).values_list("pk", flat=True))
    for row in rows:
        if row[0] not in there:
            gone = _("A citation is left out: its article (number %(number)s) is not here any more.")
            made.stays.append(gone % {"number": row[0]})
    return [row for row in rows if row[0] in there]


def restore(record: models.Model, then: dict, *, by, reason: str, seen: int) -> models.Model:
    """Let a record say again what it said; of a published report a correction is opened that does. Gives what was
    written. ``seen`` is the last decision about it that the editor knew of. Raises Refused, as the gate does.
    """
    with transaction.atomic():
        type(record)._base_manager.select_for_update(no_key=True).get(pk=record.pk)
        record.refresh_from_db()
        if last_about(record) != seen:
            raise review.Changed
        wanted = plan(record, then, by)
        if wanted.said == wanted.now:
            raise review.Refused(_("It says this already: nothing was changed."))
        if isinstance(record, Report) and record.state == "published":
            record = review.correct(record, by=by)
        before = review.account(record)
        _write(record, wanted)
        review.record(record, by=by, reason=reason, before=before, verb="restored")
    return record


def _write(record: models.Model, wanted: Plan) -> None:
    changed = [name for name, said in wanted.said.items() if said != wanted.now[name]]
    for name in changed:
        if name not in LISTS:
            own = record._meta.get_field(name)
            said = wanted.said[name]
            empty = None if own.null else own.get_default()
            setattr(record, own.attname, empty if said is None else own.to_python(said))
    try:
        record.full_clean()
    except ValidationError as fault:
        raise review.Refused(*fault.messages) from fault
    record.save()
    for name in changed:
        if name == "citations":
            citations(record, wanted.said[name])
        elif name in ROWS and isinstance(record, Site):
            say_again(record, *ROWS[name], wanted.said[name] or [])
