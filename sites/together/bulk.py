"""One step for many records: a page that asks why and tells what will come of each, then one decision for each."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import models, transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import review
from ..history import ReasonField, about
from ..models import Decision

MOST = 200
MOST_NAMED = 10
DONE = "_done"


class BulkForm(forms.Form):
    """Asks why, and carries the last decision of all that the page knew of."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = ReasonField(
        help_text=gettext_lazy(
            "It stands in the decision about each of them, and is shown to readers once something is published: never "
            "name people at risk in it."
        )
    )


@dataclass(frozen=True, slots=True)
class Fate:
    """What will come of a record, or came of it: the reasons against it, if there are any; else what to know first."""

    record: models.Model
    problems: list[str]
    warning: str = ""


class InBulk:
    """For admins: steps that are taken with all that is selected in a list.

    ``forecast(record)`` says what stands against it, ``warn(records)`` of those that can take it what to know before
    of each; ``act(record, by, reason)`` passes the gate.
    """

    def in_bulk(self, request, queryset, *, action: str, label: str, forecast, warn, act, extra=None):
        """The page that asks (the first time), and what came of it once a reason is given."""
        records = list(queryset.order_by("pk")[: MOST + 1])
        if len(records) > MOST:
            said = _("Nothing was done: at most %(most)d at once. Select fewer of them.")
            self.message_user(request, said % {"most": MOST}, messages.ERROR)
            return None
        sent = request.POST if DONE in request.POST else None
        form = BulkForm(sent, initial={"seen": last_decision()})
        if form.is_bound and form.is_valid():
            fates = [self._fate(request, record, act, **form.cleaned_data) for record in records]
            tell_fates(request, self, label, fates)
            return None
        fates = foreseen(records, forecast, warn)
        context = self.admin_site.each_context(request) | {
            "title": f"{label}: {len(records)} × {self.opts.verbose_name}",
            "label": label,
            "opts": self.opts,
            "action": action,
            "form": form,
            "fates": fates,
            "able": sum(not fate.problems for fate in fates),
            "name": ACTION_CHECKBOX_NAME,
            "done": DONE,
            "extra": extra or {},
        }
        return TemplateResponse(request, "admin/heritage/bulk.html", context)

    def _fate(self, request, record, act, *, seen: int, reason: str) -> Fate:
        """One record, in a transaction of its own: what one may not do keeps nobody else from theirs."""
        try:
            with transaction.atomic():
                held = type(record)._base_manager.select_for_update(no_key=True).filter(pk=record.pk).first()
                if held is None:
                    raise review.Refused(_("It is not here any more: somebody deleted it meanwhile."))
                if about(held).filter(id__gt=seen).exists():
                    raise review.Refused(_("It was changed since you looked: look at it again."))
                act(held, by=request.user, reason=reason)
        except review.Refused as refused:
            return Fate(record, list(refused.problems))
        return Fate(record, [])


def foreseen(records: list, forecast, warn) -> list[Fate]:
    against = [(record, forecast(record)) for record in records]
    able = [record for record, problems in against if not problems]
    warnings = {record.pk: said for record, said in zip(able, warn(able), strict=True)}
    return [Fate(record, problems, warnings.get(record.pk, "")) for record, problems in against]


def last_decision() -> int:
    return Decision.objects.order_by("-id").values_list("id", flat=True).first() or 0


def tell_fates(request, admin, label: str, fates: list[Fate]) -> None:
    """How many it worked for, and of the others which and why."""
    refused = [fate for fate in fates if fate.problems]
    done = len(fates) - len(refused)
    words = ngettext("%(label)s: done with %(count)d record.", "%(label)s: done with %(count)d records.", done)
    admin.message_user(request, words % {"label": label, "count": done}, messages.SUCCESS if done else messages.WARNING)
    for fate in refused[:MOST_NAMED]:
        said = {"record": fate.record, "why": " ".join(fate.problems)}
        admin.message_user(request, _("Not “%(record)s”: %(why)s") % said, messages.WARNING)
    if (more := len(refused) - MOST_NAMED) > 0:
        words = ngettext("%(count)d more was refused.", "%(count)d more were refused.", more)
        admin.message_user(request, words % {"count": more}, messages.WARNING)
