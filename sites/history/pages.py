"""The pages of a record's story: all of it, what it said then, two points compared, and saying it again."""

from itertools import groupby

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import review
from ..models import Decision, is_number
from .past import about, last_about, said_then
from .reason import ReasonField
from .restore import plan, possible, restore
from .words import compare, tell, tell_all

AT_ONCE = 50
NOW = "now"


class RestoreForm(forms.Form):
    """Asks why an earlier version is said again, and carries the last decision that the editor knew of."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = ReasonField(
        help_text=gettext_lazy(
            "Kept with the change. Once something is published, readers see it: never name people at risk in it."
        )
    )


class Storied:
    """For admins: every record has a story, and every decision of it an address of its own."""

    def get_urls(self):
        pages = {
            "<int:number>/history/compare/": ("compare", self.compare_view),
            "<int:number>/history/<int:decision>/": ("then", self.then_view),
            "<int:number>/history/<int:decision>/restore/": ("restore", self.restore_view),
        }
        own = [
            path(where, self.admin_site.admin_view(view), name=f"{self.opts.app_label}_{self.opts.model_name}_{name}")
            for where, (name, view) in pages.items()
        ]
        return [*own, *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        """The decisions about the record in plain words, the newest first, some at a time."""
        obj = self.get_object(request, object_id)
        if obj is None or not self.has_view_or_change_permission(request, obj):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        decisions, newer, older = _some(about(obj), request.GET)
        days = groupby(tell_all(decisions, request.user), key=lambda told: localtime(told.decision.at).date())
        return self._page(
            request,
            "object_history.html",
            obj,
            _("History: %s") % obj,
            days=[(day, list(told)) for day, told in days],
            newer=newer,
            older=older,
            many=len(decisions) > 1,
        )

    def then_view(self, request, number, decision):
        """What the record said once a decision was taken."""
        obj, taken = self._point(request, number, decision)
        said = said_then(obj, taken)
        return self._page(
            request,
            "said_then.html",
            obj,
            _("What it said then: %s") % obj,
            told=tell(taken, request.user),
            facts=compare(obj, {}, said, request.user),
            differs=compare(obj, said, review.account(obj), request.user),
            previous=about(obj).filter(id__lt=taken.pk).order_by("-id").first(),
            following=about(obj).filter(id__gt=taken.pk).order_by("id").first(),
            may_restore=possible(obj, request.user),
        )

    def compare_view(self, request, number):
        """Two points of the story side by side; the older one first, whichever was asked for first."""
        obj = self._seen(request, number)
        asked = sorted((request.GET.get(name, NOW) for name in ("from", "to")), key=_place)
        points = [None if one == NOW else self._decision(obj, one) for one in asked]
        before, after = (review.account(obj) if point is None else said_then(obj, point) for point in points)
        return self._page(
            request,
            "compare.html",
            obj,
            _("Two points of its story: %s") % obj,
            points=points,
            shown={"differences": compare(obj, before, after, request.user)},
        )

    def restore_view(self, request, number, decision):
        """Show what would change and ask why (GET), then say it again (POST)."""
        obj, taken = self._point(request, number, decision)
        if not request.user.has_perm(f"heritage.change_{self.opts.model_name}"):
            raise PermissionDenied
        then = said_then(obj, taken)
        form = RestoreForm(request.POST if request.method == "POST" else None, initial={"seen": last_about(obj)})
        if form.is_bound and form.is_valid():
            try:
                made = restore(obj, then, by=request.user, **form.cleaned_data)
            except review.Refused as refused:
                obj = self.get_object(request, str(number))
                form = _asked_again(form, refused, last_about(obj))
            else:
                self.message_user(request, _restored(obj, made), messages.SUCCESS)
                return HttpResponseRedirect(self._address("change", made.pk))
        wanted = plan(obj, then, request.user)
        return self._page(
            request,
            "restore.html",
            obj,
            _("Say it again: %s") % obj,
            told=tell(taken, request.user),
            form=form,
            shown={"differences": compare(obj, wanted.now, wanted.said, request.user)},
            stays=wanted.stays,
            possible=possible(obj, request.user),
        )

    def _seen(self, request, number: int):
        obj = self.get_object(request, str(number))
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        return obj

    def _decision(self, obj, number) -> Decision:
        found = about(obj).filter(pk=number).first() if is_number(str(number)) else None
        if found is None:
            raise Http404
        return found

    def _point(self, request, number: int, decision: int):
        obj = self._seen(request, number)
        return obj, self._decision(obj, decision)

    def _address(self, page: str, *args) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def _page(self, request, template: str, obj, title: str, **context):
        own = {
            "title": title,
            "opts": self.opts,
            "object": obj,
            "module_name": str(self.opts.verbose_name_plural).capitalize(),
            "addresses": {page: f"admin:heritage_{self.opts.model_name}_{page}" for page in PAGES},
        }
        context = self.admin_site.each_context(request) | own | context
        return TemplateResponse(request, f"admin/heritage/{template}", context)


PAGES = ("change", "changelist", "history", "compare", "then", "restore")


def _place(asked: str) -> tuple[bool, int]:
    return (asked == NOW, int(asked) if is_number(asked) else 0)


def _some(decisions, asked) -> tuple[list[Decision], int, int]:
    """Some of the decisions, the newest first, and the keys of those before and after them (0: there are none)."""
    before, after = (int(asked[name]) if is_number(asked.get(name, "")) else 0 for name in ("before", "after"))
    if after:
        found = list(decisions.filter(id__gt=after).order_by("id")[: AT_ONCE + 1])
        more, found = len(found) > AT_ONCE, found[:AT_ONCE][::-1]
        return found, found[0].pk if found and more else 0, found[-1].pk if found else 0
    older = decisions.filter(id__lt=before) if before else decisions
    found = list(older.order_by("-id")[: AT_ONCE + 1])
    more, found = len(found) > AT_ONCE, found[:AT_ONCE]
    return found, found[0].pk if found and before else 0, found[-1].pk if found and more else 0


def _asked_again(form: RestoreForm, refused: review.Refused, seen: int) -> RestoreForm:
    """The same form with what the gate said; its record is another now, so it carries another decision."""
    form.data = form.data.copy()
    form.data["seen"] = seen
    for problem in refused.problems:
        form.add_error(None, problem)
    return form


def _restored(obj, made) -> str:
    if made.pk != obj.pk:
        return _(
            "A correction was opened that says it again. The report stands until it is published: send it to review."
        )
    return _("“%(record)s” says again what it said then.") % {"record": made}
