"""What the autocompletes answer: each record with what tells it from its namesakes."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.utils.translation import gettext as _

from .. import review
from ..models import Article, Site
from ..terms import STATES


class Finder(AutocompleteJsonView):
    """The stock answer, in which sites and articles are described; their names alone stand beside it."""

    def serialize_result(self, obj, to_field_name):
        stock = super().serialize_result(obj, to_field_name)
        return stock | {"name": stock["text"], "text": described(obj, self.request.user)}


def described(record, user) -> str:
    if isinstance(record, Site):
        place = record.place if review.sees_place(user, record) else ""
        state = "" if record.state == "published" else _(STATES.label(record.state)).lower()
        return " · ".join(filter(None, [record.name, record.country.name, place, state]))
    if isinstance(record, Article):
        return " · ".join(filter(None, [record.title, record.publisher, record.published, record.url]))
    return str(record)
