"""The page on which two records of one site become one."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from .. import dates, review
from ..models import Site
from ..terms import KINDS, VISIBILITIES, as_hidden_as
from ..translations import lines_of
from .outlines import outline_words

KEPT, GONE = "kept", "gone"
OF_THE_PLACE = ("place", "footprint", "point")


class MergeForm(forms.Form):
    """For every field in which the two differ, which of them is right; how much readers see; why."""

    def __init__(self, kept: Site, gone: Site, user, *args):
        super().__init__(*args)
        seen = all(review.sees_place(user, site) for site in (kept, gone))
        self.choices = [
            name
            for name in review.TAKEN_TOGETHER
            if any(_values(gone, name)) and (_values(kept, name) != _values(gone, name) or _is_a_guess(name, seen))
        ]
        for name in self.choices:
            initial = KEPT if any(_values(kept, name)) else GONE
            sides = [(KEPT, said(kept, name, user)), (GONE, said(gone, name, user))]
            self.fields[name] = forms.ChoiceField(
                label=title_of(name), choices=sides, initial=initial, widget=forms.RadioSelect
            )
        hidden = review.hidden_more(kept, gone)
        open_to = list(VISIBILITIES) if review.sees_places(user) else as_hidden_as(hidden)
        self.fields["visibility"] = forms.ChoiceField(
            label=gettext_lazy("What the public sees of the place"),
            choices=[(value, _(VISIBILITIES.label(value))) for value in open_to],
            initial=hidden,
        )
        self.fields["reason"] = forms.CharField(
            label=gettext_lazy("Reason"),
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField", "dir": "auto"}),
            error_messages={"required": gettext_lazy("Give a reason: it is kept, and shown to readers.")},
            help_text=gettext_lazy("Kept with both records, and shown to readers: never name people at risk in it."),
        )

    @property
    def rows(self):
        return [self[name] for name in self.choices]

    @property
    def taken(self) -> list[str]:
        return [name for name in self.choices if self.cleaned_data[name] == GONE]


def merging(request, kept: int, gone: int):
    """The two side by side and what will happen (GET); then it happens (POST)."""
    if not request.user.has_perm("heritage.review"):
        raise PermissionDenied
    stays, goes = (get_object_or_404(Site.objects.select_related("part_of"), pk=number) for number in (kept, gone))
    if merged := next((site for site in (stays, goes) if site.merged_into_id), None):
        said = {"site": merged, "other": merged.merged_into}
        messages.error(request, _("“%(site)s” was merged into “%(other)s” already.") % said)
        return HttpResponseRedirect(reverse("admin:heritage_site_change", args=[merged.merged_into_id]))
    form = MergeForm(stays, goes, request.user, *([request.POST] if request.method == "POST" else []))
    if form.is_bound and form.is_valid():
        told = {"reason": form.cleaned_data["reason"], "visibility": form.cleaned_data["visibility"]}
        try:
            waits = review.merge(stays, goes, by=request.user, taken=form.taken, **told)
        except review.Refused as refused:
            for problem in refused.problems:
                form.add_error(None, problem)
            stays, goes = (get_object_or_404(Site, pk=number) for number in (kept, gone))
        else:
            said = {"gone": goes, "kept": stays}
            messages.success(request, _("“%(gone)s” is merged into “%(kept)s”; its address leads there.") % said)
            if waits:
                messages.info(request, _("Its place changes when another reviewer accepts that: it waits for review."))
            return HttpResponseRedirect(reverse("admin:heritage_site_change", args=[kept]))
    context = admin.site.each_context(request) | {
        "title": _("Merge two records of one site"),
        "kept": stays,
        "gone": goes,
        "form": form,
        "moving": moving(goes),
        "known": goes.first_published,
        "swapped": reverse("admin:desk_merge", args=[gone, kept]),
    }
    return TemplateResponse(request, "admin/heritage/merge.html", context)


def moving(gone: Site) -> list[str]:
    """How much will move, counted."""
    counts = {
        "reports": (gone.reports.count(), lambda n: ngettext("%d report", "%d reports", n)),
        "photos": (gone.photos.count(), lambda n: ngettext("%d photo", "%d photos", n)),
        "parts": (gone.parts.count(), lambda n: ngettext("%d part", "%d parts", n)),
        "proposals": (gone.proposals.count(), lambda n: ngettext("%d proposal", "%d proposals", n)),
    }
    return [words(count) % count for count, words in counts.values() if count]


def _is_a_guess(name: str, seen: bool) -> bool:
    """Whether to be told that both say the same there would be to be told that what one guessed is the place."""
    return name in OF_THE_PLACE and not seen


def title_of(name: str) -> str:
    return _("Point") if name == "point" else capfirst(Site._meta.get_field(name).verbose_name)


def said(site: Site, name: str, user) -> str:
    """What a site says there, in words; not where it lies, to those who may not know."""
    values = _values(site, name)
    if not any(values):
        return _("nothing")
    if name in OF_THE_PLACE and not review.sees_place(user, site):
        return _("withheld: the place is protected")
    return WORDS.get(name, lambda held: str(getattr(held, name)))(site)


def _values(site: Site, name: str) -> list:
    if name == "point" and site.latitude is None:
        return []
    values = [getattr(site, field) for field in review.TAKEN_TOGETHER[name]]
    return ["0", *values] if name == "point" else values  # a point on the equator says something


def _point_words(site: Site) -> str:
    words = [f"{site.latitude}, {site.longitude}"]
    words += [_("± %(metres)d m") % {"metres": site.precision_m}] if site.precision_m else []
    words += [_("approximate")] if site.approximate else []
    return "; ".join([*words, *filter(None, [site.point_source])])


def _summary_words(site: Site) -> str:
    others = [f"{line.language}: {line.text}" for line in lines_of(site)]
    return " · ".join(filter(None, [site.summary, *others]))


WORDS = {
    "summary": _summary_words,
    "kind": lambda site: _(KINDS.label(site.kind)),
    "country": lambda site: site.country.name,
    "built": lambda site: f"{dates.words(site.built, get_language())} ({site.built})",
    "footprint": lambda site: outline_words(site.footprint),
    "point": _point_words,
}
