"""Who follows what: an address that asked comes in; it is kept once it was confirmed, and as long as it follows."""

from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F, QuerySet, Sum
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language

from .. import catalogue
from ..catalogue import Query
from ..models import Follower, Letter

KEPT = timedelta(days=3)  # without being confirmed
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MAILS_A_DAY = 3  # to one address that did not confirm: nobody fills a stranger's mailbox through us
MOST_AN_HOUR = 100  # from everybody together


class TooMany(Exception):
    """More asked within the hour than are taken."""


def ask(email: str, query: Query) -> Follower | None:
    """An address asks to follow a filter: to whom a link to confirm is to be sent. None if it was sent enough of them;
    whether it follows already makes no difference. TooMany."""
    forget_unconfirmed()
    now, text = timezone.now(), urlencode(query.pairs)
    with transaction.atomic():
        if Follower.objects.filter(asked_at__gt=now - HOUR).count() >= MOST_AN_HOUR:
            raise TooMany
        asked = Follower.objects.filter(email=email, asked_at__gt=now - DAY)
        if (asked.aggregate(sent=Sum("mails"))["sent"] or 0) >= MAILS_A_DAY:
            return None
        plain = {"email": email, "query": text, "language": get_language(), "asked_at": now}
        digest = sha256(f"{email}\n{text}".encode()).hexdigest()
        follower, _made = Follower.objects.get_or_create(digest=digest, defaults=plain)
        follower.mails = 1 if follower.asked_at < now - DAY else follower.mails + 1
        follower.asked_at = now
        if not follower.confirmed:
            follower.language = get_language()
        follower.save(update_fields=["mails", "asked_at", "language"])
    return follower


def unasked(follower: Follower) -> None:
    """The mail could not be sent: nothing is kept of an address that followed nothing before."""
    Follower.objects.filter(pk=follower.pk, mails__gt=0).update(mails=F("mails") - 1)
    Follower.objects.filter(pk=follower.pk, mails=0, confirmed=False).delete()


def begin(follower: Follower) -> None:
    """It was confirmed: what is decided from now on is told."""
    now_on = catalogue.last_decision()
    Follower.objects.filter(pk=follower.pk, confirmed=False).update(confirmed=True, seen=now_on)
    Follower.objects.filter(pk=follower.pk).update(mails=0)


def waiting() -> QuerySet[Follower]:
    """Those who may still confirm."""
    return Follower.objects.filter(confirmed=False, asked_at__gt=timezone.now() - KEPT)


def forget_unconfirmed() -> int:
    return Follower.objects.filter(confirmed=False, asked_at__lte=timezone.now() - KEPT).delete()[0]


def following() -> int:
    """How many follow something; who they are is shown to nobody."""
    return Follower.objects.filter(confirmed=True).count()


def forget(email: str) -> tuple[int, int]:
    """Erase an address: from all that it follows, and from letters that are not closed yet. Gives the numbers."""
    followed = Follower.objects.filter(email__iexact=email).delete()[0]
    return followed, Letter.objects.filter(email__iexact=email).update(email="")
