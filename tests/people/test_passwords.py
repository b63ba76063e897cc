"""Long sentences are good passwords; short, common and guessable ones are refused, and nobody else is asked."""

import gzip
from pathlib import Path
from time import perf_counter

import factories
import pytest
from django.contrib.auth import authenticate, password_validation
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.exceptions import ValidationError
from signing import PASSWORD, is_in, sign_in, with_password
from soaking import times

COMMON = Path(password_validation.__file__).parent / "common-passwords.txt.gz"
LONG = "قوس النصر stands, as it did before; " * 8
NAMES = ["editor", "nobody", "closed", "guest", "invited"]


@pytest.mark.parametrize("password", ["a" * 11, "123456789012345", "qwertyuiop12", "   "])
def test_what_is_short_or_can_be_guessed_is_refused(editor, password):
    with pytest.raises(ValidationError):
        password_validation.validate_password(password, editor)


def test_the_commonest_are_refused_without_asking_anybody(editor):
    with gzip.open(COMMON, "rt", encoding="utf-8") as file:
        common = file.read().split()
    assert len(common) > 3000
    for password in common[:: times(10, 1)]:
        with pytest.raises(ValidationError):
            password_validation.validate_password(password, editor)


@pytest.mark.parametrize(
    "password", ["correct horse battery staple", "ا" * 3 + "لطريق إلى البئر القديمة", "x1" * 32 + "y", LONG]
)
def test_a_long_one_of_any_kind_is_taken_whole(editor, client, password):
    client.force_login(editor)
    said = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    assert client.post("/admin/password_change/", said).status_code == 302
    assert is_in(sign_in("editor", password)[1])
    assert not is_in(sign_in("editor", password[:-2])[1])
    assert not is_in(sign_in("editor", password[:64].strip())[1]) or len(password) <= 64


@pytest.fixture
def cast(editor):
    """An account of each kind that cannot come in, beside one that can."""
    closed = with_password(factories.editor("closed"))
    closed.is_active = False
    closed.save()
    with_password(factories.reader("guest"))
    invited = factories.editor("invited")
    invited.set_unusable_password()
    invited.save()


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_password_costs_the_same_work_whoever_is_asked_for(cast, monkeypatch, name):
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *said: hashed.append(1) or encode(*said))
    sign_in(name, "wrong")
    assert len(hashed) == 1


@pytest.mark.soak
def test_a_wrong_password_takes_the_same_time_whoever_is_asked_for(cast, settings):
    """With the hasher of an installation, and the least of many: a busy machine adds to any of them."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    with_password(factories.editor())
    with_password(factories.editor("closed"))
    taken = {name: [] for name in NAMES[:3]}
    for _round in range(times(3, 200)):
        for name, all_of_it in taken.items():
            start = perf_counter()
            authenticate(username=name, password="wrong")
            all_of_it.append(perf_counter() - start)
    least = [min(one) for one in taken.values()]
    assert max(least) - min(least) < max(0.02, min(least) / 2)
