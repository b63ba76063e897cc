"""Run within an installation: records whose every text is a script in some disguise, published. Writes the addresses of
the pages on which they stand."""

import json
import sys

import django

django.setup()

import factories  # noqa: E402

from sites import catalogue  # noqa: E402
from sites.intake import hand_in  # noqa: E402


def told(number, text):
    """The addresses of a site, a report, an article and a picture that say nothing but this."""
    site = factories.site(
        f"{text} {number}"[:200], slug=f"site-{number}", summary=text, place=text, names=[(text, "", "alternative")]
    )
    article = factories.article(
        text, publisher=text[:200], authors=text[:300], url=f"https://gazette.example/?{number}=%3Cscript%3E"
    )
    report = factories.draft_report(site, "severe", cites=[(article, "says")], summary=text, attributed_to=text[:200])
    citation = report.citations.get()
    citation.quote = citation.locator = text[:200]
    citation.save()
    factories.publish(report)
    photo = factories.photo(site, alt=text, credit=text[:200], licence=text[:100])
    yield from (f"/sites/site-{number}/", f"/reports/{report.number}/", f"/articles/{article.pk}/")
    kinds = {"site": site, "report": report, "article": article, "photo": photo}
    yield from (f"/admin/heritage/{kind}/{record.pk}/change/" for kind, record in kinds.items())
    yield f"/admin/heritage/site/{site.pk}/history/"


account = factories.editor()
account.set_password("a tetrapylon of words")
account.save()
texts = json.load(sys.stdin)
addresses = [one for number, text in enumerate(texts) for one in told(number, text)]
for text in texts:
    read = hand_in(by=account, received=f"{text}\n\nThe temple was destroyed. {text}".encode(), file_name=f"{text}.txt")
    addresses += [f"/admin/read/{read.pk}/"]
catalogue.rebuild()
print(json.dumps(addresses))  # noqa: T201
