"""A museum's program reads our JSON-LD: rdflib and pyld read it here, without any network."""

import json

import pytest
from pyld import jsonld
from rdflib import RDF, RDFS, XSD, Literal, Namespace, URIRef

from sites.formats.concepts import KINDS_AAT, LEVELS_EAMENA
from sites.formats.linked_art_context import CONTEXT
from sites.models import Citation
from sites.terms import KINDS, LEVELS

CRM = Namespace("http://www.cidoc-crm.org/cidoc-crm/")
LINKED_ART = Namespace("https://linked.art/ns/terms/")
HERE = "http://testserver"
ASSESSMENT = CRM["E13_Attribute_Assignment"]
DESTROYED = URIRef(f"{HERE}/method/#destroyed-level")


@pytest.fixture
def graph(client, facts):
    return lambda address: facts(client.get(address).getvalue())


def terms(value):
    """Every key of a document, and every value of its types."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield from (key for key in one if key != "@graph")
            yield from [one["type"]] if "type" in one else []
            for held in one.values():
                yield from terms(held)


def page(path):
    return URIRef(HERE + path)


def test_a_report_is_an_assessment_that_assigned_a_level_to_a_site(scene, graph):
    report = scene.report(scene.site("arch"), "destroyed", "2015-08-23/2015-08-27")
    facts, one = graph("/reports.jsonld"), page(f"/reports/{report.number}/")
    assert facts.value(one, RDF.type) == ASSESSMENT
    assert facts.value(one, CRM["P140_assigned_attribute_to"]) == page("/sites/arch/")
    assert facts.value(one, CRM["P177_assigned_property_of_type"]) == CRM["P2_has_type"]
    assert facts.value(one, CRM["P141_assigned"]) == DESTROYED
    eamena = URIRef("https://database.eamena.org/a8780ca9-bba7-413f-92ac-190950784ce7")
    assert facts.value(DESTROYED, LINKED_ART["equivalent"]) == eamena


def test_its_time_is_bound_by_the_first_and_the_last_possible_day(scene, graph):
    report = scene.report(scene.site("arch"), event="2015-08-23/2015-08-27")
    facts = graph("/reports.jsonld")
    time = facts.value(page(f"/reports/{report.number}/"), CRM["P4_has_time-span"])
    begin, end = (facts.value(time, CRM[bound]) for bound in ("P82a_begin_of_the_begin", "P82b_end_of_the_end"))
    assert begin == Literal("2015-08-23T00:00:00Z", datatype=XSD.dateTime)
    assert end == Literal("2015-08-27T23:59:59Z", datatype=XSD.dateTime)


def test_an_undated_report_has_no_time(scene, graph):
    report = scene.report(scene.site("arch"), event="")
    assert graph("/reports.jsonld").value(page(f"/reports/{report.number}/"), CRM["P4_has_time-span"]) is None


def test_nothing_is_said_to_have_been_destroyed_in_an_event(scene, graph):
    scene.report(scene.site("arch"), "destroyed")
    for address in ("/sites.jsonld", "/reports.jsonld", "/sites/arch.jsonld"):
        kinds = set(graph(address).objects(None, RDF.type))
        assert CRM["E6_Destruction"] not in kinds
        assert len(kinds) > 3


def test_an_assessment_names_its_sources_and_rests_on_those_that_support_it(scene, graph):
    first, second = scene.article("First", publisher="SANA"), scene.article("Second")
    report = scene.report(scene.site("arch"), article=first)
    Citation.objects.create(report=report, article=second, role="disputes")
    facts, one = graph("/reports.jsonld"), page(f"/reports/{report.number}/")
    said, doubted = page(f"/articles/{first.pk}/"), page(f"/articles/{second.pk}/")
    assert list(facts.objects(one, CRM["P16_used_specific_object"])) == [said]
    assert {said, doubted} <= set(facts.objects(one, CRM["P67i_is_referred_to_by"]))
    assert facts.value(said, RDF.type) == CRM["E33_Linguistic_Object"]


def test_a_source_says_who_published_it_and_when(scene, graph):
    article = scene.article("Temple blown up", publisher="SANA", published="2015-08-24")
    scene.report(scene.site("arch"), article=article)
    facts = graph("/articles.jsonld")
    publishing = facts.value(page(f"/articles/{article.pk}/"), CRM["P16i_was_used_for"])
    assert facts.value(facts.value(publishing, CRM["P14_carried_out_by"]), RDFS.label) == Literal("SANA")
    time = facts.value(publishing, CRM["P4_has_time-span"])
    assert str(facts.value(time, CRM["P82b_end_of_the_end"])).startswith("2015-08-24")


def test_a_monument_stands_at_a_place_and_a_quarter_is_one(scene, graph):
    scene.site("arch", 34.55, 38.27)
    scene.site("old-town", 34.56, 38.28, kind="district")
    facts = graph("/sites.jsonld")
    assert facts.value(page("/sites/arch/"), RDF.type) == CRM["E22_Human-Made_Object"]
    spot = facts.value(page("/sites/arch/"), CRM["P55_has_current_location"])
    assert facts.value(spot, CRM["P168_place_is_defined_by"]) == Literal("POINT(38.27 34.55)")
    assert facts.value(page("/sites/old-town/"), RDF.type) == CRM["E53_Place"]
    assert facts.value(page("/sites/old-town/"), CRM["P168_place_is_defined_by"]) == Literal("POINT(38.28 34.56)")


@pytest.mark.parametrize("kind", ["monument", "district"])
def test_a_cell_approximates_a_place_and_is_never_said_to_be_it(scene, graph, kind):
    scene.site("tell", 33.51, 36.31, visibility="0.1", kind=kind)
    facts = graph("/sites.jsonld")
    (cell,) = facts.objects(None, CRM["P189i_is_approximated_by"])
    ring = "POLYGON((36.3 33.5, 36.4 33.5, 36.4 33.6, 36.3 33.6, 36.3 33.5))"
    assert list(facts.subject_objects(CRM["P168_place_is_defined_by"])) == [(cell, Literal(ring))]


def test_what_stands_was_computed_from_reports(scene, graph):
    report = scene.report(scene.site("arch"), "destroyed")
    facts, status = graph("/sites.jsonld"), page("/sites/arch/#status")
    assert (page("/sites/arch/"), CRM["P140i_was_attributed_by"], status) in facts
    assert facts.value(status, CRM["P141_assigned"]) == DESTROYED
    assert facts.value(status, CRM["P15_was_influenced_by"]) == page(f"/reports/{report.number}/")


def test_a_site_is_part_of_another_as_things_and_as_places_are(scene, graph):
    whole = scene.site("palmyra", kind="archaeological_site")
    scene.site("arch", part_of=whole)
    scene.site("quarter", part_of=whole, kind="district")
    facts = graph("/sites.jsonld")
    assert facts.value(page("/sites/arch/"), CRM["P46i_forms_part_of"]) == page("/sites/palmyra/")
    assert facts.value(page("/sites/quarter/"), CRM["P89_falls_within"]) == page("/sites/palmyra/")


@pytest.mark.parametrize("address", ["/sites.jsonld", "/reports.jsonld", "/articles.jsonld", "/sites/arch.jsonld"])
def test_two_readers_find_the_same_facts_and_every_term_is_explained(scene, client, facts, address):
    site = scene.site("arch", built="0193/0235", names=[("قوس", "ar")], summary="An arch.")
    scene.report(site, attributed_to="Somebody", summary="Blown up.", source_value="gone", recovery="restored")
    document = json.loads(data := client.get(address).getvalue())
    assert document.pop("@context") == CONTEXT
    assert set(terms(document)) <= set(CONTEXT)
    assert len(jsonld.to_rdf(json.loads(data))["@default"]) == len(facts(data)) > 10


def test_the_words_for_kinds_and_levels_are_those_of_our_vocabularies():
    assert set(KINDS_AAT) < set(KINDS)
    assert set(LEVELS_EAMENA) < set(LEVELS)


def test_the_page_on_the_method_explains_the_concepts_where_they_are_said_to_be(client, db):
    shown = client.get("/method/").content.decode()
    for anchor in ("destroyed-level", "no_report-level", "confirmed-verification", "restored-recovery"):
        assert shown.count(f'id="{anchor}"') == 1
