"""Articles that print one agency's copy are one origin; articles on one event that quote the same people are not."""

import re
from datetime import date

import factories
import pytest

from sites import review
from sites.intake.origins import REPEATED, _share_of, _shingles, agency, recognise
from sites.models import Article, Decision, Origin, Shingle

pytestmark = pytest.mark.django_db

AGENCY = """DAMASCUS (AFP) - Jihadists of the Islamic State group have blown up the ancient temple of Baalshamin in \
the Syrian city of Palmyra, the country's antiquities chief said on Sunday.

"Daesh placed a large quantity of explosives in the temple of Baalshamin today and then blew it up, causing much \
damage to the temple," Maamoun Abdulkarim told reporters.

"The cella, which is the inner area of the temple, was destroyed and the columns around collapsed," he said.

The militants seized Palmyra, which is known as the "Pearl of the desert" and lies in the middle of the steppe some \
200 kilometres northeast of the capital, from government forces in May.

Most of the temple, which is a few dozen metres from the Roman amphitheatre, was built early in the second century and \
was enlarged under the emperor Hadrian. It was dedicated to a god of rain and of fertile land.

A monitor with a network of sources on the ground, the Syrian Observatory for Human Rights, confirmed that the temple \
had been mined about a month earlier and put its end down to the same group.

Families who fled the town told the monitor of a loud blast and of a cloud of dust that hung over the ruins until dusk.

More than 300 sites of historical value have been damaged or looted since the conflict began four years ago, according \
to figures that the United Nations published in December.

The head of the antiquities service said that hundreds of statues had been carried to safer places before the town \
fell, but that nobody could carry away the large tombs and temples, and that he feared for all of them."""

OWN = """For those of us who walked through the colonnade as students, the news came as a private loss. Our own \
correspondent, who worked in the town before the war, remembers the tree that grew in the yard of the small temple \
and the guard who made tea there. His family, he says, left on foot in the spring and lives in a rented room on the \
coast now, with a photograph of the facade above the stove and no plan to return before the winter."""

INDEPENDENT = """BEIRUT - The small temple that every visitor to Palmyra passed on the way to the amphitheatre is no \
more. Photographs that circulated among archaeologists late on Sunday appear to show men in black carrying barrels \
past its door, and then nothing but a grey plume.

Mr Abdulkarim, the director of antiquities, gave the same account by telephone. "Daesh placed a large quantity of \
explosives in the temple of Baalshamin today and then blew it up, causing much damage to the temple," he said.

His staff in the oasis left it in May, and he depends on neighbours who call when the line works. One of them heard \
the explosion in the afternoon; another put it four weeks earlier. "The cella, which is the inner area of the temple, \
was destroyed and the columns around collapsed," the director added.

Scholars in Switzerland, whose expedition dug the sanctuary up in the nineteen-fifties, keep its drawings in Lausanne \
and say that a reconstruction would be possible on paper at least. They warned against sharing the images, which serve \
those who made them.

An analyst of satellite pictures in Boston expects a clear view on Thursday, when the clouds are forecast to break. \
Until then, she said, there are two dates, one telephone line and no proof."""


@pytest.fixture
def copied():
    """Log an article of that text and look where it comes from: gives the article and its origin."""

    def logged(text, publisher="The Gazette", **said):
        source = factories.article(publisher=publisher, **{"published": "2015-08-24"} | said)
        origin = recognise(factories.working_copy(source, text), by=factories.editor())
        source.refresh_from_db()
        return source, origin

    return logged


def edited(text, every=13):
    """The copy as a careful desk edits it: in every few words another one."""
    words = re.split(r"(?<=\s)", text)
    return "".join("indeed " if place % every == every - 1 else word for place, word in enumerate(words))


