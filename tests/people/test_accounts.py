"""An administrator opens, changes, closes and erases accounts, and never gives or touches more than their rights."""

import re
from datetime import timedelta
from io import StringIO

import factories
import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from signing import PASSWORD, device_of, is_in, sign_in, with_password

from sites import review
from sites.intake import hand_in
from sites.models import Decision, Editor, Intake, Letter, Session

NEW = "another row of words"


def page(user):
    return f"/admin/people/{user.pk}/"


def act(desk, user, name, **said):
    return desk.post(page(user), {"act": name} | said, follow=True).content.decode()


def link_in(answer):
    return re.search(r'value="(http://testserver/admin/invitation/[^"]+)"', answer.content.decode())[1]


def choose(link, password=NEW):
    """What somebody does with a link; gives the last page."""
    visitor = Client()
    answer = visitor.get(link, follow=True)
    if not answer.redirect_chain:
        return answer
    return visitor.post(
        answer.redirect_chain[-1][0], {"new_password1": password, "new_password2": password}, follow=True
    )


def test_somebody_new_chooses_a_password_with_a_link_that_serves_once(desk):
    answer = desk.post("/admin/people/add/", {"username": "newcomer", "role": "Reviewer"})
    link = link_in(answer)
    user = User.objects.get(username="newcomer")
    assert (user.is_staff, user.is_superuser, [group.name for group in user.groups.all()]) == (
        True,
        False,
        ["Reviewer"],
    )
    assert not user.has_usable_password()
    choose(link)
    assert is_in(sign_in("newcomer", NEW)[1])
    assert "This link serves no more" in choose(link, "a third row of words").content.decode()


def test_an_account_opened_by_two_at_the_same_moment_is_one(at_once):
    def prepared():
        clients = [Client(), Client()]
        for client in clients:
            client.force_login(factories.administrator())
        return clients

    (clients,) = at_once(prepared)
    said = {"username": "newcomer", "role": "Reviewer"}
    pages = at_once(*[lambda one=one: one.post("/admin/people/add/", said).content.decode() for one in clients])
    assert sum("There is an account of that name already." in page for page in pages) == 1
    (accounts,) = at_once(lambda: User.objects.filter(username="newcomer").count())
    assert accounts == 1


def test_a_short_password_is_refused_there_too(desk):
    link = link_in(desk.post("/admin/people/add/", {"username": "newcomer", "role": "Editor"}))
    assert "at least 12 characters" in choose(link, "short").content.decode()


def test_a_forgotten_password_is_mended_by_another_link_and_ends_the_sessions(desk, editor):
    _answer, client = sign_in("editor")
    choose(link_in(desk.post(page(editor), {"act": "invite"})))
    assert not is_in(client)
    assert not Session.objects.filter(account=editor).exists()
    assert is_in(sign_in("editor", NEW)[1])


@pytest.mark.parametrize(("who", "hours"), [("editor", 1), ("newcomer", 72)])
def test_a_link_serves_an_hour_where_there_is_a_password_and_three_days_for_the_first(
    desk, editor, monkeypatch, who, hours
):
    add = {"username": "newcomer", "role": "Editor"}
    made = desk.post(page(editor), {"act": "invite"}) if who == "editor" else desk.post("/admin/people/add/", add)
    assert ("within an hour" if hours == 1 else "within three days") in made.content.decode()
    now = PasswordResetTokenGenerator()._now()
    for late, serves in ((1, False), (-1, True)):
        then = now + timedelta(hours=hours, minutes=late)
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _self, then=then: then)
        assert ("serves no more" not in choose(link_in(made)).content.decode()) is serves
        assert User.objects.get(username=who).check_password(NEW) is serves


@pytest.mark.parametrize(
    "said",
    [
        {"username": "editor", "role": "Editor"},
        {"username": "EDITOR", "role": "Editor"},
        {"username": "a name", "role": "Editor"},
        {"username": "newcomer", "role": "Superuser"},
        {"username": "newcomer"},
        {},
    ],
)
def test_an_account_that_cannot_be_is_not_opened(desk, editor, said):
    before = User.objects.count()
    assert desk.post("/admin/people/add/", said).status_code == 200
    assert User.objects.count() == before


