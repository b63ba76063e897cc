"""Which articles repeat one text: an agency's copy that many print counts once, however many print it."""

import re
import unicodedata
from collections import Counter
from hashlib import blake2b
from logging import getLogger

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from .. import review
from ..dates import words
from ..models import Article, Decision, Origin, Shingle, WorkingCopy

IN_A_ROW = 4  # words: fewer are common phrases, more are broken by every word that an editor changed
SAMPLED = 16  # one shingle in so many is remembered
MOST = 256  # remembered of one text
COMMON = 200  # texts that may share a shingle: what more share belongs to the pages, not to the articles
COMPARED = 10  # texts, those that share most
REPEATED = 0.5  # of the later text. Copies that were cut, edited or framed reach it; shared quotations do not
FEWEST = 40  # shingles: less may be one quotation
LONGEST = 20_000  # words

# As they stand in datelines and bylines, in the scripts of the papers that print them.
AGENCIES = {
    "AFP": ("AFP", "Agence France-Presse", "أ ف ب", "ا ف ب", "أ.ف.ب", "فرانس برس", "АФП"),
    "AP": ("AP", "Associated Press", "أسوشيتد برس", "أ ب"),
    "Reuters": ("Reuters", "REUTERS", "رويترز", "Рейтер"),
    "SANA": ("SANA", "سانا"),
    "Anadolu": ("Anadolu", "Anadolu Agency", "AA", "الأناضول"),
    "dpa": ("dpa", "DPA", "Deutsche Presse-Agentur", "د ب أ"),
    "EFE": ("EFE",),
    "ANSA": ("ANSA",),
    "Europa Press": ("Europa Press",),
    "TASS": ("TASS", "ТАСС"),
    "RIA Novosti": ("RIA Novosti", "РИА Новости"),
    "Interfax": ("Interfax", "Интерфакс", "Інтерфакс"),
    "Ukrinform": ("Ukrinform", "Укрінформ", "Укринформ"),
    "UNIAN": ("UNIAN", "УНІАН", "УНИАН"),
    "Xinhua": ("Xinhua", "شينخوا"),
    "WAFA": ("WAFA", "وفا"),
    "NNA": ("NNA",),
    "INA": ("INA", "واع"),
}
NAMED = {name: agency for agency, names in AGENCIES.items() for name in names}
NAMES = "|".join(sorted(map(re.escape, NAMED), key=len, reverse=True))
BYLINE = re.compile(rf"\b({NAMES})\b")
DATELINE = re.compile(
    rf"[(\[](?:[^()\[\]]{{0,40}}?[\s,/])??({NAMES})(?:[\s,/][^()\[\]]{{0,40}})?[)\]]|\b({NAMES})\s*[-–—]\s"
)
HEAD, TAIL = 400, 200  # characters in which a dateline or a credit stands

log = getLogger(__name__)


def recognise(copy: WorkingCopy, *, by) -> Origin | None:
    """The origin of the article that a text was read from, if it repeats another article's text or is repeated there.

    A new origin is named by the agency that they name, or else by who had it first. It is an ordinary field of all of
    them: an article that was ever given an origin, or had one taken away, is left as it is.
    """
    copy = WorkingCopy.objects.select_related("capture__article__origin").get(pk=copy.pk)  # as decided meanwhile
    article, shingles = copy.capture.article, _shingles(copy.text)
    holders = _holders(article, shingles)
    alike = _alike(copy, shingles, Counter(number for _hash, number in holders))
    _remember(copy, shingles, Counter(one for one, _number in holders))
    if not alike or (article.origin_id is None and _was_decided(article)):
        return article.origin
    try:
        with transaction.atomic():
            return _share(copy, alike, by)
    except review.Refused as refused:
        log.warning("Article %d repeats others, and was given no origin. %s", article.pk, refused)
        return None


def _shingles(text: str) -> set[int]:
    """Every few words in a row as a number of 64 bits, whatever their case and what stands between them."""
    found = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())[:LONGEST]
    rows = (" ".join(found[start : start + IN_A_ROW]) for start in range(len(found) - IN_A_ROW + 1))
    return {int.from_bytes(blake2b(row.encode(), digest_size=8).digest(), signed=True) for row in rows}


def _sample(shingles: set[int]) -> list[int]:
    """The same choice in every text, so that texts which share many share some of these."""
    return sorted(one for one in shingles if one % SAMPLED == 0)[:MOST]


