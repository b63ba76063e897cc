"""What a session must show before any page of the desk is answered."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django_otp.plugins.otp_totp.models import TOTPDevice

from .. import modes
from ..models import BEGAN, USED, Session, this_hour

FACTOR = "second_factor"
DUE, SHOWN = "due", "shown"
ALWAYS_OPEN = ("login", "logout", "jsi18n")


def has_factor(user) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


@receiver(user_logged_in)
def begin(sender, request, user, **_):
    """After the password."""
    request.session[BEGAN] = request.session[USED] = this_hour().isoformat()
    request.session[FACTOR] = DUE if has_factor(user) else ""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def second_factor_first(get_response):
    """Lead who has typed a password alone to the second factor that the account has, or that everybody must have."""

    def answer(request):
        instead = _instead(request)
        if not instead and request.path.startswith(reverse("admin:index")):
            _keep_open(request)
        return HttpResponseRedirect(instead) if instead else get_response(request)

    return answer


def _instead(request) -> str:
    """Where a request is led instead; empty if it may go on."""
    desk = reverse("admin:index")
    if not request.path.startswith(desk) or request.path in {reverse(f"admin:{name}") for name in ALWAYS_OPEN}:
        return ""
    if not request.user.is_authenticated or request.session.get(FACTOR) == SHOWN:
        return ""
    if request.session.get(FACTOR) == DUE:
        page = reverse("admin:desk_code")
    elif settings.SECOND_FACTOR:
        page = reverse("admin:desk_factor")
    else:
        return ""
    if request.path == page:
        return ""
    return f"{page}?{urlencode({'next': request.get_full_path() if request.method == 'GET' else desk})}"


def _keep_open(request) -> None:
    """Write down, once an hour, that a session is used: it ends when it is not."""
    hour = this_hour().isoformat()
    if request.user.is_authenticated and request.session.get(USED) != hour and modes.current().name == modes.NORMAL:
        request.session[USED] = hour


def end_sessions(user, but: str | None = None) -> int:
    """End the sessions of an account at once, but for the one of that key; gives their number."""
    return Session.objects.filter(account=user).exclude(session_key=but).delete()[0]


def show_factor(request) -> None:
    """The second factor was shown: the session gets a new key, and may go everywhere."""
    request.session.cycle_key()
    request.session[FACTOR] = SHOWN


def page(request, template: str, title: str, **context):
    """A page of the desk about people. No browser keeps it: some of them show what is shown once."""
    context = admin.site.each_context(request) | {"title": title} | context
    answer = TemplateResponse(request, f"admin/people/{template}.html", context)
    add_never_cache_headers(answer)
    return answer
