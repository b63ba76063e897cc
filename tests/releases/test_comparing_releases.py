"""What changed between two releases: all of it, nothing else, in words, and no place that was protected since."""

import csv
import io
import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from factories import WHY, steward

from sites import catalogue, releases, review
from sites.models import Citation, SiteName
from sites.releases import listing

CANARY = (33.5123457, 36.3019283)


def release(version):
    call_command("release", named=version, stdout=StringIO(), stderr=StringIO())


def told(before="1", after="2"):
    """(record, number, what, field, before, after) of each change."""
    both = releases.find(before), releases.find(after)
    found = releases.changes(*both)
    return [(one.record, one.number, one.what, one.field, one.before, one.after) for one in found]


def sentences(before="1", after="2"):
    printed = StringIO()
    call_command("release", compare=(before, after), stdout=printed)
    return printed.getvalue().splitlines()


def edited(record, **values):
    """Changes what is published, as the desk does."""
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    catalogue.refresh([getattr(record, "site_id", record.pk)])


def test_between_two_releases_of_one_record_nothing_changed(scene, client):
    scene.report(scene.site("bel"))
    release("1")
    release("2")
    assert told() == []
    assert "Nothing changed" in client.get("/releases/1/changes/2/").content.decode()


def test_exactly_the_changes_that_were_made_in_between_are_told(scene):
    article = scene.article("Temple blown up")
    bel, arch, gone = (scene.site(name) for name in ("bel", "arch", "gone"))
    report, other = scene.report(bel, "severe", article=article), scene.report(arch, "slight")
    source = other.citations.get().article
    release("1")
    worse = scene.report(bel, "destroyed", "2015-09-01")
    scene.withdraw(other)
    scene.withdraw(gone)
    new = scene.site("new")
    edited(report, attributed_to="Daesh", summary="Told at length.")
    article.publisher = "SANA"
    article.save()
    Citation.objects.filter(report=report).update(quote="It is gone.")
    edited(bel, name="Temple of Bel")
    SiteName.objects.create(site=bel, text="معبد بل", language="ar", kind="official")
    catalogue.rebuild()
    release("2")
    assert told() == [
        ("site", bel.pk, "changed", "level", "severe", "destroyed"),
        ("site", bel.pk, "renamed", "name", "Bel", "Temple of Bel"),
        ("site", bel.pk, "renamed", "native_name", "", "معبد بل"),
        ("site", arch.pk, "changed", "level", "slight", "no_report"),
        ("site", arch.pk, "changed", "verification", "reported", ""),
        ("site", arch.pk, "changed", "causes", "deliberate", ""),
        ("site", gone.pk, "gone", "", "", ""),
        ("site", new.pk, "added", "level", "", "no_report"),
        ("report", report.number, "changed", "attributed_to", "", "Daesh"),
        ("report", report.number, "changed", "summary", "", ""),
        ("report", report.number, "changed", "citations", "", ""),
        ("report", other.number, "gone", "", "", ""),
        ("report", worse.number, "added", "level", "", "destroyed"),
        ("article", article.pk, "changed", "publisher", "", "SANA"),
        ("article", source.pk, "gone", "", "", ""),
        ("article", worse.citations.get().article_id, "added", "", "", ""),
    ]
    said = sentences()
    assert f"site {bel.pk} (Temple of Bel): Level: from severe damage to destroyed." in said
    assert f"site {bel.pk} (Temple of Bel): Name in its own language: from nothing to “معبد بل”." in said
    assert f"report {worse.number} (Temple of Bel): Report added: destroyed." in said
    assert f"report {report.number} (Temple of Bel): Sources and quotations: changed." in said
    assert len(said) == len(told())


def test_backwards_it_is_the_same_the_other_way_round(scene):
    bel = scene.site("bel")
    release("1")
    scene.report(bel, "destroyed")
    release("2")
    kinds = {"added": "gone", "gone": "added"}
    there = {(record, number, what, field) for record, number, what, field, *_ in told()}
    back = {(record, number, kinds.get(what, what), field) for record, number, what, field, *_ in told("2", "1")}
    assert {one[:3] for one in there} == {one[:3] for one in back}


@pytest.mark.parametrize(
    ("was", "now", "what", "words"),
    [
        ("exact", "0.1", "coarser", "The place is shown more coarsely than before."),
        ("0.01", "0.1", "coarser", "The place is shown more coarsely than before."),
        ("0.1", "hidden", "coarser", "The place is shown more coarsely than before."),
        ("hidden", "0.1", "finer", "The place is shown more finely than before."),
        ("0.1", "exact", "finer", "The place is shown more finely than before."),
    ],
)
def test_of_a_place_it_is_said_that_it_is_coarser_or_finer_and_never_where(scene, client, was, now, what, words):
    tell = scene.site("tell", *CANARY, visibility=was, place="By the well", point_source="GPS", precision_m=5)
    release("1")
    edited(tell, visibility=now)
    release("2")
    assert ("site", tell.pk, what, "", "", "") in told()
    page = client.get("/releases/1/changes/2/").content.decode()
    assert words in page
    files = [b"".join(client.get(f"/releases/1/changes/2.{end}").streaming_content).decode() for end in ("csv", "json")]
    for answer in [page, *files, *sentences()]:
        assert not [
            one for one in ("33.5", "36.3", "By the well", "GPS") if one in re.sub(r"<svg.*?</svg>", "", answer)
        ]


