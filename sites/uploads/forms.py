"""What is said of several pictures at once, and of each."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import review
from ..models import Photo, Site, is_number

TEXT = {"class": "vTextField", "dir": "auto", "autocomplete": "off"}
DATED = TEXT | {"dir": "ltr"}


class SitePicker(AutocompleteSelect):
    """The stock autocomplete, with a prompt; a value that is no number does not break the form."""

    def __init__(self):
        super().__init__(Photo._meta.get_field("site"), admin.site)

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-placeholder": _("Site: type to find it")}

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [one for one in value if is_number(one)], attr)


def column(name: str, **said) -> forms.Field:
    """The form's field of a column, which refuses at once what the column would."""
    held = Photo._meta.get_field(name)
    return held.formfield(validators=held.validators, **said)


class SharedForm(forms.Form):
    """What holds for all files that are sent with it."""

    site = forms.ModelChoiceField(Site.objects, label=gettext_lazy("Site"), widget=SitePicker)
    moment = column("moment", label=gettext_lazy("They show the site"))
    credit = column("credit", help_text=gettext_lazy("Who took the pictures, as readers shall see it."))
    licence = column("licence", help_text=gettext_lazy("CC BY 4.0, or “used with permission”."))
    taken = column(
        "taken",
        label=gettext_lazy("Taken"),
        help_text=gettext_lazy("2016-03-27, or as much of it as is known. Left empty, the camera’s day is proposed."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("credit", "licence"):
            self.fields[name].widget.attrs |= TEXT
        self.fields["taken"].widget.attrs |= DATED | {"data-edtf": reverse("admin:desk_date_words")}

    def clean_site(self):
        site = self.cleaned_data["site"]
        if site.merged_into_id:
            raise forms.ValidationError(_("This site was merged into another: choose that one."))
        return site


class DescribedForm(forms.ModelForm):
    """What is said of one picture, and upon what it is said. It may be saved without a description, but not sent."""

    alt = column("alt", required=False)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    class Meta:
        model = Photo
        fields = ["alt", "moment", "taken", "graphic"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["alt"].widget = forms.Textarea(
            attrs={"rows": 2, "dir": "auto", "class": "upload-alt", "maxlength": 500}
        )
        self.fields["taken"].widget.attrs |= DATED
        self.initial["seen"] = review.version(review.account(self.instance))
        for field in self.fields.values():
            field.help_text = ""
