"""The style guide shows every component in every state, out of the templates of the pages, and reads no record."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from sites.styleguide import samples, tokens
from sites.templatetags.heritage import mark
from sites.terms import STATUSES

TEMPLATES = Path(settings.BASE_DIR, "templates")
INCLUDED = re.compile(r'\{% include "((?:pages|styleguide)/_[^"]+)"')
# Parts that need a record, a map, a script or a file of their own: each stands on one kind of page alone.
ELSEWHERE = {
    "_badge.html", "_calm.html", "_entries.html", "_history.html", "_intro.html", "_machines.html", "_map.html",
    "_overview.html", "_release_counts.html", "_releases.html", "_rod.html", "_rule.html", "_sheet.html", "_sums.html",
    "_sums_through_time.html", "_worded.html",
}  # fmt: skip


@pytest.fixture
def guide(client, db):
    return client.get("/styleguide/").content.decode()


def reached(name):
    """A template's parts, and their parts."""
    found = set(INCLUDED.findall((TEMPLATES / name).read_text(encoding="utf-8")))
    return found.union(*map(reached, found)) if found else found


def test_every_part_of_a_page_is_shown_or_is_known_to_stand_elsewhere():
    parts = {path.name for path in (TEMPLATES / "pages").glob("_*.html")}
    shown = {Path(name).name for name in reached("styleguide/page.html") | reached("base.html")}
    assert parts - shown == ELSEWHERE


def test_every_level_is_drawn_in_every_state_by_day_and_by_night(guide):
    drawn = [mark(status) for level, row in samples.marks() for status in row]
    assert len(drawn) == 7 * (len(STATUSES) - 1) + 1
    assert {level for level, row in samples.marks()} == set(STATUSES)
    assert min(guide.count(one) for one in drawn) >= 2
    assert [guide.count(f'data-theme="{theme}"') for theme in ("light", "dark")] == [2, 2]


def test_a_picture_is_drawn_for_each_sample_and_for_nothing_else(guide, client):
    shown = set(re.findall(r'src="(/styleguide/[^"]+\.webp)"', guide))
    assert len(shown) == len(samples.PICTURES) == 4
    assert {client.get(address)["Content-Type"] for address in shown} == {"image/webp"}
    for other in ("sample-alone-320", "nothing-640"):
        assert client.get(f"/styleguide/{other}.webp").status_code == 404


def test_a_filter_stands_open(guide):
    (opened,) = re.findall(r"<details [^>]*data-key=[^>]* open>", guide)
    assert 'data-key="level"' in opened


def test_every_size_of_letters_can_be_seen(guide):
    sheet = Path(settings.BASE_DIR, "static/css/styleguide.css").read_text(encoding="utf-8")
    letters = {name for name, _ in tokens.sizes() if name.startswith("text-")}
    assert letters == {f"text-{name}" for name in re.findall(r"\.letters--(\w+) \{", sheet)}
    assert all(f"--{name}" in guide for name in letters)


def test_every_colour_stands_there_with_its_value(guide):
    for theme in (tokens.BY_DAY, tokens.BY_NIGHT):
        assert {f'fill="{value}"' for value in tokens.colours(theme).values()} <= set(re.findall(r'fill="#\w+"', guide))


def test_no_two_things_of_the_page_have_the_same_name(guide):
    names = re.findall(r'\bid="([^"]+)"', guide)
    assert sorted(names) == sorted(set(names))


def test_it_is_for_those_who_build_and_not_for_search_engines(guide, client):
    assert '<meta name="robots" content="noindex">' in guide
    assert reverse("styleguide") not in client.get("/sitemap-pages-1.xml").content.decode()


def test_it_reads_no_record(client, db, django_assert_num_queries):
    client.get("/styleguide/")
    with django_assert_num_queries(0):
        assert client.get("/styleguide/").status_code == 200


def test_it_takes_no_parameter(client, db):
    assert client.get("/styleguide/?level=destroyed").status_code == 400
