"""What would happen to the rows of a file, and what happens to them: all of it or nothing."""

import json
from collections import Counter
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from .. import review, wholesale
from ..imports import Mapping, read
from ..models import Import
from ..tables import Table
from .article_rows import ArticleRows
from .report_rows import ReportRows
from .site_rows import SiteRows
from .working import USUAL, Preview, Work

Progress = Callable[[float, Counter], None]
ROWS = {"sites": ("site", SiteRows), "articles": ("article", ArticleRows), "reports": ("report", ReportRows)}


class Faulty(review.Refused):
    """Rows have faults, and so nothing was written. ``preview`` lists them."""

    def __init__(self, preview: Preview):
        self.preview = preview
        super().__init__(_("%(count)d rows have faults, so nothing was written.") % {"count": preview.counts["faulty"]})


def preview(
    table: Table, mapping: Mapping, *, by, publish: bool = False, visibility: str = "", progress: Progress | None = None
) -> Preview:
    """Writes nothing. Refused if the account may not import, or not publish, or not show that much."""
    wholesale.may_import(by, mapping.kind, publish=publish, visibility=visibility or USUAL)
    work = Work(mapping, by, ROWS[mapping.kind][0], publish, visibility)
    _through(table, work, progress)
    return work.told


def carry_out(
    table: Table,
    mapping: Mapping,
    *,
    by,
    reason: str,
    file_name: str,
    sha256: str,
    publish: bool = False,
    visibility: str = "",
    progress: Progress | None = None,
    told: Preview | None = None,
) -> Import | None:
    """All of it in one transaction; None if every row was here already. Faulty if a row is; Refused as ``preview``.

    What is told of rows stands in ``told``, if one is given.
    """
    wholesale.may_import(by, mapping.kind, publish=publish, visibility=visibility or USUAL)
    said = {
        "kind": mapping.kind,
        "dataset": mapping.dataset,
        "sha256": sha256,
        "mapping": json.loads(mapping.as_json()),
    }
    with transaction.atomic():
        door = wholesale.Door(Import(file_name=file_name[:200], **said), by=by, publish=publish)
        work = Work(
            mapping, by, ROWS[mapping.kind][0], publish, visibility, reason=reason, door=door, told=told or Preview()
        )
        _through(table, work, progress)
        if work.told.counts["faulty"]:
            raise Faulty(work.told)
        if not work.told.counts["new"] + work.told.counts["changed"]:
            transaction.set_rollback(True)
            return None
        return door.close(reason, dict(work.told.counts))


def undo(import_: Import, *, by, reason: str) -> wholesale.Undone:
    """Take back what an import made and nobody has touched since. Refused if it was undone already."""
    return wholesale.take_back_import(import_, by=by, reason=reason)


def _through(table: Table, work: Work, progress: Progress | None) -> None:
    rows = ROWS[work.mapping.kind][1](work)
    for batch in read(table, work.mapping):
        work.take(batch, rows)
        if progress:
            progress(table.done, work.told.counts)
    rows.finish()
