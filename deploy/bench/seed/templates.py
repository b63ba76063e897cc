"""A few thousand made-up histories of one site, each with the periods that the rule makes of it.

Working out the rule for a million sites would take an hour. What it says does not depend on the numbers of reports and
articles but only on their order, so a history is worked out once and told of hundreds of sites under other numbers.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from sites.catalogue.claims import claim_of
from sites.dates import parse
from sites.models import Article, Citation, Report
from sites.status import KnownPeriod, known_periods

SEED = 20_150_823
TEMPLATES = 3000
WARS = ("2011-03-15", "2012-07-19", "2014-06-10", "2015-05-20", "2016-03-27", "2020-09-27", "2022-02-24", "2023-10-07")
LAST = date(2025, 10, 1)
PUBLISHED = date(2025, 11, 1)
ORIGINS = 300

REPORTS = ((0, 1, 2, 3, 4, 5, 6, 8), (8, 13, 20, 21, 17, 10, 7, 4))
LEVELS = (("destroyed", "severe", "moderate", "slight", "none", "unspecified"), (10, 20, 25, 25, 6, 14))
LADDER = ("slight", "moderate", "severe", "destroyed")
CAUSES = (
    ("bombardment", "fighting", "deliberate", "looting", "fire", "earthquake", "flood_storm", "development", "neglect"),
    (34, 16, 14, 12, 8, 6, 4, 3, 3),
)
METHODS = ("satellite", "ground_imagery", "news", "official", "testimony", "site_visit")
TURNS = (("again", "worse", "other", "step", "unknown"), (51, 19, 15, 8, 7))
STEPS = ("cleared", "stabilised", "in_progress", "restored", "reconstructed")
VERIFIED = (("reported", "corroborated", "confirmed", "refuted"), (62, 18, 17, 3))
CITES = {
    "reported": ("says",),
    "corroborated": ("says", "says"),
    "confirmed": ("looked",),
    "refuted": ("says", "refutes"),
}
PUBLISHERS = ("The Gazette", "Heritage Monitor", "Directorate of Antiquities", "Imagery Analysis Unit", "Wire Service")
TYPES = (("news", "official", "report", "imagery", "post", "dataset"), (50, 14, 12, 14, 6, 4))


@dataclass(frozen=True, slots=True)
class Template:
    """Its reports are numbered from 1, its articles and citations too; ``known`` are the periods by those numbers."""

    articles: tuple[Article, ...]
    reports: tuple[Report, ...]
    known: tuple[KnownPeriod, ...]
    counts: dict[str, int]

    @property
    def citations(self) -> int:
        return sum(len(cited(report)) for report in self.reports)


def cited(report: Report) -> list[Citation]:
    return report._prefetched_objects_cache["citations"]


@cache
def template(number: int) -> Template:
    """The history of this number: always the same."""
    history = _History(Random(f"{SEED} history {number}"))  # noqa: S311
    published = [report for report in history.reports if report.state == "published"]
    return Template(
        tuple(history.articles),
        tuple(history.reports),
        known_periods(map(claim_of, published)),
        _counts(published),
    )


def _counts(published: list[Report]) -> dict:
    """As the refresh counts them in the database; a site without reports has no counts."""
    if not published:
        return {}
    sources = {one.article_id: one.article for report in published for one in cited(report)}
    origins = {article.origin_key for article in sources.values()}
    last = max(report.event_latest or report.first_published for report in published)
    return {"reports": len(published), "articles": len(sources), "origins": len(origins), "last_report": last}


class _History:
    """What happened to one site, report by report, and the sources that said so."""

    def __init__(self, chance: Random):
        self.chance = chance
        self.articles: list[Article] = []
        self.reports: list[Report] = []
        self.origin = chance.randrange(ORIGINS) + 1
        self.day = date.fromisoformat(chance.choice(WARS)) + timedelta(days=int(chance.expovariate(1 / 250)))
        self.level, self.causes = _pick(chance, LEVELS), _some(chance, CAUSES)
        for _ in range(_pick(chance, REPORTS)):
            self._report()
        if chance.random() < 0.06:
            self.reports and self._waiting()

    def _report(self) -> None:
        level, recovery = self._turn() if self.reports else (self.level, "")
        self.day = min(self.day, LAST)
        verification = _pick(self.chance, VERIFIED)
        event = self._event()
        number = len(self.reports) + 1
        report = Report(
            pk=number,
            number=number,
            level=level,
            recovery=recovery,
            causes=self.causes,
            verification=verification,
            methods=[self.chance.choice(METHODS)],
            event=event,
            event_earliest=parse(event).earliest if event else None,
            event_latest=parse(event).latest if event else None,
            summary=f"Sources describe the {level or recovery} state of the building and of its surroundings.",
            state="published",
            first_published=PUBLISHED,
        )
        self.reports.append(report)
        citations = [self._cite(role, shared=not at) for at, role in enumerate(CITES[verification])]
        report._prefetched_objects_cache = {"citations": citations}

    def _waiting(self) -> None:
        """The last report may wait for its reviewer: then nothing public knows of it."""
        self.reports[-1].state, self.reports[-1].first_published = "in_review", None

    def _turn(self) -> tuple[str, str]:
        """What the next report says: mostly the same again, on the same event."""
        turn = _pick(self.chance, TURNS)
        if turn == "worse":
            self.day += timedelta(days=self.chance.randrange(5, 700))
            self.level = LADDER[min(3, LADDER.index(self.level) + 1)] if self.level in LADDER else "moderate"
        elif turn == "step":
            self.day += timedelta(days=self.chance.randrange(100, 1500))
            return "", self.chance.choice(STEPS)
        elif turn in ("other", "unknown"):
            return _pick(self.chance, LEVELS) if turn == "other" else "unknown", ""
        return self.level, ""

    def _event(self) -> str:
        day, form = self.day, self.chance.random()
        if form < 0.05:
            return ""
        if form < 0.15:
            return f"{day:%Y-%m}"
        if form < 0.25:
            return f"{day}/{day + timedelta(days=self.chance.randrange(2, 40))}"
        return f"{day}~" if form < 0.3 else f"{day}"

    def _cite(self, role: str, *, shared: bool) -> Citation:
        return Citation(role=role, article=self._article(shared), quote="The building was hit.", locator="p. 1")

    def _article(self, shared: bool) -> Article:
        """A source; some repeat the agency's copy on which others of the history may rest too."""
        published = self._out()
        article = Article(
            id=len(self.articles) + 1,
            publisher=self.chance.choice(PUBLISHERS),
            published=published,
            published_earliest=parse(published).earliest if published else None,
            published_latest=parse(published).latest if published else None,
            language=self.chance.choice(("en", "en", "ar", "uk", "fr")),
            type=_pick(self.chance, TYPES),
            origin_id=self.origin if shared and self.chance.random() < 0.2 else None,
        )
        self.articles.append(article)
        return article

    def _out(self) -> str:
        day, form = self.day + timedelta(days=int(self.chance.expovariate(1 / 15))), self.chance.random()
        if form < 0.03:
            return ""
        return f"{day:%Y-%m}" if form < 0.08 else f"{day}"


def _pick(chance: Random, weighted: tuple):
    values, weights = weighted
    return chance.choices(values, weights)[0]


def _some(chance: Random, weighted: tuple) -> list:
    return list(dict.fromkeys(chance.choices(*weighted, k=chance.choice((1, 1, 2)))))
