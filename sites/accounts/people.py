"""The accounts of the desk, for administrators: the list, a new one, and the link by which a password is chosen."""

from django import forms
from django.contrib import admin
from django.contrib.auth.forms import SetPasswordForm, UsernameField
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import base36_to_int, urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from django_otp.plugins.otp_totp.models import TOTPDevice

from .gate import end_sessions, page
from .roles import allow_people, give_role, role_words, roles_to_give

AT_ONCE = 50
AN_HOUR = 60 * 60
THERE = gettext_lazy("There is an account of that name already.")


@require_safe
def people(request):
    """Every account with its role, the day it was last used, and whether it has a second factor."""
    allow_people(request.user)
    factor = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    accounts = User.objects.prefetch_related("groups").annotate(factor=Exists(factor))
    shown = Paginator(accounts.order_by("-is_active", "username"), AT_ONCE).get_page(request.GET.get("page"))
    rows = [{"account": account, "role": role_words(account)} for account in shown]
    return page(request, "people", _("People"), rows=rows, shown=shown)


class RoleField(forms.ChoiceField):
    """One of the roles that somebody may give, each with what it lets people do."""

    def __init__(self):
        super().__init__(label=gettext_lazy("Role"), widget=forms.RadioSelect)

    def offer(self, by: User) -> None:
        self.choices = [(role.value, f"{_(role.label)} – {_(role.hint)}") for role in roles_to_give(by)]


class OpenForm(forms.Form):
    username = UsernameField(
        label=gettext_lazy("Name to sign in with"),
        max_length=150,
        help_text=gettext_lazy(
            "Letters, digits and @ . + - _ only. It need not be a real name, and readers never see it."
        ),
        validators=User._meta.get_field("username").validators,
        widget=forms.TextInput(
            attrs={"class": "vTextField", "dir": "auto", "autocomplete": "off", "autocapitalize": "none"}
        ),
    )
    role = RoleField()

    def __init__(self, by: User, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].offer(by)

    def clean_username(self):
        name = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise ValidationError(THERE)
        return name


@require_http_methods(["GET", "POST"])
def open_account(request):
    """A new account without a password; the link by which one is chosen is shown once."""
    allow_people(request.user)
    form = OpenForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = _opened(**form.cleaned_data)
        except IntegrityError:  # by somebody else, or by the same form, at the same moment
            form.add_error("username", THERE)
        else:
            return invite(request, user)
    return page(request, "person_add", _("Open an account"), form=form)


def _opened(username: str, role: str) -> User:
    with transaction.atomic():
        user = User(username=username, is_staff=True)
        user.set_unusable_password()
        user.save()
        give_role(user, role)
    return user


class Links(PasswordResetTokenGenerator):
    """Signs links by which a password is chosen. A first one may be chosen for three days, which Django sees to; where
    there is one already, whoever comes by the link takes over work that was done: that is open for an hour."""

    def check_token(self, user, token):
        return super().check_token(user, token) and not (user.has_usable_password() and self._age(token) > AN_HOUR)

    def _age(self, token: str) -> int:
        return self._num_seconds(self._now()) - base36_to_int(token.partition("-")[0])


links = Links()


def invite(request, user: User):
    """The page that shows a link, once. It serves until a password was chosen with it, and no longer than ``Links``."""
    encoded = urlsafe_base64_encode(force_bytes(user.pk))
    link = reverse("admin:desk_invitation", args=[encoded, links.make_token(user)])
    return page(request, "invited", _("An invitation"), person=user, link=request.build_absolute_uri(link))


class PasswordForm(SetPasswordForm):
    """The stock form. Whoever had the old password is out at once."""

    def save(self, commit=True):
        user = super().save(commit)
        end_sessions(user)
        return user


class Invitation(PasswordResetConfirmView):
    token_generator = links
    form_class = PasswordForm
    template_name = "admin/people/invitation.html"
    success_url = reverse_lazy("admin:login")
    title = gettext_lazy("Choose a password")

    def get_context_data(self, **kwargs):
        context = admin.site.each_context(self.request) | super().get_context_data(**kwargs)
        return context | {"has_permission": False, "title": self.title}
