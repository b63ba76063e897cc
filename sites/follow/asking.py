"""The pages on which a reader asks to be told, confirms it, and ends it."""

from smtplib import SMTPException

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import catalogue
from ..catalogue import BadQuery, Query, parse_query
from ..citations import asked, with_filter
from ..models import Follower
from ..terms import is_tracker
from . import followers, mails
from .answer import come_later, for_readers, page
from .forms import FollowForm
from .tickets import CONFIRM, STOP, key_of, ticket
from .wording import filter_of

NOT_SENT = SMTPException, OSError


@for_readers
def follow(request: HttpRequest) -> HttpResponse:
    """Says what is followed and asks for an address. The answer is the same whether or not that follows already."""
    query = _filter(request)
    feed = with_filter(reverse("reports_atom"), query)
    if not mails.offered():
        return page("none", 404, feed=feed)
    context = {"said": asked(query), "sites": catalogue.count(query), "feed": feed, "ticket": ticket()}
    form = FollowForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _asked(form.cleaned_data["email"], query)
    context |= {
        "form": form,
        "here": with_filter(reverse("follow"), query),
        "back": with_filter(reverse("sites"), query),
    }
    return page("follow", 400 if form.is_bound else 200, **context)


def _asked(email: str, query: Query) -> HttpResponse:
    """By the time that the mail takes nobody learns anything: it is sent to those who follow as to those who do not."""
    try:
        follower = followers.ask(email, query)
    except followers.TooMany:
        return come_later(_("More readers asked to be told in this hour than are taken at once."))
    if follower:
        try:
            mails.confirmation(follower).send()
        except NOT_SENT:
            followers.unasked(follower)
            return come_later(_("The mail to you could not be sent, and nothing was kept."))
    return page("asked", days=followers.KEPT.days)


@for_readers
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What a link in a mail opens. Programs that look for viruses open it too: only a button on the page confirms."""
    key = _key(CONFIRM, token)
    follower = followers.waiting().filter(key=key).first() or Follower.objects.filter(key=key, confirmed=True).first()
    if follower is None:
        return page("expired", 404)
    if request.method == "POST":
        followers.begin(follower)
    return page("confirm", done=request.method == "POST", **_followed(follower))


@for_readers
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ends it by a button, here or in a mail program, which sends no more than that (RFC 8058)."""
    follower = Follower.objects.filter(key=_key(STOP, token)).first()
    if request.method == "POST" and follower:
        follower.delete()
    over = request.method == "POST" or follower is None
    return page("stop", over=over, **({} if over else _followed(follower)))


def _key(purpose: str, token: str) -> str:
    key = key_of(purpose, token)
    if key is None:
        raise Http404(_("Nobody was sent this link."))
    return key


def _followed(follower: Follower) -> dict:
    """What it follows, for a page; a site that is not public any more cannot be named."""
    try:
        query = filter_of(follower)
        return {"said": asked(query), "known": True, "list": with_filter(reverse("sites"), query)}
    except BadQuery:
        return {"said": [], "known": False}


def _filter(request: HttpRequest) -> Query:
    """The filter in the address, without what sorts or compares. BadQuery."""
    given = {name: values for name, values in request.GET.lists() if not is_tracker(name)}
    return parse_query(given).without("sort")
