"""Taking the person out: what was decided stays under a pseudonym, from which nothing leads to anybody any more."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils.translation import gettext as _

from ..models import Decision, Editor
from .roles import is_last_administrator


class NotErased(Exception):
    """Says, in a sentence, why an account stays."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What is left of an erased account: a pseudonym, if it ever did anything, and the number of its decisions."""

    pseudonym: str
    decisions: int

    def in_words(self) -> str:
        if not self.pseudonym:
            return _("The account is erased. It had decided nothing.")
        return _(
            "The account is erased. Its decisions, %(decisions)d in all, stay under the pseudonym %(pseudonym)s, and "
            "nothing in the database tells whose it was."
        ) % {"decisions": self.decisions, "pseudonym": self.pseudonym}


def erase(user: User) -> Erased:
    """Delete an account with all that leads to it: its name and password, pseudonym, sessions and second factors.

    Raises NotErased for the last account that can open and close others.
    """
    with transaction.atomic():
        if is_last_administrator(user):
            raise NotErased(_("Nobody else could open or close an account: make somebody else an administrator first."))
        pseudonym = Editor.objects.filter(user=user).values_list("pseudonym", flat=True).first() or ""
        decided = Decision.objects.filter(who=pseudonym).count() if pseudonym else 0
        user.delete()
        transaction.on_commit(write_over)
    return Erased(pseudonym, decided)


def write_over() -> None:
    """What SQLite wrote lately stands in a file beside the database until other work is written there: that may take
    long, and whoever copies the file reads what was erased. In the database itself it fills that with zeros."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
