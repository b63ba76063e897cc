"""What is looked at and never changed here: decisions in plain words, and what was read in the articles."""

from django.apps import apps
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import review
from ..desk import Listing
from ..history import tell
from ..models import Decision, Proposal
from ..terms import VERBS


def address_of(decision: Decision) -> str:
    """The desk's page of the record that a decision is about; empty if it is gone, or has no page."""
    model = apps.get_model("heritage", decision.kind)
    number = {"number": decision.number} if decision.kind == "report" else {"pk": decision.number}
    pk = model._base_manager.filter(**number).order_by("-pk").values_list("pk", flat=True).first()
    has_page = model in admin.site._registry
    return reverse(f"admin:heritage_{decision.kind}_change", args=[pk]) if pk and has_page else ""


class ToRead(Listing, admin.ModelAdmin):
    """A list whose records are looked at here and never changed."""

    class Media:
        css = {"all": ["admin_desk/desk.css"]}

    def history_view(self, request, object_id, extra_context=None):
        """What is never changed has no history."""
        return HttpResponseRedirect(reverse(f"admin:heritage_{self.opts.model_name}_change", args=[object_id]))

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
    sortable_by = ["at"]
    ordering = ["-id"]
    change_form_template = "admin/heritage/decision.html"
    fields = ["at", "what", "record", "leads_to", "who", "reason", "differences", "digest", "previous"]

    def get_fields(self, request, obj=None):
        """A digest is left out where places are: who knows the rest of what it is made of can try every point."""
        hidden = () if review.sees_places(request.user) else ("digest", "previous")
        return [name for name in self.fields if name not in hidden]

    def get_object(self, request, object_id, from_field=None):
        """The decision, and who reads it: exact places are not for everybody."""
        if decision := super().get_object(request, object_id, from_field):
            decision.reader = request.user
        return decision

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
        told = tell(decision, decision.reader)
        return render_to_string("admin/heritage/_differences.html", {"told": told}) if told.differences else "–"


@admin.register(Proposal)
class ProposalAdmin(ToRead):
    """What was read in all articles and what editors made of it; it is decided on beside the text of its article."""

    list_display = ["place", "kind", "state", "sentence", "rules", "decided_at"]
    list_filter = ["state", "kind", "rules"]
    list_select_related = ["site"]
    search_fields = ["quote", "place_name", "site__name"]
    sortable_by = []
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
