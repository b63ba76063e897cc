"""The confirm screen: the text of an article, a card for each proposal, and what was made of them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from .. import intake, review
from ..models import Article, Proposal, Report, Site, WorkingCopy
from .cards import Deck
from .forms import CardForm
from .standing import numbered, reports_of, supportable
from .text import paragraphs

UNSENT = ("draft", "refused")


@require_http_methods(["GET", "POST"])
def read(request, number):
    """Show an article's text with its cards; a POST decides on one card and leads on to the next."""
    if not request.user.has_perm("heritage.view_proposal"):
        raise PermissionDenied
    article = get_object_or_404(Article, pk=number)
    copies = list(WorkingCopy.objects.filter(capture__article=article).select_related("capture").order_by("-id"))
    copy = _chosen(copies, request.GET.get("copy", ""))
    if copy is None:
        return _page(request, "unread.html", article, {})
    if request.method == "POST":
        return Hand(request, article, copies, copy).act()
    return show(request, article, copies, copy, {})


def _chosen(copies: list[WorkingCopy], asked: str) -> WorkingCopy | None:
    """The copy that was asked for, else the newest in which something was read, else the newest."""
    by_number = {str(copy.pk): copy for copy in copies}
    with_claims = (copy for copy in copies if asked not in by_number and copy.proposals.exists())
    return by_number.get(asked) or next(with_claims, copies[0] if copies else None)


def show(request, article: Article, copies: list, copy: WorkingCopy, bound: dict):
    """The screen. ``bound`` are forms, by their proposal (0: what was missed), that could not be taken as they were."""
    deck = Deck(copy)
    cards = deck.cards(bound, request.GET.get("card", ""))
    undecided = sum(one.state == "open" for one in deck.proposals)
    context = {
        "copy": copy,
        "others": [one for one in copies if one != copy],
        "paragraphs": paragraphs(copy.text, deck.proposals),
        "cards": cards,
        "empty": deck.empty(bound.get(0)),
        "current": _current(request, cards, bound),
        "last": next((card for card in cards if _asked(request, "last", card) and not card.is_open), None),
        "total": len(deck.proposals),
        "undecided": undecided,
        "decided": len(deck.proposals) - undecided,
        "later": len(deck.proposals) - len(cards),
        "made": _made(deck.proposals),
        "may": request.user.has_perm("heritage.change_proposal"),
    }
    context["unsent"] = [one for one in _drafted(deck.proposals) if one.state in UNSENT]
    return _page(request, "read.html", article, context)


def _page(request, template: str, article: Article, context: dict):
    own = {"title": _("Read an article"), "article": article, "geocoder": _geocoder()}
    context = admin.site.each_context(request) | own | context
    return TemplateResponse(request, f"admin/heritage/{template}", context)


def _geocoder() -> str:
    """Who would be told a name that is looked up; empty if nobody is asked."""
    return urlsplit(settings.GEOCODER_URL).netloc if settings.GEOCODER else ""


def _asked(request, name: str, card) -> bool:
    return request.GET.get(name) == str(card.proposal.pk)


def _current(request, cards: list, bound: dict) -> int:
    """The card that has the focus first: the one to be mended, the one asked for, or the first that is open."""
    asked = [card for card in cards if card.proposal.pk in bound or _asked(request, "card", card)]
    waiting = [card for card in cards if card.is_open]
    return next((card.proposal.pk for card in (*asked, *waiting)), 0)


def _made(proposals: list[Proposal]) -> list[Report]:
    return list({one.report_id: one.report for one in proposals if one.report}.values())


def _drafted(proposals: list[Proposal]) -> list[Report]:
    """Of what was made, the reports that were begun here. Others are their editors' to send."""
    return _made([one for one in proposals if {"report", "correction"} & set(intake.made_with(one))])


