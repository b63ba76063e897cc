from functools import partial

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import archive, photos
from ..models import Amendment, Article, Capture, Origin, Photo, Report, Site
from ..terms import STATES, as_hidden_as
from .amendments import set_aside
from .changes import account, differences, version
from .evidence import missing
from .gate import hold, pseudonym, require_reason, settle
from .links import unsight
from .quotations import follow
from .refusal import Changed, Refused, allow

HOW_TO_CHANGE = {
    Report: gettext_lazy("What was published is not edited: open a correction."),
    Photo: gettext_lazy("What was published is not edited: withdraw it, and upload it anew."),
}

Editable = Site | Article | Origin | Report | Photo


def record(
    thing: Editable,
    *,
    by,
    reason: str,
    before: dict | None = None,
    expected: str | None = None,
    verb: str = "changed",
) -> Amendment | None:
    """Make an edit count: the decision is written and the catalogue refreshed, in the transaction that saved the edit.

    ``before`` is the ``account`` of the thing before the edit, None for a new one; ``expected`` the ``version`` of what
    the editor saw. Raises Refused, upon which the caller lets the transaction roll back, if the account's rights or a
    promise of the record forbid the edit; Changed, if the editor saw something else than what the edit changes. Of a
    published site another place has to wait for review: it is taken back from the edit and returned.
    """
    allow(by, f"{'add' if before is None else 'change'}_{thing._meta.model_name}")
    if expected is not None and before is not None and version(before) != expected:
        raise Changed
    with transaction.atomic():
        if before is None:
            _open(thing, by)
        _follow(thing, before or {})
        changes = differences(before or {}, account(thing))
        if before is not None and not changes:
            return None
        archive.take_turn()
        _forbid(thing, before, changes, by)
        reason = require_reason(reason)
        waits = set_aside(thing, changes, by, reason) if isinstance(thing, Site) and before is not None else None
        counts = {name: sides for name, sides in changes.items() if not waits or name not in waits.changes}
        if counts or before is None:
            settle(thing, "created" if before is None else verb, by, reason, counts)
    return waits


def discard(thing: Site | Report | Photo, *, by, reason: str) -> None:
    """Delete a draft that was never published. Raises Refused for anything that was."""
    allow(by, f"delete_{thing._meta.model_name}")
    with transaction.atomic():
        hold(thing, *STATES)
        if thing.first_published:
            raise Refused(_("What was published is never deleted: withdraw it."))
        settle(thing, "deleted", by, require_reason(reason), account(thing))
        if isinstance(thing, Photo):
            transaction.on_commit(partial(photos.forget, thing.original.name))
        try:
            thing.delete()
        except models.ProtectedError as held:
            raise Refused(_("Other records belong to it: delete or move those first.")) from held


def keep(article: Article, received: bytes, *, by, **how) -> Capture:
    """Keep the bytes of an article as evidence. The same bytes again are the copy that is there already.

    ``how`` they came is told as to ``archive.keep``: method, media_type, addresses, status, headers, warc, stored.
    """
    allow(by, "add_capture")
    with transaction.atomic():
        capture, new = archive.keep(article, received, who=pseudonym(by), **how)
        if new:
            digests = [f"SHA-256 {capture.sha256}", *([f"WARC {capture.warc_sha256}"] if capture.warc_sha256 else [])]
            settle(article, "kept", by, ", ".join(digests), {})
    return capture


def _open(thing: models.Model, by) -> None:
    """A new record gets the pseudonym of who opened it; a report its number, which stays its own for ever."""
    if isinstance(thing, Article | Origin):
        return
    thing.opened_by = pseudonym(by)
    own = ["opened_by"]
    if isinstance(thing, Report):
        thing.number = thing.number or thing.pk
        own.append("number")
    thing.save(update_fields=own)


def _follow(thing: models.Model, before: dict) -> None:
    """What hangs on an edit without being part of it."""
    if isinstance(thing, Report):
        follow(thing)
    if isinstance(thing, Article) and before.get("url", thing.url) != thing.url:
        unsight(thing)


def _forbid(thing: models.Model, before: dict | None, changes: dict, by) -> None:
    if isinstance(thing, Report | Photo) and before is not None and _is_shut(_stored(thing), changes):
        raise Refused(str(HOW_TO_CHANGE[type(thing)]))
    if isinstance(thing, Site) and "slug" in changes and thing.first_published:
        raise Refused(_("Its address was published and stays for ever: leave it as it was."))
    if isinstance(thing, Site) and _stored(thing).merged_into_id:
        raise Refused(_("It was merged into another site, and leads there: mend that one."))
    if isinstance(thing, Site) and "visibility" in changes:
        _forbid_disclosure(thing, before, by)
    if isinstance(thing, Article | Origin):
        _forbid_loss_of_evidence(thing)


def _is_shut(stored: Report | Photo, changes: dict) -> bool:
    """Whether what was decided stands in the way. What a published picture shows may be said in other languages."""
    if isinstance(stored, Photo) and stored.state == "published" and {*changes} <= {"wordings"}:
        return False
    return not stored.is_open


def _stored(thing: Site | Report | Photo) -> Site | Report | Photo:
    """The record with its state as stored: somebody may have decided since the edit was begun."""
    return type(thing)._base_manager.get(pk=thing.pk)


def _forbid_disclosure(site: Site, before: dict | None, by) -> None:
    """Anybody who edits may hide a place better. Only a reviewer may show more of it, and of one that is kept already
    only a reviewer who sees what is disclosed."""
    shown = before["visibility"] if before else Site._meta.get_field("visibility").default
    if site.visibility not in as_hidden_as(shown):
        allow(by, "review")
        if before is not None:
            allow(by, "view_exact_place")


def _forbid_loss_of_evidence(source: Article | Origin) -> None:
    """An edit of a source must not pull the ground from under what was published on it."""
    cited = {"articles": source} if isinstance(source, Article) else {"articles__origin": source}
    for report in Report.objects.published().filter(**cited).distinct():
        if problems := missing(report):
            raise Refused(
                _("Report %(number)d rests on this source. %(problems)s")
                % {"number": report.number, "problems": " ".join(problems)}
            )