def cut(text):
    """Without its last third, as for a narrow column."""
    return text[: 2 * len(text) // 3]


REPEATING = {
    "to the letter": AGENCY,
    "under another headline": "Ancient temple destroyed, says official\n\n" + AGENCY,
    "cut by a third": cut(AGENCY),
    "framed by a third of its own": OWN[: len(OWN) // 2] + "\n\n" + AGENCY + "\n\n" + OWN[len(OWN) // 2 :],
    "cut, and framed": OWN[:400] + "\n\n" + cut(AGENCY),
    "with every thirteenth word changed": edited(AGENCY),
    "in capitals, with other quotation marks and line breaks": AGENCY.upper().replace('"', "“").replace(" ", "\n"),
    "its first paragraphs alone": AGENCY[:620],
}
OTHER = {
    "another article that shares its quotations": INDEPENDENT,
    "another article": OWN,
    "nothing but one of the quotations": AGENCY.split("\n\n")[1],
    "nothing": "",
}


@pytest.mark.parametrize("how", REPEATING)
def test_an_agency_s_copy_is_one_origin_however_a_paper_prints_it(copied, how):
    first, none = copied(AGENCY, "The Herald")
    second, origin = copied(REPEATING[how], "The Courier")
    first.refresh_from_db()
    assert none is None
    assert origin.name == "AFP, 24 August 2015"
    assert first.origin == second.origin == origin


@pytest.mark.parametrize("how", REPEATING)
def test_in_whichever_order_they_come_in(copied, how):
    copied(REPEATING[how], "The Courier")
    _second, origin = copied(AGENCY, "The Herald")
    assert origin.articles.count() == 2


@pytest.mark.parametrize("how", OTHER)
def test_what_only_shares_quotations_has_no_origin_in_common(copied, how):
    copied(AGENCY)
    source, origin = copied(OTHER[how])
    assert (source.origin, origin, Origin.objects.count()) == (None, None, 0)


def test_between_what_is_one_text_and_what_is_not_there_is_room(copied):
    """The threshold is not on the edge of either: what repeats shares far more of its words than what quotes."""

    def share(text):
        copies = [factories.working_copy(factories.article(), one) for one in (AGENCY, text)]
        return _share_of(copies[0], _shingles(AGENCY), copies[1], _shingles(text))

    assert min(share(text) for text in REPEATING.values()) > REPEATED + 0.1
    assert max(share(text) for text in OTHER.values()) < REPEATED - 0.2


def test_a_long_survey_that_contains_a_notice_which_came_out_before_is_its_own(copied):
    notice, survey = AGENCY[:900], OWN + INDEPENDENT + AGENCY[:900]
    copied(notice, published="2015-08-24")
    assert copied(survey, published="2015-09-30")[1] is None


def test_a_notice_that_was_cut_from_a_survey_is_not(copied):
    copied(OWN + INDEPENDENT + AGENCY[:900], published="2015-08-24")
    assert copied(AGENCY[:900], published="2015-09-30")[1] is not None


def test_the_seventh_copy_joins_the_others(copied):
    papers = [copied(edited(AGENCY, 20 + number), f"Paper {number}")[0] for number in range(7)]
    assert Origin.objects.get().articles.count() == len(papers)


def test_an_origin_that_an_editor_named_is_joined(copied):
    first, _none = copied(AGENCY)
    named = Origin.objects.create(name="The call from Palmyra")
    decide(first, named)
    assert copied(AGENCY)[1] == named


def test_an_article_whose_origin_is_known_gives_it_to_what_repeats_it(copied):
    first, _none = copied(AGENCY)
    named = Origin.objects.create(name="The call from Palmyra")
    second = factories.article(origin=named)
    assert recognise(factories.working_copy(second, AGENCY), by=factories.editor()) == named
    first.refresh_from_db()
    assert first.origin == named


# ── decided, and undone


def decide(source, origin):
    source = Article.objects.get(pk=source.pk)
    before = review.account(source)
    source.origin = origin
    source.save()
    review.record(source, by=factories.editor(), reason="As I know.", before=before)


def test_it_is_a_decision_with_a_reason(copied):
    first, _none = copied(AGENCY, "The Herald", title="Temple blown up")
    second, origin = copied(AGENCY, "The Courier")
    told = Decision.objects.filter(kind="article", changes__has_key="origin").order_by("id")
    assert [(one.number, one.changes["origin"]) for one in told] == [
        (second.pk, [None, origin.pk]),
        (first.pk, [None, origin.pk]),
    ]
    assert told[0].reason == (
        f"It is one text with article {first.pk} (The Herald, Temple blown up, 2015-08-24): they share 100 %."
    )
    assert told[0].who == review.pseudonym(factories.editor())
    assert Decision.objects.get(kind="origin").verb == "created"


def test_what_an_editor_undid_stays_undone(copied):
    first, _none = copied(AGENCY)
    second, origin = copied(AGENCY)
    for source in (first, second):
        decide(source, None)
    assert recognise(factories.working_copy(second, cut(AGENCY)), by=factories.editor()) is None
    third, other = copied(AGENCY)
    assert (third.origin, other) == (None, None)
    assert origin.articles.count() == 0


def test_what_a_published_report_rests_on_is_not_taken_from_under_it(copied):
    first, second = factories.article(), factories.article()
    factories.report(factories.site(), verification="corroborated", cites=[(first, "says"), (second, "says")])
    for source in (first, second):
        origin = recognise(factories.working_copy(source, AGENCY), by=factories.editor())
    assert (origin, Origin.objects.count(), Article.objects.filter(origin__isnull=False).count()) == (None, 0, 0)


def test_other_copies_of_the_same_article_are_no_origin(copied):
    source, _none = copied(AGENCY)
    assert recognise(factories.working_copy(source, cut(AGENCY)), by=factories.editor()) is None
    assert Origin.objects.count() == 0


def test_the_same_text_looked_at_twice_changes_nothing(copied):
    copied(AGENCY)
    second, origin = copied(AGENCY)
    held, decisions = Shingle.objects.count(), Decision.objects.count()
    again = second.captures.get().working_copies.get()
    assert recognise(again, by=factories.editor()) == origin
    assert (Shingle.objects.count(), Decision.objects.count()) == (held, decisions)


def test_words_that_stand_on_every_page_of_a_paper_do_not_slow_it_down(copied):
    """What very many texts share is remembered of the first of them alone."""
    boiler = " ".join(f"subscribe{number}" for number in range(200))
    first = factories.working_copy(factories.article(), boiler)
    recognise(first, by=factories.editor())
    kept = first.shingles.count()
    crowd = [factories.working_copy(factories.article(), f"{boiler} {number}") for number in range(2)]
    shared = list(first.shingles.values_list("hash", flat=True))
    Shingle.objects.bulk_create(Shingle(hash=one, working_copy=crowd[0]) for one in shared)
    assert kept > 5
    recognise(crowd[1], by=factories.editor())
    assert crowd[1].shingles.filter(hash__in=shared).count() == kept


# ── its name


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("DAMASCUS, Aug 24 (Reuters) - The temple", {}, "Reuters"),
        ("DAMASCUS, Syria (AP) — The temple", {}, "AP"),
        ("PALMYRA, (SANA) The temple", {}, "SANA"),
        ("Damas (AFP) – Le temple", {}, "AFP"),
        ("دمشق (أ ف ب) - المعبد", {}, "AFP"),
        ("دمشق - سانا - المعبد", {}, "SANA"),
        ("КИЇВ (Укрінформ) - Храм", {}, "Ukrinform"),
        ("Москва. 24 августа. ИНТЕРФАКС - Храм (РИА Новости)", {}, "RIA Novosti"),
        ("The temple is gone. (AFP, Reuters)", {}, "AFP"),
        ("The temple is gone.", {"authors": "Associated Press"}, "AP"),
        ("The temple is gone.", {"authors": "N. Bulos", "publisher": "AFP"}, "AFP"),
        ("The temple is gone, a witness told AFP by telephone.", {}, ""),
        ("The temple is gone. Maps (APPLE)", {"authors": "Sana Example"}, ""),
        ("x" * 500 + " (AFP) " + "x" * 500, {}, ""),
        ("", {}, ""),
    ],
)
def test_an_agency_is_known_by_its_dateline_or_byline_and_not_by_who_talked_to_it(text, said, name):
    assert agency(factories.working_copy(factories.article(**said), text)) == name


