"""Handing a file in: what its rows are, the file, and a mapping that is known already."""

import csv

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ..imports import Mapping
from ..models import IMPORTED, HandedIn, is_number
from ..terms import Fault
from ..together import Twice, claim, made_by, new_token, token_of
from .examples import EXAMPLES
from .guesses import as_kept, proposed
from .keeping import MOST_MB, forget_old, keep, kinds_of, page, seen_imports, table_of, words_of

LATEST = 20
MOST_MAPPINGS = 50
KIND = "handedin"


class HandInForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Its rows are"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=gettext_lazy("The file"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.geojson,.json,.kml,.kmz,.gz"}),
        error_messages={"required": gettext_lazy("Choose the file."), "empty": gettext_lazy("The file is empty.")},
    )
    sheet = forms.CharField(
        label=gettext_lazy("Sheet"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("Of a workbook with several; without it, the first one is read."),
    )
    mapping = forms.ChoiceField(
        label=gettext_lazy("Which column is what"),
        required=False,
        help_text=gettext_lazy("You see and confirm it on the next page."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, _(IMPORTED.label(kind))) for kind in kinds_of(user)]
        self.fields["file"].help_text = _("CSV, XLSX, GeoJSON, KML or JSON, also packed as .gz, up to %d MB.") % MOST_MB
        before = [one for one in seen_imports(user)[:MOST_MAPPINGS] if one.mapping]
        told = [(one.pk, f"{one.file_name} ({one.at:%Y-%m-%d}, {one.get_kind_display()})") for one in before]
        nothing = _("Propose it: as in an import with the same columns, else by their names")
        self.fields["mapping"].choices = [("", nothing), *told]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_MB * 1024**2:
            said = _(
                "The file has %(size)d MB, and at most %(most)d MB can be handed in here: divide it, or pack it as "
                ".gz. Whoever runs the server can bring larger ones in from the shell."
            )
            raise forms.ValidationError(said % {"size": file.size // 1024**2, "most": MOST_MB})
        return file


@require_http_methods(["GET", "POST"])
def hand_in(request):
    """The form (GET); a file, which is kept and leads on to its columns (POST)."""
    if not kinds_of(request.user):
        raise PermissionDenied
    token = token_of(request.POST)
    if number := made_by(token, KIND):
        messages.info(request, _("This form was sent before: the file was not handed in a second time."))
        return _on(number)
    form = HandInForm(*_sent(request), user=request.user, initial={"kind": request.GET.get("kind", "")})
    if form.is_bound and form.is_valid():
        try:
            return _on(_received(request, form.cleaned_data, token).pk)
        except Twice:
            return _on(made_by(token, KIND))
        except Fault as fault:
            form.add_error("file", words_of(fault))
    mine = HandedIn.objects.filter(handed_in_by__user=request.user)[:LATEST]
    context = {"title": _("Bring a file in"), "form": form, "mine": mine, "once": token or new_token()}
    return page(request, "hand_in.html", context | {"kinds": _kinds(form)})


def _kinds(form: HandInForm) -> list[dict]:
    """What may be brought in, with the columns that a file of it may have."""
    return [{"value": value, "label": label, "rows": EXAMPLES[value]} for value, label in form.fields["kind"].choices]


def _sent(request) -> list:
    return [request.POST, request.FILES] if request.method == "POST" else []


def _on(number: int):
    return HttpResponseRedirect(reverse("admin:desk_handed_columns", args=[number]))


def _received(request, said: dict, token: str) -> HandedIn:
    """The file, kept, with the mapping that is proposed for it."""
    forget_old()
    with transaction.atomic():
        sending = claim(token or new_token(), KIND)
        handed = keep(said["file"], by=request.user, kind=said["kind"], sheet=said["sheet"])
        handed.mapping = as_kept(_mapping(request, handed, said["mapping"]))
        handed.save()
        sending.number = handed.pk
        sending.save()
    return handed


def _mapping(request, handed: HandedIn, chosen: str) -> Mapping:
    before = seen_imports(request.user)
    named = before.filter(pk=chosen).first() if is_number(chosen) else None
    with table_of(handed) as table:
        return proposed(handed.kind, table, named, before)


@require_GET
def template(request, kind):
    """A CSV file with the headers of a kind and a row that shows what may stand there."""
    if kind not in EXAMPLES:
        raise Http404
    if kind not in kinds_of(request.user):
        raise PermissionDenied
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{kind}-template.csv"'
    answer.write("\ufeff")
    rows = EXAMPLES[kind]
    csv.writer(answer).writerows([[header for header, *_ in rows], [cell for _, cell, *_ in rows]])
    return answer
