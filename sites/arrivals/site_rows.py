"""Rows that are sites: made, met, changed, and brought back after an undone import."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from .. import review, wholesale
from ..imports import Batch, Drafted
from ..models import Identifier, Imported, Site, Toponym
from ..terms import Fault
from .changing import PLACE, Change, edit, wanted_of
from .duplicates import suspects
from .looking import TOLD, in_doubt
from .making import Sketch, identifiers_of, names_of, site_of, with_addresses
from .marks import Marks
from .matching import Held, asked, claimed, parted, sites_met, taken
from .working import LISTED, Difference, Suspect, Work, said


class SiteRows:
    """Every kind of row is worked on by a class of this shape."""

    def __init__(self, work: Work):
        self._work = work
        self._slugs = Marks()
        self._parents: dict[str, list[tuple[Drafted, int]]] = {}

    def met(self, rows: Sequence[Drafted]) -> dict[str, int]:
        met = sites_met(rows, self._work.by, own=self._work.mapping.own)
        others = set() if self._work.mapping.own else claimed("site", self._work.mapping.dataset, met.values())
        return {key: number for key, number in met.items() if number not in others}

    def passes(self, batch: Batch) -> bool:
        """Whether a whole batch of a dry run is new, seen by its columns alone, and nothing more is to be told."""
        columns = batch.columns
        if not self._nothing_is_here or not {"slug", "part_of"}.isdisjoint(columns):
            return False
        return not in_doubt(columns, self._visibilities(columns.get("visibility", ())))

    def make(self, rows: Sequence[Drafted]) -> None:
        self._require_addresses(rows)
        if not self._work.door:
            self._look_at(rows)
            return
        drafts = [(row, self.draft(row)) for row in rows]
        with_addresses([(site, row.key) for row, site in drafts], taken)
        sound = [(row, site) for row, site in drafts if self.is_sound(row, site)]
        self._work.told.counts["new"] += len(sound)
        if self._work.writes and sound:
            self.store([(row.values, site) for row, site in sound])
            self._work.keep(self._work.row_of(row, site.pk, made=True) for row, site in sound)
        for row, site in sound:
            if parent := row.values.get("part_of"):
                self._parents.setdefault(parent, []).append((row, site.pk))

    def _look_at(self, rows: Sequence[Drafted]) -> None:
        """What making them would say, without making any that is seen to be fit."""
        columns = {name: [row.values.get(name) for row in rows] for name in TOLD}
        doubted = in_doubt(columns, self._visibilities({row.values.get("visibility") for row in rows}))
        for place in sorted(doubted):
            self.is_sound(rows[place], site_of(rows[place].values, self._visibility(rows[place]), Sketch))
        sound = [row for row in rows if not self._work.is_faulty(row)]
        self._work.told.counts["new"] += len(sound)
        self._suspect(sound)
        for row in sound:
            if parent := row.values.get("part_of"):
                self._parents.setdefault(parent, []).append((row, None))

    def draft(self, row: Drafted) -> Sketch:
        site = site_of(row.values, self._visibility(row), Sketch)
        if self._work.own_numbers and row.values.get("number"):
            site.pk = row.values["number"]
        return site

    def _visibility(self, row: Drafted) -> str:
        return self._work.visibility_of(row.values)

    def _visibilities(self, wanted: Iterable) -> set[str]:
        return {self._work.visibility_of({"visibility": one}) for one in {*wanted, ""}}

    @cached_property
    def _nothing_is_here(self) -> bool:
        """Whether no row could meet a site, or be like one."""
        return not (Identifier.objects.exists() or Toponym.objects.exists())

    def is_sound(self, row: Drafted, site: Site | Sketch) -> bool:
        """Whether the site may be stored as it is; what is wrong is told of the row."""
        problems = wholesale.unfit(_with_any_address(site), Site)
        for problem in problems:
            self._work.fault(row, problem)
        return not problems and not self._work.is_faulty(row)

    def store(self, drafts: Iterable[tuple[Mapping, Site | Sketch]]) -> None:
        drafts = list(drafts)
        names = [(site, *name) for values, site in drafts for name in names_of(values)]
        identifiers = [(site, *one) for values, site in drafts for one in identifiers_of(values)]
        self._work.door.sites([site for _, site in drafts], names, identifiers)

    def change(self, changes: Sequence[Change]) -> None:
        sites = Site.objects.select_related("merged_into").prefetch_related("names", "identifiers")
        held = _in_bulk(sites, (change.number for change in changes))
        slugs = {change.row.values.get("part_of") for change in changes} - {None, ""}
        parents = dict(asked(Site.objects, "slug", slugs))
        for change in changes:
            told = change.row.values | {"part_of": parents.get(change.row.values.get("part_of"))}
            change_one(self._work, change, held.get(change.number), told)

    def bring_back(self, pairs: Sequence[tuple[Drafted, Held]]) -> None:
        bring_back(self._work, Site, "pk", pairs, self.make)

    def finish(self) -> None:
        """What is part of what: a whole may stand in the file after its parts."""
        known = dict(asked(Site.objects, "slug", self._parents))
        found = {}
        told = dict(zip(self._parents, self._slugs.hold([*self._parents]), strict=True))
        for slug, parts in self._parents.items():
            if slug not in known and not told[slug]:
                for row, _site in parts:
                    self._work.fault(
                        row, Fault("There is no site of the address “{slug}”.", slug=slug), "part_of", slug
                    )
            elif slug in known:
                found |= {site: known[slug] for _, site in parts if site}
        if self._work.writes and found:
            self._work.door.parents(found)

    def _require_addresses(self, rows: Sequence[Drafted]) -> None:
        told = [(row, row.values["slug"]) for row in rows if row.values.get("slug")]
        held = taken({slug for _, slug in told})
        firsts = self._slugs.first([slug for _, slug in told])
        for (row, slug), first in zip(told, firsts, strict=True):
            if slug in held or not first or not _is_slug(slug):
                said = Fault("The address “{slug}” is taken, or none that a site can have.", slug=slug[:120])
                self._work.fault(row, said, "slug", slug)

    def _suspect(self, sound: Sequence[Drafted]) -> None:
        for row, number, name, reasons in suspects(sound, self._work.by):
            self._work.told.counts["suspects"] += 1
            if len(self._work.told.suspects) < LISTED:
                self._work.told.suspects.append(Suspect(row.row, row.values["name"], number, name, reasons))


def change_one(work: Work, change: Change, record, told: Mapping) -> None:
    """Edit a record as a row says, or tell how it would be; nothing where somebody deleted or withdrew it."""
    if record is None or record_is_closed(record):
        work.told.counts["same"] += 1
        work.warn(change.row, Fault("It was deleted, merged, refused or withdrawn here: the row changes nothing."))
        return
    wanted = wanted_of(record, _compared(work, record, change.fields), told)
    tell_differences(work, change.row, record, wanted)
    acts = [one for one in wanted if not one.stays]
    work.told.counts["changed" if acts else "same"] += 1
    if not work.writes:
        return
    if acts:
        how = {"by": work.by, "reason": work.reason, "publish": work.publish}
        if work.attempt(change.row, lambda: edit(record, acts, **how)) is False:
            work.told.counts["waiting"] += 1
    Imported.objects.filter(pk=change.key).update(said=said(work.kind, change.row.values))


def _compared(work: Work, record, fields: Iterable[str]) -> list[str]:
    """Without the place of a protected site for whoever may not see it: whether a guess is right would be told too."""
    withheld = isinstance(record, Site) and not review.sees_place(work.by, record)
    return [name for name in fields if not (withheld and name in PLACE)]


def record_is_closed(record) -> bool:
    return getattr(record, "state", "draft") in ("refused", "withdrawn")


def tell_differences(work: Work, row: Drafted, record, wanted) -> None:
    for one in wanted:
        if len(work.told.differences) < LISTED:
            said = _words(one.was), _words(one.becomes)
            work.told.differences.append(Difference(row.row, str(record), one.field, *said, one.stays))


def bring_back(work: Work, model, field: str, pairs: Sequence[tuple[Drafted, Held]], make) -> None:
    """After an undo: what was withdrawn is published again, and what was deleted is made anew."""
    there = model.objects.filter(**{f"{field}__in": [held.number for _, held in pairs]}) if pairs else ()
    states = {getattr(one, field): one for one in there}
    gone = [(row, held) for row, held in pairs if held.number not in states]
    for _row, held in pairs:
        if held.number in states and states[held.number].state != "withdrawn":
            work.told.counts["same"] += 1
    back = [(row, states[held.number]) for row, held in pairs if held.number in states]
    back = [(row, one) for row, one in back if one.state == "withdrawn"]
    if not work.publish:
        for row, _one in back:
            work.told.counts["same"] += 1
            work.warn(row, Fault("It was withdrawn when an import was undone: import with --publish brings it back."))
        back = []
    work.told.counts["new"] += len(back)
    work.forget(held for _, held in gone)
    if work.writes and back:
        again = {row.key for row, _ in back}
        work.door.again(model, [one.pk for _, one in back])
        mark_again(work, [held for row, held in pairs if row.key in again])
    make([row for row, _ in gone])


def mark_again(work: Work, held: Iterable[Held]) -> None:
    """The records were made by this import now, and by the undone one before."""
    for part in parted(one.key for one in held):
        rows = list(Imported.objects.filter(pk__in=part))
        for row in rows:
            row.before, row.made_by = [*row.before, row.made_by_id], work.door.import_
        Imported.objects.bulk_update(rows, ["before", "made_by"])


def _in_bulk(records, numbers: Iterable[int]) -> dict[int, Site]:
    return {number: one for part in parted({*numbers}) for number, one in records.in_bulk(part).items()}


def _words(value) -> str:
    if isinstance(value, list):
        return "; ".join(", ".join(map(str, row)) if isinstance(row, list) else str(row) for row in value)
    return "" if value is None else str(value)


def _is_slug(slug: str) -> bool:
    try:
        validate_slug(slug)
    except ValidationError:
        return False
    return True


def _with_any_address(site: Site) -> Site:
    site.slug = site.slug or "-"
    return site
