"""A reader cites what they read, and the programs that keep references understand it."""

import json
import re
from pathlib import Path

import bibtexparser
import factories
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from citations.conftest import NASTY
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from django.utils import timezone

from sites import review
from sites.citations import as_bibtex, as_csl, as_ris, as_text, of_release

STYLE = Path(__file__).parent / "plain.csl"
FORMS = ("bib", "ris", "csl.json", "txt")


def bibtex(text):
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    return library.entries


def field(entry, name):
    return entry.fields_dict[name].value.replace("{", "").replace("}", "")


def test_a_site_is_cited_with_its_version_the_day_and_the_licence(client, temple):
    today = timezone.localdate().isoformat()
    said = client.get("/sites/temple-of-bel.txt").content.decode()
    assert said.startswith("Heritage Damage Tracker. (")
    assert f"(site {temple.pk}, version {today}.3) [Data set]. CC BY 4.0. Retrieved " in said
    assert said.endswith(", from http://testserver/sites/temple-of-bel/\n")


def test_its_version_is_another_one_when_anything_has_changed(client, temple):
    before = client.get("/sites/temple-of-bel.bib").content
    assert before == client.get("/sites/temple-of-bel.bib").content
    factories.report(temple, "moderate")
    assert before != client.get("/sites/temple-of-bel.bib").content


def test_a_reader_of_bibtex_gets_every_sign_of_the_name_back(client, temple):
    (entry,) = bibtex(client.get("/sites/temple-of-bel.bib").content.decode())
    assert (entry.entry_type, entry.key) == ("dataset", f"heritage-damage-tracker-site-{temple.pk}")
    plain = NASTY.replace("{", "").replace("}", "").replace("^", "\N{MODIFIER LETTER CIRCUMFLEX ACCENT}")
    assert field(entry, "title") == f"{plain} (site {temple.pk})"
    assert field(entry, "url") == "http://testserver/sites/temple-of-bel/"
    assert field(entry, "urldate") == timezone.localdate().isoformat()
    assert "CC BY 4.0" in field(entry, "note")


def test_a_reader_of_ris_gets_the_same(client, temple):
    answer = client.get("/sites/temple-of-bel.ris").content
    assert answer.startswith(b"TY  - DATA\r\n")
    assert answer.endswith(b"ER  - \r\n")
    assert b"\n" not in answer.replace(b"\r\n", b"")
    (entry,) = rispy.loads(answer.decode())
    assert entry["title"] == f"{NASTY} (site {temple.pk})"
    assert entry["authors"] == ["Heritage Damage Tracker"]
    assert entry["urls"] == ["http://testserver/sites/temple-of-bel/"]
    assert entry["access_date"] == timezone.localdate().strftime("%Y/%m/%d")


@pytest.mark.parametrize("address", ["/sites/temple-of-bel", "/reports/{report}", "/articles/{source}", "/sites"])
def test_a_processor_of_citation_styles_sets_it(client, address, temple, report, source):
    address = address.format(report=report.number, source=source.pk)
    items = json.loads(client.get(f"{address}.csl.json").content)
    held = CiteProcJSON(items)
    style = CitationStylesStyle(str(STYLE), validate=False)
    bibliography = CitationStylesBibliography(style, held, formatter.plain)
    bibliography.register(Citation([CitationItem(items[0]["id"])]))
    written = str(bibliography.bibliography()[0])
    assert f"read {timezone.localdate().year}" in written
    assert re.sub(r"\W", "", items[0]["title"])[:12] in re.sub(r"\W", "", written)


def test_a_report_keeps_the_day_of_its_publication_and_tells_of_its_correction(client, report):
    (item,) = json.loads(client.get(f"/reports/{report.number}.csl.json").content)
    today = timezone.localdate()
    assert item["issued"] == {"date-parts": [[today.year, today.month, today.day]]}
    assert item["version"] == f"{today}.2"
    assert item["title"].endswith(", destroyed")


def test_of_a_source_it_is_the_source_that_is_cited(client, source):
    (item,) = json.loads(client.get(f"/articles/{source.pk}.csl.json").content)
    assert item["type"] == "article-newspaper"
    assert item["author"] == [{"literal": "Salih, Ahmad"}, {"literal": "Doe, Jane"}]
    assert item["issued"] == {"date-parts": [[2015, 8, 30]], "circa": True}
    assert (item["container-title"], item["URL"]) == ("The Gazette", source.url)
    assert f"http://testserver/articles/{source.pk}/" in item["note"]
    (entry,) = bibtex(client.get(f"/articles/{source.pk}.bib").content.decode())
    assert (entry.entry_type, field(entry, "year")) == ("online", "2015")
    assert rispy.loads(client.get(f"/articles/{source.pk}.ris").content.decode())[0]["type_of_reference"] == "NEWS"


