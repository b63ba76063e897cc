"""Programs read a page: Zotero by its tags, others by schema.org; neither is told more than a reader."""

import json
import re
from html import unescape

import factories
import pytest
from citations.conftest import NASTY
from pyld import jsonld
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

SCHEMA = "https://schema.org/"
OFFLINE = {"@vocab": SCHEMA, **{name: {"@type": "@id"} for name in ("url", "sameAs", "license", "archivedAt")}}
TAG = re.compile(r'<meta name="(citation_\w+)" content="([^"]*)">')


def linked(page):
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode(), re.DOTALL)
    assert not {"<", ">", "&"} & set(block)
    return json.loads(block)


def graph(page):
    """The block as a program of linked data reads it, with the words of schema.org told in place of the network's."""
    node = linked(page)
    assert node.pop("@context") == "https://schema.org"
    triples = jsonld.to_rdf({"@context": OFFLINE, **node}, {"format": "application/n-quads"})
    return Graph().parse(data=triples, format="nt")


def tags(page):
    return [(name, unescape(content)) for name, content in TAG.findall(page.content.decode())]


def test_zotero_knows_what_the_page_of_a_site_is_about(client, temple):
    said = dict(tags(client.get("/sites/temple-of-bel/")))
    assert said["citation_title"] == f"{NASTY} (site {temple.pk})"
    assert said["citation_author"] == "Heritage Damage Tracker"
    assert said["citation_public_url"] == "http://testserver/sites/temple-of-bel/"
    assert re.fullmatch(r"\d{4}/\d\d/\d\d", said["citation_publication_date"])
    assert said["citation_language"] == "en"


def test_of_a_source_it_is_told_the_source(client, source):
    said = tags(client.get(f"/articles/{source.pk}/"))
    assert [content for name, content in said if name == "citation_author"] == ["Salih, Ahmad", "Doe, Jane"]
    assert dict(said)["citation_public_url"] == source.url


def test_a_page_names_the_files_in_which_it_is_cited(client, temple, report):
    for path in ("/sites/temple-of-bel", f"/reports/{report.number}"):
        page = client.get(f"{path}/").content.decode()
        for form, kind in (("bib", "x-bibtex"), ("ris", "x-research-info-systems")):
            assert f'<link rel="alternate" type="application/{kind}"' in page
            assert f'href="{path}.{form}"' in page


def test_a_site_is_a_landmark_with_names_a_place_and_its_sources(client, temple, source):
    found = graph(client.get("/sites/temple-of-bel/"))
    site = URIRef("http://testserver/sites/temple-of-bel/#site")

    def of(subject, name):
        return {str(value) for value in found.objects(subject, URIRef(SCHEMA + name))}

    assert URIRef(f"{SCHEMA}LandmarksOrHistoricalBuildings") in set(found.objects(site, RDF.type))
    assert of(site, "name") == {NASTY}
    assert of(site, "alternateName") == {"معبد بل", "Bel"}
    assert of(site, "sameAs") == {"https://www.wikidata.org/wiki/Q622661"}
    assert of(site, "containedInPlace") == {"http://testserver/sites/palmyra/#site"}
    (place,) = found.objects(site, URIRef(f"{SCHEMA}geo"))
    assert of(place, "latitude") == {"34.5535"}
    (work,) = found.objects(site, URIRef(f"{SCHEMA}subjectOf"))
    assert set(found.objects(work, RDF.type)) == {URIRef(f"{SCHEMA}NewsArticle")}
    assert (of(work, "url"), of(work, "datePublished")) == ({source.url}, {"2015-08-30"})


def test_a_report_says_what_it_is_about_and_cites_its_sources(client, report):
    node = linked(client.get(f"/reports/{report.number}/"))
    assert (node["@type"], node["reportNumber"]) == ("Report", str(report.number))
    assert node["about"]["@id"] == "http://testserver/sites/temple-of-bel/#site"
    assert node["temporalCoverage"] == "2015-08-30/2015-08-30"
    assert [one["headline"] for one in node["citation"]] == ["Bel {blown} up & 100% <gone>"]
    assert node["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "ClaimReview" not in json.dumps(node)


def test_a_source_is_the_kind_of_work_that_it_is(client, source):
    node = linked(client.get(f"/articles/{source.pk}/"))
    assert (node["@type"], node["archivedAt"]) == ("NewsArticle", source.archive_url)
    assert [one["name"] for one in node["about"]] == [NASTY]


def test_the_page_of_the_data_is_a_catalogue_whose_files_are_there(client, temple):
    node = linked(client.get("/data/"))
    assert node["@type"] == "DataCatalog"
    for dataset in node["dataset"]:
        assert dataset["@type"] == "Dataset"
        for file in dataset["distribution"]:
            answer = client.get(file["contentUrl"].removeprefix("http://testserver"))
            assert answer["Content-Type"].startswith(file["encodingFormat"])
            assert b"".join(answer.streaming_content)
    assert len(graph(client.get("/data/"))) > 20


@pytest.mark.parametrize(("visibility", "box"), [("0.1", "33.5 36.3 33.6 36.4"), ("0.01", "33.51 36.3 33.52 36.31")])
def test_of_a_protected_place_the_cell_is_told(client, db, visibility, box):
    factories.site("Shrine", visibility=visibility, latitude=33.5123457, longitude=36.3019283)
    assert linked(client.get("/sites/shrine/"))["geo"] == {"@type": "GeoShape", "box": box}


def test_of_a_hidden_place_nothing_is_told(client, db):
    factories.site(
        "Shrine", visibility="hidden", latitude=33.5123457, longitude=36.3019283, identifiers=[("wikidata", "Q990099")]
    )
    page = client.get("/sites/shrine/").content.decode()
    assert "geo" not in linked(client.get("/sites/shrine/"))
    assert not [one for one in ("33.5", "36.3", "Q990099", "reviewer") if one in page]


def test_what_a_record_says_never_ends_its_block(client, temple):
    node = linked(client.get("/sites/temple-of-bel/"))
    assert node["description"] == "A temple </script><script>alert(1)</script>."
    assert "<script>alert" not in client.get("/sites/temple-of-bel/").content.decode()
