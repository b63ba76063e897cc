"""A reader opens one site, one report, one source, one picture."""

import re
from html import unescape

import factories
import pytest
from django.utils import timezone

from sites import dates, review


@pytest.fixture
def temple(db):
    return factories.site("Temple of Baalshamin", names=[("معبد بعل شمين", "ar", "official")])


def text(response):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def page(client, about, **days):
    return client.get(f"/sites/{about.slug}/", days)


# ── a site


def test_it_says_what_happened_how_sure_and_why(client, temple):
    factories.report(
        temple, "destroyed", event="2015-06-26/2015-08-27", verification="confirmed", methods=["satellite"]
    )
    shown = text(page(client, temple))
    assert "Destroyed, confirmed" in shown
    assert "rests on satellite or aerial images: between 26 June and 27 August 2015." in shown


def test_a_lesser_damage_that_is_confirmed_stands_beside_a_greater_that_is_reported(client, temple):
    factories.report(temple, "moderate", verification="confirmed", event="2016-12-26")
    factories.report(temple, "severe", event="2017-01-20")
    shown = text(page(client, temple))
    assert "Severe damage, reported, contested" in shown
    assert "Confirmed so far: moderate damage" in shown
    assert "Disagrees with the status, and is not outweighed." in shown


def test_every_report_names_its_sources_and_leads_to_them(client, temple):
    source = factories.article("Temple blown up", archive_url="https://archive.example/1")
    made = factories.report(temple, cites=[(source, "says")])
    shown = page(client, temple).content.decode()
    assert f'id="report-{made.number}"' in shown
    assert f'<a href="{source.url}" rel="noreferrer noopener external">' in shown
    assert '<a href="https://archive.example/1" rel="noreferrer noopener external">' in shown
    assert f'<a href="/articles/{source.pk}/">' in shown


def test_a_refuted_report_is_struck_out_and_kept(client, temple):
    factories.report(temple, "destroyed", verification="refuted", event="2015-05")
    shown = page(client, temple).content.decode()
    assert "claim--refuted" in shown
    assert "Found to be wrong" in shown
    assert "No report" in shown


def test_on_a_past_day_later_reports_stand_apart(client, temple):
    factories.report(temple, "severe", event="2015-08-23")
    factories.report(
        temple, "destroyed", event="2016-03-01", cites=[(factories.article(published="2016-03-02"), "says")]
    )
    then = text(page(client, temple, on="2015-09-01"))
    assert "Severe damage, reported" in then
    assert "1 report that does not count on these days" in then
    assert "What had happened by 1 September 2015 , by all that is known now." in then
    assert "Destroyed, reported" in text(page(client, temple))


def test_the_reason_on_a_past_day_names_only_what_was_known(client, temple):
    factories.report(temple, "severe", event="2015-08-23", cites=[(factories.article(published="2015-08-24"), "says")])
    factories.report(temple, "severe", event="2015-08-25", cites=[(factories.article(published="2020-01-01"), "says")])
    assert "agree on the level" in text(page(client, temple))
    assert "agree on the level" not in text(page(client, temple, known="2016-01-01"))


def test_without_a_report_nothing_is_claimed(client, temple):
    shown = text(page(client, temple))
    assert "No published report says anything about its state." in shown
    assert "None has been published about this site yet." in shown


def test_a_protected_place_is_called_approximate_and_says_why(client, db):
    shown = text(page(client, factories.site("Tomb", visibility="0.1")))
    assert "approximate: the middle of a grid cell of 0.1 degree (about 10 km)" in shown
    assert "34.55, 38.25" in shown


def test_a_hidden_place_has_no_map(client, db):
    shown = page(client, factories.site("Tomb", visibility="hidden")).content.decode()
    assert "Withheld to protect the site." in shown
    assert 'id="map"' not in shown


def test_an_unchecked_place_says_so(client, db):
    assert "nobody has checked these coordinates" in text(page(client, factories.site("Tomb", approximate=True)))


