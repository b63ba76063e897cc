"""A file of sites: seen before it is written, written by one decision, known again; it never tells more of a place."""

import csv
import io

import pytest
from arriving import WHY, bring, mapped, own, survey, written
from factories import editor, site, steward

from sites import catalogue, review
from sites.archive import broken
from sites.arrivals import Faulty, undo
from sites.finding import pick, told
from sites.imports import OWN, Mapping
from sites.models import Amendment, Decision, Entry, Import, Imported, Site, Toponym

pytestmark = pytest.mark.django_db

TWO = [
    {"id": "a1", "name": "Temple of Bel", "country": "SY", "lat": "34.5474", "lon": "38.2741", "kind": "religious"},
    {"id": "a2", "name": "Khan Marjan", "country": "IQ", "lat": "33.34", "lon": "44.4", "kind": "building"},
]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "survey.csv"


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Site, Entry, Import, Imported, Decision)]


def test_a_preview_writes_nothing_and_counts_what_would_happen(file):
    before = everything()
    told = survey(file, TWO, dry=True)
    assert (told.counts["new"], told.counts["faulty"]) == (2, 0)
    assert everything() == before


def test_sites_come_in_as_drafts_that_nobody_sees_by_one_decision(file):
    made = survey(file, TWO)
    assert Site.objects.filter(state="draft", visibility="0.1", opened_by=made.who).count() == 2
    assert catalogue.count(catalogue.Query()) == 0
    (decision,) = Decision.objects.filter(kind="import")
    assert (decision.verb, decision.number, decision.label, decision.reason) == ("imported", made.pk, "survey.csv", WHY)
    assert decision.changes["sha256"] == ["", made.sha256]
    assert list(broken()) == []


def test_published_they_are_in_the_catalogue_in_the_lists_and_found_in_texts(file):
    survey(file, TWO, publish=True, visibility="exact")
    entry = catalogue.site("temple-of-bel").entry
    assert (entry.latitude, entry.longitude, entry.visibility) == (34.5474, 38.2741, "exact")
    bel = Site.objects.get(slug="temple-of-bel").pk
    assert pick("site", told("site", "Bel"), search=1).part(0, 9) == [bel]
    assert Toponym.objects.filter(site=bel, name="Temple of Bel").exists()


def test_what_is_published_by_an_import_is_what_a_rebuild_makes(file):
    survey(file, TWO, publish=True, visibility="0.01")
    before = list(Entry.objects.order_by("pk").values())
    catalogue.rebuild()
    assert list(Entry.objects.order_by("pk").values()) == before


def test_the_same_file_again_changes_nothing(file):
    survey(file, TWO, publish=True)
    before = everything()
    assert survey(file, TWO, publish=True) is None
    assert survey(file, TWO, dry=True).counts["same"] == 2
    assert everything() == before


def test_an_editor_cannot_publish_nor_show_more_than_is_usual(file):
    for how in ({"publish": True}, {"visibility": "exact"}):
        with pytest.raises(review.Refused, match="review"):
            survey(file, TWO, by=editor(), **how)
    assert not Site.objects.exists()


def test_what_the_file_says_of_visibility_counts_for_who_may_publish_and_hides_for_everybody(file):
    rows = [TWO[0] | {"visibility": "exact"}, TWO[1] | {"visibility": "hidden"}]
    survey(file, rows, mapped(visibility="visibility"), by=editor())
    assert dict(Site.objects.values_list("slug", "visibility")) == {"temple-of-bel": "0.1", "khan-marjan": "hidden"}
    more = [row | {"id": f"b{at}", "name": f"Tower {at}"} for at, row in enumerate(rows)]
    survey(file, more, mapped(visibility="visibility"), visibility="0.01")
    assert dict(Site.objects.filter(name__startswith="Tower").values_list("name", "visibility")) == {
        "Tower 0": "0.01",
        "Tower 1": "hidden",
    }


