"""What an editor is shown of an article: claims that rest on its sentences, and nothing that it does not say."""

import pytest

from sites import gazetteer, reading
from tests.known_sites import enter

PALMYRA = """Islamic State driven from Palmyra

Syrian soldiers display the national flag in Palmyra. (Photo: Agency)

Government troops drove the militants out of the ancient city of Palmyra on Sunday, state media said.

The city fell in May, and its Roman theatre became the stage of a mass execution.

In August the group beheaded Khaled Assaad, retired director of Palmyra’s museum, in a square of the town.

Among the known losses are the Lion of al-Lat; the Arch of Triumph; the Temple of Baalshamin; and dozens of tomb towers.

Besides destroying some of its most important structures, the group converted the Palmyra museum into a court, \
and destroyed a number of Islamic shrines, according to Dr. Maamoun Abdulkarim, director of antiquities.

The full extent of damage to Palmyra’s ancient sites has been unclear.

Read more

Temple of Bel blown up, activists say
"""


@pytest.fixture
def numbers(db):
    return enter()


def read(text, language="en", published="2016-03-27"):
    return reading.read(text, published=published, language=language, gazetteer=gazetteer.mentions)


def told(text, numbers, **how):
    """(slug, kind, level) of each claim."""
    slugs = {number: slug for slug, number in numbers.items()}
    return {(slugs.get(claim.site, claim.place_name), claim.kind, claim.level) for claim in read(text, **how)}


def test_losses_groups_and_misuse_are_told_executions_and_other_headlines_are_not(numbers):
    assert told(PALMYRA, numbers) == {
        ("palmyra-lion-al-lat", "damage", "destroyed"),
        ("palmyra-monumental-arch", "damage", "destroyed"),
        ("palmyra-baalshamin", "damage", "destroyed"),
        ("palmyra-valley-of-the-tombs", "damage", "destroyed"),
        ("palmyra-museum", "damage", "unknown"),
        ("palmyra-shrine-mohammed-bin-ali", "damage", "destroyed"),
    }


def test_a_claim_rests_on_a_sentence_of_the_text_to_the_letter(numbers):
    for claim in read(PALMYRA):
        assert PALMYRA[claim.start : claim.end] == claim.quote
        assert all(claim.start <= start < end <= claim.end for start, end, _says in claim.because)


def test_a_group_says_that_somebody_must_choose(numbers):
    group = next(claim for claim in read(PALMYRA) if claim.group)
    assert {group.site, *group.alternatives} == {
        numbers["palmyra-shrine-mohammed-bin-ali"],
        numbers["palmyra-shrine-abu-behaeddine"],
    }


def test_who_says_so_is_kept(numbers):
    museum = next(claim for claim in read(PALMYRA) if claim.site == numbers["palmyra-museum"])
    assert museum.claimant == "Dr. Maamoun Abdulkarim"


@pytest.mark.parametrize(
    ("said", "event"),
    [
        ("Militants blew up the Temple of Bel in Palmyra on Sunday.", "2016-03-27"),
        ("Militants blew up the Temple of Bel in Palmyra on Friday.", "2016-03-25"),
        ("Militants blew up the Temple of Bel in Palmyra yesterday.", "2016-03-26"),
        ("Militants blew up the Temple of Bel in Palmyra last week.", "2016-03-14/2016-03-20"),
        ("Militants blew up the Temple of Bel in Palmyra last month.", "2016-02"),
        ("Militants blew up the Temple of Bel in Palmyra in May.", "2015-05"),
        ("Militants blew up the Temple of Bel in Palmyra on 30 August 2015.", "2015-08-30"),
        ("Militants blew up the Temple of Bel in Palmyra between August 27 and 30.", "2015-08-27/2015-08-30"),
        ("The Temple of Bel in Palmyra has been blown up, Mr Abdulkarim said on Sunday.", ""),
    ],
)
def test_days_are_understood_from_the_day_of_publication(numbers, said, event):
    assert [claim.event for claim in read(said)] == [event]


def test_without_a_day_of_publication_no_day_is_invented(numbers):
    assert [
        claim.event for claim in read("Militants blew up the Temple of Bel in Palmyra on Sunday.", published="")
    ] == [""]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("The Temple of Bel in Palmyra was not damaged.", {("palmyra-bel", "denial", "none")}),
        ("The Temple of Bel in Palmyra is still standing.", {("palmyra-bel", "denial", "none")}),
        ("Militants have mined the Temple of Bel in Palmyra.", {("palmyra-bel", "threat", "")}),
        ("The group vowed to blow up the Temple of Bel in Palmyra.", {("palmyra-bel", "threat", "")}),
        ("It is unclear whether the Temple of Bel in Palmyra was damaged.", set()),
        ("If they destroy the Temple of Bel in Palmyra, the world will mourn.", set()),
        ("Was the Temple of Bel in Palmyra destroyed?", set()),
        ("The Temple of Bel in Palmyra was badly damaged by an earthquake in 1089.", set()),
        ("A car bomb near the Temple of Bel in Palmyra killed five people and destroyed two houses.", set()),
        ("Experts have restored the Temple of Bel in Palmyra.", {("palmyra-bel", "recovery", "")}),
        ("The roof of the Temple of Bel in Palmyra collapsed.", {("palmyra-bel", "damage", "severe")}),
        ("Windows of the Temple of Bel in Palmyra were shattered.", {("palmyra-bel", "damage", "slight")}),
    ],
)
def test_denied_threatened_left_open_old_and_elsewhere_are_told_apart(numbers, said, expected):
    assert told(said, numbers) == expected


def test_what_follows_is_of_the_part_that_was_named_and_not_of_the_whole(numbers):
    said = "Militants attacked the Temple of Bel in Palmyra. The main temple has been reduced to rubble, they said."
    assert told(said, numbers) == {("palmyra-bel", "damage", "destroyed")}


def test_a_place_that_nobody_knows_is_named(numbers):
    claims = read("Militants have blown up Mar Behnam Monastery near Mosul, clergy said.")
    assert [(claim.site, claim.place_name, claim.level) for claim in claims] == [
        (None, "Mar Behnam Monastery", "destroyed")
    ]


def test_nothing_is_read_in_an_empty_text(numbers):
    assert read("") == []
    assert read("…\n\n—") == []


@pytest.mark.parametrize("junk", ["\ud800 destroyed", "a" * 50_000, "destroyed " * 5_000, "\u202e\u0000 Temple of Bel"])
def test_no_text_breaks_the_reader(numbers, junk):
    assert isinstance(read(junk), list)
