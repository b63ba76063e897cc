"""Map, list, counts and files always agree, and they agree with a plain reading of the reports.

The oracle knows no database: it takes the record's values, asks the rule for each site's periods, and filters them.
"""

import csv
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.test import Client
from factories import article, report, site, undone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sites import catalogue
from sites.catalogue import Query
from sites.models import Report, Site
from sites.places import BBox, Point, generalise, tile_key
from sites.status import SEVERITY, Claim, Evidence, timeline
from sites.status import Period as Reading
from sites.terms import CAUSES, KINDS, LEVELS, RECOVERIES, STATUSES, VERIFICATIONS

pytestmark = pytest.mark.django_db
START = date(2015, 1, 1)
NAMES = ("Temple of Bel", "Al-Lāt", "Qasr", "قصر الحير", "Bel")
ASKED = {  # which of these names a reader expects; the number of a site is a word as well
    "bel": {"Temple of Bel", "Bel"},
    "BÊL": {"Temple of Bel", "Bel"},
    "al-lat": {"Al-Lāt"},
    "Allat": {"Al-Lāt"},
    "temple bel": {"Temple of Bel"},
    "قصر": {"Qasr", "قصر الحير"},
    "Kasr": {"Qasr", "قصر الحير"},
    "qas": {"Qasr"},
    "الحير": {"قصر الحير"},
    "1": set(),
    "zeus": set(),
    "%": set(),
    "_": set(),
}
NOTHING = Reading(START, None, "no_report", "", "", "", (), (), (), None, None)


@dataclass(frozen=True)
class Known:
    """A site as the oracle knows it."""

    slug: str
    name: str
    kind: str
    country: str
    part_of: str
    place: tuple
    claims: tuple

    def periods(self, known):
        heard = (claim.as_known(known or date.max) for claim in self.claims)
        return timeline(claim for claim in heard if claim)

    def status(self, on, known):
        standing = [
            one
            for one in self.periods(known)
            if (one.until is None if on is None else one.since <= on and (one.until is None or on < one.until))
        ]
        return standing[-1] if standing else NOTHING


def fill(chance):
    """A small catalogue of everything: sites in and across cells and the antimeridian, reports of every kind."""
    sources = [article(published=str(START + timedelta(chance.randrange(900)))) for _ in range(12)]
    made = []
    for number in range(22):
        visibility = chance.choice(["exact", "exact", "0.01", "0.1", "hidden"])
        place = (chance.choice([34.55, 34.56, -10.0, 89.99]), chance.choice([38.26, 179.99, -179.99, 180.0, 0.0]))
        made.append(
            site(
                f"{chance.choice(NAMES)} {number}",
                slug=f"site-{number}",
                kind=chance.choice(list(KINDS)[:4]),
                country=chance.choice(["SY", "IQ", "UA"]),
                visibility=visibility,
                part_of=chance.choice([None, *made[-6:]]),
                **dict(zip(("latitude", "longitude"), chance.choice([place, place, (None, None)]), strict=True)),
            )
        )
        for _ in range(chance.choice([0, 1, 2, 4])):
            verification = chance.choice(list(VERIFICATIONS))
            needed = {"corroborated": ["says", "says"], "confirmed": ["looked"], "refuted": ["says", "refutes"]}
            roles = [*needed.get(verification, ["says"]), *chance.choices(["disputes", "says"], k=chance.randrange(2))]
            event = START + timedelta(chance.randrange(900))
            report(
                made[-1],
                chance.choice(list(LEVELS)),
                verification=verification,
                event=chance.choice([str(event), str(event)[:7], f"{event}/{event + timedelta(40)}", ""]),
                causes=chance.sample(list(CAUSES), chance.randrange(3)),
                recovery=chance.choice(["", "", "", *RECOVERIES]),
                cites=list(zip(chance.sample(sources, len(roles)), roles, strict=True)),
            )


def known_sites():
    return [known_site(place) for place in Site.objects.order_by("pk")]


def known_site(place):
    public = None
    if place.latitude is not None:
        public = generalise(Point(place.latitude, place.longitude), place.visibility)
    parent = place.part_of if place.part_of and place.part_of.visibility == place.visibility else None
    return Known(
        slug=place.slug,
        name=place.name,
        kind=place.kind,
        country=place.country.code,
        part_of=parent.slug if parent else "",
        place=(public.latitude, public.longitude) if public else (),
        claims=tuple(map(claim, Report.objects.filter(site=place, state="published"))),
    )


def claim(told):
    return Claim(
        number=told.number,
        level=told.level,
        verification=told.verification,
        earliest=told.event_earliest,
        latest=told.event_latest,
        published=told.first_published,
        evidence=tuple(
            Evidence(one.role, f"article {one.article_id}", one.article.published_latest)
            for one in told.citations.all()
        ),
        causes=tuple(told.causes),
        recovery=told.recovery,
    )


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone():
        fill(random.Random(2))  # noqa: S311
        yield known_sites()


