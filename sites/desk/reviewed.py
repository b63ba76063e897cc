"""The admin of what reviewers decide upon: its steps, one by one and many at once."""

from functools import partial

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from .. import review
from ..history import last_about
from ..models import Site
from ..queue import few_of, notes, outcome_of
from ..together import InBulk, seen_before, told_since
from .gate import HELD, DraftForm, GatedAdmin, held, stored
from .steps import IN_BULK, STEPS, Step, allowed, fits, forecast, open_steps, takes


def _step_in_bulk(admin, request, queryset, step: Step):
    return admin.in_bulk(
        request,
        queryset.select_related("site") if step.name == "publish" and admin.model is not Site else queryset,
        action=f"{step.name}_selected",
        label=step.label,
        forecast=partial(forecast, step),
        warn=partial(few_of, step.name),
        act=step.act,
    )


class ReviewedAdmin(InBulk, GatedAdmin):
    """The admin of a record that reviewers decide upon. What was published is read-only; steps lead it on."""

    form = DraftForm

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_step"
        view = self.admin_site.admin_view(self.step_view)
        return [path("<int:number>/step/<slug:name>/", view, name=name), *super().get_urls()]

    def editable(self, obj) -> bool:
        return obj.is_open

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or self.editable(obj))

    def has_delete_permission(self, request, obj=None):
        """The link to delete it; the step behind it passes the gate. No list is deleted at once."""
        return obj is not None and STEPS["discard"] in open_steps(request.user, obj)

    def delete_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, object_id)
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return HttpResponseRedirect(reverse(self._name("step"), args=[record.pk, "discard"]))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Who saves what was decided meanwhile is told so, and shown what was typed."""
        if request.method == "POST" and object_id:
            obj = self.get_object(request, object_id)
            if obj and not self.editable(obj) and super().has_change_permission(request):
                return self.left_page(request, obj)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            shut = getattr(request, HELD, None)
            context |= {
                "record": stored(obj) if shut else obj,
                "steps": self.step_links(request, obj),
                "sees_place": review.sees_place(request.user, getattr(obj, "site", obj)),
                "missing": review.unready(stored(obj)) if obj.state != "published" and not shut else [],
                **notes(request.user, obj),
            }
        context["may_submit"] = obj is None or obj.state in STEPS["submit"].states
        return super().render_change_form(request, context, add, change, form_url, obj)

    def step_links(self, request, obj) -> list[dict]:
        seen = last_about(obj)
        return [
            {"step": step, "url": f"{reverse(self._name('step'), args=[obj.pk, step.name])}?seen={seen}"}
            for step in open_steps(request.user, obj)
            if step.name != "discard"
        ]

    def response_post_save_add(self, request, obj):
        return self._after_save(request, obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request, obj):
        return self._after_save(request, obj) or super().response_post_save_change(request, obj)

    def _after_save(self, request, obj):
        if "_submit" in request.POST:
            return HttpResponseRedirect(reverse(self._name("step"), args=[obj.pk, "submit"]))
        return None

    def step_view(self, request, number, name):
        """Ask why (GET), then do it (POST)."""
        record = self.get_object(request, str(number))
        step = STEPS.get(name)
        if record is None or step is None or not takes(step, record):
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(number))
        if not self.has_view_permission(request, record) or not allowed(request.user, step, record):
            raise PermissionDenied
        form = step.form(step, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                made = self._take(request, step, record, form.cleaned_data)
            except review.Refused as refused:
                record = stored(record)
                for problem in refused.problems:
                    form.add_error(None, problem)
            else:
                self.message_user(request, step.done % {"record": record}, messages.SUCCESS)
                return HttpResponseRedirect(self._after_step(request, step, made or record))
        return TemplateResponse(request, "admin/heritage/step.html", self._step_context(request, record, step, form))

    def _take(self, request, step, record, asked: dict):
        """Take the step, unless the record was changed since the account looked at it."""
        with transaction.atomic():
            if last_about(held(record)) > seen_before(request):
                raise review.Refused(_("It was changed since you looked: nothing was done yet. Look at what changed."))
            return step.act(record, by=request.user, **asked)

    def get_actions(self, request):
        """Also the steps that this account may take with many records at once."""
        actions = super().get_actions(request)
        if IS_POPUP_VAR in request.GET:
            return actions
        steps = (STEPS[name] for name in IN_BULK)
        return actions | {
            f"{step.name}_selected": (
                partial(_step_in_bulk, step=step),
                f"{step.name}_selected",
                _("%(step)s the selected …") % {"step": step.label},
            )
            for step in steps
            if allowed(request.user, step, self.model)
        }

    def _step_context(self, request, record, step, form) -> dict:
        return self.admin_site.each_context(request) | {
            "title": step.label,
            "opts": self.opts,
            "record": record,
            "step": step,
            "form": form,
            "fits": fits(step, record),
            "seen": last_about(record),
            "since": told_since(record, seen_before(request), request.user),
            "back": "queue" if "queue" in (request.GET.get("back"), request.POST.get("back")) else "",
            "missing": review.unready(record) if step.name in ("submit", "publish") else [],
            "change_url": reverse(self._name("change"), args=[record.pk]),
            "own": step.makes_public and review.own_work([record], request.user),
            "media": self.media + form.media,
            **outcome_of(step.name, record),
        }

    def _after_step(self, request, step, record) -> str:
        if request.POST.get("back") == "queue":
            return reverse("admin:desk_review")
        if step.name == "discard":
            return reverse(self._name("changelist"))
        return reverse(self._name("change"), args=[record.pk])

    def _name(self, page: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
