"""What the desk keeps of the people who use it: their sessions and, for a day, wrong passwords. No address is kept."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

ACCOUNT = "_auth_user_id"  # where Django's sign-in keeps the account in a session
BEGAN, USED = "began", "used"  # the hours of the sign-in and of the last use
UNUSED, LONGEST = timedelta(hours=8), timedelta(days=7)


def this_hour() -> datetime:
    """Sessions know hours and nothing finer: their list is no clock of somebody's work."""
    return timezone.now().replace(minute=0, second=0, microsecond=0)


class Session(AbstractBaseSession):
    """A session that knows whose it is: it can be listed, ended, and goes with its account."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")
    began = models.DateTimeField(null=True, help_text="The hour of the sign-in.")

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    @classmethod
    def get_session_store_class(cls):
        return SessionStore


class SessionStore(DatabaseSessions):
    """The engine of ``SESSION_ENGINE``: Django's own, in the table above."""

    @classmethod
    def get_model_class(cls):
        return Session

    def get_expiry_date(self, **_how):
        """Eight hours after the hour in which it was last used, and a week after it began in any case."""
        began = self.get(BEGAN)
        unused = this_hour() + UNUSED
        return min(unused, datetime.fromisoformat(began) + LONGEST) if began else unused

    def save(self, must_create=False):
        """A database that is away has not ended the session: what its driver says is passed on, with its cause."""
        try:
            return super().save(must_create)
        except UpdateError as ended:
            fault = ended
        raise fault.__context__ if fault.__context__.__cause__ else fault

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.account_id, session.began = data.get(ACCOUNT), data.get(BEGAN)
        return session


class Attempts(models.Model):
    """How many passwords were tried in vain. The key, a digest of the day, of whom and whence, leads to nobody
    and is deleted with the day."""

    key = models.CharField(primary_key=True, max_length=64)
    day = models.DateField(db_index=True)
    failed = models.PositiveIntegerField(default=0)
    last = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.failed} on {self.day}"