def picks(query, one, world):
    """Whether a reader who asked this would expect this site."""
    status = one.status(query.on, query.known)
    return all(
        (
            not query.level or status.level in query.level,
            not query.verification or status.verification in query.verification,
            not query.kind or one.kind in query.kind,
            not query.country or one.country in query.country,
            not query.cause or set(query.cause) & set(status.causes),
            not query.recovery or (status.recovery or "none") in query.recovery,
            query.contested is None or status.contested == query.contested,
            not query.bbox or (one.place and query.bbox.contains(*one.place)),
            query.site in ("", one.slug),
            not query.part_of or query.part_of in wholes(one, world),
            not query.q or one.name.rpartition(" ")[0] in ASKED[query.q] or one.name.split()[-1] == query.q,
            began(query, one),
        )
    )


def wholes(one, world):
    parents, by_slug = [], {place.slug: place for place in world}
    while one.part_of and len(parents) < 4:
        one = by_slug[one.part_of]
        parents.append(one.slug)
    return parents


def began(query, one):
    if not query.after and not query.before:
        return True
    return any(
        SEVERITY[period.level] > 0
        for period in one.periods(query.known)
        if period.level != "no_report"
        if period.since >= (query.after or date.min)
        if period.since <= min(query.before or date.max, query.on or date.max)
    )


def rank(query, one):
    """What decides the order in which the site is listed."""
    status = one.status(query.on, query.known)
    if query.sort == "level":
        first = {"no_report": 0.5, "unknown": 1}.get(status.level) or -SEVERITY[status.level]
    elif query.sort == "since":
        first = 0 if status is NOTHING else -status.level_since.toordinal()
    else:
        first = -len({claim.number for claim in one.claims}) if query.sort == "reports" else 0
    return first, one.name


days = st.none() | st.integers(-30, 1000).map(lambda count: START + timedelta(count))
some = {
    "level": list(STATUSES),
    "cause": list(CAUSES),
    "kind": list(KINDS)[:4],
    "country": ["SY", "IQ", "UA", "FR"],
    "verification": ["reported", "corroborated", "confirmed"],
    "recovery": ["none", *RECOVERIES],
}
sides = st.sampled_from([-180.0, -179.95, -10.0, 0.0, 34.555, 34.6, 38.25, 38.3, 90.0, 179.95, 180.0])
norths = st.sampled_from([-90.0, -9.95, 0.0, 34.55, 34.555, 34.6, 89.95, 90.0])
boxes = st.none() | st.builds(
    lambda west, east, ends: BBox(west, min(ends), east, max(ends)), sides, sides, st.tuples(norths, norths)
)


@st.composite
def queries(draw):
    chosen = draw(
        st.sets(st.sampled_from([*some, "q", "site", "part_of", "bbox", "clocks", "days", "contested"]), max_size=3)
    )
    said = {name: values for name in some if name in chosen for values in [draw(several(some[name]))]}
    if "q" in chosen:
        said["q"] = draw(st.sampled_from([*ASKED]))
    for name in chosen & {"site", "part_of"}:
        said[name] = f"site-{draw(st.integers(0, 21))}"
    if "bbox" in chosen:
        said["bbox"] = draw(boxes)
    if "clocks" in chosen:
        said |= {"on": draw(days), "known": draw(days)}
    if "days" in chosen:
        said |= dict(zip(("after", "before"), sorted_days(draw(st.tuples(days, days))), strict=True))
    if "contested" in chosen:
        said["contested"] = draw(st.booleans())
    return Query(sort=draw(st.sampled_from(["name", "level", "since", "reports"])), **said)


def several(values):
    return st.sets(st.sampled_from(values), min_size=1, max_size=3).map(lambda chosen: tuple(sorted(chosen)))


def sorted_days(pair):
    return sorted(pair) if None not in pair else pair


