"""An editor without the right never meets the exact place of a protected site, wherever at the desk they look."""

import html
import re
from urllib.parse import urljoin, urlsplit

import factories
import pytest
from django.db.models import JSONField
from factories import WHY
from paperwork import page_of, site_form, step_of, told

from sites import review
from sites.models import Decision, Identifier, Site
from sites.places import Point, generalise

LATITUDE, LONGITUDE = 33.5123457, 36.3019283
PLACE = {"latitude": LATITUDE, "longitude": LONGITUDE, "precision_m": 7919, "point_source": "Canary survey"}
SECRETS = re.compile(r"33[.,]51|36[.,]30|512345|301928|\b7919\b|990099|Canary survey")
MOST_PAGES = 900
PROTECTED = ("0.01", "0.1", "hidden")


def protected(made, name, **said):
    return made(name, identifiers=[("wikidata", "Q990099")], **PLACE | {"visibility": "0.1"} | said)


@pytest.fixture
def secrets(db):
    """A protected draft that waits, a published site and a hidden one, each with papers; one that was deleted."""
    draft = protected(factories.draft_site, "Wren Temple")
    site = protected(factories.site, "Finch Temple")
    protected(factories.site, "Owl Temple", visibility="hidden")
    gone = protected(factories.draft_site, "Lark Temple")
    before = review.account(site)
    site.latitude, site.summary = LATITUDE + 1e-7, "A temple."
    site.save()
    factories.accepted(review.record(site, by=factories.steward(), reason=WHY, before=before))
    review.submit(draft, by=factories.editor())
    review.discard(gone, by=factories.steward(), reason=WHY)
    factories.report(site)
    factories.draft_report(site)
    factories.photo(site)
    factories.working_copy(factories.article(), "The Finch Temple was destroyed.")
    return draft, site


def crawl(client):
    """Every page of the desk that links lead to from its first page, as (address, text)."""
    waiting, seen = ["/admin/"], {}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if address in seen:
            continue
        answer = client.get(address)
        if answer.status_code in (301, 302):
            waiting.append(urljoin(address, answer.url))
            seen[address] = ""
            continue
        body = answer.getvalue() if answer.streaming else answer.content
        answer.headers.pop("Content-Length", None)  # its digits tell nothing
        seen[address] = body.decode(errors="replace") + str(answer.headers)
        linked = re.findall(r'(?:href|data-address|data-edtf|action)="([^"#]+)', seen[address])
        linked = [urljoin(address, html.unescape(one)).split("_changelist_filters")[0].rstrip("?&") for one in linked]
        waiting += [one for one in linked if worth_a_look(one)]
    assert len(seen) < MOST_PAGES, "it did not come to an end"
    return seen


def worth_a_look(address):
    """Of a list, whole or filtered, one way to ask at a time: all ways together are thousands."""
    path, asked = urlsplit(address).path, urlsplit(address).query
    once = "&" not in asked and not asked.startswith(("o=", "all="))
    return path.startswith("/admin/") and "logout" not in path and once


def leaks(pages):
    return {address: found.group() for address, text in pages.items() if (found := SECRETS.search(text))}


@pytest.mark.parametrize("who", [factories.editor, factories.reviewer])
def test_no_page_of_the_desk_tells_an_exact_place_without_the_right(client, secrets, who):
    client.force_login(who())
    pages = crawl(client)
    draft, site = secrets
    for record in (draft, site):
        for page in ("change", "history"):
            assert any(urlsplit(one).path == page_of(record, page) for one in pages), "the crawl went past it"
    assert leaks(pages) == {}


def test_a_steward_meets_it_on_the_same_pages(client, secrets):
    client.force_login(factories.steward())
    pages = leaks(crawl(client))
    for record in secrets:
        assert {page_of(record), page_of(record, "history")} <= set(pages)


def test_who_may_only_look_sees_no_more(client, secrets):
    looker = factories.person("looker", is_staff=True)
    client.force_login(looker)
    looker.user_permissions.set(rights("view_site", "view_decision", "view_report"))
    pages = crawl(client)
    assert page_of(secrets[1]) in pages
    assert leaks(pages) == {}


def rights(*names):
    permissions = Site._meta.apps.get_model("auth", "Permission").objects
    return permissions.filter(codename__in=names, content_type__app_label="heritage")


@pytest.mark.parametrize("which", [0, 1], ids=["draft", "published"])
def test_the_form_keeps_the_place_that_its_editor_does_not_see(editor, secrets, which):
    site = secrets[which]
    page = told(editor.get(page_of(site)))
    assert "A place is kept that your account may not see. Readers see: A square of 0.1°" in page
    assert 'data-cell="[33.5, 36.3, 33.6, 36.4]"' in page
    form = site_form(name=site.name, slug=site.slug, summary="Changed.", reason=WHY)
    assert editor.post(page_of(site), form).status_code == 302
    site.refresh_from_db()
    kept = {name: getattr(site, name) for name in PLACE}
    assert kept == PLACE | {"latitude": kept["latitude"]}
    assert kept["latitude"] == pytest.approx(LATITUDE)
    assert (site.summary, site.identifiers.get().value) == ("Changed.", "Q990099")


