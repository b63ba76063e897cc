"""However long people work, in whatever order: the desk's lists find what is stored."""

import random

import factories as make
import pytest
from django.db import transaction

from sites import finding, review
from sites.archive import broken
from sites.models import Amendment, Article, Listed, Origin, Photo, Report, Site

pytestmark = pytest.mark.django_db
WORDS = ["arch", "cella", "قوس", "Храм", "Nuri", "portico", "dome", "Hatra", "gate"]


def stored():
    return sorted((row.kind, bytes(row.token), row.block, bytes(row.held)) for row in Listed.objects.all())


class Desk:
    """People who do what comes into their heads; of what the gate refuses, nothing is done."""

    def __init__(self, seed):
        self.dice = random.Random(seed)  # noqa: S311 – a walk that can be walked again
        self.done = []
        self.people = [make.editor(), make.reviewer(), make.steward(), make.reviewer("second")]

    def one(self, model):
        rows = model._base_manager if isinstance(model, type) else model
        return self.dice.choice([*rows.order_by("pk")] or [Report.objects.first()])

    def said(self):
        return " ".join(self.dice.sample(WORDS, 2))

    def person(self):
        return self.dice.choice(self.people)

    def work(self, acts):
        for _turn in range(acts):
            name = self.dice.choice([name for name in vars(Desk) if name.startswith("to_")])
            try:
                getattr(self, name)()
            except review.Refused:
                continue
            self.done.append(name)

    def to_enter_a_site(self):
        make.draft_site(self.said(), names=[(self.said(), "", "alternative")], slug=f"s-{len(self.done)}")

    def to_draft_a_report(self):
        make.draft_report(self.one(Site), self.dice.choice(["slight", "severe", "destroyed"]), summary=self.said())

    def to_hand_in_a_picture(self):
        make.draft_photo(self.one(Site), alt=self.said())

    def to_edit(self):
        record, says = self.dice.choice(
            [
                (self.one(Site), {"name": self.said(), "kind": self.dice.choice(["religious", "museum"])}),
                (self.one(Site), {"visibility": self.dice.choice(["exact", "0.1", "hidden"]), "latitude": 35.25}),
                (self.one(Report), {"summary": self.said(), "level": "moderate", "site": self.one(Site)}),
                (self.one(Article), {"title": self.said(), "url": f"https://{len(self.done)}.example/"}),
                (self.one(Photo), {"credit": self.said(), "graphic": self.dice.random() < 0.5}),
            ]
        )
        self.edit(record, **says)

    def edit(self, record, **says):
        with transaction.atomic():
            before = review.account(record)
            for name, value in says.items():
                setattr(record, name, value)
            record.save()
            review.record(record, by=self.person(), reason=make.WHY, before=before)

    def to_group_an_article(self):
        origin = Origin.objects.create(name=f"{self.said()} {len(self.done)}")
        review.record(origin, by=make.editor(), reason=make.WHY)
        self.edit(self.one(Article), origin=origin)

    def to_decide(self):
        act = self.dice.choice([review.submit, review.publish, review.give_back, review.refuse, review.withdraw])
        act(self.one(self.dice.choice([Site, Report, Photo])), by=self.person(), reason=self.said())

    def to_publish_a_site(self):
        review.publish(self.one(Site), by=self.person(), reason=self.said())

    def to_publish_a_report(self):
        lower = self.dice.random() < 0.3
        review.publish(self.one(Report), by=self.person(), reason=self.said(), as_reported=lower)

    def to_correct(self):
        self.edit(review.correct(self.one(Report), by=self.person()), summary=self.said(), site=self.one(Site))

    def to_refute(self):
        review.refute(
            self.one(Report.objects.published()),
            by=self.person(),
            reason=self.said(),
            article=self.one(Article),
            quote="No.",
        )

    def to_merge(self):
        taken = self.dice.sample(["name", "kind", "point"], 2)
        review.merge(self.one(Site), self.one(Site), by=self.person(), reason=self.said(), taken=taken)

    def to_decide_on_a_change_of_place(self):
        if waiting := Amendment.objects.filter(state="waiting").first():
            self.dice.choice([review.accept, review.refuse_amendment])(waiting, by=self.person(), reason=self.said())

    def to_discard(self):
        review.discard(self.one(self.dice.choice([Report, Photo])), by=make.reviewer(), reason=self.said())


@pytest.mark.parametrize("seed", [17])
def test_after_a_long_walk_of_decisions_the_lists_find_what_is_stored(seed):
    desk = Desk(seed)
    for place in range(4):
        make.report(make.site(f"{desk.said()} {place}"), cites=[(make.article(), "says")])
        make.photo(Site.objects.last())
    desk.work(160)
    assert {"to_merge", "to_correct", "to_refute", "to_discard", "to_edit", "to_publish_a_report"} <= {*desk.done}
    kept = stored()
    finding.rebuild()
    assert kept == stored()
    assert not list(broken())
