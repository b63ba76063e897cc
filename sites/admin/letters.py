"""What readers say is wrong: a list for editors, and the page on which one of them answers and closes a letter."""

from dataclasses import dataclass
from smtplib import SMTPException

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from .. import follow, review
from ..models import Article, Letter, Report, Site

RIGHT = "heritage.change_report"
A_PAGE = 50
ABOUT = {"site": (Site, "pk", "slug"), "report": (Report, "number", "number"), "article": (Article, "pk", "pk")}


@dataclass(frozen=True, slots=True)
class Place:
    """The record that a letter is about: its name, its page at the desk and its public one."""

    name: str
    desk: str
    public: str


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 6, "dir": "auto"}),
    )


def open_letters(user) -> int:
    """How many wait for somebody; none for whoever may not read them."""
    return Letter.objects.filter(closed_at=None).count() if user.has_perm(RIGHT) else 0


@require_safe
def letters(request):
    """Those that are open, or those that were closed, the newest first."""
    _require(request)
    closed = request.GET.get("closed") == "1"
    found = Letter.objects.filter(closed_at__isnull=not closed)
    rows = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"rows": rows, "told": [(one, _place(one)) for one in rows], "closed": closed}
    if review.sees_places(request.user):
        context["following"] = follow.following()
    return _page(request, "letters", _("Letters from readers"), context)


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request, number: int):
    """One letter. To close it deletes the address in it; an answer is sent there first."""
    _require(request)
    one = get_object_or_404(Letter, pk=number)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _closed(request, one, form):
        return HttpResponseRedirect(reverse("admin:desk_letters"))
    context = {"letter": one, "place": _place(one), "form": form}
    return _page(request, "letter", _("Letter %d") % one.pk, context)


def _closed(request, one: Letter, form: AnswerForm) -> bool:
    try:
        done = follow.close(one, form.cleaned_data["answer"], review.pseudonym(request.user))
    except (SMTPException, OSError):
        form.add_error("answer", _("The mail server did not take it. The letter is still open: try again later."))
        return False
    if done:
        messages.success(request, _("The letter is closed. No address is kept for it any more."))
    else:
        messages.warning(request, _("Somebody closed it before you: nothing was changed."))
    return True


def _require(request) -> None:
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied


def _place(one: Letter) -> Place | None:
    """None if it is about none, or about one that is gone."""
    if one.kind not in ABOUT:
        return None
    model, key, shown = ABOUT[one.kind]
    record = model._base_manager.filter(**{key: one.number}).order_by("-pk").first()
    if record is None:
        return None
    desk = reverse(f"admin:heritage_{one.kind}_change", args=[record.pk])
    return Place(str(record), desk, reverse(one.kind, args=[getattr(record, shown)]))


def _page(request, template: str, title: str, context: dict):
    context = admin.site.each_context(request) | {"title": title} | context
    return TemplateResponse(request, f"admin/heritage/letters/{template}.html", context)
