"""One file: kept as a draft by the write gate, found to be there already, or refused in words."""

from dataclasses import dataclass
from logging import getLogger

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from .. import allowance, photos, review
from ..darkroom import MOST_BYTES, Picture
from ..lasting import Away
from ..models import Photo
from ..terms import Fault

log = getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file: the photo that was kept or that was there already, or why there is none."""

    name: str
    photo: Photo | None = None
    is_new: bool = False
    camera_day: str = ""
    fault: str = ""
    no_room: bool = False


def known_as(sha256: str) -> Photo | None:
    """The photo that has this picture already; a withdrawn one may be uploaded anew."""
    return Photo.objects.filter(sha256=sha256).exclude(state="withdrawn").first()


def hand_in(file, *, by, **said) -> Outcome:
    """Keep an uploaded file as a draft of which ``said`` holds. Nothing is kept of what is refused."""
    try:
        allowance.refuse_beyond(by, file.size)
        seen = photos.look(received(file))
        photo, is_new = _kept(seen, file, by, said)
    except Fault as fault:
        return Outcome(file.name, fault=_(fault.template).format(**fault.values))
    except review.Refused as refused:
        return Outcome(file.name, fault=" ".join(refused.problems))
    except Away:
        log.exception("A picture could not be kept.")
        said = _("It could not be kept: the storage of files does not answer. Hand it in again in a while.")
        return Outcome(file.name, fault=said, no_room=True)
    except OSError:
        log.exception("A picture could not be kept.")
        said = _("It could not be kept: the server's disk is full or cannot be written. Tell whoever runs it.")
        return Outcome(file.name, fault=said, no_room=True)
    return Outcome(file.name, photo, is_new, seen.taken if is_new else "")


def received(file) -> bytes:
    """Its bytes. What is too large is not even read."""
    if file.size > MOST_BYTES:
        raise Fault("The picture is larger than {most} MB: make it smaller.", most=MOST_BYTES // 1024**2)
    file.seek(0)
    return file.read()


def _kept(seen: Picture, file, by, said: dict) -> tuple[Photo, bool]:
    if known := known_as(seen.sha256):
        return known, False
    photo = Photo(sha256=seen.sha256, width=seen.width, height=seen.height, **said)
    try:
        photo.original.save(seen.sha256, ContentFile(received(file)), save=False)  # not under its sender's name
        photos.keep_for_the_desk(photo, seen)
        with transaction.atomic():  # files first: no row ever names one that is not there
            photo.save()
            review.record(photo, by=by, reason=_("New record."))
    except BaseException as fault:
        if photo.original.name:
            photos.forget(photo.original.name)
        if isinstance(fault, IntegrityError) and (known := known_as(seen.sha256)):  # sent twice at the same moment
            return known, False
        raise
    return photo, True
