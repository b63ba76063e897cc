"""Our own files, which come back as they went: every column fills a field, or is reckoned from others."""

from collections.abc import Sequence

from .mapping import Mapping

SITES = {
    "number": "number",
    "slug": "slug",
    "name": "name",
    "native_name": "native_name",
    "native_name_language": "native_name_language",
    "other_names": "names",
    "other_names_languages": "names_languages",
    "other_names_kinds": "names_kinds",
    "kind": "kind",
    "country_code": "country",
    "place": "place",
    "part_of": "part_of",
    "summary": "summary",
    "built_edtf": "built",
    "latitude": "latitude",
    "longitude": "longitude",
    "location_precision": "location_precision",
    "coordinate_uncertainty_m": "precision_m",
    "coordinate_source": "point_source",
    "identifiers": "identifiers",
    "visibility": "visibility",
}
REPORTS = {
    "number": "number",
    "site_number": "site.number",
    "site_slug": "site.slug",
    "site_name": "site.name",
    "level": "level",
    "event_edtf": "event",
    "verification": "verification",
    "causes": "causes",
    "methods": "methods",
    "attributed_to": "attributed_to",
    "summary": "summary",
    "source_value": "source_value",
    "source_scale": "source_scale",
    "recovery": "recovery",
    "article_numbers": "article.number",
    "article_roles": "article.role",
    "first_published": "first_published",
}
ARTICLES = {
    "number": "number",
    "source_url": "url",
    "archive_url": "archive_url",
    "title": "title",
    "publisher": "publisher",
    "authors": "authors",
    "type": "type",
    "language": "language",
    "published_edtf": "published",
    "origin": "origin",
}
ESSENTIAL = {
    "sites": {"number", "url", "slug", "name", "country_code", "location_precision", "licence"},
    "reports": {"number", "url", "site_number", "article_numbers", "verification", "licence"},
    "articles": {"number", "url", "source_url", "title", "copies_sha256", "licence"},
}
OWN = {
    kind: Mapping(kind=kind, columns=columns, identifier="number", own=True)
    for kind, columns in (("sites", SITES), ("reports", REPORTS), ("articles", ARTICLES))
}


def own_mapping(kind: str, headers: Sequence[str]) -> Mapping | None:
    """The mapping of one of our own files, if these are its headers: what it does not have is left out."""
    if not ESSENTIAL[kind] <= set(headers):
        return None
    columns = {header: OWN[kind].columns.get(header, "") for header in headers}
    return Mapping(kind=kind, columns=columns, identifier="number", own=True)
