"""Handing in: an address, a file or a text comes in; a page on which to watch it being read goes out."""

from datetime import timedelta
from functools import partial

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from .. import archive, intake, review
from ..models import Article, Intake, invalid
from ..terms import Fault
from .forms import RAW, as_stored
from .standing import numbered

LATEST = 20
A_WHILE = timedelta(minutes=2)
CLOSED = gettext_lazy(
    "This installation fetches nothing from the web: upload the saved page, or paste its text. The address then says "
    "where it is from."
)


class HandInForm(forms.Form):
    """An address, a file or a text; with a file or a text the address says where it is from.

    The rest is for what the page does not tell of itself.
    """

    url = forms.CharField(
        label=gettext_lazy("Web address"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs=RAW | {"dir": "ltr", "inputmode": "url", "class": "vTextField"}),
        help_text=gettext_lazy("With a file or a text it is not fetched: it says where that is from."),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        help_text=gettext_lazy("The saved page (HTML, WARC, WACZ), a PDF or plain text, up to 20 MB."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or its text, pasted"),
        required=False,
        strip=False,
        max_length=archive.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField", "dir": "auto"}),
    )
    title = as_stored(
        Article, "title", required=False, help_text=gettext_lazy("Of a text, its first line if nothing is said.")
    )
    publisher = as_stored(Article, "publisher", required=False)
    published = as_stored(
        Article,
        "published",
        label=gettext_lazy("Day of publication"),
        help_text=gettext_lazy("2016-03-27, or as much of it as is known. “On Sunday” is reckoned from it."),
    )
    language = as_stored(Article, "language", help_text=gettext_lazy("en, ar, uk … Recognised if nothing is said."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dated = {"dir": "ltr", "class": "vTextField", "data-edtf": reverse("admin:desk_date_words")}
        self.fields["published"].widget.attrs |= RAW | dated
        for name in ("title", "publisher"):
            self.fields[name].widget.attrs |= {"dir": "auto", "class": "vTextField"}
        if not settings.FETCH:
            self.fields["url"].help_text = CLOSED

    @property
    def source(self):
        """The fields of which one is enough."""
        return [self[name] for name in ("url", "file", "text")]

    @property
    def untold(self):
        """What a page mostly tells by itself, and a pasted text does not."""
        return [self[name] for name in ("published", "publisher", "title", "language")]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > archive.MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB: paste its text instead."))
        return file

    def clean(self):
        said = super().clean()
        if said.get("file") and said.get("text"):
            raise forms.ValidationError(_("Give one of them only: the file or the text."))
        if not any(said.get(name) for name in ("url", "file", "text")) and not self.errors:
            raise forms.ValidationError(_("Give an address, a file or a text."))
        return said

    def received(self) -> dict:
        """What was handed in, as ``intake.hand_in`` takes it."""
        said = self.cleaned_data
        told = {name: said[name] for name in ("url", "title", "publisher", "published", "language")}
        if file := said["file"]:
            media_type = file.content_type or "application/octet-stream"
            return told | {"received": file.read(), "file_name": file.name, "media_type": media_type}
        if not said["text"]:
            return told
        text = said["text"].replace("\r\n", "\n").encode()
        return told | {"received": text, "media_type": "text/plain; charset=utf-8"}


@require_http_methods(["GET", "POST"])
def hand_in(request):
    """The form (GET; of an article that is known already if it is named), what comes of it (POST), and the latest."""
    if not request.user.has_perm("heritage.add_intake"):
        raise PermissionDenied
    known = numbered(Article.objects, request.GET.get("article", ""))
    sent = [request.POST, request.FILES] if request.method == "POST" else []
    form = HandInForm(*sent, initial={"url": known.url if known else ""})
    if form.is_bound and form.is_valid():
        try:
            taken = intake.hand_in(by=request.user, article=known, **form.received())
            return HttpResponseRedirect(_way_on(request, taken))
        except review.Refused as refused:
            form.add_error(None, list(refused.problems))
        except Fault as fault:
            form.add_error(None, invalid(fault))
    mine = Intake.objects.filter(handed_in_by__user=request.user).select_related("article")[:LATEST]
    return _page(request, "hand_in.html", {"title": _("Read an article"), "form": form, "known": known, "mine": mine})


def _way_on(request, taken: Intake) -> str:
    """Where its editor goes from here: to the cards if it was read already, else to the page that tells its state."""
    taken.refresh_from_db()
    if taken.state == "done" and taken.article_id:
        if taken.message:
            messages.info(request, taken.message)
        return reverse("admin:heritage_article_read", args=[taken.article_id])
    return reverse("admin:desk_intake", args=[taken.pk])


def _page(request, template: str, context: dict):
    return TemplateResponse(request, f"admin/heritage/{template}", admin.site.each_context(request) | context)


@require_GET
def watch(request, number):
    """How far an intake has come; of one that failed: why, and what can be done."""
    taken = _seen(request, number)
    return _page(request, "watch.html", {"title": taken.get_state_display(), "intake": taken, "idle": _idle(taken)})


def _idle(taken: Intake) -> bool:
    """Whether it can be tried again: it failed, waits for its next try or too long for its first, or whoever read it
    was stopped."""
    lost = taken.state == "running" and taken.next_try and taken.next_try <= timezone.now()
    long_ago = taken.asked_at <= timezone.now() - A_WHILE
    waits = taken.state == "failed" or (taken.state == "waiting" and (taken.tries or long_ago))
    return bool((taken.url or taken.sha256) and (waits or lost))


@require_GET
def state(request, number):
    """The state alone, for the page that asks again and again."""
    taken = _seen(request, number)
    return JsonResponse({"state": taken.state, "tries": taken.tries})


@require_POST
def again(request, number):
    taken = _seen(request, number, "change_intake")
    try:
        intake.again(taken, by=request.user)
    except review.Refused as refused:
        for problem in refused.problems:
            messages.warning(request, problem)
    return HttpResponseRedirect(_way_on(request, taken))


@require_POST
def remove(request, number):
    """Forget an intake that failed, with the bytes that nothing else refers to."""
    _seen(request, number, "change_intake")
    with transaction.atomic():
        taken = Intake.objects.select_for_update().filter(pk=number, state="failed").first()
        if taken is None:
            messages.warning(request, _("Only what could not be read is removed."))
        else:
            taken.delete()
            if taken.sha256:
                transaction.on_commit(partial(archive.drop, taken.sha256))
            messages.success(request, _("Removed."))
    return HttpResponseRedirect(reverse("admin:desk_read"))


def _seen(request, number: int, right: str = "view_intake") -> Intake:
    if not request.user.has_perm(f"heritage.{right}"):
        raise PermissionDenied
    return get_object_or_404(Intake.objects.select_related("article"), pk=number)
