"""The files that are kept: copies, pictures and releases. Which there are, and which of them records name."""

from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import Storage, default_storage, storages
from django.db import models

from ..lasting import PART
from .instant import State

DIGESTS = (("capture", "sha256"), ("capture", "warc_sha256"), ("intake", "sha256"))


def stores() -> dict[str, Storage]:
    return {"media": default_storage, "releases": storages["releases"]}


def root(store: str) -> Path | None:
    """The folder of a store; none if its files are not on this machine's disk."""
    try:
        return Path(stores()[store].path(""))
    except NotImplementedError:
        return None


def contents(store: str) -> Iterator[str]:
    """The names of all files of a store, in order; without what is not whole yet."""
    for one in stores()[store].walk():
        if not one.name.rpartition("/")[2].startswith(PART):
            yield one.name


def named(state: State) -> Iterator[str]:
    """The files that must be there, because a record names them, as ``store/name``."""
    for model, field in DIGESTS:
        if found := state.find(model):
            digests = found.objects.order_by().exclude(**{field: ""}).values_list(field, flat=True)
            yield from (f"media/captures/{one[:2]}/{one}" for one in digests.iterator())
    for model in state.kept():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                names = model._base_manager.order_by().exclude(**{field.attname: ""})
                yield from (f"media/{one}" for one in names.values_list(field.attname, flat=True).iterator())
    if release := state.find("release"):
        for version, files in release.objects.values_list("version", "files").iterator():
            yield from (f"releases/{version}/{one['name']}" for one in files)
