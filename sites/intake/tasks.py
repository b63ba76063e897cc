"""An intake's way: handed in, waiting, being read, read; or failed, with the reason and a remedy, and nothing left."""

from datetime import timedelta
from functools import partial
from logging import getLogger

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks import task

from .. import allowance, archive, review
from ..extraction import extract
from ..lasting import Away
from ..models import Article, Editor, Intake
from ..terms import Fault
from .addresses import BadAddress, checked
from .entering import SAID, Material, enter, printable
from .failures import Unfetched
from .web import CLOSED, door

TRIES = 5
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120)]
LOST = timedelta(minutes=10)  # no reading takes as long: whoever began it was stopped

log = getLogger(__name__)


def hand_in(
    *,
    by,
    url: str = "",
    received: bytes = b"",
    file_name: str = "",
    media_type: str = "",
    article: Article | None = None,
    **told: str,
) -> Intake:
    """Take an address, or bytes (with ``url``: where they are from), to be read: at once, or by a worker.

    ``told`` is what the editor knows of the article: published (EDTF), language, title, publisher, authors. With
    ``article`` the copy is that article's. Raises Refused, with what to do, if there is nothing that could be read.
    """
    review.allow(by, "add_intake")
    told = {name: said.strip() for name, said in told.items() if name in SAID and said.strip()}
    intake = Intake(
        url=_address(url, received),
        file_name=printable(file_name)[:200],
        media_type=printable(media_type)[:100],
        method="fetched from the web" if not received else "uploaded as a file" if file_name else "pasted as text",
        article=article,
        handed_in_by=Editor.objects.get_or_create(user=by)[0],
        told=told,
    )
    _refuse_unreadable(intake, received)
    with transaction.atomic():
        if received:
            intake.sha256 = _stored(received)
        intake.save()
        _send(intake.pk)
    intake.refresh_from_db()
    return intake


def again(intake: Intake, *, by) -> None:
    """Have it read anew, at once. Raises Refused if it is being read, was read, or was a file that was not kept."""
    review.allow(by, "change_intake")
    if not intake.url and not intake.sha256:
        raise review.Refused(_("What could not be read was not kept: hand the file in once more."))
    lost = Q(state="running", next_try__lte=timezone.now())
    with transaction.atomic():
        idle = Intake.objects.filter(Q(state__in=("failed", "waiting")) | lost, pk=intake.pk)
        if not idle.update(state="waiting", tries=0, next_try=None, message=""):
            raise review.Refused(_("It is being read, or has been read already: look again."))
        _send(intake.pk)
    intake.refresh_from_db()


@task
def take_in(number: int) -> None:
    """Get, read and enter one intake. It may be called any number of times, by any number of workers."""
    intake = _take(number)
    if intake is None:
        return
    digests = [intake.sha256] if intake.sha256 else []
    try:
        material = _material(intake)
        digests += material.digests
        enter(intake, material, extract(material.payload, url=material.final_url, charset=material.charset))
    except Unfetched as fault:
        _put_off(intake, fault) if fault.again else _fail(intake, _words(fault), digests)
    except (Fault, ValidationError, review.Refused) as fault:
        _fail(intake, _words(fault), digests)
    except (OperationalError, InterfaceError):
        raise  # the record is not to be had: it stays "being read" until it is lost, and is then taken up again
    except Exception:
        log.exception("Intake %d could not be read.", number)
        unforeseen = _("Something went wrong that nobody foresaw: it is in the server's log. Try again later.")
        _fail(intake, unforeseen, [digest for digest in digests if digest != intake.sha256])


def _address(url: str, received: bytes) -> str:
    if not url.strip():
        return ""
    if not received and not settings.FETCH:
        raise review.Refused(_(CLOSED))
    try:
        return checked(url, settings.ALLOWED_HOSTS)
    except BadAddress as fault:
        raise review.Refused(_words(fault)) from fault


