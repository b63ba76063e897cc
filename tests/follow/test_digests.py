"""Who follows something is told what is new of it: once, in their language, without the name of a protected site."""

import smtplib
from io import StringIO

import factories
import pytest
from aviary import WORDS, drafted, fill, heard, songs
from django.core.management import CommandError, call_command
from letterbox import text_of

from sites import follow, review
from sites.follow import digests
from sites.models import Follower, Report

READER = "reader@example.org"


def corrected(report, **said):
    correction = review.correct(report, by=factories.editor())
    before = review.account(correction)
    for name, value in said.items():
        setattr(correction, name, value)
    correction.save()
    review.record(correction, by=factories.editor(), reason="Seen anew.", before=before)
    review.publish(correction, by=factories.reviewer(), reason="Closer to the source.")


def brought_in(folder, count, site="Temple of Bel"):
    lines = [f"r{n},{site},SY,severe,2015-03-0{1 + n % 9},https://gazette.example/i{n},Of {n},G" for n in range(count)]
    head = "id,site name,country,level,date,article url,article title,publisher"
    (folder / "reports.csv").write_text("\n".join([head, *lines]))
    factories.steward()
    said = {"by": "steward", "publish": True, "reason": factories.WHY, "stdout": StringIO()}
    call_command("import_reports", str(folder / "reports.csv"), **said)


# ── what is told


def test_new_reports_are_told_with_their_level_and_a_link(reader, post, told, temple):
    old = factories.report(temple, "slight")
    reader.confirm("?country=SY")
    new = factories.report(temple, "destroyed", verification="confirmed")
    assert told() == {"sent": 1}
    (mail,) = post.taken
    said = text_of(mail)
    assert mail["Subject"] == "Heritage Damage Tracker: 1 report is new or changed"
    assert "1 new report\n\n  Temple of Bel: Destroyed, confirmed\n" in said
    assert f"https://heritage.example/reports/{new.number}/" in said
    assert f"/reports/{old.number}/" not in said, "what was known before is no news"
    assert "Syria" in said


def test_corrections_are_told_and_what_was_taken_back(reader, post, told, temple):
    changed, gone = factories.report(temple), factories.report(temple)
    reader.confirm()
    corrected(changed, level="moderate")
    review.withdraw(gone, by=factories.reviewer(), reason="Twice.")
    assert told() == {"sent": 1}
    said = text_of(post.taken[0])
    assert "2 corrections" in said
    assert f"Temple of Bel: report {changed.number} corrected" in said
    assert f"Temple of Bel: report {gone.number} withdrawn" in said


def test_a_report_that_came_and_was_corrected_since_is_told_once_and_one_that_went_is_not(reader, post, told, temple):
    reader.confirm()
    corrected(factories.report(temple, "slight"), level="destroyed")
    review.withdraw(factories.report(temple, "severe"), by=factories.reviewer(), reason="Twice.")
    assert told() == {"sent": 1}
    said = text_of(post.taken[0])
    assert "1 new report\n" in said
    assert "Destroyed" in said
    assert "correct" not in said
    assert "withdrawn" not in said


def test_the_filter_decides_and_drafts_are_no_news(reader, post, told, temple):
    elsewhere = factories.site("Khan", country="IQ")
    reader.confirm("?country=SY")
    factories.report(elsewhere)
    factories.draft_report(temple)
    assert told() == {"nothing": 1}
    assert post.taken == []
    factories.report(temple)
    assert told() == {"sent": 1}


def test_what_a_file_brings_is_told_and_of_much_the_number(reader, post, told, temple, tmp_path):
    reader.confirm("?site=temple-of-bel")
    brought_in(tmp_path, digests.MOST_TOLD + 7)
    assert told() == {"sent": 1}
    said = text_of(post.taken[0])
    assert f"{digests.MOST_TOLD + 7} new reports" in said
    assert said.count("/reports/") == digests.MOST_TOLD
    assert "And 7 more." in said


def test_a_site_under_its_former_address_is_followed_on(reader, post, told, temple):
    other = factories.site("Bel")
    reader.confirm("?site=bel")
    review.merge(temple, other, by=factories.reviewer(), reason="One and the same.")
    factories.report(temple)
    assert told() == {"sent": 1}
    assert "Temple of Bel" in text_of(post.taken[0])


