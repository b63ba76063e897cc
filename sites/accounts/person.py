"""One account, for administrators: its role, its door, its second factor, its sessions, and how it is erased."""

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from .erasing import NotErased, erase
from .factor import forget_factor
from .gate import end_sessions, has_factor, page
from .people import RoleField, invite
from .roles import allow_people, give_role, is_last_administrator, may_touch, role_words, roles_of

LAST = gettext_lazy(
    "Nothing was done: nobody else could open or close an account. Make somebody else an administrator."
)


class RoleForm(forms.Form):
    role = RoleField()

    def __init__(self, by: User, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].offer(by)


@require_http_methods(["GET", "POST"])
def person(request, number):
    """Show the account (GET), or do one thing to it (POST, ``act``)."""
    allow_people(request.user)
    user = get_object_or_404(User, pk=number)
    if request.method == "POST":
        return _act(request, user)
    context = {
        "person": user,
        "role": role_words(user),
        "factor": has_factor(user),
        "sessions": user.sessions.count(),
        "may_touch": may_touch(request.user, user),
        "oneself": user == request.user,
        "form": RoleForm(request.user, initial={"role": next((role.value for role in roles_of(user)), "")}),
    }
    return page(request, "person", _("Account of %(name)s") % {"name": user.username}, **context)


def _act(request, user: User):
    act = ACTS.get(request.POST.get("act", ""))
    if act is None or not may_touch(request.user, user):
        raise PermissionDenied
    if user == request.user and act in ASKS_FIRST:
        return HttpResponseRedirect(reverse(ASKS_FIRST[act]))
    with transaction.atomic():
        answer = act(request, user)
        return answer or HttpResponseRedirect(reverse("admin:desk_person", args=[user.pk]))


def _change_role(request, user: User):
    form = RoleForm(request.user, request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was done: choose a role."))
    elif form.cleaned_data["role"] != "Administrator" and is_last_administrator(user):
        messages.error(request, LAST)
    else:
        give_role(user, form.cleaned_data["role"])
        _end(request, user)
        messages.success(request, _("The role is changed. Every session of the account has ended."))


def _close(request, user: User):
    if is_last_administrator(user):
        messages.error(request, LAST)
        return
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    if user == request.user:
        logout(request)  # an ended session cannot carry what is said
    messages.success(request, _("The account is closed, and its sessions have ended."))


def _open(request, user: User):
    user.is_active = True
    user.save(update_fields=["is_active"])
    messages.success(request, _("The account is open again, with the password that it had."))


def _forget_factor(request, user: User):
    forget_factor(user)
    _end(request, user)
    messages.success(request, _("The second factor is removed: the password alone opens the account now."))


def _end_all(request, user: User):
    count = _end(request, user)
    said = ngettext("%(count)d session has ended.", "%(count)d sessions have ended.", count)
    messages.success(request, said % {"count": count})


def _end(request, user: User) -> int:
    """End the sessions of the account, but for the one in which this is done."""
    return end_sessions(user, but=request.session.session_key)


def _invite(request, user: User):
    return invite(request, user)


ACTS = {
    "role": _change_role,
    "close": _close,
    "open": _open,
    "factor": _forget_factor,
    "sessions": _end_all,
    "invite": _invite,
}
# Of oneself these go by the pages that ask for the password: who finds a desk left open would else take its account.
ASKS_FIRST = {_forget_factor: "admin:desk_factor_remove", _invite: "admin:password_change"}


class EraseForm(forms.Form):
    """Asks for the name, typed: nothing brings the account back."""

    name = forms.CharField(
        label=gettext_lazy("Type the name of the account"),
        max_length=150,
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, user: User, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_name(self):
        if self.cleaned_data["name"] != self.user.username:
            raise ValidationError(_("This is not its name. Nothing was erased."))
        return self.cleaned_data["name"]


@require_http_methods(["GET", "POST"])
def erase_person(request, number):
    """Ask for the name of the account (GET), then erase it (POST)."""
    allow_people(request.user)
    user = get_object_or_404(User, pk=number)
    if not may_touch(request.user, user):
        raise PermissionDenied
    form, oneself = EraseForm(user, request.POST or None), user == request.user
    if request.method == "POST" and form.is_valid():
        try:
            erased = erase(user)
        except NotErased as held:
            form.add_error(None, str(held))
        else:
            if oneself:
                logout(request)
            messages.success(request, erased.in_words())
            return HttpResponseRedirect(reverse("admin:desk_people"))
    return page(request, "erase", _("Erase %(name)s") % {"name": user.username}, person=user, form=form)
