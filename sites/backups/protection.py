"""What the public was kept from since the backup was made: restoring it shows no more than was shown a moment ago."""

from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction

from .. import archive
from ..models import Release, Site, parts, within
from ..terms import as_hidden_as

REASON = "It was hidden better than this when an earlier state was restored from a backup."
BY = "restore"


def hidden_since() -> dict[str, dict]:
    """How the sites that are not shown exactly are shown now, and which releases are withheld. Nothing where the
    database that stands cannot be read by this program."""
    try:
        with transaction.atomic():
            sites = Site.objects.exclude(visibility="exact").order_by("pk").values_list("pk", "slug", "visibility")
            withheld = Release.objects.exclude(withheld_on=None).values_list(
                "version", "sha256", "withheld_on", "withheld_because"
            )
            return {"sites": {pk: said for pk, *said in sites.iterator()}, "releases": list(withheld)}
    except DatabaseError:
        return {"sites": {}, "releases": []}


def keep_hidden(then: dict[str, dict]) -> list[str]:
    """Hide again, by a decision each, what was hidden better; gives the names of these sites and releases."""
    with transaction.atomic():
        return [*_sites(then["sites"]), *_releases(then["releases"])]


def _sites(then: dict[int, list[str]]) -> Iterator[str]:
    for part in parts(then):
        for site in within(Site.objects.order_by("pk"), "pk", part):
            slug, visibility = then.get(site.pk, ("", "exact"))
            if site.slug == slug and site.visibility not in as_hidden_as(visibility):
                changes = {"visibility": [site.visibility, visibility]}
                Site.objects.filter(pk=site.pk).update(visibility=visibility)
                said = {"kind": "site", "number": site.pk, "label": str(site), "changes": changes}
                archive.append(who=BY, verb="changed", reason=REASON, **said)
                yield slug


def _releases(then: list[tuple]) -> Iterator[str]:
    for version, sha256, day, because in then:
        same = Release.objects.filter(version=version, sha256=sha256, withheld_on=None)
        if same.update(withheld_on=day, withheld_because=because):
            yield version


def is_occupied() -> bool:
    """Whether anything stands in the database that a restore would take away."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in ("heritage_decision", "heritage_site", "heritage_article", "auth_user"):
            if table in there:
                cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')  # noqa: S608
                if cursor.fetchone()[0]:
                    return True
    return False
