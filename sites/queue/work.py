"""What there is to do, for the desk's first page: six lists, each counted up to a limit and shown by its first rows."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import (
    Amendment,
    Article,
    Capture,
    Citation,
    Decision,
    Editor,
    Entry,
    Photo,
    Proposal,
    Report,
    Site,
    number_of,
)

KINDS = {"site": Site, "report": Report, "photo": Photo}
WAITING = KINDS | {"amendment": Amendment}
SHOWN = 5
MOST = 500
NEWEST = 2000  # open proposals that are looked at
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Row:
    """A record in a list: how it is called, where it is, how it stands and since when."""

    name: str
    address: str
    said: str = ""
    since: date | datetime | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The whole of a list, or of one kind of record in it: how many, what they are called, where all of them are."""

    count: int
    name: str
    address: str

    @property
    def words(self) -> str:
        return counted(self.count)


@dataclass(frozen=True, slots=True)
class Work:
    """One list of the first page."""

    name: str
    title: str
    empty: str
    rows: list[Row]
    parts: list[Part] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(part.count for part in self.parts)

    @property
    def words(self) -> str:
        """How many there are; counting ends where nobody would count on."""
        return counted(max((part.count for part in self.parts), default=0) if self.capped else self.count)

    @property
    def capped(self) -> bool:
        return any(part.count > MOST for part in self.parts)


def counted(count: int) -> str:
    return _("more than %(most)d") % {"most": MOST} if count > MOST else str(count)


def work_of(user) -> list[Work]:
    """The lists of which the account may see anything."""
    name = Editor.objects.filter(user=user).values_list("pseudonym", flat=True).first() or ""
    kinds = [kind for kind in KINDS if user.has_perm(f"heritage.view_{kind}")]
    lists: list[tuple[bool, Callable[[], Work]]] = [
        (bool(kinds), lambda: returned(name, kinds)),
        (bool(kinds), lambda: drafts(name, kinds)),
        (bool(kinds), lambda: waiting(kinds)),
        (user.has_perm("heritage.view_proposal"), proposed),
        (user.has_perm("heritage.view_article"), gone),
        (user.has_perm("heritage.view_site"), quiet),
    ]
    return [made() for allowed, made in lists if allowed]


def drafts(name: str, kinds: list[str]) -> Work:
    """What this editor began and did not send yet, the latest first."""
    title, empty = _("My drafts"), _("You have no drafts. What you save and do not send to review is kept here.")
    return _mine("drafts", title, empty, name, kinds, {"returned_for": ""})


def returned(name: str, kinds: list[str]) -> Work:
    """What a reviewer asks this editor to mend."""
    title, empty = _("Returned to me"), _("Nothing was returned to you.")
    return _mine("returned", title, empty, name, kinds, {"returned_for__gt": ""})


def _mine(key: str, title: str, empty: str, name: str, kinds: list[str], more: dict) -> Work:
    wanted = {"opened_by": name, "state": "draft"} | more
    parts, records = [], []
    for kind in kinds:
        own = KINDS[kind].objects.filter(**wanted) if name else KINDS[kind].objects.none()
        asked = {"opened_by__exact": name, "state__exact": "draft", **{_lookup(part): "" for part in more}}
        parts.append(_part(kind, capped(own), asked))
        records += [(kind, record) for record in _named(own.order_by("-pk"))[:SHOWN]]
    since = _last_decided(records)
    records.sort(key=lambda one: (since.get(_key(*one)) is not None, since.get(_key(*one))), reverse=True)
    rows = [
        Row(str(one), _page(kind, one.pk), one.returned_for, since.get(_key(kind, one)))
        for kind, one in records[:SHOWN]
    ]
    return Work(key, title, empty, rows, parts)


def _lookup(part: str) -> str:
    return part if "__" in part else f"{part}__exact"


def waiting(kinds: list[str]) -> Work:
    """What waits for a reviewer: the contested first, then what has waited longest."""
    parts, ahead = [], []
    for kind in kinds:
        oldest = KINDS[kind].objects.waiting().order_by("sent_at").values_list("pk", "sent_at")
        found = dict(oldest[: MOST + 1])
        disputed = _contested(kind, list(found))
        parts.append(_part(kind, len(found), {}, reverse("admin:desk_review")))
        ahead += [(pk not in disputed, sent is None, sent, kind, pk) for pk, sent in found.items()]
    if "site" in kinds:  # who sees sites sees the changes that are proposed of their places
        oldest = Amendment.objects.filter(state="waiting").order_by("proposed_at").values_list("pk", "proposed_at")
        found = dict(oldest[: MOST + 1])
        parts.append(_part("amendment", len(found), {}, f"{reverse('admin:desk_review')}?kind=amendment"))
        ahead += [(True, False, proposed_at, "amendment", pk) for pk, proposed_at in found.items()]
    ahead.sort(key=lambda one: (*one[:2], one[2] and one[2].isoformat(), one[3:]))
    shown = {kind: [one[-1] for one in ahead[:SHOWN] if one[3] == kind] for kind in WAITING}
    records = {
        (kind, one.pk): one
        for kind, numbers in shown.items()
        for one in _named(WAITING[kind].objects.filter(pk__in=numbers))
    }
    rows = [
        Row(str(records[kind, pk]), _page(kind, pk), _waits_as(kind, calm=calm), sent)
        for calm, _unsent, sent, kind, pk in ahead[:SHOWN]
        if (kind, pk) in records
    ]
    return Work("waiting", _("Awaiting review"), _("Nothing waits for review."), rows, parts)


