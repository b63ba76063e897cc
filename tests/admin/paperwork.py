"""The desk's addresses, and its forms as a browser would send them."""

from django.urls import reverse

from sites.history import last_about


def page_of(record, page="change"):
    return reverse(f"admin:heritage_{record._meta.model_name}_{page}", args=[record.pk])


def step_of(record, step):
    """The page of a step, asked for by somebody who knows what became of the record so far."""
    address = reverse(f"admin:heritage_{record._meta.model_name}_step", args=[record.pk, step])
    return f"{address}?seen={last_about(record)}"


def rows(prefix, *given, initial=0):
    """The rows of an inline."""
    form = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(given):
        form |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return form


def site_form(**said):
    plain = {
        "name": "Temple of Nabu",
        "slug": "temple-of-nabu",
        "kind": "religious",
        "country": "SY",
        "visibility": "0.1",
        "reason": "New record.",
    }
    return rows("names") | rows("identifiers") | plain | said


def article_form(**said):
    plain = {
        "url": "https://gazette.example/palmyra",
        "title": "What is left of Palmyra",
        "publisher": "The Gazette",
        "published": "2016-03-27",
        "type": "news",
        "reason": "New record.",
    }
    return plain | said


def report_form(site, *articles, **said):
    cited = [{"article": article.pk, "role": "says", "quote": "It was blown up."} for article in articles]
    plain = {
        "site": site.pk,
        "level": "destroyed",
        "event": "2015-05-20/2016-03-27",
        "verification": "reported",
        "reason": "New record.",
    }
    return rows("citations", *cited) | plain | said


def photo_form(site, file, **said):
    plain = {
        "site": site.pk,
        "original": file,
        "alt": "The arch before the war",
        "credit": "A. Photographer",
        "licence": "CC BY 4.0",
        "moment": "before",
        "reason": "New record.",
    }
    return plain | said


def told(answer):
    """What a page says, as text without its markup's line ends."""
    return " ".join(answer.content.decode().split())