def test_one_faulty_row_refuses_the_whole_file_and_says_where(file):
    rows = [*TWO, TWO[0] | {"id": "a3", "lat": "38.2741", "lon": "34.5474"}, TWO[1] | {"id": "a1"}]
    with pytest.raises(Faulty) as refused:
        survey(file, rows, publish=True)
    told = refused.value.preview
    assert told.counts["faulty"] == 2
    assert {one.row for one in told.faults} == {4, 5}
    assert any("the other way round" in str(one.fault) for one in told.faults)
    assert any("same identifier" in str(one.fault) for one in told.faults)
    assert not Site.objects.exists()
    assert not Decision.objects.exists()


def test_a_changed_row_changes_its_field_and_leaves_alone_what_an_editor_said(file):
    survey(file, TWO, publish=True, visibility="exact")
    bel = Site.objects.get(slug="temple-of-bel")
    before = review.account(bel)
    bel.kind = "archaeological_site"
    bel.save()
    review.record(bel, by=editor(), reason=WHY, before=before)
    made = survey(file, [TWO[0] | {"name": "Temple of Bel, Palmyra"}, TWO[1]])
    assert (made.counts["changed"], made.counts["same"]) == (1, 1)
    bel.refresh_from_db()
    assert (bel.name, bel.kind) == ("Temple of Bel, Palmyra", "archaeological_site")
    assert catalogue.site("temple-of-bel").entry.name == "Temple of Bel, Palmyra"
    last = Decision.objects.filter(kind="site", number=bel.pk).last()
    assert last.changes == {"name": ["Temple of Bel", "Temple of Bel, Palmyra"]}
    assert survey(file, [TWO[0] | {"name": "Temple of Bel, Palmyra"}, TWO[1]]) is None


def test_another_place_of_a_published_site_waits_for_review(file):
    survey(file, TWO, publish=True, visibility="exact")
    made = survey(file, [TWO[0] | {"lat": "34.6"}, TWO[1]], publish=True)
    assert made.counts["waiting"] == 1
    assert Site.objects.get(slug="temple-of-bel").latitude == 34.5474
    assert Amendment.objects.get().changes == {"latitude": [34.5474, 34.6]}


def test_no_file_moves_a_protected_site_nor_shows_more_of_it(file):
    survey(file, TWO, publish=True)
    rows = [TWO[0] | {"lat": "34.6", "visibility": "exact"}, TWO[1]]
    told = survey(file, rows, mapped(visibility="visibility"), dry=True)
    assert {one.field for one in told.differences if one.stays} == {"latitude", "visibility"}
    assert survey(file, rows, mapped(visibility="visibility"), publish=True, visibility="exact") is None
    bel = Site.objects.get(slug="temple-of-bel")
    assert (bel.latitude, bel.visibility) == (34.5474, "0.1")


def test_a_file_of_guesses_is_told_the_same_whether_they_are_right_or_wrong(file, client):
    """Of our own files each row says which site it means: who may not see a place could try each number of it."""
    said = {"visibility": "0.1", "latitude": 34.5474, "longitude": 38.2741, "place": "Tower Hill"}
    site("Bel", identifiers=[("wikidata", "Q5")], **said)
    (row,) = csv.DictReader(io.StringIO(client.get("/sites.csv").getvalue().decode("utf-8-sig")))
    right = row | {"latitude": "34.5474", "longitude": "38.2741", "place": "Tower Hill", "identifiers": "wikidata:Q5"}
    wrong = row | {"latitude": "34.5475", "longitude": "38.2742", "place": "Tower Town", "identifiers": "wikidata:Q6"}

    def told_to(person, guess):
        preview = own(written(file, [guess]), "sites", dry=True, by=person)
        return preview.counts, preview.differences, preview.of_rows

    assert told_to(editor(), right) == told_to(editor(), wrong)
    assert told_to(steward(), right) != told_to(steward(), wrong)


