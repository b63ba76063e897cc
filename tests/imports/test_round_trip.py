"""Our own files, brought into an empty installation, give the same files there, to the byte."""

from datetime import date

import pytest
from django.core.management import call_command
from factories import article, draft_report, editor, publish, report, reviewer, site, steward, undone

from sites import catalogue
from sites.imports import load
from sites.models import Article, Decision, Origin, Report, Site

pytestmark = pytest.mark.django_db

FILES = ("articles", "sites", "reports")  # in the order in which one needs the other


def hard_cases():
    """What gets lost easily: each of these was lost by some tool."""
    whole = site(
        "Citadel, Old; “upper” town",
        country="UA",
        summary="Line one.\nLine two; =1+1, “quoted”, 'apostrophe'.\r\nLine three.",
        built="0130~/0145",
        names=[
            ("Цитадель", "uk", "official"),
            ("Citadel", "en", "alternative"),
            ("Citadel", "fr", "alternative"),
            ("=HYPERLINK(1)", "", "historic"),
            ("semi; colon", "de", "alternative"),
            ("+380", "", "alternative"),
        ],
        identifiers=[("wikidata", "Q42"), ("osm", "way/91460784")],
        latitude=49.1234567,
        longitude=-0.0000001,
        precision_m=25,
        point_source="-- a survey",
        place="@Lviv",
    )
    site("Gate", part_of=whole, approximate=True, latitude=49.0, longitude=24.0)
    guarded = site("=Guarded", visibility="0.1", latitude=33.123, longitude=44.567, identifiers=[("wikidata", "Q7")])
    hidden = site("Hidden", visibility="hidden", latitude=33.1, longitude=44.5)
    site("Part of what is guarded", part_of=guarded, visibility="0.1", latitude=33.2, longitude=44.6)
    site("Nowhere", latitude=None, longitude=None)
    shared = Origin.objects.create(name="AFP; 2 July")
    printed = [article(f"Print {at}", url=None, published=day) for at, day in enumerate(("", "2015", "2015-08~"))]
    wire = [article(f"Wire {at}", origin=shared, authors="-A. Writer; B. Other", language="fr") for at in range(2)]
    same = [article("Same title", url=None, published="2014") for _ in range(2)]
    odd = article(
        "Odd; link", url="https://gazette.example/a;b?c=1;2", archive_url="https://web.archive.org/web/2015/x"
    )
    draft_report(whole)  # a gap in the numbers
    report(whole, "severe", cites=[(one, "says") for one in printed], event="", causes=["fire", "looting"])
    report(whole, "none", cites=[(wire[0], "says"), (odd, "looked")], verification="confirmed", event="2015-07~")
    report(whole, "destroyed", cites=[(wire[0], "says"), (same[0], "says")], verification="corroborated")
    report(guarded, "moderate", cites=[(same[1], "says"), (odd, "refutes"), (odd, "says")], verification="refuted")
    report(guarded, "slight", cites=[(wire[1], "says"), (printed[0], "disputes")], attributed_to="=cmd; says X")
    report(hidden, "", recovery="stabilised", event="2016/..", summary="+one\n-two")
    report(hidden, "unknown", source_value="Damage class; 2", source_scale="EMS-98", methods=["satellite", "testimony"])
    quoted = draft_report(whole, "severe", cites=[(odd, "says"), (wire[1], "looked")])
    for at, one in enumerate(quoted.citations.order_by("pk")):
        one.quote, one.locator = ("“Gone; all of it”, he said\\n", "p. 3; 4") if at == 0 else ("", "=min 2")
        one.save()
    publish(quoted)
    Report.objects.filter(pk=quoted.pk).update(first_published=date(2019, 2, 3))
    catalogue.rebuild()


def exported(client):
    return {name: b"".join(client.get(f"/{name}.csv").streaming_content) for name in FILES}


@pytest.fixture
def files(client, tmp_path):
    with undone():
        load(editor(), reviewer())
        hard_cases()
        held = exported(client)
    for name, content in held.items():
        (tmp_path / f"{name}.csv").write_bytes(content)
    return tmp_path


def test_our_own_files_come_back_to_the_byte(client, files):
    for model in (Site, Article, Report, Decision):
        assert not model.objects.exists()
    for name in FILES:
        call_command(f"import_{name}", files / f"{name}.csv", "--publish", "--by", steward().username)
    for name, content in exported(client).items():
        assert content.split(b"\r\n") == (files / f"{name}.csv").read_bytes().split(b"\r\n")
        assert content == (files / f"{name}.csv").read_bytes()
    before = Decision.objects.count()
    for name in FILES:
        call_command(f"import_{name}", files / f"{name}.csv", "--publish", "--by", steward().username)
    assert Decision.objects.count() == before


def test_numbers_go_on_after_the_largest_that_was_taken_over(files):
    for name in FILES:
        call_command(f"import_{name}", files / f"{name}.csv", "--publish", "--by", steward().username)
    held = max(Report.objects.values_list("number", flat=True))
    assert report(site("The next one")).number > held
    assert Report.objects.count() == Report.objects.values("number").distinct().count()
