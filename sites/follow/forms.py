"""The two forms for readers. Neither needs an account, a cookie or a script."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .records import Record, record_at
from .tickets import fault_of

ADDRESS_WRONG = {"invalid": gettext_lazy("This is not an e-mail address: write it as name@example.org.")}


class ReadersForm(forms.Form):
    """``trap`` is hidden from people: what is written there was written by a program."""

    ticket = forms.CharField(required=False, max_length=200)
    trap = forms.CharField(required=False, max_length=500)

    def clean(self):
        said = super().clean()
        if said.get("trap"):
            raise ValidationError(_("One field is to be left empty, and something stands in it. Clear it."))
        fault = fault_of(said.get("ticket", ""))
        if fault and not self.errors:  # else the form comes back anyway, with a new ticket
            raise ValidationError(fault)
        return said


class FollowForm(ReadersForm):
    email = forms.EmailField(max_length=254, error_messages=ADDRESS_WRONG)

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class LetterForm(ReadersForm):
    about = forms.CharField(required=False, max_length=500)
    text = forms.CharField(max_length=4000, error_messages={"required": gettext_lazy("Say what is wrong.")})
    source = forms.CharField(required=False, max_length=1000)
    email = forms.EmailField(required=False, max_length=254, error_messages=ADDRESS_WRONG)

    def clean_about(self) -> Record | None:
        """The record at an address of ours, if one is named."""
        address = self.cleaned_data["about"]
        if not address:
            return None
        if record := record_at(address):
            return record
        raise ValidationError(_("No site, report or source of ours stands at this address. Mend it, or leave it out."))