def test_a_form_that_comes_back_with_faults_is_as_silent(editor, secrets):
    for site in secrets:
        answers = [
            editor.post(page_of(site), site_form(name="", slug=site.slug, reason=WHY)),
            editor.post(page_of(site), site_form(name=site.name, slug=site.slug, latitude="33", reason=WHY)),
            editor.post(page_of(site), site_form(name=site.name, slug=site.slug, visibility="exact", reason=WHY)),
            editor.post(page_of(site), site_form(name=site.name, slug=site.slug, country="KE", reason=WHY)),
            editor.post(page_of(site), site_form(name=site.name, slug=site.slug, reason="")),
            editor.get(step_of(site, "submit")),
        ]
        assert leaks({str(number): told(answer) for number, answer in enumerate(answers)}) == {}


def test_who_tries_countries_is_not_told_in_which_a_kept_place_cannot_lie(editor, steward):
    site = factories.draft_site(latitude=LONGITUDE, longitude=LATITUDE, visibility="0.1", country="LB", slug="swapped")
    form = site_form(name=site.name, slug=site.slug, country="SY", reason=WHY)
    assert editor.post(page_of(site), form).status_code == 302
    typed = form | {"coordinates": f"{LONGITUDE}, {LATITUDE}"}
    assert "the other way round" in told(editor.post(page_of(site), typed))
    assert "the other way round" in told(steward.post(page_of(site), typed))


def test_a_new_place_takes_the_place_of_the_one_that_is_kept(editor, secrets):
    _draft, site = secrets
    form = site_form(name=site.name, slug=site.slug, coordinates="34.5, 38.2", point_source="Survey", reason=WHY)
    assert editor.post(page_of(site), form).status_code == 302
    factories.accepted(site.amendments.get(state="waiting"))
    site.refresh_from_db()
    said = (site.latitude, site.longitude, site.precision_m, site.point_source)
    assert said == (34.5, 38.2, None, "Survey")


def test_identifiers_that_are_sent_all_the_same_change_nothing(editor, secrets):
    _draft, site = secrets
    kept = site.identifiers.get()
    sent = {"identifiers-TOTAL_FORMS": 1, "identifiers-INITIAL_FORMS": 1, "identifiers-0-id": kept.pk}
    sent |= {"identifiers-0-site": site.pk, "identifiers-0-scheme": "wikidata", "identifiers-0-value": "Q1"}
    editor.post(page_of(site), site_form(name=site.name, slug=site.slug, summary="Changed.", reason=WHY) | sent)
    assert Identifier.objects.get(pk=kept.pk).value == "Q990099"


# ── asking, digit by digit

LISTS = ["site", "report", "photo", "article", "decision", "proposal"]
ASKED = [
    "latitude__gt=33.5",
    "latitude__lt=33.5",
    "latitude=33.5",
    "longitude__range=36,37",
    "precision_m__gte=1",
    "point_source__startswith=C",
    "identifiers__value__startswith=Q",
    "site__latitude__gt=33.5",
    "site__identifiers__value=Q990099",
    "part_of__latitude__gt=1",
    "footprint__isnull=False",
    "changes__icontains=33.51",
    "changes__latitude__1__gt=33",
    "changes__contains=33",
    "digest__startswith=0",
    "previous__startswith=0",
    "corrected__icontains=a",
]


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("asked", ASKED)
def test_no_list_can_be_asked_for_what_is_withheld(editor, secrets, kind, asked):
    answer = editor.get(f"/admin/heritage/{kind}/?{asked}")
    assert answer.status_code in {302, 400}
    if answer.status_code == 302:
        assert answer.url.endswith("?e=1")  # no such field there


WITHHELD = {"changes", "corrected", "footprint"}
EVERYBODYS = {"because", "alternatives", "causes", "methods", "wordings"}  # what every editor reads as it stands


def test_every_list_that_keeps_json_is_asked_above():
    for model in Site._meta.apps.get_app_config("heritage").get_models():
        held = {field.name for field in model._meta.fields if isinstance(field, JSONField)}
        if model._meta.model_name in LISTS:
            assert held <= WITHHELD | EVERYBODYS, model


