"""What the public was kept from since the backup was made: restoring it shows no more than was shown a moment ago."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from .. import archive, catalogue, finding
from ..lasting import whole
from ..models import Release, Site, parts, within
from ..terms import VISIBILITIES, as_hidden_as
from .refusal import Refusal

REASON = "It was hidden better than this when an earlier state was restored from a backup."
BY = "restore"


def hidden_since() -> dict[str, dict]:
    """How the sites that are not shown exactly are shown now, and which releases are withheld. Nothing where the
    database that stands cannot be read by this program."""
    try:
        with transaction.atomic():
            return _hidden()
    except DatabaseError:
        return {"sites": {}, "releases": []}


def write_down(file: Path) -> int:
    """Keep in a file what is hidden now, for a database that PostgreSQL itself takes back to the past; gives how many
    sites. The file says which they are, and is for its owner alone."""
    with transaction.atomic():
        now = _hidden()
    with whole(file) as kept:
        kept.write(json.dumps(now, default=date.isoformat).encode())
    return len(now["sites"])


def hide_again(file: Path) -> list[str]:
    """Hide what was hidden better when the file was written, for readers too; gives its names. Raises Refusal."""
    then = _read(file)
    with transaction.atomic():
        if again := keep_hidden(then):
            catalogue.rebuild()
            finding.rebuild()  # after the catalogue, by whose levels sites are found
    return again


def _read(file: Path) -> dict[str, dict]:
    try:
        told = json.loads(file.read_bytes())
        sites = {int(pk): (slug, VISIBILITIES[said].value) for pk, (slug, said) in told["sites"].items()}
        releases = [(*names, date.fromisoformat(day), because) for *names, day, because in told["releases"]]
    except (ValueError, TypeError, LookupError, AttributeError) as fault:
        template = "{file} does not say what was hidden: name a file that this command wrote."
        raise Refusal(template, file=file) from fault
    return {"sites": sites, "releases": releases}


def _hidden() -> dict[str, dict]:
    sites = Site.objects.exclude(visibility="exact").order_by("pk").values_list("pk", "slug", "visibility")
    withheld = Release.objects.exclude(withheld_on=None).values_list(
        "version", "sha256", "withheld_on", "withheld_because"
    )
    return {"sites": {pk: said for pk, *said in sites.iterator()}, "releases": list(withheld)}


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
