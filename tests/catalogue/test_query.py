"""A parameter that cannot be used is named, with its fault and how to mend it; nothing is guessed."""

from dataclasses import fields
from datetime import date

import pytest
from django.http import QueryDict
from factories import report, site
from hypothesis import given
from hypothesis import strategies as st

from sites import catalogue
from sites.catalogue import BadQuery, Query, parse_query
from sites.catalogue.query import READERS
from sites.models import Site
from sites.places import BBox
from sites.terms import CAUSES, KINDS, LEVELS, VERIFICATIONS

GOOD = [
    ("", Query()),
    ("q=&level=&on=", Query()),
    ("q=Lion+of+al-Lat", Query(q="Lion of al-Lat")),
    ("level=severe&level=destroyed", Query(level=("destroyed", "severe"))),
    ("level=no_report", Query(level=("no_report",))),
    ("country=sy&country=IQ&country=SY", Query(country=("IQ", "SY"))),
    ("contested=no", Query(contested=False)),
    ("recovery=none&recovery=restored", Query(recovery=("none", "restored"))),
    ("bbox=170,-10,-170,10", Query(bbox=BBox(170, -10, -170, 10))),
    ("after=2015-08-23&before=2015-08-23", Query(after=date(2015, 8, 23), before=date(2015, 8, 23))),
    ("on=2015-08-23&known=2015-09-01&sort=since", Query(on=date(2015, 8, 23), known=date(2015, 9, 1), sort="since")),
    ("page=x&level=none", Query(level=("none",))),
]

BAD = [
    # the query string, the parameter that is named, what is said of it
    ("lvel=destroyed", "lvel", "no such parameter"),
    ("%00=1", "\0", "no such parameter"),
    ("x" * 1_000_000 + "=1", "x" * 40, "no such parameter"),
    ("utm_source=", "utm_source", "no such parameter"),
    ("level=obliterated", "level", "is not one of"),
    ("level=Destroyed", "level", "is not one of"),
    ("level=destroyed&level=worse", "level", "is not one of"),
    ("verification=refuted", "verification", "is not one of"),
    ("cause=war", "cause", "is not one of"),
    ("kind=castle", "kind", "is not one of"),
    ("recovery=healed", "recovery", "is not one of"),
    ("sort=latitude", "sort", "is not one of"),
    ("sort=name&sort=level", "sort", "Give it once"),
    ("contested=maybe", "contested", "Write yes or no"),
    ("contested=True", "contested", "Write yes or no"),
    ("country=XX", "country", "is not a country"),
    ("country=SYR", "country", "is not a country"),
    ("on=2015-02-30", "on", "2015-02-30"),
    ("known=yesterday", "known", "yesterday"),
    ("on=2015-08", "on", "is not a day"),
    ("on=2015", "on", "is not a day"),
    ("on=2015-08-23~", "on", "is not a day"),
    ("on=2015-08-23/2015-08-24", "on", "is not a day"),
    ("on=..", "on", ""),
    ("on=+2015-08-23", "on", ""),
    ("on=٢٠١٥-٠٨-٢٣", "on", ""),
    ("on=2015-08-23&on=2015-08-24", "on", "Give it once, not 2 times"),
    ("after=2015-08-24&before=2015-08-23", "after", "lies after"),
    ("bbox=1,2,3", "bbox", "four numbers"),
    ("bbox=1,2,3,nan", "bbox", "is not a number"),
    ("bbox=1,2,3,1e999", "bbox", ""),
    ("bbox=0,50,10,40", "bbox", "lies north of"),
    ("bbox=0,0,181,10", "bbox", "outside"),
    ("bbox=0,0,1,1&bbox=0,0,1,1", "bbox", "Give it once"),
    ("q=one&q=two", "q", "Give it once"),
    ("q=a%00b", "q", "not text"),
    ("q=" + "x" * 1_000_000, "q", "at most 500 characters"),
    ("level=" + "x" * 1_000_000, "level", "at most 500 characters"),
    ("page=" + "9" * 1_000_000, "page", "at most 500 characters"),
    ("part_of=palmyra&part_of=hatra", "part_of", "Give it once"),
]


def parsed(string):
    return parse_query(dict(QueryDict(string).lists()), extras=("page",))


@pytest.mark.parametrize(("string", "query"), GOOD, ids=[string for string, _ in GOOD])
def test_a_filter_is_read_as_it_was_meant(string, query):
    assert parsed(string) == query


