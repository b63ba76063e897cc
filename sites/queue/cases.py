"""The cases of a page of the review queue: what each says beside what stands, its evidence, and what would come of it.

Every kind is fetched at once, so that a page asks as often for thirty cases as for one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Prefetch
from django.db.models.functions import Greatest, Least, Substr
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from geopy.distance import geodesic

from .. import review
from ..answers import public_words
from ..models import Amendment, Capture, Citation, Photo, Report, Site
from ..neighbours import Placed, all_few_words
from ..places import Point, generalise
from ..terms import SUPPORTING_ROLES, as_hidden_as
from ..uploads import picture
from .sides import Row, facts_of_photo, facts_of_site, rows_of_report, status_words, value_of_site
from .waiting import Waiting

PLACE = ("latitude", "longitude", "visibility")
CONTEXT = 160  # characters of the text before and after a quotation
USUAL_REASON = gettext_lazy("Read with the quotations from its sources: they bear it out.")


@dataclass(slots=True)
class Case:
    """One thing to decide on."""

    waiting: Waiting
    kind: str
    record: object
    site: Site
    url: str
    rows: list[Row] = field(default_factory=list)
    old_title: str = ""
    new_title: str = ""
    missing: list[str] = field(default_factory=list)
    own: bool = False
    citations: list = field(default_factory=list)
    dropped: list = field(default_factory=list)
    outcome: review.Outcome | None = None
    notes: list[str] = field(default_factory=list)
    few: str = ""
    picture: str = ""
    seen: int = 0
    lowers: bool = False
    blind: bool = False
    usual_reason: str = ""
    next_key: str = ""
    reason: str = ""
    problems: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.waiting.key

    @property
    def contested(self) -> bool:
        return self.waiting.contested or bool(self.outcome and self.outcome.becomes_contested)

    @property
    def standing(self) -> str:
        """What readers see of the site now."""
        return status_words(self.site.entry) if hasattr(self.site, "entry") else _("not public")

    @property
    def verdict(self) -> tuple[str, str] | None:
        """The status of the site without and with a report, in words."""
        return self.outcome and (status_words(self.outcome.before), status_words(self.outcome.after))

    @property
    def publishable(self) -> bool:
        return not (self.own or self.missing or self.blind)


def cases(user, waiting: Iterable[Waiting]) -> list[Case]:
    """The cases of these, in their order but for what would make a site contested: that comes first."""
    waiting = list(waiting)
    makers = {"site": _sites, "report": _reports, "photo": _photos, "amendment": _amendments}
    made = {}
    for kind, make in makers.items():
        wanted = {one.pk: one for one in waiting if one.kind == kind}
        made |= {case.key: case for case in (make(user, wanted) if wanted else ())}
    found = [made[one.key] for one in waiting if one.key in made]  # what was decided a moment ago is not there any more
    return sorted(found, key=lambda case: not case.contested)


def quoted() -> Prefetch:
    """Citations with their articles, what stands before and after the quotation, and the copies that are kept."""
    text, start = "working_copy__text", F("start")
    before = Substr(text, Greatest(start + 1 - CONTEXT, 1), Least(start, CONTEXT))
    kept = Prefetch("article__captures", Capture.objects.defer("headers"))
    rows = Citation.objects.select_related("article__origin").annotate(
        before=before, after=Substr(text, F("end") + 1, CONTEXT)
    )
    return Prefetch("citations", rows.prefetch_related(kept))


def _reports(user, wanted: dict[int, Waiting]) -> Iterable[Case]:
    found = Report.objects.filter(pk__in=wanted).select_related("site__entry", "corrects__site")
    found = list(found.prefetch_related(quoted(), "corrects__citations__article"))
    own, seen = review.own_work(found, user), review.latest(found)
    judged = zip(found, review.all_unready(found), review.outcomes(found), strict=True)
    for report, missing, outcome in judged:
        case = _case(wanted, "report", report, report.site, missing=missing, outcome=outcome, seen=seen[report.pk])
        case.own = report.pk in own
        case.lowers = report.verification in ("corroborated", "confirmed")
        case.rows = rows_of_report(report)
        case.citations, case.dropped = _evidence(report)
        if report.corrects_id:
            case.kind = _("Correction of report")
            case.old_title, case.new_title = _("Published now"), _("The correction")
        if all(one.quote for one in case.citations if one.role in SUPPORTING_ROLES):
            case.usual_reason = str(USUAL_REASON)
        yield case


def _evidence(report: Report) -> tuple[list, list]:
    """Its citations, each marked where a correction adds it or changes it, and those that the correction drops."""
    cited, old = list(report.citations.all()), {}
    if report.corrects_id:
        old = {(one.article_id, one.role): one for one in report.corrects.citations.all()}
    for one in cited:
        known = old.pop((one.article_id, one.role), None)
        one.mark = ""
        if report.corrects_id and known is None:
            one.mark = _("new")
        elif known is not None and (known.quote, known.locator) != (one.quote, one.locator):
            one.mark = _("changed")
        one.before, one.after = _from_a_word(one.before or ""), _to_a_word(one.after or "")
        one.copies = list(one.article.captures.all())
    return cited, list(old.values())


def _from_a_word(text: str) -> str:
    return f"…{text.partition(' ')[2]}" if len(text) == CONTEXT else text


def _to_a_word(text: str) -> str:
    return f"{text.rpartition(' ')[0]}…" if len(text) == CONTEXT else text


def _sites(user, wanted: dict[int, Waiting]) -> Iterable[Case]:
    found = Site.objects.filter(pk__in=wanted).select_related("entry", "part_of__part_of__part_of")
    found = list(found.prefetch_related("names", "identifiers"))
    seen = review.latest(found)
    few = all_few_words([Placed.of(site) for site in found])
    for site, missing, told in zip(found, review.all_unready(found), few, strict=True):
        case = _case(wanted, "site", site, site, missing=missing, seen=seen[site.pk], few=told)
        case.rows = facts_of_site(site, review.sees_place(user, site))
        case.notes = [_public_place(site.latitude, site.longitude, site.visibility)]
        yield case


def _photos(user, wanted: dict[int, Waiting]) -> Iterable[Case]:
    found = list(Photo.objects.filter(pk__in=wanted).select_related("site__entry", "pair").prefetch_related("compared"))
    seen = review.latest(found)
    for photo, missing in zip(found, review.all_unready(found), strict=True):
        case = _case(wanted, "photo", photo, photo.site, missing=missing, seen=seen[photo.pk])
        case.rows, case.picture = facts_of_photo(photo), picture(photo)
        yield case


def _amendments(user, wanted: dict[int, Waiting]) -> Iterable[Case]:
    found = Amendment.objects.filter(pk__in=wanted, state="waiting").select_related("site__entry")
    found = list(found.prefetch_related("site__names", "site__identifiers"))
    own = review.own_proposals(found, user)
    few = all_few_words([Placed.of(one.site, **_wanted(one)) for one in found])
    for amendment, told in zip(found, few, strict=True):
        case = _case(wanted, "amendment", amendment, amendment.site)
        case.url = reverse("admin:heritage_site_change", args=[amendment.site_id])
        case.own, case.blind = amendment.pk in own, not review.may_accept(amendment, user)
        case.old_title, case.new_title = _("Now"), _("Proposed")
        case.rows = _rows_of_amendment(amendment, sees=not case.blind)
        case.few = told if _wanted(amendment) and (not case.blind or not _shows_more(amendment)) else ""
        case.notes = [amendment.reason]
        if conflicts := review.conflicts(amendment, amendment.site):
            fields = ", ".join(str(Site._meta.get_field(name).verbose_name) for name in conflicts)
            said = _("The site has changed since this was proposed (%(fields)s): refuse it, to be proposed anew.")
            case.missing = [said % {"fields": fields}]
        yield case


def _rows_of_amendment(amendment: Amendment, *, sees: bool) -> list[Row]:
    """What is to change, how far the point would move, and what readers see of the place before and after."""
    site, changes = amendment.site, amendment.changes
    was = {name: changes.get(name, [getattr(site, name)])[0] for name in PLACE}
    wanted = was | _wanted(amendment)
    rows = [
        Row(str(Site._meta.get_field(name).verbose_name), value_of_site(name, old), value_of_site(name, new))
        for name, (old, new) in changes.items()
        if sees or name == "visibility"
    ]
    if not sees and _shows_more(amendment):
        return rows
    moved = (was["latitude"], was["longitude"]) != (wanted["latitude"], wanted["longitude"])
    if moved and (distance := _distance(was, wanted, exactly=sees)):
        rows.append(Row(_("moved by"), None, distance))
    return [*rows, Row(_("what readers see of it"), _public_place(**was), _public_place(**wanted))]


def _wanted(amendment: Amendment) -> dict:
    """Of what the public place is made of, what is to change."""
    return {name: amendment.changes[name][-1] for name in PLACE if name in amendment.changes}


def _shows_more(amendment: Amendment) -> bool:
    """Whether readers would see more of the place than they do: until then it is for those alone who see all of it."""
    was, wanted = amendment.changes.get("visibility", ["hidden", "hidden"])
    return wanted not in as_hidden_as(was)


def _distance(was: dict, wanted: dict, *, exactly: bool) -> str:
    """To who may not see the place, between the squares that readers see; empty where there are none: how far a guess
    lies from the place itself would lead there."""
    if None in (was["latitude"], wanted["latitude"]):
        return _("it had no point before") if was["latitude"] is None else _("its point is taken away")
    ends = [Point(one["latitude"], one["longitude"]) for one in (was, wanted)]
    if not exactly:
        ends = [generalise(end, one["visibility"]) for end, one in zip(ends, (was, wanted), strict=True)]
    if None in ends:
        return ""
    metres = geodesic(*((end.latitude, end.longitude) for end in ends)).m
    if exactly:
        return _("%(metres)d m") % {"metres": metres} if metres < 1000 else _("%(km).1f km") % {"km": metres / 1000}
    if metres < 1000:
        return _("less than 1 km")
    return _("about %(km)d km") % {"km": float(f"{metres / 1000:.1g}")}


def _public_place(latitude: float | None, longitude: float | None, visibility: str) -> str:
    if latitude is None:
        return _("No point is known of it.")
    return public_words(generalise(Point(latitude, longitude), visibility))


def _case(wanted: dict[int, Waiting], kind: str, record, site: Site, **said) -> Case:
    """What every case has. An amendment has no page of its own."""
    url = "" if kind == "amendment" else reverse(f"admin:heritage_{kind}_change", args=[record.pk])
    return Case(wanted[record.pk], str(record._meta.verbose_name), record, site, url, **said)