def _waits_as(kind: str, *, calm: bool) -> str:
    if kind == "amendment":
        return str(Amendment._meta.verbose_name)
    return "" if calm else _("contested")


def _contested(kind: str, numbers: list[int]) -> set[int]:
    """Those of the records whose sites are contested now."""
    path = "entry__contested" if kind == "site" else "site__entry__contested"
    return set(KINDS[kind].objects.filter(pk__in=numbers, **{path: True}).values_list("pk", flat=True))


def proposed() -> Work:
    """Articles that were read and of which proposals are open, the newest first."""
    opened = Proposal.objects.filter(state="open").order_by("-pk")
    found = Counter(opened.values_list("working_copy__capture__article", flat=True)[:NEWEST])
    titles = dict(Article.objects.filter(pk__in=list(found)[:SHOWN]).values_list("pk", "title"))
    rows = [
        Row(titles[pk], reverse("admin:heritage_article_read", args=[pk]), _proposals(found[pk]))
        for pk in list(found)[:SHOWN]
        if pk in titles
    ]
    address = f"{reverse('admin:heritage_proposal_changelist')}?state__exact=open"
    part = Part(len(found), ngettext("article", "articles", len(found)), address)
    return Work("proposed", _("Proposals from articles"), _("No proposal waits. Hand in an article."), rows, [part])


def _proposals(count: int) -> str:
    return ngettext("%(n)d proposal", "%(n)d proposals", count) % {"n": count}


def gone() -> Work:
    """Sources that published reports rest on and whose pages are gone; those of which no copy is kept come first."""
    cited = Citation.objects.filter(article=OuterRef("pk"), report__state="published")
    dead = Article.objects.filter(Exists(cited), gone_since__isnull=False).order_by("-gone_since")
    kept = Exists(Capture.objects.filter(article=OuterRef("pk")))
    found = list(dead.annotate(kept=kept).values_list("pk", "archive_url", "kept", "gone_since", "title")[: MOST + 1])
    found.sort(key=lambda one: bool(one[1] or one[2]))
    rows = [
        Row(title, _page("article", pk), _("a copy is kept") if archived or own else _("no copy is kept"), since)
        for pk, archived, own, since, title in found[:SHOWN]
    ]
    address = f"{reverse('admin:heritage_article_changelist')}?gone_since__isnull=False"
    part = Part(len(found), ngettext("article", "articles", len(found)), address)
    return Work(
        "gone", _("Dead sources"), _("Every page that a report rests on was there when last looked for."), rows, [part]
    )


def a_year_ago() -> date:
    return timezone.localdate() - YEAR


def quiet() -> Work:
    """Published sites of which no report tells anything of the last year, the longest silent first."""
    silent = Entry.objects.filter(last_report__lt=a_year_ago()).order_by("last_report")
    rows = [
        Row(name, _page("site", pk), "", last)
        for pk, name, last in silent.values_list("pk", "name", "last_report")[:SHOWN]
    ]
    address = f"{reverse('admin:heritage_site_changelist')}?silent=year"
    part = Part(capped(silent), _("sites"), address)
    return Work(
        "quiet", _("No report for a year"), _("Of every site something was reported within a year."), rows, [part]
    )


def capped(rows: QuerySet) -> int:
    """How many rows there are, counted no further than anybody reads."""
    return len(rows.order_by().values_list("pk", flat=True)[: MOST + 1])


def _part(kind: str, count: int, asked: dict, address: str = "") -> Part:
    meta = WAITING[kind]._meta
    name = meta.verbose_name if count == 1 else meta.verbose_name_plural
    return Part(count, name, address or f"{reverse(f'admin:heritage_{kind}_changelist')}?{urlencode(asked)}")


def _named(records: QuerySet) -> QuerySet:
    """With what their names are made of."""
    return records if records.model is Site else records.select_related("site")


def _page(kind: str, number: int) -> str:
    if kind == "amendment":
        return f"{reverse('admin:desk_review')}?kind=amendment"
    return reverse(f"admin:heritage_{kind}_change", args=[number])


def _key(kind: str, record) -> tuple[str, int]:
    return kind, number_of(record)


def _last_decided(records: Iterable[tuple[str, Site | Report | Photo]]) -> dict[tuple[str, int], datetime]:
    """When each was last worked on."""
    wanted = Q(pk__in=[])
    for kind, record in records:
        wanted |= Q(kind=kind, number=_key(kind, record)[1])
    decided = Decision.objects.filter(wanted).order_by().values_list("kind", "number").annotate(Max("at"))
    return {(kind, number): at for kind, number, at in decided}
