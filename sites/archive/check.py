"""Whether everything that is kept is still what was kept. One thing after another, in flat memory."""

import hashlib
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter

from django.db.models import F, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from ..lasting import Kept
from ..models import Capture, Citation, Intake, WorkingCopy
from .chain import broken
from .heads import Head, lost
from .store import contents, intact, name_of

AT_ONCE = 100


def torn(heads: Iterable[Head] = ()) -> Iterator[str]:
    """Where the chain of decisions does not hold, or does not lead to these heads of it; a sentence each."""
    for decision in broken():
        yield _("Decision %(number)d (%(decision)s) does not fit the chain.") % {
            "number": decision.pk,
            "decision": decision.label,  # what was decided may be no word of ours any more
        }
    yield from lost(heads)


def faults() -> Iterator[str]:
    """What else is not as it was kept, a sentence each: copies, the texts read from them, quotations."""
    for sha256, file in _store():
        if sha256 and not intact(sha256):
            said = _("%(what)s was altered: %(sha256)s.") if file else _("%(what)s is gone: %(sha256)s.")
            yield said % {"what": _holders(sha256), "sha256": sha256}
    yield from _texts()
    yield from _quotations()


def strays() -> Iterator[Kept]:
    """The files in the store that no row names: left by something that was broken off, or put there."""
    return (file for sha256, file in _store() if file and not sha256)


def _store() -> Iterator[tuple[str, Kept | None]]:
    """Every name once, in order: the digest if a row names it, and the file if there is one."""
    rows = Capture.objects.order_by().values_list("sha256")
    rows = rows.union(
        Capture.objects.order_by().exclude(warc_sha256="").values_list("warc_sha256"),
        Intake.objects.order_by().exclude(sha256="").values_list("sha256"),
    )
    named = ((name_of(sha256), sha256, None) for (sha256,) in rows.order_by("sha256").iterator())
    both = merge(named, ((file.name, "", file) for file in contents()), key=itemgetter(0))
    for _name, found in groupby(both, itemgetter(0)):
        _names, digests, files = zip(*found, strict=True)
        yield max(digests), next(filter(None, files), None)


def _holders(sha256: str) -> str:
    """Of what these bytes are the copy, for whoever has to find it again."""
    captures = Capture.objects.filter(Q(sha256=sha256) | Q(warc_sha256=sha256))
    articles = sorted(set(captures.values_list("article_id", flat=True)))
    if articles:
        return _("A copy of article %(numbers)s") % {"numbers": ", ".join(map(str, articles))}
    return _("What was handed in to be read")


def _texts() -> Iterator[str]:
    for copy in WorkingCopy.objects.order_by("pk").only("text", "sha256").iterator(AT_ONCE):
        if hashlib.sha256(copy.text.encode()).hexdigest() != copy.sha256:
            yield _("The text of working copy %(number)d was altered: %(sha256)s.") % {
                "number": copy.pk,
                "sha256": copy.sha256,
            }


def _quotations() -> Iterator[str]:
    there = Substr("working_copy__text", F("start") + 1, F("end") - F("start"))
    wrong = Citation.objects.filter(working_copy__isnull=False).exclude(quote=there)
    for citation in wrong.select_related("report").order_by("pk").iterator(AT_ONCE):
        yield _("The quotation in citation %(number)d of report %(report)s is not what its text says there.") % {
            "number": citation.pk,
            "report": citation.report.number or f"({citation.report_id})",
        }
