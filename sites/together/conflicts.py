"""Two editors at one record: the second save shows both versions and asks, and overwrites nothing unseen."""

from django.contrib import messages
from django.core import signing
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from .. import review
from ..history import about, last_about, tell_all
from ..models import is_number
from .forms import as_opened, blank_rows, form_of, lists_of, several
from .leftover import leftover
from .sides import Choice, Sent, choices, typed, write, write_rows
from .words import Side, sides

OPENED, SEEN, KEEP = "_opened", "_seen", "_keep-"
CARRIED = {"csrfmiddlewaretoken", OPENED, SEEN, "reason"}
SALT = "heritage.opened"
MOST_TOLD = 20


class Versioned:
    """For admins: every form of a record carries what it was opened at, and is saved on that alone."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is not None and request.method == "GET":  # before the form reads anything, so that nothing slips between
            request.opened_version = review.version(review.account(obj))
        return super().get_form(request, obj, change=change, **kwargs)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """A form that comes again keeps what it was opened at: what was typed was typed upon that."""
        if OPENED in request.POST:
            context["opened"] = request.POST[OPENED]
        elif obj is not None and hasattr(request, "opened_version") and self.has_change_permission(request, obj):
            formsets = [one.formset for one in context["inline_admin_formsets"] if one.has_change_permission]
            sent = as_opened(context["adminform"].form, formsets)
            context["opened"] = sealed(request.opened_version, last_about(obj), sent)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        obj = self.get_object(request, object_id)
        if obj is None:
            return self.left_page(request, None)
        if not self.has_change_permission(request, obj):
            return super().changeform_view(request, object_id, form_url, extra_context)
        if unsettled := Conflict(self, request, obj).page():
            return unsettled
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except review.Changed:  # at the same moment
            return Conflict(self, request, self.get_object(request, object_id)).page()

    def left_page(self, request, obj):
        """The record cannot be edited any more: what was typed is shown, so that it can be copied."""
        context = self.admin_site.each_context(request) | {
            "title": _("Nothing was saved"),
            "opts": self.opts,
            "record": obj,
            "rows": leftover(self, request),
            "since": told_since(obj, opened_at(request), request.user) if obj else [],
        }
        return TemplateResponse(request, "admin/heritage/left.html", context, status=409)


def sealed(version: str, seen: int, sent: Sent) -> str:
    return signing.dumps({"version": version, "seen": seen, "sent": sent.plain()}, salt=SALT, compress=True)


def unsealed(text: str) -> dict:
    """What a form was opened at; of no seal, or one that is not ours, nothing: then nobody saw what is stored."""
    try:
        return signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return {"version": "", "seen": None, "sent": Sent().plain()}


def opened_at(request) -> int | None:
    return unsealed(request.POST.get(OPENED, ""))["seen"]


def seen_before(request) -> int:
    """The last decision about the record that the page knew of from which a step was asked for; 0 if it tells none."""
    asked = request.POST.get("seen") or request.GET.get("seen") or ""
    return int(asked) if is_number(asked) else 0


def told_since(obj, seen: int | None, user) -> list:
    """The decisions about a record after the one that was seen last, the newest first."""
    if not seen:
        return []
    return tell_all(about(obj).filter(id__gt=seen).order_by("-id")[:MOST_TOLD], user)


class Conflict:
    """What stands between a form as it was sent and the record as it is stored."""

    def __init__(self, admin, request, obj):
        self.admin, self.request, self.obj = admin, request, obj
        self.form = form_of(admin, request, obj)
        self.lists = list(lists_of(admin, request, obj))
        self.now = as_opened(self.form, self.lists)
        self.version = review.version(review.account(obj))
        self.joint = getattr(admin.form, "joint", ())

    def page(self):
        """The page that asks, or None if the form may be saved, with what was chosen written into it."""
        missing = self.settle() if SEEN in self.request.POST else set()
        held = unsealed(self.request.POST.get(OPENED, ""))
        self.request.expected_version = self.version
        if held["version"] == self.version and not missing:
            return None
        opened = Sent.of(held["sent"])
        if (opened.fields, opened.lists) == (self.now.fields, self.now.lists):  # what changed is not in this form
            return None
        found = choices(opened, self.now, self.typed(self.now), self.joint)
        if found:
            return self.ask(held, found, missing)
        self.number_rows(self.now)
        return None

    def typed(self, like: Sent) -> Sent:
        return typed(self.request.POST, like, blank_rows(self.lists))

    def settle(self) -> set[str]:
        """Write what was chosen into what was sent, or nothing, and give the names of what is not chosen yet."""
        post = self.request.POST
        held, seen = unsealed(post.get(OPENED, "")), unsealed(post[SEEN])
        theirs = Sent.of(seen["sent"])
        found = choices(Sent.of(held["sent"]), theirs, self.typed(theirs), self.joint)
        chosen = {one.name: _chosen(post, one) for one in found}
        if missing := {name for name, side in chosen.items() if not side}:
            return missing
        data = post.copy()
        self.number_rows(theirs, data)
        for one in found:
            write(data, one, chosen[one.name], theirs, several(self.form))
        data[OPENED] = data.pop(SEEN)[-1]
        for name in [name for name in data if name.startswith(KEEP)]:
            del data[name]
        self.request.POST = data
        return set()

    def number_rows(self, theirs: Sent, data=None) -> None:
        """Let the rows that were sent bear the numbers under which they are stored."""
        data = self.request.POST.copy() if data is None else data
        mine = self.typed(theirs)
        for name, rows in theirs.lists.items():
            if [columns for _number, columns in rows] == [columns for _number, columns in mine.lists[name]]:
                write_rows(data, name, rows, rows)
        self.request.POST = data

    def ask(self, held: dict, found: list[Choice], missing: set[str]):
        if self.request.FILES:
            self.admin.message_user(
                self.request,
                _("A file cannot be kept meanwhile: choose it again once this is saved."),
                messages.WARNING,
            )
        post = self.request.POST
        context = self.admin.admin_site.each_context(self.request) | {
            "title": _("Two versions of one record"),
            "opts": self.admin.opts,
            "record": self.obj,
            "since": told_since(self.obj, held["seen"], self.request.user),
            "choices": [self._side(one, missing) for one in found],
            "missing": missing,
            "reason": post.get("reason", ""),
            "carried": [
                (name, text)
                for name, texts in post.lists()
                if name not in CARRIED and not name.startswith(KEEP)
                for text in texts
            ],
            "opened": post.get(OPENED, ""),
            "seen": sealed(self.version, last_about(self.obj), self.now),
        }
        return TemplateResponse(self.request, "admin/heritage/conflict.html", context, status=409)

    def _side(self, one: Choice, missing: set[str]) -> Side:
        return sides(one, self.form, self.lists, _chosen(self.request.POST, one), one.name in missing)


def _chosen(post, one: Choice) -> str:
    asked = post.get(f"{KEEP}{one.name}", "")
    offered = ("mine", "theirs", "both") if one.is_list else ("mine", "theirs")
    return asked if asked in offered else one.usual
