"""Setting up a second factor, replacing or removing it, and the codes for the day on which the telephone is lost."""

from base64 import b32encode
from time import time

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from .gate import DUE, FACTOR, SHOWN, end_sessions, has_factor, page, show_factor
from .signing_in import CodeField, refuse_haste
from .throttle import it_was_right

OFFERED = "offered_factor"
CODES = 10


class PasswordForm(forms.Form):
    """Asks for the password once more, as slowly as the door does."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self):
        user, password = self.request.user, self.cleaned_data["password"]
        refuse_haste(self.request, user.username)
        if not user.check_password(password):
            raise ValidationError(_("This is not your password."))
        it_was_right(self.request, user.username)
        return password


class SetUpForm(PasswordForm):
    """The first code of a new device, and the password: who finds a desk left open cannot lock its editor out."""

    code = CodeField(label=gettext_lazy("The six digits that it shows"))
    field_order = ["code", "password"]

    def __init__(self, request, device: TOTPDevice, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        self.device = device

    def clean_code(self):
        code = self.cleaned_data["code"]
        if not _shows(self.device, code):
            raise ValidationError(_("This is not the code that it shows now. Is the clock of your device right?"))
        return code


def _shows(device: TOTPDevice, code: str) -> bool:
    """Whether a device that is not kept yet shows this code, which is used up by that."""
    if not code.isdecimal() or len(code) != device.digits:
        return False
    shown = TOTP(device.bin_key, device.step, device.t0, device.digits)
    shown.time = time()
    if not shown.verify(int(code), device.tolerance):
        return False
    device.last_t, device.drift = shown.t(), shown.drift
    return True


@require_http_methods(["GET", "POST"])
def set_up(request):
    """Show a secret as a QR code and in letters; with its first code it becomes the second factor of the account."""
    if request.session.get(FACTOR) == DUE:
        return HttpResponseRedirect(reverse("admin:desk_code"))
    device = _offered(request)
    form = SetUpForm(request, device, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            TOTPDevice.objects.filter(user=request.user).delete()
            device.save()
            codes = _write_codes(request.user)
        del request.session[OFFERED]
        show_factor(request)
        end_sessions(request.user, but=request.session.session_key)
        return page(request, "codes", _("Recovery codes"), codes=codes)
    context = {"form": form, "replaces": has_factor(request.user), "has_permission": _free(request)}
    return page(request, "factor", _("Set up a second factor"), **context, qr=_drawn(device), secret=_typed(device))


def _free(request) -> bool:
    """Whether the rest of the desk is open, so that its links may be shown."""
    return not settings.SECOND_FACTOR or request.session.get(FACTOR) == SHOWN


def _offered(request) -> TOTPDevice:
    """A device of a secret that this session keeps until its first code was typed."""
    key = request.session.setdefault(OFFERED, default_key())
    return TOTPDevice(user=request.user, name="app", key=key, confirmed=True)


def _drawn(device: TOTPDevice) -> str:
    svg = segno.make(device.config_url, micro=False).svg_inline(omitsize=True, svgclass="desk-qr", lineclass=None)
    return mark_safe(svg)  # noqa: S308 – drawn here, of squares alone


def _typed(device: TOTPDevice) -> str:
    secret = b32encode(device.bin_key).decode()
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _write_codes(user) -> list[str]:
    """New recovery codes in place of all that there were."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery", confirmed=True)
    tokens = [StaticToken(device=device, token=StaticToken.random_token()) for _number in range(CODES)]
    StaticToken.objects.bulk_create(tokens)
    return [f"{one.token[:4]}-{one.token[4:]}" for one in tokens]


@require_http_methods(["GET", "POST"])
def new_codes(request):
    """Ten new recovery codes, shown once. The old ones are gone."""
    form = PasswordForm(request, request.POST or None)
    if not has_factor(request.user):
        return HttpResponseRedirect(reverse("admin:desk_factor"))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            codes = _write_codes(request.user)
        return page(request, "codes", _("Recovery codes"), codes=codes)
    said = _("Ten new recovery codes are made and shown once. Those that you have work no longer.")
    return page(request, "password", _("New recovery codes"), form=form, said=said, act=_("Make new codes"))


@require_http_methods(["GET", "POST"])
def remove_factor(request):
    form = PasswordForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        forget_factor(request.user)
        request.session[FACTOR] = ""
        messages.success(request, _("Your second factor is removed: your password alone opens your account now."))
        return HttpResponseRedirect(reverse("admin:desk_account"))
    said = _("Your password alone will open your account, and your recovery codes work no longer.")
    return page(
        request, "password", _("Remove the second factor"), form=form, said=said, act=_("Remove it"), grave=True
    )


def forget_factor(user) -> None:
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.filter(user=user).delete()
