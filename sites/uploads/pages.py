"""The page on which several pictures are handed in, described and sent to review."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from .. import review
from ..darkroom import MEGAPIXELS, MOST_BYTES
from ..models import Photo, Site, is_number
from .forms import DescribedForm, SharedForm
from .keeping import Outcome, hand_in

AT_ONCE = 20  # as settings.DATA_UPLOAD_MAX_NUMBER_FILES
MOST_ROWS = 60
FILE = "files"


@dataclass(frozen=True, slots=True)
class Row:
    """A draft that waits for its words: the photo, its form, and the day that the camera tells, if it was just sent."""

    photo: Photo
    form: DescribedForm
    camera_day: str = ""
    problems: tuple[str, ...] = ()


@require_http_methods(["GET", "POST"])
def upload(request):
    """The form (GET); files (POST with ``files``), each kept or refused by itself; descriptions (POST without)."""
    if not request.user.has_perms(["heritage.add_photo", "heritage.change_photo", "heritage.view_photo"]):
        raise PermissionDenied
    if "describe" in request.POST:
        return _describe(request)
    if request.method == "GET":
        return _page(request, SharedForm(initial=_proposed(request)), rows(request.user))
    form, outcomes = SharedForm(request.POST), []
    files = request.FILES.getlist(FILE)
    if form.is_valid():
        outcomes = [hand_in(file, by=request.user, **form.cleaned_data) for file in files]
    if request.headers.get("X-Requested-With") == "fetch":
        return _fragment(request, form, outcomes)
    if not files:
        form.add_error(None, _("Choose the files of the pictures."))
    return _page(request, form, rows(request.user, outcomes), outcomes)


def rows(user, outcomes=()) -> list[Row]:
    """The account's own drafts that were not sent yet."""
    days = {one.photo.pk: one.camera_day for one in outcomes if one.photo}
    mine = (
        Photo.objects.filter(opened_by=review.known_pseudonym(user), state="draft")
        .select_related("site")
        .order_by("-pk")
    )
    return [_row(photo, days.get(photo.pk, "")) for photo in mine[:MOST_ROWS]]


def _row(photo: Photo, camera_day: str = "") -> Row:
    proposed = {"taken": camera_day} if camera_day and not photo.taken else {}
    return Row(photo, DescribedForm(instance=photo, prefix=str(photo.pk), initial=proposed), camera_day)


def _proposed(request) -> dict:
    """The site that the address names, and what was said of the account's latest picture."""
    asked = request.GET.get("site", "")
    site = Site.objects.filter(pk=asked, merged_into=None).first() if is_number(asked) else None
    last = Photo.objects.filter(opened_by=review.known_pseudonym(request.user)).order_by("-pk").first()
    return {"site": site, "credit": last.credit if last else "", "licence": last.licence if last else ""}


def _fragment(request, form: SharedForm, outcomes: list[Outcome]) -> HttpResponse:
    """What came of one file, as the page's script shows it; 422 with the faults of what is shared."""
    if not form.is_valid():
        said = " ".join(f"{form[name].label}: {' '.join(problems)}" for name, problems in form.errors.items())
        return HttpResponse(said, content_type="text/plain; charset=utf-8", status=422)
    (outcome,) = outcomes or [Outcome("", fault=_("No file came with it."))]
    row = _row(outcome.photo, outcome.camera_day) if outcome.is_new else None
    html = render_to_string("admin/heritage/photo/_came.html", {"outcome": outcome, "row": row}, request)
    return HttpResponse(html, status=200 if outcome.photo else 507 if outcome.no_room else 422)


def _page(request, form: SharedForm, described: list[Row], outcomes=()):
    context = admin.site.each_context(request) | {
        "title": _("Upload pictures"),
        "opts": Photo._meta,
        "form": form,
        "rows": described,
        "outcomes": outcomes,
        "kept": sum(one.is_new for one in outcomes),
        "at_once": AT_ONCE,
        "most_mb": MOST_BYTES // 1024**2,
        "megapixels": MEGAPIXELS,
        "media": form.media,
    }
    status = 507 if any(one.no_room for one in outcomes) else 200
    return TemplateResponse(request, "admin/heritage/photo/upload.html", context, status=status)


def _describe(request):
    """Save the words of every picture, each by itself, and send those that are complete if that is asked."""
    send, saved, sent, wrong = request.POST["describe"] == "send", 0, 0, []
    numbers = [one for one in request.POST.getlist("photo") if is_number(one)][:MOST_ROWS]
    for photo in Photo.objects.filter(pk__in=numbers).select_related("site").order_by("-pk"):
        row = _saved(request, photo, send)
        sent += row is None and send
        saved += row is None
        wrong += [row] if row else []
    _tell(request, saved, sent)
    if not wrong:
        return HttpResponseRedirect(reverse("admin:heritage_photo_upload"))
    return _page(request, SharedForm(initial=_proposed(request)), wrong + _others(request.user, wrong))


def _others(user, wrong: list[Row]) -> list[Row]:
    shown = {row.photo.pk for row in wrong}
    return [row for row in rows(user) if row.photo.pk not in shown]


def _saved(request, photo: Photo, send: bool) -> Row | None:
    """Nothing if all went well, else the row again with what was typed and what is wrong."""
    before, said = review.account(photo), photo.alt
    form = DescribedForm(request.POST, instance=photo, prefix=str(photo.pk))
    problems = []
    if form.is_valid():
        try:
            with transaction.atomic():
                form.save()
                expected = form.cleaned_data["seen"]
                review.record(photo, by=request.user, reason=_("Described."), before=before, expected=expected)
            if send:
                review.submit(photo, by=request.user)
        except review.Changed:
            form, problems = _upon(photo.pk, form), [_overtaken(said)]
        except review.Refused as refused:
            problems = refused.problems
    return Row(photo, form, problems=tuple(problems)) if problems or form.errors else None


def _upon(number: int, form: DescribedForm) -> DescribedForm:
    """The same words again, upon what is stored now."""
    stored = Photo.objects.get(pk=number)
    data = form.data.copy()
    data[f"{number}-seen"] = review.version(review.account(stored))
    return DescribedForm(data, instance=stored, prefix=str(number))


def _overtaken(said: str) -> str:
    return _(
        "It was changed since you opened this page, and nothing was saved. It says now: “%(said)s”. Save again to put "
        "your words in their place."
    ) % {"said": said}


def _tell(request, saved: int, sent: int) -> None:
    if sent:
        said = ngettext("%(n)d picture waits for review now.", "%(n)d pictures wait for review now.", sent)
        messages.success(request, said % {"n": sent})
    elif saved:
        said = ngettext("%(n)d description is saved.", "%(n)d descriptions are saved.", saved)
        messages.success(request, said % {"n": saved})
