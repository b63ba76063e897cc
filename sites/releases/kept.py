"""Releases as they are kept: which there are, their files, and whether these are still what they were."""

import hashlib
from collections.abc import Iterator

from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import modes
from ..models import Release
from ..terms import Fault
from .sums import Sum

LONGEST_REASON = 2000


def shelf() -> Storage:
    return storages["releases"]


def place(version: str, name: str) -> str:
    """Where a file of a release stands on the shelf."""
    return f"{version}/{name}"


def released() -> list[Release]:
    """All releases, newest first."""
    return list(Release.objects.all())


def newest() -> Release | None:
    """The last release that is not withheld."""
    return Release.objects.filter(withheld_on=None).first()


def find(version: str) -> Release | None:
    return Release.objects.filter(version=version).first()


def before(release: Release) -> Release | None:
    """The last release before this one that is not withheld."""
    return Release.objects.filter(pk__lt=release.pk, withheld_on=None).first()


def files(release: Release) -> list[Sum]:
    return [Sum(**one) for one in release.files]


def opened(release: Release, name: str) -> File:
    """A file of a release, to be read. A withheld one has none for anybody."""
    if release.withheld_on:
        raise Fault("Release {version} is withheld.", version=release.version)
    return shelf().open(place(release.version, name))


def withhold(version: str, reason: str) -> Release:
    """Serve the files of a release no longer. They and their sums stay; nothing takes this back."""
    modes.require_writing()
    release = find(version)
    if release is None:
        raise Fault("There is no release {version}.", version=version[:60])
    if release.withheld_on:
        raise Fault("Release {version} is withheld already.", version=version)
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Fault("Say why, in at most {longest} characters: readers are told.", longest=LONGEST_REASON)
    release.withheld_on, release.withheld_because = timezone.localdate(), reason
    release.save(update_fields=["withheld_on", "withheld_because"])
    return release


def faults() -> Iterator[str]:
    """What is not as it was released, a sentence each."""
    for release in Release.objects.order_by("pk").iterator():
        for file in files(release):
            said = _fault(place(release.version, file.name), file)
            if said:
                yield said % {"file": file.name, "version": release.version}


def _fault(where: str, file: Sum) -> str:
    if not shelf().exists(where):
        return _("The file %(file)s of release %(version)s is gone.")
    with shelf().open(where) as held:
        if hashlib.file_digest(held, "sha256").hexdigest() != file.sha256:
            return _("The file %(file)s of release %(version)s was altered.")
    return ""


def strays() -> Iterator[str]:
    """What lies among the releases and belongs to none: left by one that was broken off, or put there."""
    folders, loose = _listed("")
    for folder in folders:
        release = find(folder)
        known = {file.name for file in files(release)} if release else set()
        inner, names = _listed(folder)
        yield from (place(folder, name) for name in (*inner, *names) if name not in known)
    yield from loose


def left(version: str) -> bool:
    """Whether files of this version stand on the shelf."""
    return any(_listed(version))


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """The folders and the files in a folder of the shelf, in order."""
    try:
        folders, names = shelf().listdir(folder)
    except FileNotFoundError:
        return [], []
    return sorted(folders), sorted(names)
