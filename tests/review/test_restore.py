"""An earlier version is said again as a new decision, and never more than an edit may."""

import factories
import pytest
from django.test import Client
from django.urls import reverse

from sites import archive, review
from sites.models import Article, Citation, Decision, Report, Site, SiteName

WHY = "It was right before."


@pytest.fixture
def editor(db):
    return factories.editor()


def changed(record, by=None, **said):
    before = review.account(record)
    for name, value in said.items():
        setattr(record, name, value)
    record.save()
    review.record(record, by=by or factories.editor("another editor"), reason="A change.", before=before)


def last():
    return Decision.objects.last()


def restored(record, decision, user, seen=None, reason=WHY):
    """As somebody does it at the desk."""
    client = Client()
    client.force_login(user)
    address = reverse(f"admin:heritage_{record._meta.model_name}_restore", args=[record.pk, decision.pk])
    answer = client.post(address, {"reason": reason, "seen": last().pk if seen is None else seen}, follow=True)
    return " ".join(answer.content.decode().split())


def test_a_draft_says_again_what_it_said_and_that_is_a_decision(editor):
    report = factories.draft_report(factories.site(), "severe", summary="First.", causes=["fire"])
    first = last()
    changed(report, level="destroyed", summary="", causes=[])
    restored(report, first, editor)
    report.refresh_from_db()
    assert (report.level, report.summary, report.causes) == ("severe", "First.", ["fire"])
    assert (last().verb, last().reason, last().who) == ("restored", WHY, review.pseudonym(editor))
    assert last().changes["level"] == ["destroyed", "severe"]
    assert list(archive.broken()) == []


def test_a_published_report_gets_a_correction_that_goes_to_review(editor):
    report = factories.report(factories.site(), "severe")
    first = Decision.objects.get(kind="report", verb="published")
    draft = review.correct(report, by=editor)
    changed(draft, by=editor, level="destroyed")
    factories.publish(draft)
    restored(draft, first, editor)
    standing = Report.objects.published().get()
    again = Report.objects.get(state="draft")
    assert (standing.level, again.level, again.corrects) == ("destroyed", "severe", standing)
    assert last().verb == "restored"


def test_a_correction_that_is_open_already_is_not_doubled(editor):
    report = factories.report(factories.site(), "severe")
    first = Decision.objects.get(kind="report", verb="published")
    draft = review.correct(report, by=editor)
    changed(draft, by=editor, level="destroyed")
    factories.publish(draft)
    review.correct(draft, by=editor)
    assert "is open already" in restored(draft, first, editor)
    assert Report.objects.filter(state="draft").count() == 1


def test_the_names_of_a_site_come_back_and_those_that_stand_are_kept(editor):
    site = factories.draft_site("Arch", names=[("قوس", "ar", "official"), ("Arc", "fr", "alternative")])
    first, kept = last(), site.names.get(text="Arc").pk
    before = review.account(site)
    site.names.get(text="قوس").delete()
    SiteName.objects.create(site=site, text="Bogen", language="de")
    review.record(site, by=editor, reason="A change.", before=before)
    restored(site, first, editor)
    assert set(site.names.values_list("text", flat=True)) == {"Arc", "قوس"}
    assert site.names.get(text="Arc").pk == kept


def test_a_quotation_comes_back_to_its_place_in_the_text(editor):
    article = factories.article()
    copy = factories.working_copy(article, "In May the arch was blown up. The theatre stands.")
    report = factories.draft_report(factories.site(), cites=[])
    before = review.account(report)
    quote = "the arch was blown up"
    start = copy.text.index(quote)
    place = {"working_copy": copy, "start": start, "end": start + len(quote)}
    Citation.objects.create(report=report, article=article, role="says", quote=quote, **place)
    review.record(report, by=editor, reason="Quoted.", before=before)
    quoted = last()
    before = review.account(report)
    report.citations.all().delete()
    review.record(report, by=editor, reason="Not that.", before=before)
    restored(report, quoted, editor)
    citation = report.citations.get()
    assert (citation.quote, citation.start, citation.working_copy) == (quote, start, copy)


