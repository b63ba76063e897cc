"""`{% load wordings %}`: the names and the texts of records in the language of the page, with their own one marked."""

from django import template
from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from ..wordings import said_in
from .heritage import direction

register = template.Library()


@register.simple_tag
def name(site):
    """What a site is called on this page, by itself in the line, and in its own language and direction."""
    return marked(site.named(get_language()))


@register.simple_tag
def beside(site):
    """The names that stand beside that one: its native name, and the main one where another took its place."""
    others = site.beside(get_language())
    return mark_safe("".join(f" {marked(one, 'native')}" for one in others))  # noqa: S308  each is marked


@register.filter
def name_in(site):
    """What a site is called on this page, as plain text."""
    return site.named(get_language()).text


@register.filter
def names_beside(site):
    return site.beside(get_language())


@register.simple_tag
def said(text, wordings):
    """What a text says on this page: in its language, or else in another that is told."""
    return said_in(get_language(), text, settings.TEXT_LANGUAGE, wordings)


@register.inclusion_tag("pages/_worded.html")
def worded(text, wordings, style="", brief=False):
    """A paragraph of a record's own, and a line on what it is where it is no current text in the page's language.

    ``brief`` where many stand on one page: then the language alone is named.
    """
    return {"said": said(text, wordings), "style": style, "brief": brief, "original": settings.TEXT_LANGUAGE}


@register.filter
def tongue_of(one):
    """The language of a name, to be marked: a main name that bears none is in that of the records."""
    return one.language or ("" if get_language() == settings.TEXT_LANGUAGE else settings.TEXT_LANGUAGE)


def marked(one, style=""):
    """A name by itself in the line, so that its direction and that of the words around it do not meet."""
    language = tongue_of(one)
    attributes = f'lang="{escape(language)}" dir="{direction(language)}"' if language else ""
    told = " ".join(filter(None, ["bdi", style and f'class="{style}"', attributes]))
    return mark_safe(f"<{told}>{escape(one.text)}</bdi>")  # noqa: S308  what comes from outside is escaped
