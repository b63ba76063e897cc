"""Django's admin comes in; an admin whose lists stay quick and whose every change passes the write gate goes out."""

from .gate import DraftForm, FewNewRows, GatedAdmin, GatedForm, Picker, Picking, RowForm, RowFormSet
from .lists import Listing, ValueFilter
from .reviewed import ReviewedAdmin
from .steps import STEPS

__all__ = [
    "STEPS",
    "DraftForm",
    "FewNewRows",
    "GatedAdmin",
    "GatedForm",
    "Listing",
    "Picker",
    "Picking",
    "ReviewedAdmin",
    "RowForm",
    "RowFormSet",
    "ValueFilter",
]
