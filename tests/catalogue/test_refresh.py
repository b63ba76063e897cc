"""Step by step or from nothing: the same record gives the same catalogue. And nothing that is not public is in it."""

import random
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from factories import (
    WHY,
    accepted,
    article,
    draft_photo,
    draft_report,
    draft_site,
    editor,
    photo,
    report,
    reviewer,
    site,
    steward,
)

from sites import catalogue, review
from sites.archive import broken
from sites.catalogue import Query
from sites.models import Article, Citation, Decision, Entry, Origin, Period, Report, Site
from sites.terms import CAUSES, LEVELS, VERIFICATIONS, VISIBILITIES

pytestmark = pytest.mark.django_db


def rows():
    """All rows of the catalogue; a period's own number is of no account."""
    return [sorted(({**row, "id": 0} for row in model.objects.values()), key=repr) for model in (Entry, Period)]


class Newsroom:
    """Editors and a reviewer at work, at random: whatever the gate lets through has happened."""

    def __init__(self, seed):
        self.chance = random.Random(seed)  # noqa: S311
        self.sources = [article(published=f"201{number}-08-23") for number in range(4)]
        self.places = [site(), draft_site(), site()]
        self.done = 0

    def work(self, steps):
        actions = [self.draft, self.publish, self.publish, self.publish, self.withdraw, self.correct, self.refuse]
        for _ in range(steps):
            try:
                self.chance.choice([*actions, self.edit_site, self.edit_source, self.enter_site])()
                self.done += 1
            except review.Refused:
                pass

    def some(self, model, *states):
        held = list(model.objects.filter(state__in=states).order_by("pk"))
        if not held:
            raise review.Refused("There is none.")
        return self.chance.choice(held)

    def enter_site(self):
        self.places.append(draft_site(part_of=self.chance.choice([None, *self.places])))

    def draft(self):
        draft_report(
            self.chance.choice(self.places),
            self.chance.choice(list(LEVELS)),
            event=self.chance.choice(["2014", "2015-08", "2016-03-27", ""]),
            verification=self.chance.choice(list(VERIFICATIONS)),
            causes=self.chance.sample(list(CAUSES), 2),
            recovery=self.chance.choice(["", "", "restored", "in_progress"]),
            cites=self.chance.choice([None, self.citations()]),
        )

    def citations(self):
        roles = ("says", "says", "looked", "disputes", "refutes")
        return [(source, self.chance.choice(roles)) for source in self.chance.sample(self.sources, 2)]

    def publish(self):
        record = self.some(self.chance.choice([Site, Report, Report]), "draft", "in_review", "withdrawn")
        review.publish(record, by=steward(), reason=WHY)

    def withdraw(self):
        record = self.some(self.chance.choice([Site, Report, Report]), "published")
        review.withdraw(record, by=reviewer(), reason=WHY)

    def refuse(self):
        review.refuse(self.some(Report, "draft", "in_review"), by=reviewer(), reason=WHY)

    def correct(self):
        draft = review.correct(self.some(Report, "published"), by=editor())
        self.edited(draft, level=self.chance.choice(list(LEVELS)), site=self.chance.choice(self.places))
        if self.chance.random() < 0.7:
            review.publish(draft, by=steward(), reason=WHY)

    def edit_site(self):
        place = self.some(Site, "published", "draft", "withdrawn")
        visibility = self.chance.choice(list(VISIBILITIES))
        parents = [one for one in self.places if one.pk < place.pk]
        parent = self.chance.choice([None, *parents])
        self.edited(place, visibility=visibility, part_of=parent, name=f"Renamed {self.done}", latitude=12.3456)

    def edit_source(self):
        source = self.chance.choice(self.sources)
        source.refresh_from_db()
        origin = self.chance.choice([None, Origin.objects.get_or_create(name="AFP")[0]])
        self.edited(source, origin=origin, published=f"201{self.chance.randrange(9)}")

    def edited(self, record, **said):
        before = review.account(record)
        for name, value in said.items():
            setattr(record, name, value)
        with transaction.atomic():
            record.save()
            accepted(review.record(record, by=reviewer(), reason=WHY, before=before))


@pytest.mark.parametrize("seed", range(3))
def test_step_by_step_and_from_nothing_give_the_same_rows(seed):
    newsroom = Newsroom(seed)
    for _ in range(3):
        newsroom.work(35)
        before = rows()
        assert catalogue.rebuild() == Site.objects.published().count() == len(before[0])
        assert rows() == before
    assert newsroom.done > 30
    assert {"corrected", "withdrawn"} <= set(Decision.objects.values_list("verb", flat=True))
    assert list(broken()) == []


