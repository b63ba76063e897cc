"""The accounts with which the demonstration's desk can be tried."""

import json
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group, User

ACCOUNTS = {"demo-editor": "Editor", "demo-reviewer": "Reviewer", "demo-steward": "Steward"}


def open_accounts() -> tuple[User, User]:
    """Open the accounts; gives the editor and the reviewer. Their random passwords are kept in a file for its owner."""
    passwords = {name: secrets.token_urlsafe(12) for name in ACCOUNTS}
    with os.fdopen(os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(passwords, file)
    editor, reviewer, *_others = (_open(name, group, passwords[name]) for name, group in ACCOUNTS.items())
    return editor, reviewer


def _open(name: str, group: str, password: str) -> User:
    user, _ = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    user.set_password(password)
    user.save()
    user.groups.set([Group.objects.get(name=group)])
    return user


def unchanged_passwords() -> dict[str, str]:
    """The passwords by account that were made here and still open the door."""
    if not _file().exists():
        return {}
    made = json.loads(_file().read_text())
    users = {user.username: user for user in User.objects.filter(username__in=made, is_active=True)}
    return {name: password for name, password in made.items() if name in users and users[name].check_password(password)}


def _file() -> Path:
    return settings.DATA_DIR / "demo-accounts.json"
