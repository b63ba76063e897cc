"""What a step asks before it is taken: why, and by which article a report was found to be wrong."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import review
from ..history import ReasonField
from ..models import Article, Citation, canonical_link, check_edtf
from .gate import Picker


class StepForm(forms.Form):
    """Asks why a step is taken."""

    reason = ReasonField(
        help_text=gettext_lazy(
            "The reason is kept, and shown to readers once something is published: never name people at risk in it."
        )
    )

    def __init__(self, step, *args):
        super().__init__(*args, initial={"reason": step.reason})
        if step.reason is None:
            del self.fields["reason"]


def text(label: str, longest: int, **said) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "vTextField", "dir": "auto"})
    return forms.CharField(label=label, max_length=longest, required=False, widget=widget, **said)


class RefuteForm(StepForm):
    """Asks for the article that shows a report to be wrong: one that is logged, or a new one by its address."""

    article = forms.ModelChoiceField(
        Article.objects,
        label=gettext_lazy("The article that shows it to be wrong"),
        required=False,
        widget=Picker(Citation._meta.get_field("article"), admin.site),
    )
    url = forms.URLField(
        label=gettext_lazy("Or a new one: its web address"),
        max_length=2000,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField", "dir": "ltr"}),
    )
    title = text(gettext_lazy("Title of the new article"), 500)
    publisher = text(gettext_lazy("Publisher of the new article"), 200)
    published = text(
        gettext_lazy("Published"), 200, validators=[check_edtf], help_text=gettext_lazy("EDTF: 2015-08-24, 2015-08.")
    )
    quote = text(
        gettext_lazy("Quotation"), 500, help_text=gettext_lazy("The sentence that shows it: short, and to the letter.")
    )
    field_order = ["article", "url", "title", "publisher", "published", "quote", "reason"]

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if not cleaned["article"] and cleaned["url"]:
            cleaned["article"] = Article.objects.filter(url=canonical_link(cleaned["url"])).first()
        if not cleaned["article"] and not cleaned["url"]:
            raise ValidationError(_("Choose the article that shows it to be wrong, or give the address of a new one."))
        if not cleaned["article"]:
            for name in ("title", "publisher"):
                if not cleaned[name]:
                    self.add_error(
                        name, _("This address is not logged yet: say what the article is called and whose it is.")
                    )
        return cleaned


def refute(record, *, by, reason: str, article: Article | None, quote: str, **new):
    """Find a report to be wrong; an article that is not logged yet is logged first, both or neither."""
    with transaction.atomic():
        if article is None:
            article = Article(**new)
            try:
                article.full_clean()
            except ValidationError as fault:
                raise review.Refused(*fault.messages) from fault
            article.save()
            review.record(
                article, by=by, reason=_("It shows report %(number)s to be wrong.") % {"number": record.number}
            )
        return review.refute(record, by=by, reason=reason, article=article, quote=quote)
