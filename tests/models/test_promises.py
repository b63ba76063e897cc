"""The database itself keeps these promises, also against somebody who writes past the gate."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from factories import article, draft_report, draft_site, report, reviewer, site

from sites.archive import keep
from sites.models import (
    Apart,
    Article,
    Capture,
    Citation,
    Decision,
    Identifier,
    Photo,
    Report,
    Site,
    SiteName,
    canonical_link,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2016, 3, 27, 12, tzinfo=UTC)
DECIDED = {"decided_by": "editor-1", "decided_at": NOW, "first_published": date(2016, 3, 27)}


def refused(model, row, **said):
    """The database refuses to set these columns of a stored row."""
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**said)
    return True


@pytest.mark.parametrize(
    "place",
    [
        {"latitude": None},
        {"longitude": None},
        {"latitude": 90.0001},
        {"latitude": -90.0001},
        {"longitude": 180.0001},
        {"longitude": -180.0001},
        {"latitude": float("inf")},
    ],
)
def test_a_site_has_both_coordinates_on_earth_or_none(place):
    assert refused(Site, draft_site(), **place)


def test_a_site_that_was_merged_is_withdrawn_and_no_two_are_apart_twice():
    one, two = site(), site()
    assert refused(Site, one, merged_into=two)
    with pytest.raises(IntegrityError), transaction.atomic():
        Apart.objects.create(site=two, other=one, said_by="editor-1")
    Apart.objects.create(site=one, other=two, said_by="editor-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Apart.objects.create(site=one, other=two, said_by="editor-2")


@pytest.mark.parametrize("place", [(None, None), (90, 180), (-90, -180), (0, 0)])
def test_the_ends_of_the_earth_and_no_place_are_places(place):
    kept = draft_site()
    Site.objects.filter(pk=kept.pk).update(latitude=place[0], longitude=place[1])


@pytest.mark.parametrize(
    "said",
    [
        {"decided_by": "editor-1"},
        {"decided_at": NOW},
        {"state": "published"},
        {"state": "refused"},
        {"state": "withdrawn"},
        {"state": "published", "decided_by": "editor-1", "decided_at": NOW},
        {"state": "withdrawn", "first_published": date(2016, 3, 27)},
        {"state": "approved"},
        {"state": ""},
    ],
)
def test_no_state_is_decided_without_who_and_when(said):
    assert refused(Site, draft_site(), **said)
    assert refused(Report, draft_report(site()), **said)


@pytest.mark.parametrize(
    ("column", "value"),
    [("level", "obliterated"), ("verification", "certain"), ("recovery", "healed"), ("level", "no_report")],
)
def test_a_report_holds_known_values_only(column, value):
    assert refused(Report, draft_report(site()), **{column: value})


@pytest.mark.parametrize(("column", "value"), [("kind", "castle"), ("visibility", "0.001"), ("visibility", "")])
def test_a_site_holds_known_values_only(column, value):
    assert refused(Site, draft_site(), **{column: value})


def test_sources_roles_names_and_registers_hold_known_values_only():
    place = draft_site(names=[("تدمر", "ar", "official")], identifiers=[("wikidata", "Q5747")])
    drafted = draft_report(site())
    assert refused(Article, article(), type="rumour")
    assert refused(Citation, drafted.citations.get(), role="hints")
    assert refused(SiteName, place.names.get(), kind="nickname")
    assert refused(Identifier, place.identifiers.get(), scheme="facebook")


def test_a_report_says_a_level_or_a_recovery_step():
    assert refused(Report, draft_report(site()), level="")
    Report.objects.filter(pk=draft_report(site()).pk).update(level="", recovery="restored")


def test_the_earliest_day_is_not_after_the_latest():
    drafted = draft_report(site())
    assert refused(Report, drafted, event_earliest=date(2015, 8, 24), event_latest=date(2015, 8, 23))


def test_one_version_of_a_report_is_published_under_a_number():
    first, second = report(site()), draft_report(site())
    assert refused(Report, second, number=first.number, state="published", **DECIDED)
    Report.objects.filter(pk=second.pk).update(number=first.number, state="withdrawn", **DECIDED)


def test_a_report_has_one_open_correction():
    stands = report(site())
    draft_report(site(), corrects=stands)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(site=stands.site, level="severe", corrects=stands)


def test_an_address_a_slug_and_a_citation_stand_once():
    place, source = site(), article()
    drafted = draft_report(place, cites=[(source, "says")])
    with pytest.raises(IntegrityError), transaction.atomic():
        Site.objects.create(name="Again", slug=place.slug, kind="religious", country="SY")
    with pytest.raises(IntegrityError), transaction.atomic():
        Citation.objects.create(report=drafted, article=source, role="says")
    Citation.objects.create(report=drafted, article=source, role="disputes")


@pytest.mark.parametrize(
    "again",
    [
        "https://gazette.example/story?id=1",
        "HTTPS://GAZETTE.Example/story?id=1",
        "https://gazette.example:443/story?id=1",
        "https://gazette.example/story?id=1#top",
        "https://gazette.example/story?utm_source=x&id=1&fbclid=y",
        "  https://gazette.example/story?id=1  ",
        "https://somebody:secret@gazette.example/story?id=1",
    ],
)
def test_one_page_is_logged_once_however_its_address_was_copied(again):
    article(url="https://gazette.example/story?id=1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.create(url=again, title="Again", publisher="The Gazette")
    with pytest.raises(ValidationError, match="logged already"):
        Article(url=again.strip(), title="Again", publisher="The Gazette").full_clean()


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("https://gazette.example", "https://gazette.example/"),
        ("http://gazette.example:80/", "http://gazette.example/"),
        ("https://gazette.example:80/", "https://gazette.example:80/"),
        ("http://gazette.example:443/", "http://gazette.example:443/"),
        ("https://gazette.example:8443/a", "https://gazette.example:8443/a"),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
        ("https://gazette.example/Story?ID=1&a=", "https://gazette.example/Story?ID=1&a="),
        ("https://gazette.example/?utm_medium=x", "https://gazette.example/"),
    ],
)
def test_an_address_keeps_what_names_the_page(link, canonical):
    assert canonical_link(link) == canonical
    assert canonical_link(canonical) == canonical


@pytest.mark.parametrize(
    "link", ["https://[gazette", "https://gazette.example:port/", "https://gazette.example:99999/"]
)
def test_what_is_no_address_is_refused_by_name(link):
    with pytest.raises(ValidationError, match="is not a web address"):
        canonical_link(link)


def test_articles_without_an_address_are_many_and_an_empty_one_is_none():
    first, second = article(url=None), Article.objects.create(url="", title="In print", publisher="The Gazette")
    assert (first.url, Article.objects.get(pk=second.pk).url) == (None, None)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE heritage_article SET url = '' WHERE id = %s", [first.pk])


def kept_capture():
    return keep(article(), b"<html>as received</html>", who="editor-1", method="by hand", media_type="text/html")[0]


@pytest.mark.parametrize(("make", "column"), [(kept_capture, "final_url"), (lambda: site() and None, "reason")])
def test_a_capture_and_a_decision_are_never_changed_or_deleted(make, column):
    row = make() or Decision.objects.latest("id")
    table, model = row._meta.db_table, type(row)

    def by_statement(statement):
        with connection.cursor() as cursor:
            cursor.execute(statement.format(table, column), [row.pk])

    attempts = [
        lambda: setattr(row, column, "https://forged.example/") or row.save(),
        lambda: row.delete(),
        lambda: model.objects.filter(pk=row.pk).update(**{column: "https://forged.example/"}),
        lambda: model.objects.all().delete(),
        lambda: model.objects.bulk_update([row], [column]),
        lambda: by_statement("UPDATE {} SET {} = 'forged' WHERE id = %s"),
        lambda: by_statement("DELETE FROM {} WHERE id = %s"),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
            attempt()
    assert getattr(model.objects.get(pk=row.pk), column) not in ("forged", "https://forged.example/")


def test_the_same_bytes_of_one_article_are_one_capture():
    kept = kept_capture()
    with pytest.raises(IntegrityError), transaction.atomic():
        Capture.objects.create(
            article=kept.article,
            sha256=kept.sha256,
            size=1,
            media_type="x",
            captured_at=NOW,
            captured_by="x",
            method="x",
        )


@pytest.mark.parametrize(
    ("text", "edtf", "earliest", "latest"),
    [
        ("2015-08-23", "2015-08-23", date(2015, 8, 23), date(2015, 8, 23)),
        ("2015-08", "2015-08", date(2015, 8, 1), date(2015, 8, 31)),
        ("2015-06-26/2015-08-27", "2015-06-26/2015-08-27", date(2015, 6, 26), date(2015, 8, 27)),
        (" 2015 ", "2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("", "", None, None),
    ],
)
def test_the_days_of_a_report_follow_its_date_as_written(text, edtf, earliest, latest):
    drafted = draft_report(site(), event="1999-12-31")
    drafted.event = text
    drafted.save()
    row = Report.objects.get(pk=drafted.pk)
    assert (row.event, row.event_earliest, row.event_latest) == (edtf, earliest, latest)
    (made,) = Report.objects.bulk_create([Report(site=row.site, level="severe", event=text)])
    assert (made.event, made.event_earliest, made.event_latest) == (edtf, earliest, latest)


def test_the_days_of_an_article_follow_its_date_as_written():
    source = article(published="2015-08")
    assert (source.published_earliest, source.published_latest) == (date(2015, 8, 1), date(2015, 8, 31))


def test_an_edit_begun_before_a_decision_does_not_undo_it():
    drafted = draft_report(site())
    begun = Report.objects.get(pk=drafted.pk)
    reviewer()
    Report.objects.filter(pk=drafted.pk).update(state="refused", **DECIDED)
    begun.summary = "Mended."
    begun.save()
    row = Report.objects.get(pk=drafted.pk)
    assert (row.state, row.decided_by, row.summary) == ("refused", "editor-1", "Mended.")


def test_what_others_rest_on_cannot_be_deleted():
    stands = report(site())
    for row in (stands.site, stands.articles.get()):
        with pytest.raises(DatabaseError), transaction.atomic():
            row.delete()


@pytest.mark.parametrize("causes", [["magic"], ["fire", "fire"], "fire", {"fire": 1}, [["fire"]], [None], [{}]])
def test_causes_are_known_values_each_once(causes):
    with pytest.raises(ValidationError) as fault:
        Report(site=site(), level="severe", causes=causes).full_clean()
    assert set(fault.value.message_dict) == {"causes"}


def test_a_site_is_no_part_of_itself_or_of_its_parts():
    city = site()
    temple = site(part_of=city)
    for whole in (city, temple):
        city.part_of = whole
        with pytest.raises(ValidationError) as fault:
            city.full_clean()
        assert set(fault.value.message_dict) == {"part_of"}


def test_a_picture_is_kept_once_and_nothing_wider_than_the_original_is_shown():
    assert Photo(width=300).widths == (300,)
    assert Photo(width=480).widths == (480,)
    assert Photo(width=961, sha256="ab").renditions == {
        480: "photos/public/ab-480.webp",
        960: "photos/public/ab-960.webp",
    }
