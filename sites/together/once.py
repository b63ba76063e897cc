"""A form that makes a record carries a token of its own: sent twice, it makes one."""

import re
from datetime import timedelta

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from ..models import Sending

ONCE = "_once"
TOKEN = re.compile(r"[A-Za-z0-9]{20,40}")
KEPT = timedelta(days=7)


class Twice(Exception):
    """The same form was sent before, or at the same moment."""


def new_token() -> str:
    return get_random_string(32)


def token_of(post) -> str:
    """The token that a form carries; empty if it carries none of ours."""
    token = post.get(ONCE, "")
    return token if TOKEN.fullmatch(token) else ""


def claim(token: str, kind: str) -> Sending:
    """Take the token, in the transaction that makes the record. Who comes at the same moment waits, and is Twice."""
    Sending.objects.filter(at__lt=timezone.now() - KEPT).delete()
    try:
        with transaction.atomic():
            return Sending.objects.create(token=token, kind=kind)
    except IntegrityError as taken:
        raise Twice from taken


def made_by(token: str, kind: str) -> int | None:
    """The number of what a form made before; None if it made nothing yet."""
    return Sending.objects.filter(token=token, kind=kind).values_list("number", flat=True).first() if token else None


class Once:
    """For admins: a form that adds a record adds one, however often it is sent."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if add:
            context["once"] = token_of(request.POST) or new_token()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        token = token_of(request.POST) if request.method == "POST" and object_id is None else ""
        if led := self._led(request, token):
            return led
        try:
            answer = super().changeform_view(request, object_id, form_url, extra_context)
        except Twice:
            return self._led(request, token)
        refused = answer.status_code == 200  # perhaps because the same record stands already, made by the same form
        return (refused and self._led(request, token)) or answer

    def save_model(self, request, obj, form, change):
        token = "" if change else token_of(request.POST)
        form.sending = claim(token, self.opts.model_name) if token else None
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.sending:
            form.sending.number = form.instance.pk
            form.sending.save()

    def _led(self, request, token: str):
        """The answer that led on from the form when it was sent first; None if it was not."""
        number = made_by(token, self.opts.model_name)
        if number is None or not self.has_add_permission(request):
            return None
        made = self.model._base_manager.filter(pk=number).first()
        if made is not None:
            self.message_user(request, _("This form was sent before: nothing was made a second time."), messages.INFO)
            return self.response_add(request, made)
        self.message_user(request, _("What this form made was deleted since."), messages.WARNING)
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))