def test_the_command_mends_a_catalogue_that_somebody_meddled_with():
    report(site("Temple of Bel"))
    draft_site()
    before = rows()
    Entry.objects.update(level="none", name="Meddled")
    Period.objects.all().delete()
    said = StringIO()
    call_command("refresh", stdout=said)
    assert (rows(), said.getvalue()) == (before, "1 sites are in the catalogue.\n")


def test_refreshing_what_does_not_exist_or_twice_changes_nothing():
    place = site()
    report(place)
    before = rows()
    catalogue.refresh([])
    catalogue.refresh([10**9])
    catalogue.refresh([place.pk, place.pk])
    assert rows() == before


def said_of_all():
    every = (catalogue.each, catalogue.each_report, catalogue.each_article)
    records = [catalogue.site(place.slug) for place in Site.objects.all()]
    records += [catalogue.report(number) for number in Report.objects.values_list("number", flat=True)]
    return repr([list(one(Query())) for one in every] + records + [catalogue.choices(Query())])


def test_nothing_of_what_is_not_published_is_said():
    secret = "Unsaid"
    shown = site()
    for step in ("draft", "in_review", "refused"):
        drafted = draft_report(shown, summary=secret, cites=[(article(f"{secret} {step}"), "says")])
        upload = draft_photo(shown, alt=secret)
        hidden = draft_site(f"{secret} {step}", names=[(secret, "en", "alternative")])
        for record in (drafted, upload, hidden):
            if step != "draft":
                review.submit(record, by=editor())
            if step == "refused":
                review.refuse(record, by=reviewer(), reason=secret)
    closed = site(f"{secret} and closed", part_of=shown)
    report(closed, summary=secret, cites=[(article(secret), "says")])
    photo(closed, alt=secret)
    review.withdraw(closed, by=reviewer(), reason=secret)
    taken_back = report(shown, cites=[(article(secret), "says")])
    review.withdraw(taken_back, by=reviewer(), reason=WHY)
    everything = said_of_all().replace(repr(catalogue.report(taken_back.number)), "")
    assert secret not in everything
    assert catalogue.count(Query(q=secret)) == 0
    assert catalogue.site(shown.slug).photos == ()


def test_of_a_withdrawn_report_its_own_page_says_so_and_its_source_has_none():
    source = article()
    taken_back = report(site(), cites=[(source, "says")])
    review.withdraw(taken_back, by=reviewer(), reason="A forgery.")
    assert catalogue.report(taken_back.number).report.state == "withdrawn"
    assert catalogue.article(source.pk) is None


def test_the_catalogues_version_changes_with_every_decision_and_every_rebuilding():
    versions = {catalogue.revision()}
    place = site()
    versions.add(catalogue.revision())
    told = report(place)
    versions.add(catalogue.revision())
    catalogue.rebuild()
    versions.add(catalogue.revision())
    review.withdraw(told, by=reviewer(), reason=WHY)
    versions.add(catalogue.revision())
    assert len(versions) == 5


def test_articles_of_one_origin_count_once():
    agency = Origin.objects.create(name="AFP")
    place = site()
    report(place, cites=[(article(origin=agency), "says"), (article(origin=agency), "says"), (article(), "says")])
    report(place)
    entry = catalogue.site(place.slug).entry
    assert (entry.reports, entry.articles, entry.origins) == (2, 4, 3)


def test_a_correction_on_the_same_site_is_one_revision():
    published = report(site(), "severe")
    correction = review.correct(published, by=editor())
    correction.level = "slight"
    correction.save()
    number, _ = catalogue.revision()
    review.publish(correction, by=reviewer(), reason=WHY)
    assert catalogue.revision().number == number + 1


def test_a_site_whose_reports_rest_on_thousands_of_articles_is_refreshed():
    cited = draft_report(site())
    titles = [Article(title=f"Article {number}", publisher="The Gazette") for number in range(1_200)]
    Citation.objects.bulk_create(
        Citation(report=cited, article=one, role="says") for one in Article.objects.bulk_create(titles)
    )
    review.publish(cited, by=reviewer(), reason=WHY)
    assert Entry.objects.get().articles == 1_201
