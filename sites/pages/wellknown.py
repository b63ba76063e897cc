"""What programs look for at an address of its own: whom to tell of a weakness, and where a password is changed."""

import re
from datetime import UTC, date, timedelta
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .answer import public, read_only

MAIL = re.compile(r"[^\s@:/<>]+@[^\s@:/<>]+\.[^\s@:/<>]+")
WEB = re.compile(r"https://[^\s<>\"]+", re.ASCII)
VOUCHED = timedelta(days=31)


@public
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116). Without a contact there is no file: it would name nobody."""
    read_only(request)
    contact = _contact()
    if not contact:
        raise Http404(_("Those who run this site have named no address to write to."))
    told = [("Contact", contact), ("Expires", f"{_expires(timezone.now().astimezone(UTC).date()):%Y-%m-%d}T00:00:00Z")]
    told += [("Preferred-Languages", settings.LANGUAGE_CODE)]
    if request.is_secure():  # the standard knows no other addresses
        told += [("Canonical", request.build_absolute_uri(request.path))]
        told += [("Policy", request.build_absolute_uri(reverse("risk")) + "#weakness")]
    lines = "".join(f"{name}: {value}\r\n" for name, value in told)
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


@public
def change_password(request: HttpRequest) -> HttpResponse:
    """Where password managers lead their owner on to."""
    read_only(request)
    return HttpResponseRedirect(reverse("admin:password_change"))


def _contact() -> str:
    """The operator's address as the standard wants it; nothing if it is no e-mail and no HTTPS address."""
    said = settings.CONTACT.removeprefix("mailto:")
    if MAIL.fullmatch(said):
        return f"mailto:{quote(said, safe='@+')}"
    return said if WEB.fullmatch(said) else ""


def _expires(today: date) -> date:
    """The first day of a month, one to two months ahead.

    A server that answers vouches for what it says, so the day moves on with the calendar; a copy of one that answers no
    longer is soon past. It stays the same for a month, so that caches need not ask for another file every day.
    """
    first = (today.replace(day=1) + VOUCHED).replace(day=1)
    return (first + VOUCHED).replace(day=1)