def test_a_source_that_is_gone_is_left_out_and_told(editor):
    article, other = factories.article(), factories.article()
    report = factories.draft_report(factories.site(), cites=[(article, "says"), (other, "says")])
    first = last()
    before = review.account(report)
    report.citations.all().delete()
    review.record(report, by=editor, reason="A change.", before=before)
    Article.objects.filter(pk=article.pk).delete()
    client = Client()
    client.force_login(editor)
    page = client.get(reverse("admin:heritage_report_restore", args=[report.pk, first.pk])).content.decode()
    assert f"its article (number {article.pk}) is not here any more" in page
    restored(report, first, editor)
    assert report.citations.get().article == other


def test_an_editor_does_not_show_more_of_a_place_by_restoring(editor):
    site = factories.draft_site("Tomb", visibility="exact", summary="First.")
    first = last()
    changed(site, visibility="hidden", summary="Second.")
    restored(site, first, editor)
    site.refresh_from_db()
    assert (site.visibility, site.summary) == ("hidden", "First.")
    said = restored(site, first, factories.reviewer())
    assert "says this already" in said
    restored(site, first, factories.steward())
    site.refresh_from_db()
    assert site.visibility == "exact"


def test_an_exact_place_that_is_not_shown_is_not_restored(editor):
    site = factories.draft_site("Tomb", visibility="0.1", latitude=34.1, summary="First.")
    first = last()
    changed(site, latitude=34.9, summary="Second.")
    group = editor.groups.get()
    group.permissions.remove(*group.permissions.filter(codename="view_exact_place"))
    restored(site, first, editor)
    site.refresh_from_db()
    assert (site.latitude, site.summary) == (34.9, "First.")


def test_the_address_of_a_published_site_stays(editor):
    site = factories.draft_site("Arch", summary="First.")
    first = last()
    changed(site, slug="arch-of-triumph", summary="Second.")
    factories.publish(site)
    restored(site, first, editor)
    site.refresh_from_db()
    assert (site.slug, site.summary) == ("arch-of-triumph", "First.")


def test_an_article_and_its_origin_are_restored_too(editor):
    article = factories.article("First title")
    first = last()
    changed(article, title="Second title")
    restored(article, first, editor)
    article.refresh_from_db()
    assert article.title == "First title"


def test_who_looked_at_an_older_version_is_told_and_nothing_is_written(editor):
    site = factories.draft_site("Arch", summary="First.")
    first = last()
    changed(site, summary="Second.")
    seen = last().pk
    changed(site, summary="Third.")
    assert "It was changed since you opened it" in restored(site, first, editor, seen=seen)
    assert Site.objects.get(pk=site.pk).summary == "Third."


def test_what_it_says_already_is_not_said_again(editor):
    site = factories.draft_site("Arch")
    count = Decision.objects.count()
    restored(site, last(), editor)
    assert Decision.objects.count() == count


def test_nothing_is_restored_without_a_reason(editor):
    site = factories.draft_site("Arch", summary="First.")
    first = last()
    changed(site, summary="Second.")
    assert "Give a reason" in restored(site, first, editor, reason=" ")
    assert last().verb == "changed"


def test_a_reader_restores_nothing(db):
    site = factories.draft_site("Arch", summary="First.")
    first = last()
    changed(site, summary="Second.")
    restored(site, first, factories.person("guest", is_staff=True))
    assert Site.objects.get(pk=site.pk).summary == "Second."


@pytest.mark.parametrize("state", ["withdrawn", "photo"])
def test_what_is_not_edited_is_not_restored(editor, state):
    record = factories.report(factories.site()) if state == "withdrawn" else factories.photo(factories.site())
    first = Decision.objects.filter(kind=record._meta.model_name).first()
    if state == "withdrawn":
        review.withdraw(record, by=factories.reviewer(), reason="Wrong.")
    count = Decision.objects.count()
    restored(record, first, editor)
    assert Decision.objects.count() == count


def test_the_gate_refuses_an_edit_of_another_version_than_the_editor_saw(editor):
    site = factories.draft_site("Arch", summary="First.")
    seen = review.version(review.account(site))
    changed(site, summary="Second.")
    before = review.account(site)
    site.summary = "Mine."
    site.save()
    with pytest.raises(review.Changed):
        review.record(site, by=editor, reason="Mine.", before=before, expected=seen)
    review.record(site, by=editor, reason="Mine.", before=before, expected=review.version(before))
    assert last().reason == "Mine."