def test_where_the_site_is_not_shown_any_more_nothing_is_sent_until_it_is(reader, post, told, temple):
    reader.confirm("?site=temple-of-bel")
    review.withdraw(temple, by=factories.reviewer(), reason="Was it there?")
    assert told() == {"gone": 1}
    review.publish(temple, by=factories.reviewer(), reason="It was.")
    factories.report(temple)
    assert told() == {"sent": 1}


# ── no protected name


def test_no_mail_names_a_protected_site_or_tells_its_place(reader, post, told, db):
    """Open ones are named, or else this proves nothing."""
    birds = fill(["plain", "at a border"])
    drafted()
    protected = [site for site in birds.values() if site.visibility != "exact"]
    for site in protected:
        site.refresh_from_db()
    shrine = next(site for site in protected if site.visibility == "hidden")
    for query in ("", "?country=FJ", f"?site={shrine.slug}", f"?part_of={shrine.slug}", f"?q={shrine.name}"):
        reader.confirm(query.replace(" ", "+"), f"{len(query)}@example.org")
    asked = list(post.taken)
    for site in birds.values():
        report = factories.report(site, "destroyed", event="2016")
        corrected(Report.objects.published().filter(site=site).exclude(pk=report.pk).first() or report, level="severe")
    assert told()["sent"] == 4, "nothing is part of that one"
    everything = "\n".join(mail.as_string() for mail in [*asked, *post.taken]).encode()
    everything += "\n".join(text_of(mail) for mail in [*asked, *post.taken]).encode()
    for site in birds.values():
        for name in (site.name, site.slug):
            assert (name.encode() in everything) == (site.visibility == "exact" and name == site.name), name
    hunted = [*(word.encode() for word in WORDS), *(song for site in birds.values() for song in songs(site))]
    assert heard(hunted, everything) == []
    whole = text_of(next(mail for mail in post.taken if mail["To"] == "0@example.org"))
    assert whole.count("Protected site (Fiji): Destroyed, reported") == len(protected)


# ── once


def test_nobody_is_told_twice_and_at_most_once_a_day(reader, post, told, temple):
    reader.confirm()
    factories.report(temple)
    assert told() == {"sent": 1}
    assert told() == {}
    factories.report(temple)
    assert told() == {"sent": 1}
    factories.report(temple)
    assert told(same_day=True) == {}
    assert told() == {"sent": 1}
    assert len({mail["Message-ID"] for mail in post.taken}) == 3


class Killed(BaseException):
    """As by the operator, or a power cut: nothing in the program catches it."""


@pytest.mark.parametrize("moment", ["before the mail", "after the mail"])
def test_whoever_is_killed_in_the_middle_tells_nobody_again(reader, post, told, temple, monkeypatch, moment):
    everybody = [f"reader{number}@example.org" for number in range(4)]
    for one in everybody:
        reader.confirm("", one)
    factories.report(temple)
    send = digests.Post.send

    def killed(line, message):
        if len(post.taken) < 2 or moment == "after the mail":
            send(line, message)
        if len(post.taken) == 2:
            raise Killed

    monkeypatch.setattr(digests.Post, "send", killed)
    with pytest.raises(Killed):
        told()
    monkeypatch.setattr(digests.Post, "send", send)
    told(same_day=True)
    written = [mail["To"] for mail in post.taken]
    assert len(set(written)) == len(written)
    assert set(everybody) - set(written) <= {"reader2@example.org"}, "the one that was on its way"
    assert told() == {}


def test_who_ends_it_while_others_are_told_is_not_written_to(reader, post, told, temple, monkeypatch):
    reader.confirm("", "first@example.org")
    reader.confirm("", "second@example.org")
    factories.report(temple)
    send = digests.Post.send

    def meanwhile(line, message):
        send(line, message)
        Follower.objects.filter(email="second@example.org").delete()

    monkeypatch.setattr(digests.Post, "send", meanwhile)
    assert told() == {"sent": 1}


def test_two_at_once_send_each_mail_once(reader, post, told, temple, monkeypatch):
    reader.confirm()
    factories.report(temple)
    compose = digests.mails.digest
    counts = follow.Told()

    def overtaken(*said):
        monkeypatch.setattr(digests.mails, "digest", compose)
        follow.tell_followers(counts)
        return compose(*said)

    monkeypatch.setattr(digests.mails, "digest", overtaken)
    assert told() == {"nothing": 1}
    assert (+counts, len(post.taken)) == ({"sent": 1}, 1)