def test_what_we_keep_of_a_source_can_be_cited_too(client, source):
    (item,) = json.loads(client.get(f"/articles/{source.pk}.csl.json?record=1").content)
    assert item["URL"] == f"http://testserver/articles/{source.pk}/"
    assert item["author"] == [{"literal": "Heritage Damage Tracker"}]
    assert client.get(f"/articles/{source.pk}.bib?record=yes").status_code == 400


def test_a_list_is_cited_by_what_its_filter_asks(client, temple):
    said = client.get("/sites.txt?country=SY&level=destroyed&after=2015-01-01").content.decode()
    assert "Sites: Destroyed, Syria, damage from 1 January 2015 on" in said
    assert "from http://testserver/sites/?level=destroyed&country=SY&after=2015-01-01\n" in said
    before = client.get("/sites.txt").content
    factories.site("Arch")
    assert client.get("/sites.txt").content != before
    assert client.get("/sites.bib?level=bad").status_code == 400


def test_a_site_is_cited_as_of_the_days_that_its_page_shows(client, temple):
    said = client.get("/sites/temple-of-bel.txt?on=2015-08-31").content.decode()
    assert "http://testserver/sites/temple-of-bel/?on=2015-08-31\n" in said
    assert client.get("/sites/temple-of-bel.txt?level=destroyed").status_code == 400


@pytest.mark.parametrize("form", FORMS)
def test_what_is_gone_cannot_be_cited_and_what_moved_is_found(client, temple, report, form):
    review.withdraw(report, by=factories.reviewer(), reason="Another temple.")
    assert client.get(f"/reports/{report.number}.{form}").status_code == 410
    other = factories.site("Twin")
    review.merge(temple, other, by=factories.steward(), reason="The same.")
    moved = client.get(f"/sites/twin.{form}")
    assert (moved.status_code, moved["Location"]) == (301, f"/sites/temple-of-bel.{form}")
    review.withdraw(temple, by=factories.reviewer(), reason="In danger.")
    assert client.get(f"/sites/temple-of-bel.{form}").status_code == 410
    assert client.get(f"/sites/never-was.{form}").status_code == 404


def test_a_draft_is_cited_by_nobody(client, temple):
    factories.draft_site("Secret")
    draft = factories.draft_report(temple, "none")
    uncited = factories.article("Nobody cites it")
    for address in ("/sites/secret", f"/reports/{draft.number or 0}", f"/articles/{uncited.pk}"):
        assert client.get(f"{address}.bib").status_code == 404


def test_a_release_is_cited_from_plain_values():
    day = timezone.localdate()
    release = of_release("2026.1", day, "https://tracker.example/releases/2026.1/", day)
    assert "release 2026.1 (version 2026.1) [Data set]" in as_text(release)
    assert bibtex(as_bibtex([release]))[0].key == "heritage-damage-tracker-release-2026-1"
    assert rispy.loads(as_ris([release]))[0]["edition"] == "2026.1"
    assert json.loads(as_csl([release]))[0]["version"] == "2026.1"


def test_files_are_saved_and_text_is_shown(client, temple):
    for form in FORMS:
        answer = client.get(f"/sites/temple-of-bel.{form}")
        kept = "inline" if form == "txt" else "attachment"
        assert answer["Content-Disposition"] == f'{kept}; filename="temple-of-bel.{form}"'
        assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=0", "must-revalidate"}
        assert client.get(f"/sites/temple-of-bel.{form}", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_no_citation_names_an_editor_or_tells_where_a_protected_place_is(client, db):
    place = factories.site("Shrine", visibility="0.1", latitude=33.5123457, longitude=36.3019283, place="Canary Hollow")
    made = factories.report(place)
    who = {made.decided_by, factories.editor().editor.pseudonym, "reviewer", "editor"}
    assert made.decided_by
    for form in FORMS:
        for address in ("/sites/shrine", f"/reports/{made.number}", f"/articles/{made.articles.get().pk}", "/sites"):
            said = client.get(f"{address}.{form}").content.decode()
            assert not [one for one in (*who, "33.5", "36.3", "Canary") if one in said], address
