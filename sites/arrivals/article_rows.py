"""Rows that are articles, and the origins that they share."""

from collections.abc import Iterable, Mapping, Sequence

from .. import wholesale
from ..imports import Drafted
from ..models import Article, Origin
from .changing import Change
from .making import article_of
from .matching import Held, articles_met, asked, parted
from .site_rows import change_one
from .working import Work


class Origins:
    """Origins by their names: those that are here, and those that this import makes."""

    def __init__(self, work: Work):
        self._work, self._held = work, {}

    def of(self, told: Iterable[Mapping]) -> dict[str, Origin]:
        """All that these name are held afterwards; new ones are not stored yet."""
        names = {values["origin"] for values in told if values.get("origin")} - self._held.keys()
        for name, number in asked(Origin.objects, "name", names):
            self._held[name] = Origin(pk=number, name=name)
        for name in sorted(names - self._held.keys()):
            self._held[name] = Origin(name=name)
            self._work.told.counts["origins"] += 1
        return self._held

    def store(self) -> None:
        made = [origin for origin in self._held.values() if origin.pk is None]
        if made:
            self._work.door.origins(made)


class ArticleRows:
    def __init__(self, work: Work):
        self._work = work
        self.origins = Origins(work)
        self._links: set[int] = set()

    def met(self, rows: Sequence[Drafted]) -> dict[str, int]:
        return articles_met(rows, own=self._work.mapping.own)

    def make(self, rows: Sequence[Drafted]) -> None:
        origins = self.origins.of(row.values for row in rows)
        drafts = [(row, article_of(row.values, origins.get(row.values.get("origin")))) for row in rows]
        sound = [(row, article) for row, article in drafts if self._is_sound(row, article)]
        self._work.told.counts["new"] += len(sound)
        if self._work.own_numbers:
            for row, article in sound:
                article.pk = row.values.get("number")
        if self._work.writes and sound:
            self.store([article for _, article in sound])
            self._work.keep(self._work.row_of(row, article.pk, made=True) for row, article in sound)

    def store(self, articles: Sequence[Article]) -> None:
        self.origins.store()
        self._work.door.articles(articles)

    def _is_sound(self, row: Drafted, article: Article) -> bool:
        problems = wholesale.unfit(article)
        for problem in problems:
            self._work.fault(row, problem)
        if article.url and hash(article.url) in self._links:
            self._work.fault(row, "Another row above has the same web address: leave one out.", "url", article.url)
        self._links.add(hash(article.url))
        return not problems and not self._work.is_faulty(row)

    def change(self, changes: Sequence[Change]) -> None:
        numbers = {change.number for change in changes}
        held = {number: one for part in parted(numbers) for number, one in Article.objects.in_bulk(part).items()}
        origins = self.origins.of(change.row.values for change in changes)
        if self._work.writes:
            self.origins.store()
        for change in changes:
            origin = origins.get(change.row.values.get("origin"))
            told = change.row.values | {"origin": origin and (origin.pk or origin.name)}
            change_one(self._work, change, held.get(change.number), told)

    def bring_back(self, pairs: Sequence[tuple[Drafted, Held]]) -> None:
        """An undone import deletes the articles that nothing rests on; what stays is as it was."""
        numbers = {number for number, _ in asked(Article.objects, "pk", (held.number for _, held in pairs))}
        self._work.told.counts["same"] += sum(held.number in numbers for _, held in pairs)
        self._work.forget(held for _, held in pairs if held.number not in numbers)
        self.make([row for row, held in pairs if held.number not in numbers])

    def finish(self) -> None:
        """Nothing in an article refers to another row."""
