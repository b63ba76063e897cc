"""Every mail that this program sends, as plain text, in the language of whoever asked for it."""

from email.utils import make_msgid
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..catalogue import News
from ..citations import one_line
from ..feeds import of_amended, of_report
from ..models import Follower, Letter
from .tickets import CONFIRM, STOP, link
from .wording import filter_of, said_of, unnamed


def offered() -> bool:
    """Whether this installation sends mail at all."""
    return bool(settings.EMAIL_HOST)


def speaking(language: str):
    """In that language, for as long as there is one of the name here."""
    return translation.override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)


def confirmation(follower: Follower) -> EmailMessage:
    """The one mail to an address that has not confirmed."""
    with speaking(follower.language):
        return _mail(
            follower.email,
            _("{name}: confirm that you want e-mail").format(name=settings.SITE_NAME),
            "confirm",
            {"said": said_of(filter_of(follower)), "confirm": _address("follow_confirm", CONFIRM, follower)},
            follower,
        )


def digest(follower: Follower, news: News, until: int) -> EmailMessage:
    """What is new. The same news would bear the same number, by which a mailbox knows a mail again."""
    with speaking(follower.language):
        many = news.new + news.changed
        subject = ngettext("{name}: {n} report is new or changed", "{name}: {n} reports are new or changed", many)
        context = {
            "said": said_of(filter_of(follower)),
            "news": news,
            "reports": [of_report(unnamed(one), settings.SITE_URL) for one in news.reports],
            "amended": [of_amended(unnamed(one), settings.SITE_URL) for one in news.amended],
            "unsaid": many - len(news.reports) - len(news.amended),
        }
        mail = _mail(follower.email, subject.format(name=settings.SITE_NAME, n=many), "digest", context, follower)
    mail.extra_headers["Message-ID"] = f"<{sha256(f'{follower.key} {until}'.encode()).hexdigest()[:32]}@{_host()}>"
    return mail


def reply(letter: Letter, email: str, answer: str) -> EmailMessage:
    """It does not repeat the letter, which may tell where a protected site lies, or bear a stranger's address."""
    with speaking(letter.language):
        subject = _("{name}: an answer to what you wrote").format(name=settings.SITE_NAME)
        return _mail(email, subject, "reply", {"answer": answer})


def _mail(to: str, subject: str, template: str, context: dict, follower: Follower | None = None) -> EmailMessage:
    """With a follower, also how it is stopped: by a link, and by one press in the reader's mail program (RFC 8058)."""
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": make_msgid(domain=_host())}
    if follower:
        context |= {"stop": _address("follow_stop", STOP, follower)}
        headers |= {"List-Unsubscribe": f"<{context['stop']}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    body = render_to_string(f"follow/mail/{template}.txt", context | {"name": settings.SITE_NAME})
    return EmailMessage(one_line(subject), body, to=[to], headers=headers)


def _host() -> str:
    """By which mails are numbered: Django would tell the name of the machine."""
    return urlsplit(settings.SITE_URL).hostname or settings.SITE_HOST


def _address(view: str, purpose: str, follower: Follower) -> str:
    """Written without the request: whoever asks chooses its host."""
    return settings.SITE_URL + reverse(view, args=[link(purpose, follower.key)])
