"""An import is taken back by one decision, as far as nobody has built on what it made."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import archive, finding
from ..models import (
    Amendment,
    Article,
    Capture,
    Citation,
    Decision,
    Import,
    Intake,
    Photo,
    Proposal,
    Report,
    Site,
)
from ..review import Refused, allow, pseudonym, require_reason, write
from .door import AT_ONCE, bring_in_line

MODELS = {"report": Report, "article": Article, "site": Site}
LISTED = 1000


@dataclass(slots=True)
class Undone:
    """How many records were withdrawn, how many drafts deleted and how many stay; ``kept`` says of some why."""

    counts: Counter = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)


def take_back_import(import_: Import, *, by, reason: str) -> Undone:
    """Withdraw what it published and delete its drafts. What somebody changed, decided or built upon since stays, and
    so does what it said otherwise of records that were here: their stories tell how they can be restored."""
    allow(by, "review")
    reason = require_reason(reason)
    with transaction.atomic():
        archive.take_turn()
        import_.refresh_from_db(from_queryset=Import.objects.select_for_update())
        if import_.undone_at:
            raise Refused(_("This import was undone already."))
        undone = _take_back(import_, by)
        import_.undone_at = timezone.now()
        import_.save(update_fields=["undone_at"])
        told = ", ".join(f"{name} {count}" for name, count in undone.counts.items())
        said = {"dataset": import_.dataset, "counts": told}
        write(import_, "undone", pseudonym(by), reason, {name: ["", value] for name, value in said.items() if value})
    return undone


def _take_back(import_: Import, by) -> Undone:
    undone = Undone()
    made = {kind: set(_made(import_, kind)) for kind in MODELS}
    touched = {kind: _decided(import_, kind, made[kind]) for kind in MODELS}
    reports = _reports(made["report"])
    staying = {one for one in reports if one.number in touched["report"] or one.corrects_id}
    going = [one for one in reports if one not in staying]
    kept = {"report": {one.pk for one in staying}}
    kept["article"] = touched["article"] | _leaned_upon(Article, made["article"], going)
    kept["site"] = touched["site"] | _leaned_upon(Site, made["site"], going)
    kept["site"] |= _wholes(made["site"], kept["site"])
    for kind, model in MODELS.items():
        _tell_kept(undone, model, kept[kind])
    _tell_changed(undone, import_)
    _withdraw_or_delete(Report, [one.pk for one in going], by, undone)
    _withdraw_or_delete(Site, made["site"] - kept["site"], by, undone)
    cited = set(_among(Citation.objects, "article_id", made["article"]))
    _delete(Article, made["article"] - kept["article"] - cited, undone)
    return undone


def _made(import_: Import, kind: str) -> Iterator[int]:
    return import_.made.filter(kind=kind).values_list("number", flat=True).iterator()


def _reports(numbers: set[int]) -> list[Report]:
    rows = Report.objects.only("pk", "number", "site_id", "state", "corrects_id")
    return [one for part in _parts(numbers) for one in rows.filter(number__in=part)]


def _own_decision(import_: Import) -> int:
    own = Decision.objects.filter(kind="import", number=import_.pk, verb="imported")
    return own.order_by("-id").values_list("id", flat=True).first()


def _decided(import_: Import, kind: str, numbers: set[int]) -> set[int]:
    """Those of which somebody decided anything since."""
    later = Decision.objects.filter(kind=kind, id__gt=_own_decision(import_))
    return _among(later, "number", numbers)


def _leaned_upon(model: type[models.Model], numbers: set[int], going: list[Report]) -> set[int]:
    """Those on which other records rest than the reports that go with them."""
    leaving = {report.pk for report in going}
    if model is Article:
        held = set()
        for part in _parts(numbers):
            cited = Citation.objects.filter(article__in=part).values_list("article_id", "report_id")
            held |= {article for article, report in cited if report not in leaving}
        return held | _among(Capture.objects, "article_id", numbers) | _among(Intake.objects, "article_id", numbers)
    held = set()
    for part in _parts(numbers):
        told = Report.objects.filter(site__in=part).values_list("site_id", "pk")
        held |= {site for site, report in told if report not in leaving}
    for others in (Photo.objects, Amendment.objects, Proposal.objects):
        held |= _among(others, "site_id", numbers)
    merged = Site.objects.filter(merged_into__isnull=False)
    return held | _among(merged, "merged_into_id", numbers) | _among(merged, "pk", numbers)


def _wholes(made: set[int], kept: set[int]) -> set[int]:
    """The sites of which others are parts that stay."""
    found, parts = set(), kept
    while True:
        above = set()
        for part in _parts(made):
            below = Site.objects.filter(part_of__in=part).values_list("part_of_id", "pk")
            above |= {whole for whole, site in below if site not in made or site in parts}
        if above <= parts:
            return found
        found, parts = found | above, parts | above


def _tell_kept(undone: Undone, model: type[models.Model], keys: set[int]) -> None:
    if keys:
        undone.counts[f"kept {model._meta.verbose_name_plural}"] += len(keys)
    for part in _parts(keys):
        if len(undone.kept) >= LISTED:
            return
        undone.kept += [
            _("“%(record)s” stays: somebody has worked on it, or built upon it, since.") % {"record": one}
            for one in model._base_manager.filter(pk__in=part)
        ]


def _tell_changed(undone: Undone, import_: Import) -> None:
    """What it said otherwise of records that were here before was decided one by one."""
    own = Decision.objects.filter(id__gt=import_.after, id__lt=_own_decision(import_)).exclude(kind="import")
    changed = dict(own.order_by("id").values_list("number", "label"))
    if changed:
        undone.counts["kept changes"] = len(changed)
    undone.kept += [
        _("What the import changed in “%(record)s” stays: its story can say again what it said before.")
        % {"record": label}
        for label in list(changed.values())[:LISTED]
    ]


def _withdraw_or_delete(model: type[models.Model], keys: Iterable[int], by, undone: Undone) -> None:
    """What was published once is withdrawn, and drafts are deleted."""
    drafts, shown, sites = [], [], set()
    for part in _parts(keys):
        rows = model.objects.filter(pk__in=part)
        drafts += rows.filter(first_published=None).values_list("pk", flat=True)
        out = list(rows.filter(state="published").values_list("pk", flat=True))
        sites |= set(out) if model is Site else set(rows.filter(pk__in=out).values_list("site_id", flat=True))
        rows.filter(pk__in=out).update(state="withdrawn", decided_by=pseudonym(by), decided_at=timezone.now())
        shown += out
    if shown:
        undone.counts[f"withdrawn {model._meta.verbose_name_plural}"] += len(shown)
        bring_in_line({model: shown}, sites)
    _delete(model, drafts, undone)


def _delete(model: type[models.Model], keys: Iterable[int], undone: Undone) -> None:
    keys = sorted(keys)
    kind = model._meta.model_name
    finding.forget_many(kind, keys)
    for part in _parts(keys):
        if model is Site:
            model.objects.filter(part_of__in=part).update(part_of=None)  # of those that go too
        model._base_manager.filter(pk__in=part).delete()
    if keys:
        undone.counts[f"deleted {model._meta.verbose_name_plural}"] += len(keys)


def _among(others: models.Manager | models.QuerySet, field: str, keys: set[int]) -> set[int]:
    found = (others.filter(**{f"{field}__in": part}) for part in _parts(keys))
    return {one for rows in found for one in rows.values_list(field, flat=True)}


def _parts(keys: Iterable[int]) -> Iterator[list[int]]:
    keys = sorted(keys)
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