def test_the_list_tells_role_day_second_factor_and_no_hour(desk, editor):
    device_of(editor)
    sign_in("editor")
    User.objects.filter(pk=editor.pk).update(last_login="2026-03-27T04:17:39Z")
    told = desk.get("/admin/people/").content.decode()
    row = re.search(r"<tr>\s*<th scope=\"row\"><a [^>]+><bdi>editor</bdi>.*?</tr>", told, re.DOTALL)[0]
    assert re.findall(r"<td[^>]*>(.*?)</td>", row) == ["Editor", "2026-03-27", "yes", "open"]
    assert "04:17" not in told
    assert "04:17" not in desk.get(page(editor)).content.decode()


def test_the_list_asks_the_same_for_one_and_for_thirty(desk, django_assert_num_queries, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as one:
        desk.get("/admin/people/")
    for number in range(30):
        factories.editor(f"colleague-{number}")
    with django_assert_num_queries(len(one.captured_queries)):
        desk.get("/admin/people/")


def test_a_new_role_holds_at_once_and_ends_the_sessions(desk, editor):
    _answer, client = sign_in("editor")
    editor.user_permissions.add(Permission.objects.get(codename="review"))
    act(desk, editor, "role", role="Steward")
    assert not is_in(client)
    assert [group.name for group in editor.groups.all()] == ["Steward"]
    assert not editor.user_permissions.exists()


def test_closing_ends_the_sessions_and_shuts_the_door(desk, editor):
    _answer, client = sign_in("editor")
    assert "The account is closed" in act(desk, editor, "close")
    assert not is_in(client)
    assert not Session.objects.filter(account=editor).exists()
    assert not is_in(sign_in("editor")[1])
    act(desk, editor, "open")
    assert is_in(sign_in("editor")[1])


def test_a_lost_device_is_forgotten(desk, editor):
    device_of(editor)
    act(desk, editor, "factor")
    assert not TOTPDevice.objects.exists()
    assert is_in(sign_in("editor")[1])


@pytest.mark.parametrize(
    ("name", "there"), [("factor", "/admin/account/second-factor/remove/"), ("invite", "/admin/password_change/")]
)
def test_who_finds_an_administrators_desk_left_open_is_asked_for_the_password(desk, administrator, name, there):
    device_of(administrator)
    answer = desk.post(page(administrator), {"act": name})
    assert (answer.status_code, answer.url) == (302, there)
    assert b"invitation/" not in answer.content
    assert TOTPDevice.objects.filter(user=administrator).exists()
    assert 'type="password"' in desk.get(there).content.decode()


def test_all_sessions_of_an_account_are_ended(desk, editor):
    clients = [sign_in("editor")[1] for _number in range(3)]
    assert "3 sessions have ended." in act(desk, editor, "sessions")
    assert not any(map(is_in, clients))
    assert is_in(desk)


@pytest.mark.parametrize("who", [factories.editor, factories.reviewer, factories.steward])
def test_nobody_else_manages_people(client, administrator, who):
    client.force_login(who("other"))
    for address in ("/admin/people/", "/admin/people/add/", page(administrator), page(administrator) + "erase/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"act": "close", "name": "administrator"}).status_code in {403, 405}
    assert "/admin/people/" not in client.get("/admin/").content.decode()
    assert User.objects.get(pk=administrator.pk).is_active


@pytest.mark.parametrize("name", ["role", "close", "open", "factor", "sessions", "invite"])
def test_a_superusers_account_is_touched_by_superusers_alone(desk, admin_user, admin_client, name):
    admin_user.is_active = name != "open"
    admin_user.save()
    before = User.objects.filter(pk=admin_user.pk).values().get()
    assert desk.post(page(admin_user), {"act": name, "role": "Editor"}).status_code == 403
    assert desk.post(page(admin_user) + "erase/", {"name": admin_user.username}).status_code == 403
    assert User.objects.filter(pk=admin_user.pk).values().get() == before


@pytest.mark.parametrize("closed", [False, True])
def test_an_account_with_a_right_that_the_administrator_lacks_is_not_touched(desk, editor, closed):
    editor.user_permissions.add(Permission.objects.get(codename="delete_user"))
    editor.is_active = not closed
    editor.save()
    for name in ("role", "open", "invite"):
        assert desk.post(page(editor), {"act": name, "role": "Editor"}).status_code == 403


def test_no_field_that_is_sent_makes_a_superuser_or_gives_a_single_right(desk, editor):
    extra = {"is_superuser": "1", "user_permissions": "1", "groups": "1", "is_staff": "1", "password": "x"}
    act(desk, editor, "role", role="Editor", **extra)
    desk.post("/admin/people/add/", {"username": "newcomer", "role": "Editor"} | extra)
    for user in User.objects.filter(username__in=["editor", "newcomer"]):
        assert not user.is_superuser
        assert not user.user_permissions.exists()
        assert [group.name for group in user.groups.all()] == ["Editor"]


def test_a_role_with_more_rights_than_ones_own_is_not_offered(client, db):
    user = factories.person("half", "Editor", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="manage_people"))
    client.force_login(user)
    told = client.get("/admin/people/add/").content.decode()
    assert 'value="Editor"' in told
    assert 'value="Administrator"' not in told
    client.post("/admin/people/add/", {"username": "newcomer", "role": "Administrator"})
    assert not User.objects.filter(username="newcomer").exists()


def test_the_last_administrator_stays(desk, administrator):
    assert "nobody else could open or close" in act(desk, administrator, "close")
    assert "nobody else could open or close" in act(desk, administrator, "role", role="Editor")
    answer = desk.post(page(administrator) + "erase/", {"name": "administrator"}).content.decode()
    assert "Nobody else could open or close an account" in answer
    with pytest.raises(CommandError, match="Nobody else"):
        call_command("erase_editor", "administrator", "--yes")
    assert User.objects.get(pk=administrator.pk).has_perm("heritage.manage_people")


# ── erasing


def worked(user):
    """An editor's papers: decisions, an intake, a session, a device."""
    site = factories.site()
    factories.draft_report(site)
    hand_in(by=user, received=b"A temple was destroyed.", media_type="text/plain")
    sign_in(user.username)
    device_of(user)
    return Editor.objects.get(user=user).pseudonym


def said(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def assert_nobody(name, pseudonym, number):
    assert not User.objects.filter(username=name).exists()
    assert not Editor.objects.filter(pseudonym=pseudonym).exists()
    assert not Session.objects.filter(account=number).exists()
    assert not TOTPDevice.objects.exists()
    assert Intake.objects.get().handed_in_by is None
    assert Decision.objects.filter(who=pseudonym).exists()
    assert "are whole" in said("verify")


def test_the_command_takes_the_person_out_and_the_chain_verifies(editor, administrator):
    pseudonym, number = worked(editor), editor.pk
    decisions = Decision.objects.filter(who=pseudonym).count()
    told = said("erase_editor", "editor", "--yes")
    assert f"Its decisions, {decisions} in all, stay under the pseudonym {pseudonym}" in told
    assert "backups" in told
    assert_nobody("editor", pseudonym, number)


def test_the_desk_does_the_same_once_the_name_is_typed(desk, editor):
    pseudonym, number = worked(editor), editor.pk
    assert "This is not its name" in desk.post(page(editor) + "erase/", {"name": "Editor"}).content.decode()
    assert User.objects.filter(pk=number).exists()
    answer = desk.post(page(editor) + "erase/", {"name": "editor"}, follow=True)
    assert f"stay under the pseudonym {pseudonym}" in answer.content.decode()
    assert_nobody("editor", pseudonym, number)


def test_no_file_of_the_database_holds_what_was_erased(at_once, tmp_path):
    """Where SQLite keeps it: a server has the database open, and its last changes in a file beside it."""

    def holding(word):
        return [one.name for one in tmp_path.iterdir() if one.is_file() and word in one.read_bytes()]

    def erased():
        factories.administrator()
        factories.editor("zebedee.quill")
        said = {"kind": "none", "text": "It stands.", "language": "en", "at": timezone.now()}
        Letter.objects.create(email="zebedee@quill.example", **said)
        found = holding(b"zebedee")
        call_command("forget_reader", "zebedee@quill.example", stdout=StringIO())
        forgotten = holding(b"zebedee@quill")
        call_command("erase_editor", "zebedee.quill", yes=True, stdout=StringIO())
        return found, forgotten, holding(b"zebedee")

    ((before, *after),) = at_once(erased)
    assert bool(before) is (connection.vendor == "sqlite")
    assert after == [[], []]


def test_the_command_asks_first(editor, administrator, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda _question: "no")
    with pytest.raises(CommandError, match="Nothing was erased"):
        call_command("erase_editor", "editor")
    assert User.objects.filter(username="editor").exists()


def test_a_name_that_nobody_has_is_told_so(db):
    with pytest.raises(CommandError, match="no account of the name"):
        call_command("erase_editor", "nobody", "--yes")


def test_who_is_erased_while_signed_in_is_out(desk, editor):
    _answer, client = sign_in("editor")
    desk.post(page(editor) + "erase/", {"name": "editor"})
    assert not is_in(client)


# ── one's own account


def test_an_account_knows_its_pseudonym_role_and_what_it_may_do(editor):
    _answer, client = sign_in("editor")
    assert "none yet" in client.get("/admin/account/").content.decode()
    pseudonym = review.pseudonym(editor)
    told = client.get("/admin/account/").content.decode()
    assert pseudonym in told
    assert "drafts sites, reports and photos" in told


def test_ones_sessions_are_listed_and_ended(editor):
    (_a, here), (_b, there), (_c, elsewhere) = (sign_in("editor") for _number in range(3))
    told = here.get("/admin/account/").content.decode()
    handles = re.findall(r'name="session" value="([0-9a-f]{20})"', told)
    assert len(handles) == 2
    for client in (here, there, elsewhere):
        assert client.session.session_key not in told
    here.post("/admin/account/end-session/", {"session": handles[0]})
    assert [is_in(client) for client in (here, there, elsewhere)].count(False) == 1
    here.post("/admin/account/end-session/", {"session": "others"})
    assert [is_in(client) for client in (here, there, elsewhere)] == [True, False, False]


def test_nobody_ends_anothers_session(editor, desk):
    _answer, client = sign_in("editor")
    told = client.get("/admin/account/").content.decode()
    assert 'name="session"' not in told
    for chosen in ("others", client.session.session_key, ""):
        desk.post("/admin/account/end-session/", {"session": chosen})
    assert is_in(client)


def test_of_a_session_the_hour_is_kept_and_no_browser(editor):
    sign_in("editor", HTTP_USER_AGENT="Sentinel/7.0")
    session = Session.objects.get()
    assert (session.account, session.began.minute, session.began.second) == (editor, 0, 0)
    assert "Sentinel" not in str(session.get_decoded())


def test_another_password_ends_every_other_session(editor):
    (_a, here), (_b, there) = sign_in("editor"), sign_in("editor")
    said = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    here.post("/admin/password_change/", said)
    assert (is_in(here), is_in(there)) == (True, False)
    assert Session.objects.filter(account=editor).count() == 1
    assert is_in(sign_in("editor", NEW)[1])


def test_a_wrong_old_password_changes_nothing(editor, client):
    client.force_login(editor)
    client.post("/admin/password_change/", {"old_password": "no", "new_password1": NEW, "new_password2": NEW})
    assert is_in(sign_in("editor")[1])


def test_who_is_no_editor_sees_nothing_of_it(db, client):
    client.force_login(with_password(factories.reader()))
    assert client.get("/admin/account/").status_code == 302
