"""Who enters a protected place is not shown it again: to have typed it is no right to see what the archive keeps.

So whoever takes over an editor's account learns no place from it, and no record opens itself to who says it is theirs.
"""

import json
import re

import factories
import pytest
from django.core import signing
from factories import WHY
from paperwork import page_of, site_form, step_of, told
from test_people_and_exact_places import SECRETS, crawl

from sites import review
from sites.models import Amendment, Decision, Site
from sites.together.conflicts import SALT

TYPED = {"coordinates": "33.5123457, 36.3019283", "precision_m": 7919, "point_source": "Canary survey"}
MOVED = {"coordinates": "33.5187654, 36.3076543", "precision_m": 7919, "point_source": "Canary survey, again"}
FINER = re.compile(rf"{SECRETS.pattern}|187654|076543|Canary")
TO_A_METRE = re.compile(r"33[.,]512|36[.,]301|512345|301928|\b7919\b|Canary")
CLASSES = ("0.1", "hidden")  # that an Editor may give


def enter(client, name, visibility="0.1", who=factories.editor):
    """A site with its exact place, by the form; what the answers told on the way."""
    slug = f"{name.lower()}-{visibility.replace('.', '-')}"
    said = {"name": f"{name} {visibility}", "slug": slug, "visibility": visibility}
    saved = client.post("/admin/heritage/site/add/", site_form(**TYPED | said), follow=True)
    site = Site.objects.get(slug=slug)
    assert (site.latitude, site.point_source) == (33.5123457, "Canary survey")
    assert site.opened_by == review.known_pseudonym(who()), "their own"
    return site, told(saved)


def sealed(page):
    """What the forms of a page carry along unread, unpacked."""
    return [json.dumps(signing.loads(one, salt=SALT)) for one in re.findall(r'name="_opened" value="([^"]+)"', page)]


def finer(pages):
    texts = {address: " ".join([text, *sealed(text)]) for address, text in pages.items()}
    return {address: found.group() for address, text in texts.items() if (found := FINER.search(text))}


@pytest.fixture
def own(editor):
    """An editor's own: of each class a draft; one that waits for review; one published, which they want to move."""
    entered = [enter(editor, "Wren", visibility) for visibility in CLASSES]
    entered += [enter(editor, "Finch"), enter(editor, "Owl")]
    *drafts, waits, moves = (site for site, _ in entered)
    review.submit(waits, by=factories.editor())
    factories.publish(moves)
    form = site_form(name=moves.name, slug=moves.slug, reason=WHY, **MOVED)
    answer = editor.post(page_of(moves), form, follow=True)
    assert Amendment.objects.get().changes["latitude"] == [33.5123457, 33.5187654]
    return [*drafts, waits, moves], [*(page for _, page in entered), told(answer)]


def test_what_an_editor_entered_is_shown_to_them_no_more_exactly_than_to_others(editor, own):
    sites, answers = own
    assert finer({str(number): page for number, page in enumerate(answers)}) == {}, "not even by what says: saved"
    pages = crawl(editor)
    for site in sites:
        assert {page_of(site), page_of(site, "history")} <= {address.partition("?")[0] for address in pages}
    assert any(sealed(page) for page in pages.values()), "forms carry something along"
    assert finer(pages) == {}
    steps = [step_of(sites[0], "submit"), step_of(sites[2], "return"), page_of(Amendment.objects.get().site)]
    assert finer({address: told(editor.get(address)) for address in steps}) == {}


def test_a_steward_meets_what_they_entered_on_the_same_pages(steward, own):
    """Or else the test above would prove nothing."""
    for site in own[0]:
        for page in ("change", "history"):
            assert finer({page: told(steward.get(page_of(site, page)))}), (site.name, page)
    assert sealed(told(steward.get(page_of(own[0][0])))) != []
    assert FINER.search(" ".join(sealed(told(steward.get(page_of(own[0][0]))))))


def test_a_reviewer_who_entered_a_place_to_a_kilometre_is_shown_the_kilometre(reviewer):
    site, page = enter(reviewer, "Lark", "0.01", who=factories.reviewer)
    pages = {"saved": page} | {page: told(reviewer.get(page_of(site, page))) for page in ("change", "history")}
    assert "[33.51, 36.3, 33.52, 36.31]" in pages["change"]
    assert {
        where: found for where in pages if (found := TO_A_METRE.search(pages[where] + str(sealed(pages[where]))))
    } == {}


def test_the_form_keeps_what_its_editor_entered_and_says_that_it_does(editor, own):
    for site in own[0][:2]:
        page = told(editor.get(page_of(site)))
        assert "A place is kept that your account may not see." in page
        assert editor.post(page_of(site), site_form(name=site.name, slug=site.slug, summary="A.", reason=WHY,
                                                    visibility=site.visibility)).status_code == 302  # fmt: skip
        site.refresh_from_db()
        assert (site.latitude, site.longitude, site.summary) == (33.5123457, 36.3019283, "A.")


def test_what_is_typed_comes_back_in_the_answer_to_it_alone(editor):
    """A form with a fault gives back what was typed in it, so that it can be mended; no page after it does."""
    page = told(editor.post("/admin/heritage/site/add/", site_form(name="", **TYPED)))
    assert "33.5123457, 36.3019283" in page
    assert not FINER.search(told(editor.get("/admin/heritage/site/add/")))
    assert not Decision.objects.filter(kind="site").exists()