def test_a_known_site_is_known_by_its_identifier_and_not_overwritten(file):
    held = site("Site of Palmyra", identifiers=[("wikidata", "Q5747")])
    rows = [{"id": "x", "name": "Palmyra", "country": "SY", "wd": "Q5747"}]
    mapping = Mapping(
        kind="sites",
        dataset="survey",
        columns={"id": "", "name": "name", "country": "country", "wd": "identifiers.wikidata"},
        identifier="id",
    )
    told = bring(written(file, rows), mapping, dry=True)
    assert (told.counts["same"], told.counts["new"], told.counts["warned"]) == (1, 0, 1)
    assert bring(file, mapping) is None
    held.refresh_from_db()
    assert held.name == "Site of Palmyra"


def test_two_rows_of_one_dataset_are_two_sites_though_they_bear_one_identifier(file):
    columns = {"id": "", "name": "name", "country": "country", "wd": "identifiers.wikidata"}
    mapping = Mapping(kind="sites", dataset="survey", columns=columns, identifier="id")
    rows = [{"id": f"x{at}", "name": f"Palmyra {at}", "country": "SY", "wd": "Q5747"} for at in range(2)]
    assert bring(written(file, rows[:1]), mapping).counts["new"] == 1
    assert bring(written(file, rows), mapping).counts == {"new": 1, "same": 1}


def test_a_new_site_that_sounds_like_a_known_one_nearby_is_pointed_out(file):
    known = site("Temple of Baal-Shamin", latitude=34.5535, longitude=38.2701)
    rows = [TWO[0] | {"name": "Temple of Baalshamin", "lat": "34.55", "lon": "38.27"}, TWO[1]]
    (one,) = survey(file, rows, dry=True).suspects
    assert (one.row, one.number) == (2, known.pk)
    assert "km away" in " ".join(one.reasons)


def test_who_may_not_see_a_place_is_not_told_how_near_it_is(file):
    site("Temple of Baal-Shamin", latitude=34.5535, longitude=38.2701, visibility="0.1")
    far = [TWO[0] | {"name": "Temple of Baalshamin", "lat": "36.5", "lon": "38.27"}]
    (one,) = survey(file, far, dry=True, by=editor()).suspects
    assert "km" not in " ".join(one.reasons)
    assert survey(file, far, dry=True, by=steward()).suspects == []


def test_parts_may_stand_before_their_whole_and_a_missing_whole_is_a_fault(tmp_path):
    head = "number,url,slug,name,country_code,location_precision,kind,part_of,licence\r\n"
    rows = ["7,,arch,Arch,SY,none,monument,palmyra,CC BY 4.0", "9,,palmyra,Palmyra,SY,none,district,,CC BY 4.0"]
    file = tmp_path / "sites.csv"
    file.write_text(head + "\r\n".join(rows), encoding="utf-8")
    own(file, "sites", publish=True)
    assert Site.objects.get(pk=7).part_of_id == 9
    file.write_text(head + "8,,gate,Gate,SY,none,monument,nowhere,CC BY 4.0", encoding="utf-8")
    with pytest.raises(Faulty) as refused:
        own(file, "sites", publish=True)
    assert "nowhere" in str(refused.value.preview.faults[0].fault)


def test_an_undone_import_is_gone_from_the_map_and_comes_back_when_it_is_carried_out_again(file):
    made = survey(file, TWO, publish=True, visibility="exact")
    undone = undo(made, by=steward(), reason="The wrong file.")
    assert undone.counts == {"withdrawn sites": 2}
    assert catalogue.count(catalogue.Query()) == 0
    assert pick("site", told("site", "Bel"), search=1).count == 1  # the desk still finds what was withdrawn
    with pytest.raises(review.Refused, match="already"):
        undo(made, by=steward(), reason="Again.")
    again = survey(file, TWO, publish=True, visibility="exact")
    assert again.counts["new"] == 2
    assert Site.objects.count() == 2
    assert catalogue.count(catalogue.Query()) == 2
    assert survey(file, TWO, publish=True, visibility="exact") is None
    assert list(broken()) == []


