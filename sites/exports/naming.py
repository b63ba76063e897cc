from django.conf import settings
from django.utils.text import slugify

from ..catalogue import Query


def file_name(what: str, query: Query, extension: str = "csv") -> str:
    """Names the installation, what the file holds, and the days whose state it shows."""
    asked = {"on": query.on, "known": query.known, "against": query.against}
    days = [f"-{name}-{day}" for name, day in asked.items() if day]
    return f"{slugify(settings.SITE_NAME) or 'heritage'}-{what}{''.join(days)}.{extension}"
