"""The language stands in the address: /ar/sites/palmyra/. English has no sign, so that what was cited stays true."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import ResolverMatch, resolve, reverse
from django.utils import translation
from django.utils.translation import get_language_info, gettext

PLAIN = settings.LANGUAGE_CODE
OTHERS = tuple(code for code, _name in settings.LANGUAGES if code != PLAIN)


@dataclass(frozen=True, slots=True)
class Version:
    """A page in one language: its code, its own name, how it is written, its path, whether it is the one shown, and the
    invitation to read it, in its own words."""

    code: str
    name: str
    direction: str
    path: str
    here: bool
    invitation: str


def language_of(path: str) -> str:
    """The language in which the page at this path is written."""
    sign = path[1:].partition("/")[0]
    return sign if sign in OTHERS and path.startswith(f"/{sign}/") else PLAIN


def in_language(path: str, code: str) -> str:
    """The path of the same page in another language; a query is kept as it is."""
    bare = without_language(path)
    return bare if code == PLAIN else f"/{code}{bare}"


def without_language(path: str) -> str:
    """The path by which a page is cited: one for readers of all languages."""
    here = language_of(path)
    return path if here == PLAIN else path[len(here) + 1 :]


def versions(path: str) -> list[Version]:
    """The page at this path in every language of the site."""
    here = language_of(path)
    return [
        Version(
            code=code,
            name=name,
            direction="rtl" if get_language_info(code)["bidi"] else "ltr",
            path=in_language(path, code),
            here=code == here,
            invitation=_invitation(code),
        )
        for code, name in settings.LANGUAGES
    ]


def _invitation(code: str) -> str:
    with translation.override(code):
        # Translators: in your language, and naming it: "Lire cette page en français".
        return gettext("Read this page in English")


def permanent(name: str, *args) -> str:
    """The path that names a record in files and citations: the same for readers of all languages."""
    with translation.override(PLAIN):
        return reverse(name, args=args)


def what_stands_at(path: str) -> ResolverMatch:
    """The view behind a path in any language. Resolver404 where there is none."""
    with translation.override(PLAIN):
        return resolve(without_language(path))
