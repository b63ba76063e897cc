"""What an account handed in on a day is counted from what is kept of it; there is no list of its own."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from django.core.files.storage import default_storage
from django.utils import timezone

from .. import archive
from ..models import Capture, Decision, Editor, HandedIn, Intake, Photo
from ..terms import Fault

MOST_FILES = 200
MOST_BYTES = 2 * 1024**3
FETCHED = "fetched from the web"


def refuse_beyond(user, size: int) -> None:
    """Fault if a file of this size is more than is taken from the account on one day (UTC)."""
    editor = Editor.objects.filter(user=user).first()
    sizes = list(_handed_in(editor, _midnight())) if editor else []
    if len(sizes) < MOST_FILES and sum(sizes) + size <= MOST_BYTES:
        return
    raise Fault(
        "Too much for one day: you have handed in {files} files of {size} MB today (UTC), and at most {most} files or "
        "{most_size} MB are taken from an account. Go on tomorrow, or ask whoever runs the server to bring them in.",
        files=len(sizes),
        size=sum(sizes) >> 20,
        most=MOST_FILES,
        most_size=MOST_BYTES >> 20,
    )


def _midnight() -> datetime:
    return datetime.combine(timezone.now().date(), time(), tzinfo=UTC)


def _handed_in(editor: Editor, since: datetime) -> Iterator[int]:
    """The size of each file: pictures, copies, articles that are still to be read, tables."""
    yield from _pictures(editor, since)
    copies = Capture.objects.filter(captured_by=editor.pseudonym, captured_at__gte=since)
    yield from copies.exclude(method=FETCHED).values_list("size", flat=True)
    unread = Intake.objects.filter(handed_in_by=editor, asked_at__gte=since).exclude(sha256="")
    yield from (_kept(sha256) for sha256 in unread.exclude(state="done").values_list("sha256", flat=True))
    yield from HandedIn.objects.filter(handed_in_by=editor, at__gte=since).values_list("size", flat=True)


def _pictures(editor: Editor, since: datetime) -> Iterator[int]:
    """One that was deleted since counts as a file, and takes no room."""
    opened = Decision.objects.filter(who=editor.pseudonym, at__gte=since, kind="photo", verb="created")
    numbers = list(opened.values_list("number", flat=True))
    names = dict(Photo.objects.filter(pk__in=numbers).values_list("pk", "original"))
    yield from (_size(names.get(number, "")) for number in numbers)


def _size(name: str) -> int:
    return default_storage.size(name) if name and default_storage.exists(name) else 0


def _kept(sha256: str) -> int:
    file = archive.stored(sha256)
    if file is None:
        return 0
    with file:
        return file.size
