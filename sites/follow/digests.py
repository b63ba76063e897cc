"""What is new goes out to who follows it, to each at most once a day."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from smtplib import SMTPException

from django.core import mail
from django.db.models import F
from django.utils import timezone

from .. import catalogue
from ..catalogue import BadQuery, News
from ..models import Follower
from . import followers, mails
from .wording import filter_of

MOST_TOLD = 30  # reports, and as many corrections; of more the number is told
MOST_FAILURES = 5  # days in a row on which an address took no mail


class Unreachable(Exception):
    """The mail server was not there, or did not let us in."""


class Told(Counter):
    """How many were ``sent``, had ``nothing`` new, ``failed``, or were ``dropped``; of how many the filter is ``gone``;
    and how many ``unconfirmed`` were forgotten."""


class Post:
    """One line to the mail server for many mails; a new one after a fault."""

    def __init__(self):
        self._line = mail.get_connection()

    def send(self, message: mail.EmailMessage) -> None:
        """SMTPException or OSError if it was not taken. Unreachable."""
        try:
            self._line.open()
        except (SMTPException, OSError) as fault:
            raise Unreachable(str(fault)) from fault
        try:
            self._line.send_messages([message])
        except (SMTPException, OSError):
            self.close()
            raise

    def close(self) -> None:
        self._line.close()


def tell_followers(told: Told) -> None:
    """Send what is due, and count it in ``told`` as it is done.

    Each is marked as told before the mail goes out, and unmarked if it did not: whoever breaks this off, or starts it
    twice at once, sends nobody the same again; the one mail that was on its way may be lost. Unreachable.
    """
    told["unconfirmed"] = followers.forget_unconfirmed()
    until, today = catalogue.last_decision(), timezone.localdate()
    news = cache(lambda query, seen: catalogue.news(query, seen, until, MOST_TOLD))
    due = Follower.objects.filter(confirmed=True, seen__lt=until).exclude(told_on=today)
    with _post() as post:
        for number in list(due.order_by("query", "pk").values_list("pk", flat=True)):
            if follower := due.filter(pk=number).first():  # not ended, nor told by another run meanwhile
                told[_tell(post, follower, news, until)] += 1


@contextmanager
def _post() -> Iterator[Post]:
    post = Post()
    try:
        yield post
    finally:
        post.close()


def _tell(post: Post, follower: Follower, news, until: int) -> str:
    """What became of it, by the names of ``Told``."""
    try:
        new: News = news(filter_of(follower), follower.seen)
        message = mails.digest(follower, new, until) if new.new or new.changed else None
    except BadQuery:
        return "gone"
    if not _marked(follower, until, timezone.localdate() if message else follower.told_on):
        return "nothing"
    return _sent(post, follower, message) if message else "nothing"


def _marked(follower: Follower, until: int, told_on) -> bool:
    """Whether it was us who marked it."""
    standing = Follower.objects.filter(pk=follower.pk, seen=follower.seen)
    return standing.update(seen=until, told_on=told_on) == 1


def _sent(post: Post, follower: Follower, message: mail.EmailMessage) -> str:
    row = Follower.objects.filter(pk=follower.pk)
    try:
        post.send(message)
    except Unreachable:
        row.update(seen=follower.seen, told_on=follower.told_on)
        raise
    except (SMTPException, OSError):
        row.update(seen=follower.seen, failures=F("failures") + 1)  # tried again tomorrow
        return "dropped" if row.filter(failures__gte=MOST_FAILURES).delete()[0] else "failed"
    row.exclude(failures=0).update(failures=0)
    return "sent"
