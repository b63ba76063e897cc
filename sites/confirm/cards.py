"""Cards: each proposal with its form, the sites it may mean, the reports it may support, and why it was read so."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import dates, intake, terms
from ..models import Proposal, Report, Site, WorkingCopy
from ..terms import Fault
from .forms import NEW, CardForm
from .standing import in_words, reports_of, supportable

AT_ONCE = 40
KNOWN = (terms.LEVELS, terms.CAUSES, terms.RECOVERIES, terms.VERIFICATIONS, terms.CLAIM_KINDS)


@dataclass(slots=True)
class Card:
    """A proposal as the screen shows it; of one that is decided no more than that. ``sites`` are those to choose from,
    ``offers`` (report, words) to support."""

    proposal: Proposal | None
    number: int
    form: CardForm | None = None
    sites: list[Site] = field(default_factory=list)
    chosen: str = ""
    offers: list[tuple[Report, str]] = field(default_factory=list)
    why: list[tuple[str, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.proposal is None or self.proposal.state == "open"

    @property
    def options(self) -> list[tuple[Site, bool]]:
        """The sites to choose from, and which of them is chosen."""
        return [(site, str(site.pk) == self.chosen) for site in self.sites]

    @property
    def wrong(self) -> bool:
        return self.form.is_bound and bool(self.form.errors)


class Deck:
    """All the cards of a working copy, made with a handful of questions to the database."""

    def __init__(self, copy: WorkingCopy):
        self.copy = copy
        self.proposals = list(copy.proposals.select_related("site", "report__site").order_by("start", "id"))
        self.sites = Site.objects.in_bulk({number for one in self.proposals for number in _numbers(one)})
        self.entered = {one.place_name: one.report.site for one in self.proposals if one.report and not one.site}
        self.reports = list(reports_of({*self.sites, *(site.pk for site in self.entered.values())}))

    def cards(self, bound: dict[int, CardForm], asked: str = "") -> list[Card]:
        """All that are decided; of those that are open as many as a page bears, and the one that is ``asked`` for."""
        waiting = [one.pk for one in self.proposals if one.state == "open"]
        shown = {*waiting[:AT_ONCE], *bound, *(one for one in waiting if str(one) == asked)}
        numbered = list(enumerate(self.proposals, 1))
        return [
            self.card(number, one, bound.get(one.pk)) for number, one in numbered if one.pk in shown or one.decided_at
        ]

    def card(self, number: int, proposal: Proposal, form: CardForm | None = None) -> Card:
        if proposal.decided_at:
            return Card(proposal, number)
        read = intake.reading(proposal)
        sites = self._sites(proposal)
        chosen = self._chosen(proposal, sites)
        form = form or self.form(proposal, read, chosen)
        of_them = [one for one in self.reports if (str(one.site_id) == chosen if chosen else one.site in sites)]
        card = Card(proposal, number, form, sites, chosen, offers=self._offers(of_them, read), said=_said(read))
        card.why = [(self.copy.text[start:end], _says(says)) for start, end, says in proposal.because]
        return self._as_typed(card) if form.is_bound else card

    def _as_typed(self, card: Card) -> Card:
        """The card with what its editor chose, and with the reports that now may be supported."""
        form = card.form
        card.sites, card.chosen = _with(card.sites, form.found), form.data.get("site", "")
        if form.is_valid() and form.edited["site"].pk:
            site = form.edited["site"]
            card.sites, card.chosen = _with(card.sites, [site]), str(site.pk)
            card.offers = self._offers(reports_of([site.pk]), intake.settled(form.edited))
        return card

    def form(self, proposal: Proposal, read: dict, chosen: str) -> CardForm:
        initial = read | {"site": chosen, "cause": (read["causes"] or [""])[0]}
        initial |= {"new_name": proposal.place_name, "new_country": self._country()}
        return CardForm(initial=initial, causes=read["causes"], auto_id=f"card-{proposal.pk}-%s")

    def empty(self, form: CardForm | None = None) -> Card:
        """The card of what was not read: nothing stands on it."""
        initial = {"kind": "damage", "verification": "reported", "new_country": self._country()}
        form = form or CardForm(initial=initial, auto_id="card-new-%s")
        sites = _with(list(dict.fromkeys(one.site for one in self.proposals if one.site)), form.found)
        return Card(None, 0, form, sites, form.data.get("site", "") if form.is_bound else "")

    def _sites(self, proposal: Proposal) -> list[Site]:
        known = [self.sites[number] for number in _numbers(proposal) if number in self.sites]
        made = self.entered.get(proposal.place_name)
        return _with(known, [made] if made and not known else [])

    def _chosen(self, proposal: Proposal, sites: list[Site]) -> str:
        """The site that stands chosen: none where one of a group, or one of several, is to be named."""
        if proposal.group:
            return ""
        if proposal.site_id or len(sites) == 1:
            return str(proposal.site_id or sites[0].pk)
        return "" if sites else NEW

    def _offers(self, reports: Iterable[Report], read: dict) -> list[tuple[Report, str]]:
        return [(one, in_words(one)) for one in supportable(reports, read, self.copy.capture.article)]

    def _country(self) -> str:
        """The country, if all the sites of the article lie in one."""
        countries = {str(one.site.country) for one in self.proposals if one.site}
        return countries.pop() if len(countries) == 1 else ""


def _numbers(proposal: Proposal) -> list[int]:
    """The sites that may be meant, the likeliest first."""
    others = [number for number in proposal.alternatives if isinstance(number, int)]
    return list(dict.fromkeys(filter(None, [proposal.site_id, *others])))


def _with(sites: list[Site], more: list[Site]) -> list[Site]:
    return list(dict.fromkeys([*sites, *more]))


def _says(said: str) -> str:
    """What a reason says (“damage: destroyed”, “day: 2015-08”, “place”), in the words that people read for it."""
    about, _colon, value = str(said).rpartition(": ")
    if about == "day":
        return _day(value)
    if value == "place":
        return _("the site")
    return next((_(known.label(value)).lower() for known in KNOWN if value in known), value)


def _day(edtf: str) -> str:
    try:
        return dates.words(edtf, get_language())
    except Fault:
        return edtf


def _said(read: dict) -> list[str]:
    """A claim in words, for who decides at a glance."""
    labels = [terms.LEVELS.label(read["level"]), terms.RECOVERIES.label(read["recovery"])]
    words = [_(label) for label in labels if label]
    words += [_(terms.CAUSES.label(one)).lower() for one in read["causes"]]
    words.append(dates.words(read["event"], get_language()) if read["event"] else _("no day given"))
    words.append(_(terms.VERIFICATIONS.label(read["verification"])).lower() if read["verification"] else "")
    words.append(_("says %(who)s") % {"who": read["claimant"]} if read["claimant"] else "")
    return [word for word in words if word]
