"""What is looked at and never changed here: decisions in plain words, and what was read in the articles."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries.fields import CountryField

from .. import dates, terms
from ..models import VERBS, Article, Decision, Proposal

LISTS = {
    "names": gettext_lazy("names"),
    "identifiers": gettext_lazy("identifiers"),
    "citations": gettext_lazy("citations"),
}
DATES = {"event", "published", "built", "taken"}
TERM_LISTS = {"causes": terms.CAUSES, "methods": terms.METHODS}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field's name and what it said before and after, each as lines of text."""

    field: str
    before: list[str]
    after: list[str]


@dataclass(frozen=True, slots=True)
class Told:
    """A decision in words."""

    decision: Decision
    what: str
    differences: list[Difference]


def tell(decision: Decision) -> Told:
    model = apps.get_model("heritage", decision.kind)
    changes = decision.changes
    if decision.verb == "deleted":
        changes = {name: [said, None] for name, said in changes.items() if said}
    return Told(
        decision,
        _(VERBS.label(decision.verb)),
        [Difference(_title(model, name), *_sides(model, name, *sides)) for name, sides in changes.items()],
    )


def compare(record: models.Model, before: dict, after: dict) -> list[Difference]:
    """How two accounts of a record differ, in words."""
    return [
        Difference(_title(type(record), name), *_sides(type(record), name, before.get(name), said))
        for name, said in after.items()
        if (before.get(name) or "") != (said or "")
    ]


def _title(model, name: str) -> str:
    if name in LISTS:
        return str(LISTS[name])
    try:
        return str(model._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name


def _sides(model, name: str, before, after) -> tuple[list[str], list[str]]:
    """Both sides of a change; of a list only the lines that differ."""
    old, new = _lines(model, name, before), _lines(model, name, after)
    if name not in LISTS:
        return old, new
    return [line for line in old if line not in new], [line for line in new if line not in old]


def _lines(model, name: str, said) -> list[str]:
    if said in (None, "", []):
        return []
    if name in LISTS:
        return [_row(name, row) for row in said]
    if name in TERM_LISTS:
        return [", ".join(_(TERM_LISTS[name].label(one)) for one in said)]
    return [_value(model, name, said)]


def _row(name: str, row: list) -> str:
    if name == "names":
        text, language, kind = row
        return ", ".join(filter(None, [text, language, _(terms.NAME_KINDS.label(kind))]))
    if name == "identifiers":
        scheme, value = row
        return f"{terms.SCHEMES.label(scheme)} {value}"
    article, role, quote, locator = row
    source = Article.objects.filter(pk=article).first() or _("article %d") % article
    return ", ".join(filter(None, [f"{_(terms.ROLES.label(role))}: {source}", quote and f"“{quote}”", locator]))


def _value(model, name: str, said) -> str:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return str(said)
    if isinstance(field, models.ForeignKey):
        return str(field.related_model.objects.filter(pk=said).first() or said)
    if isinstance(said, bool):
        return _("yes") if said else _("no")
    if name in DATES:
        return f"{dates.words(said)} ({said})"
    if isinstance(field, CountryField):
        return dict(field.choices).get(said, said)
    return str(dict(field.flatchoices).get(said, said))


def address_of(decision: Decision) -> str:
    """The desk's page of the record that a decision is about; empty if it is gone."""
    model = apps.get_model("heritage", decision.kind)
    number = {"number": decision.number} if decision.kind == "report" else {"pk": decision.number}
    pk = model._base_manager.filter(**number).order_by("-pk").values_list("pk", flat=True).first()
    return reverse(f"admin:heritage_{decision.kind}_change", args=[pk]) if pk else ""


class Listing:
    """For admins: an address typed by hand that asks for a number no column holds leads to the whole list."""

    def get_changelist_instance(self, request):
        try:
            return super().get_changelist_instance(request)
        except (OverflowError, ValueError) as fault:
            raise IncorrectLookupParameters from fault


class ToRead(Listing, admin.ModelAdmin):
    """A list whose records are looked at here and never changed."""

    show_full_result_count = False
    list_per_page = 50

    class Media:
        css = {"all": ["admin_desk/desk.css"]}

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Decision)
class DecisionAdmin(ToRead):
    """The database itself refuses to change a decision."""

    list_display = ["at", "what", "record", "who", "reason"]
    list_filter = ["verb", "kind", "at"]
    search_fields = ["label", "reason", "who"]
    ordering = ["-id"]
    change_form_template = "admin/heritage/decision.html"
    fields = ["at", "what", "record", "leads_to", "who", "reason", "differences", "digest", "previous"]

    @admin.display(description=gettext_lazy("what"), ordering="verb")
    def what(self, decision):
        return _(VERBS.label(decision.verb))

    @admin.display(description=gettext_lazy("record"), ordering="label")
    def record(self, decision):
        kind = apps.get_model("heritage", decision.kind)._meta.verbose_name
        return format_html("{} {}: {}", kind, decision.number, decision.label)

    @admin.display(description=gettext_lazy("leads to"))
    def leads_to(self, decision):
        address = address_of(decision)
        return format_html('<a href="{}">{}</a>', address, _("Open the record")) if address else "–"

    @admin.display(description=gettext_lazy("differences"))
    def differences(self, decision):
        told = tell(decision)
        return render_to_string("admin/heritage/_differences.html", {"told": told}) if told.differences else "–"


@admin.register(Proposal)
class ProposalAdmin(ToRead):
    """What was read in all articles and what editors made of it; it is decided on beside the text of its article."""

    list_display = ["place", "kind", "state", "sentence", "rules", "decided_at"]
    list_filter = ["state", "kind", "rules"]
    list_select_related = ["site"]
    search_fields = ["quote", "place_name", "site__name"]
    ordering = ["-id"]
    change_form_template = "admin/heritage/decision.html"
    fields = [
        "article",
        "quote",
        "site",
        "place_name",
        "kind",
        "level",
        "recovery",
        "event",
        "verification",
        "claimant",
        "reasons",
        "rules",
        "state",
        "report",
        "otherwise",
        "decided_by",
        "decided_at",
    ]

    @admin.display(description=gettext_lazy("site"), ordering="site__name")
    def place(self, proposal):
        return proposal.site or proposal.place_name or "–"

    @admin.display(description=gettext_lazy("sentence"))
    def sentence(self, proposal):
        return Truncator(proposal.quote).chars(120)

    @admin.display(description=gettext_lazy("article"))
    def article(self, proposal):
        article = proposal.working_copy.capture.article
        address = reverse("admin:heritage_article_read", args=[article.pk])
        asked = f"?copy={proposal.working_copy_id}&card={proposal.pk}#card-{proposal.pk}"
        return format_html('<a href="{}{}"><bdi>{}</bdi></a>', address, asked, article)

    @admin.display(description=gettext_lazy("why it was read so"))
    def reasons(self, proposal):
        text = proposal.working_copy.text
        rows = ((text[start:end], says) for start, end, says in proposal.because)
        return format_html_join("", '<div>“<bdi>{}</bdi>” <span class="desk-arrow">→</span> {}</div>', rows) or "–"

    @admin.display(description=gettext_lazy("otherwise than read"))
    def otherwise(self, proposal):
        pairs = ((name, str(was), str(said)) for name, (was, said) in proposal.corrected.items() if name != "made")
        return format_html_join("", "<div>{}: <del>{}</del> <ins>{}</ins></div>", pairs) or "–"
