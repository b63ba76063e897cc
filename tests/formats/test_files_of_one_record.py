"""Beside the page of a record stands the record itself, for programs."""

import json

import pytest
from exports.test_csv_files import CANARY
from geojson_pydantic import Feature
from rdflib import URIRef

from sites import review


@pytest.fixture
def one(client):
    return lambda address, **query: client.get(address, query)


def test_a_site_is_a_feature_as_of_a_day(scene, one):
    scene.report(scene.site("arch", 34.55, 38.27), "destroyed", "2015-10-04")
    answer = one("/sites/arch.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    assert Feature.model_validate_json(answer.content).properties["level"] == "destroyed"
    assert one("/sites/arch.geojson", on="2015-10-03").json()["properties"]["level"] == "no_report"


def test_a_site_brings_its_reports_and_their_sources(scene, one, facts):
    article = scene.article("First")
    report = scene.report(scene.site("arch"), article=article)
    answer = one("/sites/arch.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    subjects = set(facts(answer.content).subjects())
    for path in ("/sites/arch/", f"/reports/{report.number}/", f"/articles/{article.pk}/"):
        assert URIRef(f"http://testserver{path}") in subjects


def test_a_report_is_a_feature_and_an_assessment(scene, one):
    report = scene.report(scene.site("arch", 34.55, 38.27))
    feature = Feature.model_validate_json(one(f"/reports/{report.number}.geojson").content)
    assert feature.geometry.coordinates[:2] == (38.27, 34.55)
    graph = one(f"/reports/{report.number}.jsonld").json()["@graph"]
    assert [member["type"] for member in graph] == ["AttributeAssignment", "LinguisticObject"]


def test_a_source_brings_the_reports_that_cite_it(scene, one):
    article = scene.article("First")
    for slug in ("arch", "temple"):
        scene.report(scene.site(slug), article=article)
    graph = one(f"/articles/{article.pk}.jsonld").json()["@graph"]
    assert [member["type"] for member in graph] == ["LinguisticObject", "AttributeAssignment", "AttributeAssignment"]


@pytest.mark.parametrize("visibility", ["0.1", "hidden"])
def test_a_protected_site_is_no_more_than_its_cell(scene, one, visibility):
    report = scene.report(scene.site("tell", *CANARY, visibility=visibility, place="By the well"))
    for address in ("/sites/tell.geojson", "/sites/tell.jsonld", f"/reports/{report.number}.geojson"):
        content = one(address).content
        assert b"33.51" not in content
        assert b"36.30" not in content
        assert b"By the well" not in content


def test_the_page_names_its_files(scene, one):
    report = scene.report(scene.site("arch"), article=(article := scene.article()))
    for page, kinds in {
        "/sites/arch/": ("geo", "ld"),
        f"/reports/{report.number}/": ("geo", "ld"),
        f"/articles/{article.pk}/": ("ld",),
    }.items():
        shown = one(page).content.decode()
        for kind in kinds:
            file = f"{page.rstrip('/')}.{'geojson' if kind == 'geo' else 'jsonld'}"
            assert f'<link rel="alternate" type="application/{kind}+json" href="{file}">' in shown
            assert f'href="{file}" download' in shown
            assert one(file).status_code == 200


def test_the_page_of_a_past_day_names_the_files_of_that_day(scene, one):
    scene.report(scene.site("arch"))
    shown = one("/sites/arch/", on="2015-09-01").content.decode()
    for file in ("/sites/arch.geojson?on=2015-09-01", "/sites/arch.jsonld?on=2015-09-01"):
        assert f'href="{file}"' in shown
    assert "/sites.kml?site=arch&amp;on=2015-09-01" in shown


@pytest.mark.parametrize("ending", ["geojson", "jsonld"])
def test_what_was_merged_leads_on_what_was_withdrawn_is_gone_and_what_never_was_is_not_there(scene, one, ending):
    kept, copy, gone = scene.site("arch"), scene.site("copy"), scene.site("gone")
    review.merge(kept, copy, by=scene.reviewer, reason="Twice.")
    scene.withdraw(gone)
    moved = one(f"/sites/copy.{ending}", on="2015-09-01")
    assert (moved.status_code, moved["Location"]) == (301, f"/sites/arch.{ending}?on=2015-09-01")
    assert one(f"/sites/gone.{ending}").status_code == 410
    assert one(f"/sites/nowhere.{ending}").status_code == 404
    assert one(f"/reports/999.{ending}").status_code == 404
    assert one("/articles/999.jsonld").status_code == 404


@pytest.mark.parametrize("ending", ["geojson", "jsonld"])
def test_a_withdrawn_report_is_gone_with_all_it_said(scene, one, ending):
    report = scene.report(scene.site("arch"), summary="A slander")
    scene.withdraw(report)
    answer = one(f"/reports/{report.number}.{ending}")
    assert answer.status_code == 410
    assert b"slander" not in answer.content


def test_a_parameter_that_it_does_not_know_is_refused_by_name(scene, one):
    scene.site("arch")
    answer = one("/sites/arch.geojson", level="severe")
    assert answer.status_code == 400
    assert json.loads(answer.content)["field"] == "level"
