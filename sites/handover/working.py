"""Files are looked through and brought in by a worker, or at once where there is none. A worker that is killed leaves
nothing half done, and another begins anew."""

from datetime import timedelta
from functools import partial
from logging import getLogger

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from .. import review
from ..arrivals import Faulty, carry_out, preview
from ..lasting import Away
from ..models import HandedIn
from ..terms import Fault
from . import gauge
from .guesses import mapping_of
from .keeping import drop, is_own, table_of, words_of
from .telling import as_kept

TRIES = 3
LOST = timedelta(minutes=5)  # without a sign

log = getLogger(__name__)


def check(handed: HandedIn, *, by) -> None:
    """Have it looked through. Nothing is written of its rows."""
    _begin(handed, by, "checking", ("mapping", "checked", "failed"))


def bring_in(handed: HandedIn, *, by, reason: str) -> None:
    """Have it carried out, as it was looked through."""
    _begin(handed, by, "carrying", ("checked",), wanted=handed.wanted | {"reason": review.require_reason(reason)})


def again(handed: HandedIn) -> None:
    """Whoever worked on it was stopped: begin anew."""
    if is_stuck(handed):
        HandedIn.objects.filter(pk=handed.pk).update(tries=0, due=None)
        _send(handed.pk)


def is_stuck(handed: HandedIn) -> bool:
    if handed.state not in ("checking", "carrying"):
        return False
    begun = handed.due or handed.at
    return begun <= timezone.now() and _is_silent(handed)


@task
def work(number: int) -> None:
    """One step with one file. It may be called any number of times, by any number of workers."""
    handed = _take(number)
    if handed is None:
        return
    with translation.override(handed.wanted.get("language", "en")):
        try:
            _check(handed) if handed.state == "checking" else _carry(handed)
        except Faulty as faulty:
            said = _("Nothing was written: the record changed meanwhile, and some rows have faults now.")
            _settle(handed, state="checked", told=as_kept(faulty.preview, _who(handed)), message=said)
        except (Fault, review.Refused) as fault:
            _settle(handed, state="failed", message=_said(fault))
        except (OperationalError, InterfaceError, Away):
            raise  # record or file is not to be had: it stays as it is until it is lost, and is then taken up again
        except Exception:
            log.exception("File %d could not be brought in.", number)
            unforeseen = _("Nothing was written. Something went wrong that nobody foresaw: it is in the server’s log.")
            _settle(handed, state="failed", message=unforeseen)


def _begin(handed: HandedIn, by, state: str, before: tuple, **said) -> None:
    if not is_own(handed, by):
        raise review.Refused(_("Whoever handed the file in brings it in."))
    with transaction.atomic():
        waiting = HandedIn.objects.filter(pk=handed.pk, state__in=before)
        if not waiting.update(state=state, tries=0, due=None, message="", **said):
            raise review.Refused(_("It is being worked on, or was brought in already: look again."))
        gauge.forget(handed)
        _send(handed.pk)
    handed.refresh_from_db()


def _send(number: int, after=None) -> None:
    if work.get_backend().supports_defer:
        work.using(run_after=after).enqueue(number)
    else:
        transaction.on_commit(partial(work.enqueue, number))


def _take(number: int) -> HandedIn | None:
    """Take it up, if nobody works on it; who does gives a sign now and then."""
    now = timezone.now()
    held = HandedIn.objects.select_related("handed_in_by__user").filter(pk=number).first()
    if held is None or held.state not in ("checking", "carrying"):
        return None
    defers = work.get_backend().supports_defer
    if held.due and not _is_silent(held) and defers:
        _send(number, now + LOST)
        return None
    with transaction.atomic():
        idle = HandedIn.objects.filter(Q(due=None) | Q(due__lte=now), pk=number, state=held.state, tries=held.tries)
        if not idle.update(tries=F("tries") + 1, due=now + LOST):
            return None
        if defers:
            _send(number, now + LOST)  # a worker that is killed tells nobody
    held.refresh_from_db()
    if held.tries <= TRIES:
        return held
    said = _("It broke off %d times, and nothing was written: tell whoever runs the server.")
    _settle(held, state="failed", message=said % TRIES)
    return None


def _is_silent(handed: HandedIn) -> bool:
    sign = gauge.last_sign(handed)
    return sign is None or timezone.now() - sign > LOST


def _who(handed: HandedIn):
    if handed.handed_in_by is None:
        raise review.Refused(_("The account that handed it in is not here any more."))
    return handed.handed_in_by.user


def _how(handed: HandedIn) -> dict:
    wanted = handed.wanted
    how = {"by": _who(handed), "publish": wanted.get("publish", False), "visibility": wanted.get("visibility", "")}
    return how | {"progress": gauge.Sign(handed)}


def _check(handed: HandedIn) -> None:
    with table_of(handed) as table:
        told = preview(table, mapping_of(handed), **_how(handed))
    _settle(handed, state="checked", told=as_kept(told, _who(handed)), message="")


def _carry(handed: HandedIn) -> None:
    """The records and the word that they are there come to count together."""
    with table_of(handed) as table, transaction.atomic():
        mapping, said = mapping_of(handed), {"file_name": handed.file_name, "sha256": handed.sha256}
        made = carry_out(table, mapping, reason=handed.wanted["reason"], **said, **_how(handed))
        none = _("Every row is here already: nothing was written.")
        if not _settle(handed, state="done", made=made, message="" if made else none):
            transaction.set_rollback(True)
            return
    HandedIn.objects.filter(pk=handed.pk).update(file="")
    drop(handed)


def _settle(handed: HandedIn, **changes) -> int:
    """Change what is still ours."""
    mine = HandedIn.objects.filter(pk=handed.pk, state=handed.state, tries=handed.tries)
    return mine.update(due=None, **changes)


def _said(fault: Exception) -> str:
    return words_of(fault) if isinstance(fault, Fault) else " ".join(fault.problems)