def test_a_corrected_point_is_said_to_be_corrected(scene):
    tell = scene.site("tell", *CANARY)
    release("1")
    edited(tell, latitude=34.0)
    release("2")
    assert told() == [("site", tell.pk, "moved", "", "", "")]


def test_a_move_within_a_cell_is_nobodys_business(scene):
    tell = scene.site("tell", *CANARY, visibility="0.1")
    release("1")
    edited(tell, latitude=CANARY[0] + 0.001)
    release("2")
    assert told() == []


def test_the_page_leads_to_the_records_and_counts_them(scene, client):
    bel = scene.site("bel", name="A <b>bold</b> name")
    release("1")
    scene.report(bel, "destroyed")
    release("2")
    page = client.get("/releases/1/changes/2/").content.decode()
    assert 'href="/sites/bel/"' in page
    assert "A &lt;b&gt;bold&lt;/b&gt; name" in page
    assert "Level: from no report to destroyed." in page
    assert re.search(r"<dt>Reports added</dt>\s*<dd>1</dd>", page)


def test_many_changes_are_turned_page_by_page(scene, client):
    release("1")
    scene.crowd([(1 + n / 100, 2) for n in range(250)], [""])
    release("2")
    pages = [client.get(f"/releases/1/changes/2/?page={number}").content.decode() for number in (1, 2, 3)]
    assert [page.count("Site added.") for page in pages] == [100, 100, 50]
    assert "Page 2 of 3" in pages[1]
    assert client.get("/releases/1/changes/2/?page=4").status_code == 400
    assert client.get("/releases/1/changes/2/?page=0").status_code == 400
    assert client.get("/releases/1/changes/2/?sort=level").status_code == 400


def test_two_that_are_too_large_to_wait_for_come_as_a_file(scene, client, settings, monkeypatch):
    scene.site("bel")
    release("1")
    release("2")
    scene.site("arch")
    release("3")
    monkeypatch.setattr(listing, "AT_ONCE", 1)
    assert "too large to be compared while you wait" in client.get("/releases/1/changes/3/").content.decode()
    assert b"".join(client.get("/releases/1/changes/3.csv").streaming_content).count(b"\r\n") == 2
    assert "Site added." in client.get("/releases/2/changes/3/").content.decode()  # compared when it was released
    sentences("1", "3")
    assert "Site added." in client.get("/releases/1/changes/3/").content.decode()


def test_changes_can_be_taken_as_csv_and_json(scene, client):
    bel = scene.site("bel", name="=1+1")
    release("1")
    scene.report(bel, "destroyed")
    release("2")
    answer = client.get("/releases/1/changes/2.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].endswith('-changes-1-to-2.csv"')
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode(), newline="")))
    assert rows[0] | {"url": ""} == {
        "record": "site", "number": str(bel.pk), "label": "'=1+1", "url": "", "what": "changed", "field": "level",
        "before": "no_report", "after": "destroyed", "in_words": "Level: from no report to destroyed.",
    }  # fmt: skip
    answer = client.get("/releases/1/changes/2.json")
    assert answer.headers["Content-Type"] == "application/json"
    said = json.loads(b"".join(answer.streaming_content))
    assert (said["from"], said["to"]) == ("1", "2")
    assert [one["in_words"] for one in said["changes"]] == [row["in_words"] for row in rows]
    assert said["changes"][0]["label"] == "'=1+1"  # as the release writes it
    assert b"".join(client.head("/releases/1/changes/2.csv").streaming_content) == b""


def test_the_form_leads_to_the_page_of_the_two(scene, client):
    release("1")
    release("2")
    assert "Compare two releases" in client.get("/releases/").content.decode()
    assert client.get("/releases/?from=1&to=2").url == "/releases/1/changes/2/"
    assert client.get("/releases/?from=1").status_code == 400
    assert client.get("/releases/?from=1&to=//evil.example").status_code == 400


def test_what_is_no_release_cannot_be_compared(scene, client):
    release("1")
    assert client.get("/releases/1/changes/9/").status_code == 404
    assert client.get("/releases/9/changes/1.csv").status_code == 404
    with pytest.raises(CommandError, match="There is no release 9"):
        sentences("1", "9")


def test_a_correction_at_the_desk_is_a_correction_here(scene):
    report = scene.report(scene.site("bel"), "severe")
    release("1")
    correction = review.correct(report, by=scene.editor)
    correction.level = "moderate"
    correction.save()
    review.record(correction, by=scene.editor, reason=WHY)
    review.publish(correction, by=steward(), reason=WHY)
    release("2")
    assert ("report", report.number, "changed", "level", "severe", "moderate") in told()
