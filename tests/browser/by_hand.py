"""Run within an installation: proposals as a reading leaves them, on a text that was handed in or is kept here.

Reads {"text", "title", "proposals": [{"quote", "site" (its slug), …}]} from its input; writes the article's number.
"""

import json
import sys

import django

django.setup()

from factories import editor  # noqa: E402
from readings import copy_of, proposed  # noqa: E402

from sites import review  # noqa: E402
from sites.models import Article, Site, WorkingCopy  # noqa: E402


def kept(asked):
    """The copy of this text: the one that was handed in, or one of an article that is logged for it."""
    if found := WorkingCopy.objects.filter(text__contains=asked["text"].strip()[:200]).last():
        return found
    article = Article.objects.create(title=asked["title"], publisher="The Gazette", published="2016-03-27")
    review.record(article, by=editor("logger"), reason="New record.")
    return copy_of(asked["text"], article=article, language=asked.get("language", "en"))


def propose(copy, said):
    named = {name: said.pop(name) for name in ("quote", "why") if name in said}
    others = [Site.objects.get(slug=slug).pk for slug in said.pop("others", [])]
    slug = said.pop("site", "")
    site = Site.objects.get(slug=slug) if slug else None
    proposed(copy, named["quote"], site, why=named.get("why", ()), alternatives=others, **said)


asked = json.load(sys.stdin)
copy = kept(asked)
copy.proposals.all().delete()
for said in asked["proposals"]:
    propose(copy, said)
print(copy.capture.article_id)  # noqa: T201
