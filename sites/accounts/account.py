"""What an account is told of itself: its pseudonym, its roles, its second factor, its sessions, its password."""

from django.contrib import messages
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp.plugins.otp_static.models import StaticToken

from ..models import Editor, Session
from .gate import end_sessions, has_factor, page
from .roles import role_words, roles_of
from .signing_in import refuse_haste
from .throttle import it_was_right

OTHERS = "others"


@require_safe
def account(request):
    """The account's own page."""
    user = request.user
    context = {
        "pseudonym": Editor.objects.filter(user=user).values_list("pseudonym", flat=True).first(),
        "role": role_words(user),
        "roles": roles_of(user),
        "factor": has_factor(user),
        "codes": StaticToken.objects.filter(device__user=user).count(),
        "sessions": list(_sessions(request)),
    }
    return page(request, "account", _("My account"), **context)


def _sessions(request):
    """The account's sessions: this one first, then the latest."""
    own = request.session.session_key
    open_now = Session.objects.filter(account=request.user, expire_date__gt=timezone.now()).order_by("-began")
    for session in sorted(open_now, key=lambda one: one.session_key != own):
        key = session.session_key
        yield {"handle": _handle(key), "this": key == own, "began": session.began, "until": session.expire_date}


def _handle(key: str) -> str:
    """A name for a session in a page: its key would open it."""
    return salted_hmac("session in a list", key).hexdigest()[:20]


@require_POST
def end_session(request):
    """End one of the account's other sessions, or all of them."""
    chosen = request.POST.get("session", "")
    others = Session.objects.filter(account=request.user).exclude(session_key=request.session.session_key)
    keys = [key for key in others.values_list("session_key", flat=True) if _is_meant(key, chosen)]
    Session.objects.filter(session_key__in=keys).delete()
    messages.success(request, _("Ended.") if keys else _("Nothing was ended: it had ended already."))
    return HttpResponseRedirect(reverse("admin:desk_account"))


def _is_meant(key: str, chosen: str) -> bool:
    return chosen == OTHERS or constant_time_compare(_handle(key), chosen)


class ChangePasswordForm(AdminPasswordChangeForm):
    """The stock form; the old password is asked for as slowly as at the door."""

    request = None

    def clean_old_password(self):
        refuse_haste(self.request, self.user.username)
        try:
            return super().clean_old_password()
        finally:
            if self.user.check_password(self.cleaned_data["old_password"]):
                it_was_right(self.request, self.user.username)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request):
    """Another password for oneself. It ends every other session."""
    form = ChangePasswordForm(request.user, request.POST or None)
    form.request = request
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
        end_sessions(request.user, but=request.session.session_key)
        messages.success(request, _("Your password is changed. Every other session of yours has ended."))
        return HttpResponseRedirect(reverse("admin:desk_account"))
    return page(request, "password", _("Change your password"), form=form, act=_("Change it"))
