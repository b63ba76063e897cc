"""The articles that a report rests on, in its own form: one that is logged, or one that is logged with the report."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import review, terms
from ..answers import article_at
from ..desk import FewNewRows, Picking, RowForm
from ..models import Article, Citation

NEW = {"new_url": "url", "new_title": "title", "new_publisher": "publisher", "new_published": "published"}


def _new(name: str, **attrs) -> forms.CharField:
    """A field of an article that is not logged yet, labelled and limited as the article's own form does."""
    field = Article._meta.get_field(name)
    widget = forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"} | attrs)
    return forms.CharField(
        label=capfirst(field.verbose_name),
        required=False,
        max_length=field.max_length,
        widget=widget,
        help_text=field.help_text,
    )


class CitationForm(RowForm):
    """A citation. Its article may be named here instead of chosen: it is logged when the report is saved."""

    request = None
    new_url = _new("url", dir="ltr", inputmode="url")
    new_title = _new("title", dir="auto")
    new_publisher = _new("publisher", dir="auto")
    new_published = _new("published", dir="ltr")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.unlogged = None
        if "article" in self.fields:
            self.fields["article"].required = False

    def clean(self):
        cleaned = super().clean()
        if "article" in self.fields and not cleaned.get("article") and "article" not in self.errors:
            cleaned["article"] = self._logged_there() or self._unlogged(cleaned)
        return cleaned

    def _logged_there(self) -> Article | None:
        """Who names a page that is logged means that article."""
        return article_at(_with_scheme(self.cleaned_data.get("new_url") or ""))

    def _unlogged(self, cleaned: dict) -> None:
        given = {field: cleaned.get(name, "").strip() for name, field in NEW.items()}
        if not any(given.values()):
            self.add_error("article", _("Choose the article, or log it below: no report without a source."))
            return
        article = Article(**given | {"url": _with_scheme(given["url"]) or None})
        try:
            article.full_clean()
        except ValidationError as fault:
            for name, field in NEW.items():
                if field in fault.error_dict:
                    self.add_error(name, fault.error_dict[field])
        self.unlogged = article

    def save(self, commit=True):
        if self.unlogged:
            self.instance.article = self._log()
        return super().save(commit)

    def _log(self) -> Article:
        self.unlogged.save()
        review.record(self.unlogged, by=self.request.user, reason=_("Logged with a report that rests on it."))
        return self.unlogged


def _with_scheme(link: str) -> str:
    """An address as people copy it: the bar of some browsers leaves out how it begins."""
    link = link.strip()
    return link if not link or "://" in link else f"https://{link}"


class CitationFormSet(BaseInlineFormSet):
    def clean(self):
        """One new article in two rows would be logged twice."""
        super().clean()
        rows = [form for form in self.forms if form not in self.deleted_forms]
        named = [form.unlogged.url for form in rows if form.unlogged and form.unlogged.url]
        if len(named) > len(set(named)):
            raise ValidationError(_("A new article is named twice: save the report with one, then cite it again."))


def alone(picker, *, add: bool = False):
    """Without the stock links beside a picker: each would be one more key press on the way to the next field."""
    picker.can_add_related = picker.can_add_related and add
    picker.can_change_related = picker.can_view_related = picker.can_delete_related = False


class CitationInline(FewNewRows, Picking, admin.StackedInline):
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    extra = 0
    autocomplete_fields = ["article"]
    verbose_name = gettext_lazy("Citation")
    verbose_name_plural = gettext_lazy("The articles it rests on")

    def get_fieldsets(self, request, obj=None):
        cited = (None, {"fields": ["article", "role", "quote", "locator"]})
        if not request.user.has_perm("heritage.add_article"):
            return [cited]
        title = gettext_lazy("It is not here yet: log it now")
        return [cited, (title, {"fields": list(NEW), "classes": ["collapse", "desk-new-article"]})]

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.request = request
        return formset

    def get_min_num(self, request, obj=None, **kwargs):
        """A new report begins with one to be filled in: no status without a source."""
        return 0 if obj else 1

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "quote":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField", "dir": "auto"})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "article":
            alone(field.widget)
        if db_field.name == "role":
            field.help_text = format_html_join(
                "", "<span><b>{}</b>: {}</span> ", ((_(role.label), _(role.hint)) for role in terms.ROLES.values())
            )
        return field