ask = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@ask
@given(query=queries())
def test_list_stream_and_count_hold_the_sites_that_a_reader_expects_in_their_order(world, query):
    expected = [one for one in world if picks(query, one, world)]
    listed = [entry.slug for entry in catalogue.each(query)]
    assert sorted(listed) == sorted(one.slug for one in expected)
    ranks = {one.slug: rank(query, one) for one in world}
    assert [ranks[slug] for slug in listed] == sorted(ranks[one.slug] for one in expected)
    pages = [catalogue.find(query, page, size=7) for page in range(1, -(-len(listed) // 7) + 1)]
    assert [entry.slug for page in pages for entry in page.items] == listed
    assert {page.total for page in pages} | {catalogue.count(query)} == {len(listed)}


@ask
@given(query=queries())
def test_every_site_is_shown_with_the_status_of_the_days_that_were_asked_for(world, query):
    by_slug = {one.slug: one for one in world}
    entries = list(catalogue.each(query))
    for entry in entries:
        expected = by_slug[entry.slug].status(query.on, query.known)
        assert [getattr(entry.status, name) for name in SHOWN] == [getattr(expected, name) for name in SHOWN]
        assert entry.status.since == (None if expected is NOTHING else expected.since)
    for entry in entries[:1]:
        assert catalogue.site(entry.slug, query.on, query.known).entry == entry


SHOWN = (
    "level",
    "verification",
    "contested",
    "recovery",
    "confirmed_level",
    "causes",
    "because",
    "dissent",
    "level_since",
    "episode_since",
)


@ask
@given(query=queries())
def test_the_map_holds_what_the_list_holds_and_says_how_many_stand_beside_it(world, query):
    picked = [one for one in world if picks(query, one, world)]
    placed = [one for one in picked if one.place]
    for zoom in (0, 1, 5, 9, 12, 18):
        expected = defaultdict(Counter)
        for one in placed:
            expected[tile_at(zoom, *one.place)][one.status(query.on, query.known).level] += 1
        empty = (zoom, 0, 0) if (zoom, 0, 0) not in expected else None
        assert {place: levels_on(place, query) for place in expected} == expected
        assert empty is None or levels_on(empty, query) == Counter()
    assert catalogue.unplaced(query) == len(picked) - len(placed)


def tile_at(zoom, latitude, longitude):
    """The tile that holds a place: its key, with every second bit read back."""
    key = tile_key(latitude, longitude) >> 2 * (24 - zoom)
    return zoom, *(sum((key >> 2 * bit + odd & 1) << bit for bit in range(zoom)) for odd in (0, 1))


def levels_on(place, query):
    """How many sites of each level a tile speaks of."""
    tile = catalogue.tile(*place, query)
    levels = Counter(mark.level for mark in tile.marks)
    for cluster in tile.clusters:
        assert sum(cluster.levels.values()) == cluster.count
        levels.update(cluster.levels)
    return levels


@ask
@given(query=queries())
def test_the_file_holds_what_the_list_holds(world, query):
    answer = Client().get("/sites.csv", query.pairs and dict_of(query.pairs))
    rows = list(csv.DictReader(b"".join(answer.streaming_content).decode().splitlines()))
    statuses = {one.slug: one.status(query.on, query.known).level for one in world if picks(query, one, world)}
    assert {row["slug"]: row["level"] for row in rows} == statuses
    assert [row["slug"] for row in rows] == [entry.slug for entry in catalogue.each(query)]


def dict_of(pairs):
    return {name: [value for key, value in pairs if key == name] for name, _ in pairs}


@ask
@given(query=queries())
def test_each_choice_says_how_many_sites_it_would_leave(world, query):
    for parameter, offered in catalogue.choices(query).items():
        rest = [one for one in world if picks(query.without(parameter), one, world)]
        counts = Counter(value for one in rest for value in held(parameter, one, query))
        assert {choice.value: choice.count for choice in offered if choice.count} == counts
        chosen = {value for name, value in query.pairs if name == parameter}
        assert {choice.value for choice in offered if choice.chosen} == chosen


def held(parameter, one, query):
    status = one.status(query.on, query.known)
    return {
        "level": [status.level],
        "verification": [status.verification] if status.verification else [],
        "cause": status.causes,
        "kind": [one.kind],
        "country": [one.country],
        "recovery": [status.recovery or "none"],
        "contested": ["yes" if status.contested else "no"],
    }[parameter]


@ask
@given(query=queries())
def test_reports_and_articles_are_those_of_the_sites_that_the_filter_picks(world, query):
    picked = {one.slug for one in world if picks(query, one, world)}
    reports = list(catalogue.each_report(query))
    told = sorted(claim.number for one in world if one.slug in picked for claim in one.claims)
    assert [one.number for one in reports] == told
    cited = Counter(article for one in reports for article in {source.article.number for source in one.sources})
    assert {article.number: count for article, count in catalogue.each_article(query)} == cited
    page = catalogue.articles(query, size=500)
    assert {article.number: count for article, count in page.items} == cited
    days = [article.published_latest for article, _ in page.items]
    assert days == sorted(days, reverse=True)


def test_the_small_catalogue_holds_something_of_everything(world):
    """Or else the tests above prove little."""
    everything = list(catalogue.each(Query()))
    assert {entry.status.level for entry in everything} >= {"destroyed", "severe", "moderate", "none", "no_report"}
    assert {entry.status.contested for entry in everything} == {True, False}
    assert {entry.visibility for entry in everything} == {"exact", "0.01", "0.1", "hidden"}
    assert len({entry.status.recovery for entry in everything}) > 2
    assert any(entry.part_of for entry in everything)
    assert {len(one.periods(None)) for one in world} >= {0, 1, 2}
    assert any(one.status(None, START + timedelta(300)) != one.status(None, None) for one in world)
