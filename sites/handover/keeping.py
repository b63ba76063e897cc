"""A file is kept privately until it is brought in, or forgotten after some days; who may see it, and who may act."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import allowance
from ..lasting import Away
from ..models import IMPORTED, Editor, HandedIn, Import
from ..tables import Table, open_table
from ..terms import Fault
from . import gauge

MOST_MB = 100
KEPT = timedelta(days=14)
ADDS = {"sites": ("site",), "articles": ("article",), "reports": ("site", "article", "report")}


def kinds_of(user) -> list[str]:
    """What the account may bring in."""
    return [kind for kind in IMPORTED if may_bring(user, kind)]


def may_bring(user, kind: str) -> bool:
    return user.has_perms([f"heritage.{right}_{one}" for one in ADDS[kind] for right in ("add", "change")])


def keep(file, *, by, kind: str, sheet: str) -> HandedIn:
    """Keep an uploaded file, not under its sender's name. Fault if it is no table that we can read, or one too many."""
    allowance.refuse_beyond(by, file.size)
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    handed = HandedIn(kind=kind, sheet=sheet, sha256=digest.hexdigest(), size=file.size)
    handed.file_name = file.name.replace("\0", "")[-200:]
    handed.handed_in_by = Editor.objects.get_or_create(user=by)[0]
    handed.file.save(handed.sha256, file, save=False)
    try:
        with table_of(handed) as table:
            handed.mapping = {"columns": dict.fromkeys(table.headers, "")}
        handed.save()
    except BaseException:
        drop(handed)
        raise
    return handed


@contextmanager
def table_of(handed: HandedIn) -> Iterator[Table]:
    """Its rows, to be read as long as the block lasts. Fault if it cannot be read, or is not here any more."""
    if not handed.file:
        raise Fault("The file is not here any more: hand it in anew.")
    with ExitStack() as stack:
        try:
            path = stack.enter_context(handed.file.storage.on_disk(handed.file.name))
            table = open_table(path, handed.file_name, handed.sheet)
        except Away:
            raise
        except OSError as gone:
            raise Fault("The file is not here any more: hand it in anew.") from gone
        yield table


def drop(handed: HandedIn) -> None:
    """Delete the file, not what was told of it. Call it when no row names it any more: who is killed between leaves a
    file that is cleared, and never a row without its file."""
    if handed.file:
        gauge.forget(handed)
        handed.file.delete(save=False)


def forget_old() -> None:
    """Whatever nobody came back to."""
    for handed in HandedIn.objects.filter(at__lt=timezone.now() - KEPT).exclude(state__in=("checking", "carrying")):
        HandedIn.objects.filter(pk=handed.pk).delete()
        drop(handed)


def seen(request, number: int) -> HandedIn:
    """For whoever handed it in, and for reviewers; nobody else learns that it is there."""
    if not kinds_of(request.user):
        raise PermissionDenied
    handed = get_object_or_404(HandedIn.objects.select_related("handed_in_by", "made"), pk=number)
    if not (is_own(handed, request.user) or request.user.has_perm("heritage.review")):
        raise Http404
    return handed


def own(request, number: int) -> HandedIn:
    """For whoever handed it in, and still may bring such files in."""
    handed = seen(request, number)
    if not is_own(handed, request.user) or not may_bring(request.user, handed.kind):
        raise PermissionDenied
    return handed


def is_own(handed: HandedIn, user) -> bool:
    return handed.handed_in_by is not None and handed.handed_in_by.user_id == user.pk


def seen_imports(user):
    """The imports that the account may look at: its own, and all for reviewers."""
    mine = Import.objects.all()
    if user.has_perm("heritage.review"):
        return mine
    return mine.filter(who__in=Editor.objects.filter(user=user).values("pseudonym"))


def words_of(fault: Fault) -> str:
    """A fault in the language of whoever reads it."""
    return _(fault.template).format(**fault.values)


def page(request, template: str, context: dict, status: int = 200):
    context = admin.site.each_context(request) | {"most_mb": MOST_MB, "days": KEPT.days} | context
    return TemplateResponse(request, f"admin/heritage/handover/{template}", context, status=status)