def test_undone_drafts_are_deleted_but_for_those_that_somebody_has_worked_on(file):
    made = survey(file, TWO)
    khan = Site.objects.get(slug="khan-marjan")
    before = review.account(khan)
    khan.summary = "A caravanserai."
    khan.save()
    review.record(khan, by=editor(), reason=WHY, before=before)
    undone = undo(made, by=steward(), reason="The wrong file.")
    assert undone.counts == {"kept sites": 1, "deleted sites": 1}
    assert "Khan Marjan" in undone.kept[0]
    assert list(Site.objects.all()) == [khan]
    again = survey(file, TWO)
    assert (again.counts["new"], again.counts["same"]) == (1, 1)


def test_an_undone_import_of_a_whole_and_its_parts_deletes_both(tmp_path):
    file = tmp_path / "sites.csv"
    head = "number,url,slug,name,country_code,location_precision,kind,part_of,licence\r\n"
    rows = ["7,,arch,Arch,SY,none,monument,palmyra,CC BY 4.0", "9,,palmyra,Palmyra,SY,none,district,,CC BY 4.0"]
    file.write_text(head + "\r\n".join(rows), encoding="utf-8")
    made = own(file, "sites")
    undo(made, by=steward(), reason="The wrong file.")
    assert not Site.objects.exists()


UNFIT = {
    "a name that is too long": {"name": "x" * 201},
    "no name": {"name": ""},
    "no country": {"country": ""},
    "exchanged": {"lat": "38.2741", "lon": "34.5474"},
    "one coordinate": {"lon": ""},
    "a key that is there already": {"id": "a1"},
    "no kind": {"kind": "gibberish"},
}


def said(preview):
    return preview.counts, [(one.row, one.column, one.cell, str(one.fault)) for one in preview.of_rows]


@pytest.mark.parametrize("what", UNFIT.values(), ids=UNFIT)
def test_a_preview_finds_the_faults_that_stand_in_the_way(file, what):
    rows = [*TWO, TWO[0] | {"id": "a3"} | what]
    dry = survey(file, rows, dry=True)
    with pytest.raises(Faulty) as faulty:
        survey(file, rows)
    assert dry.counts["faulty"] == 1
    assert said(dry) == said(faulty.value.preview)


@pytest.mark.parametrize(
    "what", [{"name": "n" * 250}, {"place": "p" * 301}, {"name": ""}, {"latitude": "38.2", "longitude": "34.5"}]
)
def test_a_preview_finds_them_in_a_file_of_ours_which_is_taken_as_it_is(file, what):
    sound = {"name": "N", "country_code": "SY", "kind": "museum", "latitude": "34.5", "longitude": "38.2"}
    rows = [{"number": "1", **sound, "place": ""}, {"number": "2", **sound, **what}]
    columns = {name: OWN["sites"].columns[name] for name in rows[0]}
    mapping = Mapping(kind="sites", columns=columns, identifier="number", own=True)
    dry = bring(written(file, rows), mapping, dry=True)
    with pytest.raises(Faulty) as faulty:
        bring(file, mapping)
    assert dry.counts["faulty"] == 1
    assert said(dry) == said(faulty.value.preview)


def test_a_preview_knows_what_is_part_of_what(file):
    site(slug="the-whole")
    rows = [one | {"part": part} for one, part in zip(TWO, ("the-whole", "nowhere"), strict=True)]
    told = survey(file, rows, mapped(part="part_of"), dry=True)
    assert [(one.row, one.column) for one in told.faults] == [(3, "part_of")]


def test_a_column_of_one_coordinate_alone_is_a_fault_of_every_row_that_fills_it(file):
    rows = [{name: cell for name, cell in one.items() if name != "lon"} for one in TWO]
    assert survey(file, [*rows, rows[0] | {"id": "a3", "lat": ""}], dry=True).counts["faulty"] == 2