def test_without_an_agency_it_is_named_by_who_had_it_first(copied):
    text = AGENCY.replace("(AFP)", "")
    copied(text, "The Courier", published="2015-08-25")
    _first, origin = copied(text, "The Herald", published="2015-08-24")
    assert origin.name == "The Herald, 24 August 2015"


def test_of_texts_without_a_day_none_is_said(copied):
    copied(AGENCY, published="")
    assert copied(AGENCY, published="")[1].name == "AFP"


def test_two_stories_of_one_agency_on_one_day_are_two_origins(copied):
    for text, title in (
        (AGENCY, "Temple blown up"),
        ("(AFP) " + INDEPENDENT + OWN, "Dispatch"),
        ("(AFP) " + OWN, "Loss"),
    ):
        for paper in ("The Herald", "The Courier"):
            copied(text, paper, title=title)
    names = sorted(Origin.objects.values_list("name", flat=True))
    assert names[:2] == ["AFP, 24 August 2015", "AFP, 24 August 2015: Dispatch"]


def test_a_reader_is_told_how_many_are_independent(copied, client):
    place = factories.site("Temple of Baalshamin")
    papers = [copied(AGENCY, f"Paper {number}")[0] for number in range(3)] + [copied(INDEPENDENT)[0]]
    factories.report(place, cites=[(source, "says") for source in papers], verification="corroborated")
    assert "4 articles, 2 independent origins" in client.get(f"/sites/{place.slug}/").content.decode()
    assert papers[0].published_latest == date(2015, 8, 24)
