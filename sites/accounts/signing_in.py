"""The password, slowed down after wrong ones; then the code of the second factor."""

from datetime import timedelta

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from .gate import DUE, FACTOR, page, show_factor
from .throttle import it_was_right, try_once

DIGITS = 6  # of a time-based code; a recovery code is longer, and has letters


class SignInForm(AdminAuthenticationForm):
    """The stock form. Who must wait is told how long, whether or not there is an account of that name."""

    def clean(self):
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not name or not password:
            return super().clean()
        refuse_haste(self.request, name)
        cleaned = super().clean()
        it_was_right(self.request, name)
        return cleaned


def refuse_haste(request, name: str) -> None:
    """Raise ValidationError, in words, if too many wrong passwords were tried."""
    if wait := try_once(request, name):
        raise ValidationError(_("Too many wrong passwords. %(wait)s") % {"wait": wait_words(wait)})


def wait_words(wait: timedelta) -> str:
    minutes = max(1, -(-wait // timedelta(minutes=1)))
    return ngettext("Try again in %(count)d minute.", "Try again in %(count)d minutes.", minutes) % {"count": minutes}


class CodeField(forms.CharField):
    """A code as people type it: with spaces, dashes, in capitals."""

    def __init__(self, **options):
        attrs = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs | {"class": "desk-code"}), **options)

    def to_python(self, value):
        return (super().to_python(value) or "").replace(" ", "").replace("-", "").lower()


class CodeForm(forms.Form):
    code = CodeField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("The six digits that your app shows now, or one of your recovery codes."),
    )

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["code"].widget.attrs["autofocus"] = True

    def clean_code(self):
        code = self.cleaned_data["code"]
        if problem := wrong_with(self.user, code):
            raise ValidationError(problem)
        return code


def wrong_with(user, code: str) -> str:
    """What is wrong with a code, in words; empty if it is right, and used up by that.

    After every wrong one the device waits twice as long: django-otp keeps count.
    """
    kind = TOTPDevice if len(code) == DIGITS else StaticDevice
    with transaction.atomic():
        for device in kind.objects.select_for_update().filter(user=user, confirmed=True):
            allowed, why = device.verify_is_allowed()
            if not allowed:
                wait = why["locked_until"] - timezone.now()
                return _("Too many wrong codes. %(wait)s") % {"wait": wait_words(wait)}
            if device.verify_token(code):
                return ""
    return _("This code is wrong, or was used already. Wait for the next one that your app shows.")


@require_http_methods(["GET", "POST"])
def ask_code(request):
    """The second page of signing in."""
    onward = way_on(request)
    if request.session.get(FACTOR) != DUE:
        return HttpResponseRedirect(onward)
    form = CodeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        show_factor(request)
        return HttpResponseRedirect(onward)
    return page(request, "code", _("Second factor"), form=form, next=onward, has_permission=False)


def way_on(request) -> str:
    """Where somebody was going, if that is ours; else the desk."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else reverse("admin:index")