def _refuse_unreadable(intake: Intake, received: bytes) -> None:
    if not received and not intake.url:
        raise review.Refused(_("Give an address, a file or a text."))
    if len(received) > archive.MOST_BYTES:
        most = archive.MOST_BYTES >> 20
        raise review.Refused(_("The file is larger than %(most)d MB: paste its text instead.") % {"most": most})
    if received:
        _refuse_beyond(intake, len(received))
    try:
        for name, said in intake.told.items():
            Article._meta.get_field(name).clean(said, None)
    except ValidationError as fault:
        raise review.Refused(*fault.messages) from fault


def _refuse_beyond(intake: Intake, size: int) -> None:
    try:
        allowance.refuse_beyond(intake.asked_by, size)
    except Fault as fault:
        raise review.Refused(_words(fault)) from fault


def _stored(received: bytes) -> str:
    try:
        return archive.store(received)
    except Away as fault:
        log.exception("What was handed in could not be kept.")
        said = _("It could not be kept: the storage of files does not answer. Hand it in again in a while.")
        raise review.Refused(said) from fault
    except OSError as fault:
        log.exception("What was handed in could not be written.")
        said = _("It could not be kept: the server's disk is full or cannot be written. Tell whoever runs it.")
        raise review.Refused(said) from fault


def _send(number: int, after=None) -> None:
    """Into the database beside what it is about; or, where work is done at once, as soon as that is saved."""
    if take_in.get_backend().supports_defer:
        take_in.using(run_after=after).enqueue(number)
    else:
        transaction.on_commit(partial(take_in.enqueue, number))


def _take(number: int) -> Intake | None:
    """Take an intake up, if it is due and nobody else has. One that was begun and lost is due as well."""
    now = timezone.now()
    due = Q(next_try=None) | Q(next_try__lte=now)
    with transaction.atomic():
        waiting = Intake.objects.filter(due, pk=number, state__in=("waiting", "running"))
        if not waiting.update(state="running", tries=F("tries") + 1, next_try=now + LOST, message=""):
            return None
        if take_in.get_backend().supports_defer:
            _send(number, now + LOST)  # a worker that is killed tells nobody
    intake = Intake.objects.select_related("article", "handed_in_by__user").get(pk=number)
    if intake.tries <= TRIES:
        return intake
    _fail(intake, _("Reading it broke off %(tries)d times. Paste the text instead.") % {"tries": TRIES}, [])
    return None


def _material(intake: Intake) -> Material:
    if intake.asked_by is None:
        raise review.Refused(_("The account that handed it in is not here any more: hand it in anew."))
    if not intake.sha256:
        got = door().fetch(intake.url)
        return Material(**{name: getattr(got, name) for name in Material.__dataclass_fields__})
    file = archive.stored(intake.sha256)
    if file is None:
        raise review.Refused(_("Its bytes are not here any more: hand it in anew."))
    with file:
        charset = intake.media_type.partition("charset=")[2]
        return Material(payload=file.read(), media_type=intake.media_type, charset=charset, url=intake.url)


def _put_off(intake: Intake, fault: Unfetched) -> None:
    """Wait longer from try to try; where nobody would come back to it, say so."""
    why = _words(fault)
    if intake.tries >= TRIES or not take_in.get_backend().supports_defer:
        _fail(intake, f"{why} {_('Try again later.')}", [])
        return
    later = timezone.now() + PAUSES[intake.tries - 1]
    when = date_format(timezone.localtime(later), "H:i")
    with transaction.atomic():
        _settle(intake, state="waiting", next_try=later, message=f"{why} {_('It is tried again at %s.') % when}")
        _send(intake.pk, later)


def _fail(intake: Intake, message: str, digests: list[str]) -> None:
    """Of what these digests name nothing stays: it was read for nothing."""
    kept = "" if intake.sha256 in digests else intake.sha256
    _settle(intake, state="failed", next_try=None, message=message, sha256=kept)
    for digest in digests:
        archive.drop(digest)


def _settle(intake: Intake, **changes) -> None:
    """Change an intake that is still ours."""
    Intake.objects.filter(pk=intake.pk, state="running", tries=intake.tries).update(**changes)


def _words(fault: Exception) -> str:
    if isinstance(fault, Fault):
        return _(fault.template).format(**fault.values)
    return " ".join(fault.messages if isinstance(fault, ValidationError) else fault.problems)