def _holders(article: Article, shingles: set[int]) -> list[tuple[int, int]]:
    """(shingle, working copy) of the sample, in other articles: one table at a time, which is always quick."""
    captures = list(article.captures.values_list("pk", flat=True))
    own = list(WorkingCopy.objects.filter(capture__in=captures).values_list("pk", flat=True))
    held = Shingle.objects.filter(hash__in=_sample(shingles)).exclude(working_copy__in=own)
    return list(held.values_list("hash", "working_copy_id"))


def _remember(copy: WorkingCopy, shingles: set[int], held: Counter[int]) -> None:
    new = [Shingle(hash=one, working_copy=copy) for one in _sample(shingles) if held[one] < COMMON]
    Shingle.objects.bulk_create(new, ignore_conflicts=True)


def _alike(copy: WorkingCopy, shingles: set[int], shared: Counter[int]) -> list[tuple[float, WorkingCopy]]:
    """(share, text) of other articles' texts that are one text with this: first those that have an origin, the most
    alike first. ``shared`` counts the remembered shingles that texts have in common with this."""
    others = WorkingCopy.objects.select_related("capture__article__origin")
    found = others.in_bulk([number for number, _count in shared.most_common(COMPARED)]).values()
    alike = [(_share_of(copy, shingles, other, _shingles(other.text)), other) for other in found]
    alike = [(share, other) for share, other in alike if share >= REPEATED and _may_share(other.capture.article)]
    return sorted(alike, key=lambda one: (one[1].capture.article.origin_id is None, -one[0], one[1].pk))


def _may_share(article: Article) -> bool:
    return article.origin_id is not None or not _was_decided(article)


def _share_of(one: WorkingCopy, of_one: set[int], other: WorkingCopy, of_other: set[int]) -> float:
    """How much of the later text is in the earlier; where none is later, how much of the shorter is in the longer."""
    shared = len(of_one & of_other)
    if shared < FEWEST:
        return 0
    days = [text.capture.article.published_latest for text in (one, other)]
    if None in days or days[0] == days[1]:
        return shared / min(len(of_one), len(of_other))
    return shared / len(of_one if days[0] > days[1] else of_other)


def _was_decided(article: Article) -> bool:
    """Whether anybody, or this, ever gave it an origin or took it away: that stands."""
    return Decision.objects.filter(kind="article", number=article.pk, changes__has_key="origin").exists()


def _share(copy: WorkingCopy, alike: list[tuple[float, WorkingCopy]], by) -> Origin:
    """Let all of them that have no origin have one."""
    article, (share, nearest) = copy.capture.article, alike[0]
    origin = article.origin or nearest.capture.article.origin
    origin = origin or _new(sorted([copy, *(other for _share, other in alike)], key=_when), by)
    _give(article, origin, nearest.capture.article, share, by)
    for share, other in alike:
        _give(other.capture.article, origin, article, share, by)
    return origin


def _give(article: Article, origin: Origin, repeats: Article, share: float, by) -> None:
    article = Article.objects.get(pk=article.pk)
    if article.origin_id is not None:
        return
    before = review.account(article)
    article.origin = origin
    article.save(update_fields=["origin"])
    said = {"number": repeats.pk, "article": repeats, "share": round(100 * share)}
    reason = _("It is one text with article %(number)d (%(article)s): they share %(share)d %%.") % said
    review.record(article, by=by, reason=reason, before=before)


def _new(texts: list[WorkingCopy], by) -> Origin:
    """``texts`` come in the order in which they came out."""
    first = texts[0].capture.article
    who = next(filter(None, map(agency, texts)), first.publisher[:100])
    name = ", ".join(filter(None, [who, first.published and words(first.published, settings.TEXT_LANGUAGE)]))
    if Origin.objects.filter(name=name).exists():
        name = f"{name}: {first.title}"[:180]
    if Origin.objects.filter(name=name).exists():
        name = f"{name} ({first.pk})"
    origin = Origin.objects.create(name=name)
    review.record(origin, by=by, reason=_("Several articles are one text."))
    return origin


def agency(copy: WorkingCopy) -> str:
    """The agency that an article names in its byline, its dateline or the credit at its end; empty if it names none."""
    article, text = copy.capture.article, copy.text.strip()
    found = BYLINE.search(f"{article.authors} · {article.publisher}")
    found = found or DATELINE.search(text[:HEAD]) or DATELINE.search(text[-TAIL:])
    return NAMED[next(filter(None, found.groups()))] if found else ""


def _when(copy: WorkingCopy) -> tuple:
    article = copy.capture.article
    return article.published_latest is None, article.published_latest, article.pk
