"""The columns of sites.csv. The public place only: an entry holds no other."""

import math
from datetime import date

from django.conf import settings
from django_countries import countries

from ..catalogue import Entry, Name
from ..places import METRES_IN_A_DEGREE
from ..tongues import permanent
from .columns import Column, join


def _location_precision(entry: Entry) -> str:
    if entry.latitude is None:
        return "none"
    return "cell" if entry.cell else "approximate" if entry.approximate else "point"


def _uncertainty_m(entry: Entry) -> int | None:
    """For a cell, the way from its centre to the farther corners; else what the editors know of the point."""
    if not entry.cell:
        return entry.precision_m
    half = entry.cell / 2
    nearest_to_equator = math.radians(max(0, abs(entry.latitude) - half))
    return math.ceil(METRES_IN_A_DEGREE * math.hypot(half, half * math.cos(nearest_to_equator)))


def _generalized(entry: Entry) -> str:
    if not entry.cell:
        return ""
    return (
        f"The coordinates are the centre of a grid cell of {entry.cell:g} degree; the site lies somewhere in the cell."
    )


def _withheld(entry: Entry) -> str:
    if not entry.protected:
        return ""
    return (
        "The exact place, its description in words and identifiers in other registers are withheld to protect the site."
    )


def _other_names(entry: Entry) -> list[Name]:
    """All names but the native one, which stands in columns of its own."""
    native = entry.native
    return [name for name in entry.names if name != native]


def _before(field: str):
    """Reads the status on the day that is compared with; empty where none is."""
    return lambda entry: getattr(entry.before, field) if entry.before else None


SITE_COLUMNS = (
    Column("number", "The site's number; it is never given to another site.", lambda entry: entry.number, type=int),
    Column("url", "The site's page.", lambda entry: permanent("site", entry.slug), ours=True),
    Column("slug", "The last part of the page's address.", lambda entry: entry.slug),
    Column("name", "The name in English.", lambda entry: entry.name),
    Column("native_name", "The official name in its own language.", lambda entry: entry.native and entry.native.text),
    Column(
        "native_name_language",
        "Its language (BCP 47).",
        lambda entry: entry.native and entry.native.language,
    ),
    Column(
        "other_names",
        "All further names and spellings, parted by semicolons.",
        lambda entry: join(name.text for name in _other_names(entry)),
    ),
    Column("kind", "What it is: a value of the vocabulary of kinds.", lambda entry: entry.kind),
    Column("country_code", "The country (ISO 3166-1, two letters).", lambda entry: entry.country),
    Column("country", "The country's name in English.", lambda entry: countries.name(entry.country)),
    Column("place", "Town and region in words; empty where the site is protected.", lambda entry: entry.place),
    Column("part_of", "The slug of the site it is a part of.", lambda entry: entry.part_of and entry.part_of.slug),
    Column("summary", "What it is, in our own words.", lambda entry: entry.summary),
    Column("built_edtf", "When it was built (EDTF).", lambda entry: entry.built),
    Column("level", "The level of damage that stands.", lambda entry: entry.status.level),
    Column("verification", "How well the standing level is verified.", lambda entry: entry.status.verification),
    Column(
        "contested",
        "yes where a report that is not outweighed disagrees with the level.",
        lambda entry: entry.status.contested,
        type=bool,
    ),
    Column(
        "since",
        "The day from which the level counts, by the earliest claim that bears it (ISO 8601).",
        lambda entry: entry.status.level_since,
        type=date,
    ),
    Column("recovery", "The step of recovery, if there was one.", lambda entry: entry.status.recovery),
    Column("confirmed_level", "The last confirmed level.", lambda entry: entry.status.confirmed_level),
    Column("causes", "The causes, main one first, parted by semicolons.", lambda entry: join(entry.status.causes)),
    Column(
        "supporting_reports",
        "Numbers of the reports on which the level rests.",
        lambda entry: join(entry.status.because),
    ),
    Column(
        "dissenting_reports",
        "Numbers of the reports that disagree with it.",
        lambda entry: join(entry.status.dissent),
    ),
    Column("reports", "How many published reports there are.", lambda entry: entry.reports, type=int),
    Column("articles", "How many sources they cite.", lambda entry: entry.articles, type=int),
    Column(
        "origins", "How many of these sources are independent of each other.", lambda entry: entry.origins, type=int
    ),
    Column("latitude", "Degrees north (WGS 84) of the public place.", lambda entry: entry.latitude, type=float),
    Column("longitude", "Degrees east (WGS 84) of the public place.", lambda entry: entry.longitude, type=float),
    Column(
        "location_precision",
        "point, approximate (a point that nobody checked), cell (the centre of a grid cell) or none.",
        _location_precision,
    ),
    Column(
        "coordinate_cell_degrees",
        "Width of the grid cell in degrees; 0 for a point; empty without a public place.",
        lambda entry: None if entry.latitude is None else float(entry.cell),
        type=float,
    ),
    Column(
        "coordinate_uncertainty_m",
        "How far from the coordinates the site may lie, in metres.",
        _uncertainty_m,
        type=int,
    ),
    Column("coordinate_source", "Where the coordinates come from.", lambda entry: entry.point_source),
    Column("data_generalizations", "What was done to the coordinates.", _generalized),
    Column("information_withheld", "What is kept back, and why.", _withheld),
    Column(
        "identifiers",
        "The site in other registers, as register:identifier, parted by semicolons.",
        lambda entry: join(f"{one.register}:{one.value}" for one in entry.identifiers),
    ),
    Column("licence", "The licence of the data.", lambda _: settings.DATA_LICENCE),
    Column("level_before", "The level on the day that is compared with; empty without one.", _before("level")),
    Column("verification_before", "How well that level was verified on that day.", _before("verification")),
    Column("contested_before", "yes where it was contested on that day.", _before("contested"), type=bool),
    Column("recovery_before", "The step of recovery on that day.", _before("recovery")),
    Column(
        "other_names_languages",
        "The languages (BCP 47) of the other names, in the same order; empty where one is not known.",
        lambda entry: join(name.language for name in _other_names(entry)),
    ),
    Column(
        "other_names_kinds",
        "Whether each of them is official, alternative or historic.",
        lambda entry: join(name.kind for name in _other_names(entry)),
    ),
    Column(
        "visibility",
        "What the public sees of the place: exact, 0.01 or 0.1 (the width of its cell in degrees) or hidden.",
        lambda entry: entry.visibility,
    ),
)
