"""`{% load heritage %}`: what every template may say about a status, a date, a country or this installation."""

import re

from django import template
from django.conf import settings
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django_countries import countries

from .. import dates, terms
from ..terms import Fault
from ..tongues import script_address, tongue, versions

register = template.Library()
register.filter(tongue)

VOCABULARIES = {
    "type": terms.ARTICLE_TYPES,
    "cause": terms.CAUSES,
    "kind": terms.KINDS,
    "level": terms.STATUSES,
    "method": terms.METHODS,
    "moment": terms.PHOTO_MOMENTS,
    "name_kind": terms.NAME_KINDS,
    "recovery": terms.RECOVERIES,
    "role": terms.ROLES,
    "verb": terms.VERBS,
    "verification": terms.VERIFICATIONS,
    "visibility": terms.VISIBILITIES,
}
CHANGED = {"causes": "cause", "methods": "method"} | {
    name: name for name in ("kind", "level", "recovery", "verification", "visibility")
}
RINGS = {"stabilised": "recovering", "in_progress": "recovering", "restored": "recovered", "reconstructed": "recovered"}
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"}


@register.simple_tag
def mark(status, size=""):
    """The drawing of a status or a report; ``size`` is small, large or nothing. See templates/pages/_symbols.html."""
    drawing = '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><use href="#level-{}"/></svg>'
    return format_html(drawing, mark_classes(status, size), shape(status))


@register.filter
def shape(status):
    """The name of the shape that a status or a report has."""
    return status.level or ("step" if status.recovery else terms.NO_REPORT.value)


@register.filter
def mark_classes(status, size=""):
    """The classes that make a drawing the mark of a status or a report."""
    ring = RINGS.get(status.recovery, "")
    contested = "contested" if getattr(status, "contested", False) else ""
    said = [shape(status), status.verification, ring, contested, size]
    return " ".join(["mark", *(f"mark--{word}" for word in said if word)])


@register.simple_tag
def installation():
    """What this installation says of itself."""
    return {
        "name": settings.SITE_NAME,
        "licence": settings.DATA_LICENCE,
        "licence_url": settings.DATA_LICENCE_URL,
        "contact": settings.CONTACT,
        "device_drafts": settings.DEVICE_DRAFTS,
    }


@register.simple_tag
def tongues(path):
    """The page at this path in every language; none of a page without an address."""
    return versions(path) if path else []


@register.filter
def label(value, vocabulary):
    """The words for a value: ``{{ status.level|label:"level" }}``."""
    return gettext(VOCABULARIES[vocabulary].label(value)) if value else ""


@register.filter
def grouped(number):
    """A number with its thousands apart, as the language writes them: 12,345."""
    return number_format(number, force_grouping=True)


@register.filter
def translated(text):
    """A word that a template holds in a variable: of those ``{% translate %}`` would double the percent signs."""
    return gettext(text)


@register.filter
def labels(values, vocabulary):
    """Several labels as one phrase: the first begins it, the others follow in lower case."""
    first, *others = [label(value, vocabulary) for value in values] or [""]
    return gettext(", ").join([first, *map(lower_first, others)])


@register.filter
def lower_first(text):
    """A label inside a sentence: “severe damage”, but “UNESCO” stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


@register.simple_tag
def words_of_scripts():
    """The script with the words that the page's other scripts say, to stand before them; nothing in English."""
    address = script_address()
    return format_html('<script defer src="{}"></script>', address) if address else ""


@register.filter
def listed(things, name):
    """What several things have under a name, as one phrase: ``{{ chips|listed:"words" }}``."""
    return gettext(", ").join(str(getattr(thing, name)) for thing in things)


@register.simple_tag
def colon():
    """What stands before what is told of a word; French has a space before it."""
    return gettext(": ")


@register.simple_tag
def comma():
    """What stands between two words of a row; Arabic has a comma of its own."""
    return gettext(", ")


@register.filter
def arrow_unsaid(words):
    """Words beside an arrow that is for the eye alone: “Next page →”."""
    before, arrow, after = (*re.split("([←→])", words, maxsplit=1), "", "")[:3]
    return format_html('{}<span aria-hidden="true">{}</span>{}', before, arrow, after)


@register.filter
def field_name(name):
    """The name of a changed field as people read it."""
    if name == "wordings":
        return gettext("text in other languages")
    field, _, language = name.partition(":")
    said = gettext(terms.FIELDS.label(field)) if field in terms.FIELDS else field.replace("_", " ")
    return gettext("{field} ({language})").format(field=said, language=tongue(language)) if language else said


@register.filter
def field_value(value, name):
    """What a changed field said: words for what is stored as a value of a vocabulary or as a date."""
    if not value:
        return "–"
    if name in CHANGED:
        vocabulary = VOCABULARIES[CHANGED[name]]
        return labels([one for one in value.split(", ") if one in vocabulary], CHANGED[name]) or value
    return in_words(value) if name in ("built", "event") else country(value) if name == "country" else value


@register.filter(expects_localtime=True)
def in_words(when):
    """An EDTF text, a day, or the day of a moment as people say it; a text that is no date stays as it is written."""
    if not when:
        return ""
    try:
        return dates.words(when if isinstance(when, str) else when.isoformat()[:10], get_language())
    except Fault:
        return when


@register.filter
def country(code):
    return countries.name(code)


@register.filter
def direction(language):
    """The direction in which a language is written; auto where none is given."""
    if not language:
        return "auto"
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"
