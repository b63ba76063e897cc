"""What is kept in words of our own: the same, whatever language the desk is read in by whoever decides."""

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..models import Site


def free_slug(site: Site) -> str:
    """An address of its name; of its country where no letter of the name can stand in one."""
    longest = Site._meta.get_field("slug").max_length - 10
    with override("en"):
        stem = (slugify(site.name) or slugify(f"{site.country.name} site"))[:longest].strip("-")
    taken = set(Site.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    others = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *others) if slug not in taken)


def according_to(claimant: str) -> str:
    """The text of a report, in the language of the records; empty where nobody is named."""
    with override(settings.TEXT_LANGUAGE):
        return _("According to %(claimant)s.") % {"claimant": claimant} if claimant else ""