@pytest.mark.parametrize("words", ["33.51", "36.30", "Q990099", "990099", "Canary survey"])
@pytest.mark.parametrize("kind", LISTS)
def test_no_search_finds_what_is_withheld(editor, secrets, kind, words):
    page = told(editor.get(f"/admin/heritage/{kind}/?q={words}"))
    assert "Temple" not in page.replace("Temples", "")


def test_the_autocomplete_finds_no_site_by_what_is_withheld(editor, secrets):
    asked = {"app_label": "heritage", "model_name": "report", "field_name": "site"}
    assert editor.get("/admin/autocomplete/", asked | {"term": "Finch"}).json()["results"]
    for words in ("Q990099", "33.51", "Canary"):
        assert editor.get("/admin/autocomplete/", asked | {"term": words}).json()["results"] == []


# ── what is near


def near(client, latitude, longitude):
    return client.post("/admin/desk/point/", {"text": f"{latitude}, {longitude}"}).json()["near"]


def test_the_square_of_a_protected_neighbour_is_told_and_nothing_finer(editor, steward, secrets):
    at_it, across = near(editor, LATITUDE, LONGITUDE), near(editor, 33.5987, 36.3987)
    assert [one["name"] for one in at_it] == ["Finch Temple", "Wren Temple"]
    assert at_it == across, "the answer is the same from every point of the square"
    assert {one["metres"] for one in at_it} == {None}
    assert near(editor, 33.4999, LONGITUDE) == [], "that is the next square, though nearer"
    assert [one["metres"] for one in near(steward, LATITUDE, LONGITUDE)] == [0, 0, 0]


def test_metres_are_told_of_what_everybody_may_see(editor, secrets):
    factories.site("Arch", latitude=LATITUDE, longitude=LONGITUDE + 0.001, visibility="exact")
    arch, *squares = near(editor, LATITUDE, LONGITUDE)
    assert (arch["name"], arch["metres"]) == ("Arch", 93)
    assert len(squares) == 2


def test_a_hidden_neighbour_is_not_told_of_at_all(editor, secrets):
    assert "Owl Temple" not in {one["name"] for one in near(editor, LATITUDE, LONGITUDE)}


@pytest.mark.parametrize("visibility", ["0.01", "0.1"])
def test_a_neighbour_on_the_edge_of_its_square_belongs_where_readers_see_it(editor, visibility):
    site = factories.site("Edge", latitude=33.6, longitude=36.4, visibility=visibility)
    square = generalise(Point(site.latitude, site.longitude), visibility)
    assert [one["name"] for one in near(editor, square.latitude, square.longitude)] == ["Edge"]
    assert near(editor, 33.599, 36.399) == []


# ── what is decided


def test_what_was_decided_is_told_without_the_place(editor, secrets):
    for decision in Decision.objects.filter(kind="site"):
        page = told(editor.get(page_of(decision)))
        assert not SECRETS.search(page)
        assert decision.digest not in page
        assert decision.previous not in page
    page = told(editor.get(page_of(Decision.objects.filter(kind="site", verb="created").first())))
    assert "it is not shown to your account" in page


def test_what_was_decided_of_a_place_that_everybody_sees_is_told(editor, steward, secrets):
    _draft, site = secrets
    steward.post(
        page_of(site),
        site_form(name=site.name, slug=site.slug, latitude=site.latitude, longitude=site.longitude, reason=WHY)
        | {"visibility": "exact", "identifiers-TOTAL_FORMS": 0},
    )
    factories.accepted(site.amendments.get(state="waiting"))
    site.refresh_from_db()
    assert site.visibility == "exact"
    assert "33.51" in told(editor.get(page_of(site, "history")))


def test_an_evidence_pack_with_a_protected_place_is_for_stewards(reviewer, steward, secrets):
    _draft, site = secrets
    for kind, number in (("site", site.pk), ("report", site.reports.filter(state="published").get().pk)):
        assert reviewer.get(f"/admin/desk/evidence/{kind}/{number}/").status_code == 403
        assert b"".join(steward.get(f"/admin/desk/evidence/{kind}/{number}/").streaming_content)
    open_to_all = factories.site()
    factories.report(open_to_all)
    assert b"".join(reviewer.get(f"/admin/desk/evidence/site/{open_to_all.pk}/").streaming_content)


def test_a_reviewer_who_does_not_see_a_place_cannot_disclose_it(reviewer, secrets):
    for site in secrets:
        for visibility in ("exact", "0.01"):
            form = site_form(name=site.name, slug=site.slug, visibility=visibility, reason=WHY)
            assert "Select a valid choice" in told(reviewer.post(page_of(site), form))
        site.refresh_from_db()
        assert site.visibility == "0.1"
    reviewer.post("/admin/heritage/site/add/", site_form(visibility="exact", coordinates="34.5, 38.2"))
    assert Site.objects.get(slug="temple-of-nabu").visibility == "exact"