def test_the_parts_of_a_site_stand_on_its_page(client, temple):
    part = factories.site("Cella", part_of=temple)
    assert f'href="/sites/{part.slug}/"' in page(client, temple).content.decode()
    assert f'<a href="/sites/{temple.slug}/"><bdi>Temple of Baalshamin</bdi></a>' in page(client, part).content.decode()


def test_it_can_be_cited_as_it_was_on_the_day_of_the_reading(client, temple):
    shown = text(page(client, temple))
    assert f"Temple of Baalshamin (site {temple.pk}, version " in shown
    today = dates.words(timezone.localdate().isoformat(), "en")
    assert f"Retrieved {today}, from http://testserver/sites/{temple.slug}/ " in shown


def test_its_history_tells_what_was_decided_and_why(client, temple):
    made = factories.report(temple)
    review.withdraw(made, by=factories.reviewer(), reason="It was about another temple.")
    assert "It was about another temple." in text(page(client, temple))


def test_its_history_names_what_a_change_changed(client, temple):
    before = review.account(temple)
    temple.built, temple.point_source = "0130", "A survey"
    temple.save()
    review.record(temple, by=factories.reviewer(), reason="Better words.", before=before)
    shown = text(page(client, temple))
    assert "built: – → AD 130" in shown
    assert "source of the coordinates" in shown


def test_a_draft_site_is_not_there(client, db):
    assert page(client, factories.draft_site("Secret")).status_code == 404


def test_a_merged_site_leads_on_and_takes_the_days_along(client, temple):
    twin = factories.site("Twin")
    review.merge(temple, twin, by=factories.reviewer(), reason="The same temple.")
    there = page(client, twin, on="2015-09-01")
    assert (there.status_code, there["Location"]) == (301, f"/sites/{temple.slug}/?on=2015-09-01")


def test_what_editors_write_is_never_read_as_html(client, db):
    evil = factories.site("<b>Temple</b>", slug="evil", summary="<script>alert(1)</script>")
    factories.report(evil, summary="<img src=x>", attributed_to='"><script>')
    shown = page(client, evil).content.decode()
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert "&lt;b&gt;Temple" in shown


def test_queries_do_not_grow_with_the_reports(client, temple, django_assert_max_num_queries):
    for _ in range(6):
        factories.report(temple)
        factories.site(part_of=temple)
    with django_assert_max_num_queries(14):
        page(client, temple)


# ── a report


def test_a_report_shows_its_date_in_words_and_as_it_is_kept(client, temple):
    made = factories.report(temple, event="2015-06-26/2015-08-27", source_value="totally gone")
    shown = text(client.get(f"/reports/{made.number}/"))
    assert "Between 26 June and 27 August 2015 2015-06-26/2015-08-27" in shown
    assert "totally gone" in shown


def test_a_withdrawn_report_says_when_and_why(client, temple):
    made = factories.report(temple, summary="It was blown up.")
    review.withdraw(made, by=factories.reviewer(), reason="It was about another temple.")
    answer = client.get(f"/reports/{made.number}/")
    assert answer.status_code == 410
    assert "was withdrawn" in text(answer)
    assert "It was about another temple." in text(answer)
    assert "It was blown up." not in text(answer).split("History of this report")[0]


@pytest.mark.parametrize(
    "address", [f"/{kind}/{number}/" for kind in ("reports", "articles") for number in (0, 999, 10**20)]
)
def test_an_unknown_record_is_a_404(address, client, db):
    assert client.get(address).status_code == 404


def test_a_draft_report_is_not_there(client, temple):
    assert client.get(f"/reports/{factories.draft_report(temple).number}/").status_code == 404


# ── a source