# ── faults


def test_an_address_that_takes_no_mail_stops_nobody_and_is_dropped_in_the_end(reader, post, told, temple):
    for name in ("a", "b", "c"):
        reader.confirm("", f"{name}@example.org")
    post.refused.add("b@example.org")
    factories.report(temple)
    assert told() == {"sent": 2, "failed": 1}
    for _day in range(follow.MOST_FAILURES - 2):
        assert told() == {"failed": 1}
    assert told() == {"dropped": 1}
    assert not Follower.objects.filter(email="b@example.org").exists()


def test_who_could_not_be_reached_one_day_is_told_all_of_it_the_next(reader, post, told, temple):
    reader.confirm()
    post.refused.add(READER)
    factories.report(temple)
    assert told() == {"failed": 1}
    assert told(same_day=True) == {}
    post.refused.clear()
    factories.report(temple)
    assert told() == {"sent": 1}
    assert "2 new reports" in text_of(post.taken[0])
    assert Follower.objects.get().failures == 0


def test_a_line_that_breaks_is_taken_up_again(reader, post, told, temple, monkeypatch):
    for name in ("a", "b"):
        reader.confirm("", f"{name}@example.org")
    factories.report(temple)
    data = smtplib.SMTP.data

    def broken_off(line, *said):
        monkeypatch.setattr(smtplib.SMTP, "data", data)
        line.sock.close()
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(smtplib.SMTP, "data", broken_off)
    assert told() == {"failed": 1, "sent": 1}


def test_a_mail_server_that_is_away_counts_against_nobody(reader, post, told, temple, settings):
    reader.confirm()
    factories.report(temple)
    before = Follower.objects.values().get()
    settings.EMAIL_PORT, port = 1, settings.EMAIL_PORT
    with pytest.raises(follow.Unreachable):
        told(same_day=True)
    assert Follower.objects.values().get() == before
    settings.EMAIL_PORT = port
    assert told() == {"sent": 1}


# ── languages


def test_the_mail_speaks_the_language_of_who_asked_for_it(reader, post, told, temple):
    reader.confirm("?country=SY")
    factories.report(temple, "destroyed")
    Follower.objects.update(language="ar")
    told()
    assert "سوريا" in text_of(post.taken[0])
    assert "Syria" not in text_of(post.taken[0])
    factories.report(temple, "destroyed")
    Follower.objects.update(language="tlh")
    told()
    assert "Syria" in text_of(post.taken[1]), "a language that is spoken here no more"


# ── the command


def command():
    said = StringIO()
    call_command("send_alerts", stdout=said)
    return said.getvalue()


def test_the_command_says_what_it_did(reader, post, temple):
    reader.confirm()
    reader.confirm("?country=IQ")
    factories.report(temple)
    assert command() == "Mails sent: 1.\nNothing new for: 1.\n"
    assert command() == "Mails sent: 0.\n"
    assert READER not in command()


def test_the_command_says_what_is_missing(reader, post, temple, settings):
    reader.confirm()
    factories.report(temple)
    settings.EMAIL_PORT = 1
    with pytest.raises(CommandError, match="cannot be reached, and the rest waits"):
        command()
    settings.EMAIL_HOST = ""
    with pytest.raises(CommandError, match="set EMAIL_HOST and DEFAULT_FROM"):
        command()


def test_a_reader_who_asks_for_it_is_erased(reader, post, temple):
    reader.confirm()
    reader.confirm("?country=SY")
    reader.confirm("", "other@example.org")
    said = StringIO()
    call_command("forget_reader", "Reader@Example.org", stdout=said)
    assert "Deleted: 2" in said.getvalue()
    assert READER not in said.getvalue().lower()
    assert Follower.objects.get().email == "other@example.org"


def test_a_mail_in_arabic_calls_an_open_site_by_its_arabic_name_and_a_protected_one_by_none(reader, post, told, db):
    reader.confirm()
    Follower.objects.update(language="ar")
    for name, visibility in (("قوس", "exact"), ("معبد", "0.1")):
        corrected(
            factories.report(factories.site(visibility=visibility, names=[(name, "ar", "official")])), level="none"
        )
    assert told() == {"sent": 1}
    said = text_of(post.taken[0])
    assert "قوس: " in said
    assert "معبد" not in said
