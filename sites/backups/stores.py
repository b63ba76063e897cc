"""The files that are kept: copies, pictures and releases. Which there are, and which of them records name."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import Storage, default_storage, storages
from django.db import models

from ..lasting import PART
from .instant import State
from .refusal import Refusal

DIGESTS = (("capture", "sha256"), ("capture", "warc_sha256"), ("intake", "sha256"))


def stores() -> dict[str, Storage]:
    return {"media": default_storage, "releases": storages["releases"]}


def root(store: str) -> Path:
    try:
        return Path(stores()[store].path(""))
    except NotImplementedError as fault:
        raise Refusal("The store of {store} is no folder: backups know files of this machine.", store=store) from fault


def contents(store: str) -> Iterator[str]:
    """The names of all files of a store, in order."""
    yield from _below(root(store), "")


def _below(folder: Path, name: str) -> Iterator[str]:
    if not folder.is_dir():
        return
    for entry in sorted(os.scandir(folder), key=lambda one: one.name):
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path), f"{name}{entry.name}/")
        elif entry.is_file(follow_symlinks=False) and not entry.name.startswith(PART):
            yield f"{name}{entry.name}"


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