def test_a_source_lists_every_report_that_cites_it(client, temple):
    source = factories.article("Temple blown up", authors="N. Bulos")
    factories.report(temple, cites=[(source, "says")])
    other = factories.report(temple, "none", cites=[(source, "disputes"), (factories.article(), "says")])
    shown = client.get(f"/articles/{source.pk}/")
    assert "2 reports cite it" in text(shown)
    assert f'href="/reports/{other.number}/"' in shown.content.decode()
    assert "Disputes" in text(shown)


def test_a_source_that_no_published_report_cites_is_not_there(client, temple):
    source = factories.article()
    factories.draft_report(temple, cites=[(source, "says")])
    assert client.get(f"/articles/{source.pk}/").status_code == 404
    assert source.title not in text(client.get("/articles/"))


def test_sources_can_be_narrowed_to_those_of_some_sites(client, temple):
    factories.report(temple, cites=[(factories.article("On the temple"), "says")])
    factories.report(factories.site("Well", country="IQ"), cites=[(factories.article("On the well"), "says")])
    shown = text(client.get("/articles/", {"country": "IQ"}))
    assert "On the well" in shown
    assert "On the temple" not in shown


# ── a picture


def test_a_picture_has_words_credit_and_licence(client, temple):
    made = factories.photo(temple, alt="A heap of stones")
    shown = page(client, temple).content.decode()
    assert 'alt="A heap of stones"' in shown
    assert "A. Photographer</bdi>, <bdi>CC BY 4.0</bdi>" in shown
    picture = client.get(f"/photos/{made.sha256}-{made.widths[0]}.webp")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/webp")
    assert b"".join(picture.streaming_content)[8:12] == b"WEBP"


def test_a_picture_is_sent_once_and_is_gone_as_soon_as_it_is_withdrawn(client, temple):
    made = factories.photo(temple)
    address = f"/photos/{made.sha256}-{made.widths[0]}.webp"
    first = client.get(address)
    assert b"".join(first.streaming_content)
    assert set(first["Cache-Control"].split(", ")) == {"public", "max-age=0", "must-revalidate"}
    held = {"If-None-Match": first["ETag"]}
    again = client.get(address, headers=held)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    review.withdraw(made, by=factories.reviewer(), reason="She asked for it.")
    assert client.get(address, headers=held).status_code == 404


def test_a_graphic_picture_waits_for_a_click(client, temple):
    factories.photo(temple, graphic=True)
    shown = page(client, temple).content.decode()
    assert '<details class="graphic"><summary>This picture shows people hurt or dead.' in shown


def test_a_picture_that_is_not_published_is_not_there(client, temple):
    made = factories.draft_photo(temple)
    assert client.get(f"/photos/{made.sha256}-{made.widths[0]}.webp").status_code == 404
    assert client.get("/photos/nothing-640.webp").status_code == 404


# ── what explains


def test_the_method_names_every_level_and_the_examples(client, db):
    shown = text(client.get("/method/"))
    for words in (
        "Destroyed",
        "Damaged, extent not known",
        "Temple of Baalshamin",
        "Saint Porphyrius",
        "?known=2015-09-01",
    ):
        assert words in shown


def test_the_data_page_tells_every_column(client, db):
    shown = text(client.get("/data/"))
    header = client.get("/sites.csv").getvalue().decode().splitlines()[0]
    assert all(column in shown for column in header.split(","))


def test_the_about_page_gives_credit(client, db):
    shown = text(client.get("/about/"))
    for owed in ("Natural Earth", "GeoNames", "OpenStreetMap", "Pleiades", "Linked4Resilience", "Leaflet", "CC BY 4.0"):
        assert owed in shown


def test_a_withdrawn_site_says_when_and_nothing_else(client, db):
    temple = factories.site("Temple of Secrets", summary="Behind the mill.")
    review.withdraw(temple, by=factories.reviewer(), reason="Looters asked the way.")
    answer = client.get(f"/sites/{temple.slug}/")
    told = answer.content.decode()
    assert answer.status_code == 410
    assert "taken back on" in told
    assert not any(secret in told for secret in ("Temple of Secrets", "Behind the mill", "Looters"))
