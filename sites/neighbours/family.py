"""What a site is a part of, and what is a part of it."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ..catalogue import public_parent
from ..models import Site

DEEPEST = 20
MOST_PARTS = 50


def family(site: Site) -> dict:
    """The chain of wholes, outermost first; its parts by name, at most so many; how readers are told of it."""
    parts = list(site.parts.filter(merged_into=None).order_by("name", "pk")[: MOST_PARTS + 1])
    add = {"part_of": site.pk, "country": site.country.code, "visibility": site.visibility}
    return {
        "wholes": _wholes(site),
        "parts": parts[:MOST_PARTS],
        "more_parts": len(parts) > MOST_PARTS,
        "all_parts": f"{reverse('admin:heritage_site_changelist')}?{urlencode({'part_of__id__exact': site.pk})}",
        "add_part": f"{reverse('admin:heritage_site_add')}?{urlencode(add)}",
        "withheld": _withheld(site),
    }


def _wholes(site: Site) -> list[Site]:
    wholes, parent = [], site.part_of
    while parent is not None and len(wholes) < DEEPEST:
        wholes.append(parent)
        parent = parent.part_of
    return wholes[::-1]


def _withheld(site: Site) -> str:
    """Why readers are not told what it is a part of; empty if they are, or if there is nothing to tell."""
    parent = site.part_of
    if parent is None or public_parent(site):
        return ""
    if parent.state != "published":
        return _("Readers are not told what it is a part of: “%(parent)s” is not published.") % {"parent": parent}
    return _(
        "Readers are not told what it is a part of: the place of “%(parent)s” is shown otherwise than that of this "
        "site, and the one would tell of the other."
    ) % {"parent": parent}
