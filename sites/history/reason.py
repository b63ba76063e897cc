"""Why something is decided, as the pages of the desk ask for it."""

from django import forms
from django.utils.translation import gettext_lazy


class ReasonField(forms.CharField):
    """A reason, which every decision needs: who asks for it says in ``help_text`` who will read it."""

    def __init__(self, *, help_text: str):
        super().__init__(
            label=gettext_lazy("Reason"),
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField", "dir": "auto"}),
            help_text=help_text,
            error_messages={"required": gettext_lazy("Give a reason: it is kept, and shown with what was published.")},
        )
