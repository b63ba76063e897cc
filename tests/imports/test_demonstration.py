"""The demonstration goes in through the gate, once, wholly, and says of the famous monuments what their sources say."""

import json
import stat
from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from factories import undone

from sites import catalogue
from sites.archive import broken
from sites.catalogue import Query
from sites.models import Article, Citation, Decision, Entry, Period, Report, Site

pytestmark = pytest.mark.django_db


def said(*command):
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, loaded once for this file and taken back at its end."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("demo")
        patch.setattr("django.conf.settings.DATA_DIR", folder)
        with undone():
            said("demo")
            yield folder


@pytest.fixture
def accounts(demo, settings):
    settings.DATA_DIR = demo
    return json.loads((demo / "demo-accounts.json").read_text())


def status(slug, **clocks):
    days = {name: date.fromisoformat(day) for name, day in clocks.items()}
    return catalogue.site(slug, **days).entry.status


def test_all_of_it_is_loaded_and_public(demo):
    assert (Site.objects.count(), Article.objects.count(), Report.objects.count()) == (53, 108, 114)
    assert catalogue.count(Query()) == 53
    assert len(list(catalogue.each_report(Query()))) == 114
    cited = set(Citation.objects.values_list("article", flat=True))
    assert {article.number for article, _ in catalogue.each_article(Query())} == cited


def test_every_record_took_the_way_through_the_gate(demo):
    done = Counter(Decision.objects.values_list("kind", "verb"))
    assert done == {
        ("site", "created"): 53,
        ("site", "published"): 53,
        ("article", "created"): 108,
        ("report", "created"): 114,
        ("report", "submitted"): 114,
        ("report", "published"): 114,
    }
    assert list(broken()) == []
    editors, reviewers = (
        {*Decision.objects.filter(kind="report", verb=verb).values_list("who", flat=True)}
        for verb in ("created", "published")
    )
    assert (len(editors), len(reviewers), editors & reviewers) == (1, 1, set())


def test_every_report_rests_on_an_article_that_says_so(demo):
    for report in catalogue.each_report(Query()):
        assert any(source.supports for source in report.sources), report.number


FACTS = [
    # site, clocks, what is to be seen
    ("palmyra-baalshamin", {}, {"level": "destroyed", "verification": "confirmed"}),
    ("palmyra-baalshamin", {"on": "2015-08-25"}, {"level": "destroyed", "verification": "reported"}),
    ("palmyra-baalshamin", {"known": "2015-09-01"}, {"level": "destroyed", "verification": "confirmed"}),
    ("palmyra-baalshamin", {"on": "2015-05-01"}, {"level": "no_report", "verification": ""}),
    ("palmyra-lion-al-lat", {}, {"level": "severe", "verification": "confirmed", "recovery": "restored"}),
    ("palmyra-lion-al-lat", {"known": "2015-09-01"}, {"level": "destroyed", "recovery": ""}),
    (
        "palmyra-theatre",
        {},
        {"level": "severe", "verification": "reported", "contested": True, "confirmed_level": "moderate"},
    ),
    ("gaza-saint-porphyrius", {}, {"contested": True}),
    ("nimrud-ziggurat", {}, {"level": "no_report", "verification": "", "contested": False}),
]


@pytest.mark.parametrize(("slug", "clocks", "seen"), FACTS)
def test_a_monument_has_the_status_that_its_sources_bear_out(demo, slug, clocks, seen):
    shown = status(slug, **clocks)
    assert {name: getattr(shown, name) for name in seen} == seen


def rows():
    own = [[field.attname for field in model._meta.fields if field.attname != "id"] for model in (Entry, Period)]
    return [
        sorted(model.objects.values_list(*names), key=repr) for model, names in zip((Entry, Period), own, strict=True)
    ]


def test_building_the_catalogue_anew_gives_the_same_rows(demo):
    before = rows()
    assert said("refresh") == "53 sites are in the catalogue.\n"
    assert rows() == before


def test_it_goes_into_an_empty_database_only(demo, accounts):
    before = Decision.objects.count()
    with pytest.raises(CommandError, match=r"an empty database only\. Nothing was changed"):
        said("demo")
    assert Decision.objects.count() == before


def test_started_again_it_says_only_how_to_sign_in_and_that_until_the_password_is_changed(demo, accounts, client):
    lines = said("demo", "--if-empty").splitlines()
    assert all(name in line and accounts[name] in line for name, line in zip(accounts, lines, strict=True))
    assert all(client.login(username=name, password=password) for name, password in accounts.items())
    person = User.objects.get(username="demo-editor")
    person.set_password("something that only I know")
    person.save()
    assert [line for line in said("demo", "--if-empty").splitlines() if "demo-editor" in line] == []
    User.objects.filter(username__in=["demo-reviewer", "demo-steward"]).update(is_active=False)
    assert said("demo", "--if-empty") == ""


def test_the_passwords_lie_in_a_file_that_only_its_owner_reads(demo, accounts):
    assert stat.S_IMODE((demo / "demo-accounts.json").stat().st_mode) == 0o600
    assert len(set(accounts.values())) == 3
    assert min(map(len, accounts.values())) >= 12


def test_the_demonstrations_people_are_no_administrators(demo):
    for person in User.objects.filter(username__startswith="demo-"):
        assert (person.is_staff, person.is_superuser) == (True, False)
    assert not User.objects.get(username="demo-editor").has_perm("heritage.review")
    assert User.objects.get(username="demo-reviewer").has_perm("heritage.review")
    assert not User.objects.get(username="demo-reviewer").has_perm("heritage.view_exact_place")
    assert User.objects.get(username="demo-steward").has_perm("heritage.view_exact_place")
    assert not User.objects.get(username="demo-steward").has_perm("heritage.manage_people")
