"""The sites of the demonstration with their names, entered at once, for tests that read texts against them."""

import json
from pathlib import Path

from sites import gazetteer, imports
from sites.models import Site, SiteName

SITES = Path(imports.__file__).parent / "demo" / "sites.json"


def enter() -> dict[str, int]:
    """Enter the sites, without reports, and give their numbers by slug."""
    rows = json.loads(SITES.read_text(encoding="utf-8"))
    numbers: dict[str, int] = {}
    for row in rows:
        site = Site.objects.create(
            slug=row["slug"],
            name=row["name"],
            kind=row["kind"],
            country=row["country"],
            place=row["place"],
            part_of_id=numbers.get(row["part_of"]),
        )
        SiteName.objects.bulk_create(SiteName(site=site, **name) for name in row["names"])
        numbers[site.slug] = site.pk
    gazetteer.rebuild()
    return numbers
