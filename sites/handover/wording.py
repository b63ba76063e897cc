"""The fields that a column may fill, in words; and for fields of listed values, what may be chosen."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from .. import terms

SITE = {
    "name": gettext_lazy("Name"),
    "native_name": gettext_lazy("Name in its own language"),
    "native_name_language": gettext_lazy("Language of that name"),
    "names": gettext_lazy("Other names"),
    "names_languages": gettext_lazy("Languages of the other names"),
    "kind": gettext_lazy("Kind of site"),
    "country": gettext_lazy("Country"),
    "place": gettext_lazy("Place in words"),
    "latitude": gettext_lazy("Latitude"),
    "longitude": gettext_lazy("Longitude"),
    "point": gettext_lazy("Latitude and longitude in one cell"),
    "precision_m": gettext_lazy("Precision in metres"),
    "approximate": gettext_lazy("Place is approximate"),
    "point_source": gettext_lazy("Source of the place"),
    "footprint": gettext_lazy("Outline"),
    "built": gettext_lazy("When it was built"),
    "summary": gettext_lazy("Summary"),
    "identifiers": gettext_lazy("Identifiers in other registers"),
    "identifiers.wikidata": gettext_lazy("Wikidata number"),
    "part_of": gettext_lazy("Part of (short name of the whole)"),
    "slug": gettext_lazy("Short name in addresses"),
    "number": gettext_lazy("Our own number"),
    "visibility": gettext_lazy("What readers see of the place"),
}
ARTICLE = {
    "url": gettext_lazy("Web address"),
    "archive_url": gettext_lazy("Web address of an archived copy"),
    "title": gettext_lazy("Title"),
    "publisher": gettext_lazy("Publisher"),
    "authors": gettext_lazy("Authors"),
    "type": gettext_lazy("Type of source"),
    "language": gettext_lazy("Language"),
    "published": gettext_lazy("Day of publication"),
    "origin": gettext_lazy("Shared origin"),
    "number": gettext_lazy("Our own number"),
}
REPORT = {
    "level": gettext_lazy("Damage level"),
    "event": gettext_lazy("When it happened"),
    "causes": gettext_lazy("Causes"),
    "verification": gettext_lazy("Verification"),
    "methods": gettext_lazy("Methods"),
    "attributed_to": gettext_lazy("Who is said to have done it"),
    "summary": gettext_lazy("Summary"),
    "recovery": gettext_lazy("Recovery step"),
    "source_value": gettext_lazy("The source’s own term"),
    "source_scale": gettext_lazy("The source’s own scale"),
    "number": gettext_lazy("Our own number"),
}
CITED = ARTICLE | {"role": gettext_lazy("What the source does"), "quote": gettext_lazy("Quotation")}
OWN = {"sites": SITE, "articles": ARTICLE, "reports": REPORT}
GROUPS = {"site": (gettext_lazy("Its site"), SITE), "article": (gettext_lazy("Its article"), CITED)}
VOCABULARIES = {
    "kind": terms.KINDS,
    "visibility": terms.VISIBILITIES,
    "level": terms.LEVELS,
    "causes": terms.CAUSES,
    "verification": terms.VERIFICATIONS,
    "methods": terms.METHODS,
    "recovery": terms.RECOVERIES,
    "type": terms.ARTICLE_TYPES,
    "role": terms.ROLES,
}
SEVERAL = ("causes", "methods")
LEFT_OUT = gettext_lazy("– left out –")


def field_choices(kind: str, besides=()) -> list[tuple[str, list]]:
    """Groups of (field, words); ``besides`` are fields of a mapping that are seldom chosen by hand."""
    groups = [("", [("", LEFT_OUT), *OWN[kind].items()])]
    for front, (said, held) in GROUPS.items() if kind == "reports" else ():
        groups.append((said, [(f"{front}.{name}", word) for name, word in held.items()]))
    listed = {field for _said, held in groups for field, _word in held}
    further = [(name, name) for name in sorted({*besides} - listed)]
    return [*groups, (_("Others"), further)] if further else groups


def field_words(kind: str, field: str) -> str:
    """What a field is called for people."""
    front, _dot, last = field.partition(".")
    if kind == "reports" and front in GROUPS:
        said, held = GROUPS[front]
        return f"{said}: {held.get(last, last)}"
    return str(OWN[kind].get(field, field))


def values_of(field: str) -> list[tuple[str, str]]:
    """The values that may stand in a field, with their words; none where anything may."""
    name = field.rpartition(".")[2]
    if name == "country":
        return list(countries)
    return [(value, _(label)) for value, label in VOCABULARIES[name].choices] if name in VOCABULARIES else []


def scale_choices() -> list[tuple[str, str]]:
    return [("", _("Ours, or free words")), *((value, _(scale.label)) for value, scale in terms.SCALES.items())]