@pytest.mark.parametrize(("string", "field", "message"), BAD, ids=[string[:40] for string, _, _ in BAD])
def test_a_parameter_that_cannot_be_used_is_named(string, field, message):
    with pytest.raises(BadQuery) as refused:
        parsed(string)
    assert refused.value.field == field
    assert message in str(refused.value.fault)
    assert 0 < len(str(refused.value.fault)) < 700


def test_every_filter_can_be_asked_for_and_the_views_page_is_nobody_elses():
    assert {field.name for field in fields(Query)} == set(READERS)
    with pytest.raises(BadQuery):
        parse_query({"page": ["1"]})


days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
degrees = st.floats(-90, 90).map(lambda value: value + 0.0)
several = {
    "level": LEVELS,
    "cause": CAUSES,
    "kind": KINDS,
    "country": ("IQ", "SY", "UA"),
    "verification": [value for value in VERIFICATIONS if value != "refuted"],
    "recovery": ("none", "restored"),
}
written = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from(sorted(values)), max_size=3) for name, values in several.items()}
    | {name: st.lists(st.dates().map(str), max_size=1) for name in ("on", "known")}
    | {"contested": st.sampled_from([[], ["yes"], ["no"]]), "sort": st.sampled_from([[], ["level"], ["name"]])}
    | {"q": st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20), max_size=1)}
)


@given(written)
def test_the_same_filter_always_has_the_same_address(given_values):
    query = parse_query(given_values)
    again = {}
    for name, value in query.pairs:
        again.setdefault(name, []).append(value)
    assert parse_query(again) == query
    assert parse_query({name: values[::-1] for name, values in again.items()}).pairs == query.pairs


@given(st.dictionaries(st.sampled_from(sorted(READERS)), st.lists(st.text(max_size=30), max_size=2), max_size=4))
def test_nothing_but_a_named_fault_comes_of_nonsense(nonsense):
    try:
        parse_query(nonsense)
    except BadQuery as refused:
        assert refused.field in READERS  # noqa: PT017


def test_taking_a_filter_out_leaves_the_others():
    query = Query(level=("destroyed", "severe"), on=date(2015, 8, 23), sort="level")
    assert query.without("level", "severe") == Query(level=("destroyed",), on=date(2015, 8, 23), sort="level")
    assert query.without("level") == Query(on=date(2015, 8, 23), sort="level")
    assert query.without("on").filters == (("level", "destroyed"), ("level", "severe"))


@pytest.mark.django_db
@pytest.mark.parametrize("page", [0, -1, 3, 10**30])
def test_a_page_that_does_not_exist_is_named(page):
    for _ in range(3):
        report(site())
    for turn in (catalogue.find, catalogue.articles):
        assert len(turn(Query(), page=2, size=2).items) == 1
        with pytest.raises(BadQuery, match="There are 2 pages") as refused:
            turn(Query(), page=page, size=2)
        assert refused.value.field == "page"


@pytest.mark.django_db
def test_an_empty_list_has_one_empty_page():
    page = catalogue.find(Query())
    assert (page.items, page.number, page.pages, page.total) == ((), 1, 1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("parameter", ["site", "part_of"])
def test_a_site_that_does_not_exist_is_named_by_every_question(parameter):
    ask = Query(**{parameter: "atlantis"})
    for question in (
        catalogue.find,
        catalogue.count,
        catalogue.unplaced,
        catalogue.choices,
        catalogue.articles,
        lambda query: list(catalogue.each(query)),
        lambda query: list(catalogue.each_report(query)),
        lambda query: list(catalogue.each_article(query)),
        catalogue.overview,
        catalogue.summary,
        catalogue.months,
        catalogue.bounds,
        lambda query: catalogue.tile(0, 0, 0, query),
    ):
        with pytest.raises(BadQuery, match="no site “atlantis”") as refused:
            question(ask)
        assert refused.value.field == parameter


@pytest.mark.django_db
def test_sites_that_are_parts_of_each_other_are_counted_once():
    """The desk refuses such a circle, but two editors may close one at the same moment."""
    town, tower = site("Town"), site("Tower")
    site("Bell", part_of=tower)
    Site.objects.filter(pk=town.pk).update(part_of=tower)
    Site.objects.filter(pk=tower.pk).update(part_of=town)
    catalogue.rebuild()
    counts = {tally.value: tally.count for tally in catalogue.summary(Query()).parents}
    assert counts == {slug: catalogue.count(Query(part_of=slug)) for slug in ("town", "tower")}
