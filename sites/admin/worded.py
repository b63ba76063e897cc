from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..translations import DIRECTIONS, fields_for, lines_of


class WordedAdmin:
    """For the admin of a record whose text is said in several languages: they stand together, folded away until one of
    them is older than the text."""

    def with_languages(self, request, obj, fieldsets):
        title = gettext_lazy("In other languages")
        if obj and not self.has_change_permission(request, obj):
            return [*fieldsets, (title, {"fields": ["in_other_languages"]})] if obj.wordings else fieldsets
        names = fields_for(obj)
        said = gettext_lazy("The same text for readers of other languages. Leave empty what is not there yet.")
        folded = [] if len(names) > len(DIRECTIONS) else ["collapse"]
        return [*fieldsets, (title, {"fields": names, "description": said, "classes": folded})]

    def in_other_languages(self, record):
        return format_html_join(
            "",
            '<p><b>{}</b>{}<br><span lang="{}" dir="auto">{}</span></p>',
            ((one.language, _older() if one.stale else "", one.tag, one.text) for one in lines_of(record)),
        )

    in_other_languages.short_description = gettext_lazy("what it says")


def _older():
    return format_html(' <span class="quiet">{}</span>', _("older than the text"))
