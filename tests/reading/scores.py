"""How well an article is read: its claims beside the answers that an editor would give."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from sites import gazetteer, reading

ARTICLES = Path(__file__).parent / "articles"


@dataclass
class Score:
    """Counts over many articles. A site counts once an article; ``levels`` are those of the claims that were found."""

    found: int = 0
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    right_levels: int = 0
    wrong_levels: list[str] = field(default_factory=list)
    traps: int = 0
    answered: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / (self.found + len(self.missed))

    @property
    def precision(self) -> float:
        return self.found / (self.found + len(self.invented))

    @property
    def levels(self) -> float:
        return self.right_levels / (self.right_levels + len(self.wrong_levels))

    @property
    def traps_answered(self) -> float:
        return len(self.answered) / self.traps


def read_all(split: str, language: str, numbers: dict[str, int]) -> Score:
    """The score over the articles of a split in one language, read against the sites with these numbers."""
    score = Score()
    slugs = {number: slug for slug, number in numbers.items()}
    for path in sorted((ARTICLES / split).glob(f"{language}-*.toml")):
        article = tomllib.loads(path.read_text(encoding="utf-8"))
        claims = reading.read(
            article["text"],
            published=article["published"],
            language=article["language"],
            gazetteer=gazetteer.mentions,
        )
        _count(score, path.stem, article, [(slugs.get(claim.site), claim) for claim in claims], slugs)
    return score


def _count(score: Score, name: str, article: dict, claims: list, slugs: dict[int, str]) -> None:
    expected = [answer for answer in article.get("expected", []) if "site" in answer]
    sites = {answer["site"] for answer in expected}
    told = {slug for slug, _claim in claims if slug}
    told |= {slugs[number] for _slug, claim in claims if claim.group for number in claim.alternatives} & sites
    score.found += len(sites & told)
    score.missed += [f"{name}: {slug}" for slug in sorted(sites - told)]
    score.invented += [f"{name}: {slug}" for slug in sorted(told - sites)]
    for answer in expected:
        of_it = [claim for slug, claim in claims if (slug, claim.kind) == (answer["site"], answer["kind"])]
        if of_it and answer["kind"] in ("damage", "denial"):
            right = of_it[0].level in answer["level"]
            score.right_levels += right
            score.wrong_levels += [] if right else [f"{name}: {answer['site']} {of_it[0].level}"]
    for trap in article.get("trap", []):
        score.traps += 1
        if any(_answers(slug, claim, trap) for slug, claim in claims):
            score.answered.append(f"{name}: {trap.get('site') or trap['name']}")


def _answers(slug: str | None, claim: reading.Claim, trap: dict) -> bool:
    if trap.get("kind", claim.kind) != claim.kind:
        return False
    if "site" in trap:
        return slug == trap["site"]
    return slug is None and trap["name"].casefold() in claim.place_name.casefold()