class Hand:
    """What an editor does on the screen. Every act ends on the card that comes next, whatever came of it."""

    def __init__(self, request, article: Article, copies: list, copy: WorkingCopy):
        self.request, self.article, self.copies, self.copy = request, article, copies, copy
        self.proposal = numbered(copy.proposals, request.POST.get("proposal", ""))
        self.pressed, _colon, self.argument = request.POST.get("act", "").partition(":")
        if self.pressed == "enter":  # the key, in a field: a reason is given for what is dropped
            self.pressed = "drop" if request.POST.get("why", "").strip() else "accept"

    def act(self):
        name = self.pressed
        acts = {"accept": self.accept, "support": self.support, "drop": self.drop, "undo": self.undo}
        try:
            if name == "send":
                return self.send()
            if name == "missed":
                return self.missed()
            if self.proposal is None or name not in acts:
                raise review.Refused(_("Nothing was done: this proposal is not here any more."))
            return acts[name](self.argument)
        except review.Refused as refused:
            return self.refuse(refused)

    def refuse(self, refused: review.Refused):
        """Of a card that is still open everything typed is shown again; else the editor is led on."""
        waits = self.proposal is not None and self.proposal.state == "open"
        if self.pressed == "missed" or (self.pressed == "accept" and waits):
            form = self.form()
            form.full_clean()
            for problem in refused.problems:
                form.add_error(None, problem)
            return self.again(form)
        for problem in refused.problems:
            messages.warning(self.request, problem)
        return self.onward()

    def form(self) -> CardForm:
        key = self.proposal.pk if self.proposal else "new"
        causes = self.proposal.causes if self.proposal else []
        return CardForm(self.request.POST, causes=causes, auto_id=f"card-{key}-%s")

    def again(self, form: CardForm):
        bound = {self.proposal.pk if self.proposal else 0: form}
        return show(self.request, self.article, self.copies, self.copy, bound)

    def accept(self, _argument):
        form = self.form()
        if self.proposal.state != "open":
            raise review.Refused(_("This was decided on meanwhile: nothing was made a second time."))
        if not form.is_valid():
            return self.again(form)
        if self.unseen(form.edited):
            form.notice = _("These reports may say the same: support one of them, or accept it once more.")
            return self.again(form)
        report = intake.accept(self.proposal, by=self.request.user, role=form.cleaned_data["role"], **form.edited)
        return self.onward(_("Report %(number)s is drafted.") % {"number": report.number})

    def unseen(self, said: dict) -> list[Report]:
        """Reports that the claim may support and that its card did not show."""
        shown = set(self.request.POST.getlist("offered"))
        found = reports_of([said["site"].pk]) if said["site"].pk else []
        fitting = supportable(found, intake.settled(said), self.article)
        return [one for one in fitting if str(one.pk) not in shown]

    def support(self, argument: str):
        report = numbered(Report.objects, argument)
        if report is None:
            raise review.Refused(_("That report is not here any more: somebody deleted it meanwhile."))
        typed = {"role": self.request.POST.get("role"), "quote": self.request.POST.get("quote", "")}
        said = {"role": "looked" if typed["role"] == "looked" else "says", "quote": typed["quote"]}
        intake.support(self.proposal, report, by=self.request.user, **said)
        return self.onward(_("Report %(number)s rests on this article too.") % {"number": report.number})

    def drop(self, _argument):
        intake.drop(self.proposal, by=self.request.user, why=self.request.POST.get("why", "").replace("\0", "")[:500])
        return self.onward(_("Dropped."))

    def undo(self, _argument):
        key = self.proposal.pk
        intake.undo(self.proposal, by=self.request.user)
        messages.success(self.request, _("Taken back."))
        return self.to(key)

    def missed(self):
        form = self.form()
        if not form.is_valid():
            return self.again(form)
        said = form.edited | {"role": form.cleaned_data["role"]}
        report = intake.missed(self.copy, by=self.request.user, **said)
        messages.success(self.request, _("Report %(number)s is drafted.") % {"number": report.number})
        return self.to(report.proposals.get().pk)

    def send(self):
        """Send every draft that was made here to review; of the sites those that were made with them, first."""
        proposals = list(self.copy.proposals.select_related("report__site"))
        new = {one.report.site_id for one in proposals if one.report and "site" in intake.made_with(one)}
        records = [*Site.objects.filter(pk__in=new), *_drafted(proposals)]
        sent = [one for one in records if one.state in UNSENT and self.sent(one)]
        count = sum(isinstance(one, Report) for one in sent)
        words = ngettext("%(count)d report waits for review.", "%(count)d reports wait for review.", count)
        messages.success(self.request, words % {"count": count})
        return self.to(0)

    def sent(self, record) -> bool:
        try:
            review.submit(record, by=self.request.user)
        except review.Refused as refused:
            messages.warning(self.request, f"{record}: {refused}")
            return False
        return True

    def onward(self, said: str = ""):
        """To the next card that is open, after this one or from the beginning; else to what was made."""
        if said:
            messages.success(self.request, said)
        here = self.proposal
        waiting = list(self.copy.proposals.filter(state="open").order_by("start", "id").values_list("start", "pk"))
        after = [pk for start, pk in waiting if here and (start, pk) > (here.start, here.pk)]
        return self.to(next(iter([*after, *(pk for _start, pk in waiting)]), 0), last=here.pk if here and said else 0)

    def to(self, key: int, last: int = 0):
        address = reverse("admin:heritage_article_read", args=[self.article.pk])
        asked = f"?copy={self.copy.pk}" + (f"&card={key}" if key else "") + (f"&last={last}" if last else "")
        return HttpResponseRedirect(f"{address}{asked}#{f'card-{key}' if key else 'made'}")
