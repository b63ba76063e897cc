from datetime import timedelta
from types import SimpleNamespace

import factories
import pytest
from django.core.mail.utils import DNS_NAME
from django.utils import timezone
from letterbox import PostOffice, links_in, ticket

from sites import follow
from sites.models import Follower

SITE = "https://heritage.example"


@pytest.fixture
def post(settings, monkeypatch):
    """An installation that sends mail, and the mail server that takes it."""
    monkeypatch.setattr(DNS_NAME, "_fqdn", "machine.example", raising=False)
    with PostOffice() as office:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.DEFAULT_FROM_EMAIL, settings.SITE_URL = "alerts@heritage.example", SITE
        yield office


@pytest.fixture
def temple(db):
    return factories.site("Temple of Bel")


@pytest.fixture
def reader(client, post):
    """Somebody at a browser with a mailbox."""

    def ask(query="", email="reader@example.org", **said):
        plain = {"email": email, "ticket": ticket(), "trap": ""}
        return client.post(f"/follow/{query}", plain | said)

    def confirm(query="", email="reader@example.org"):
        assert ask(query, email).status_code == 200
        (link,) = links_in(post.to(email)[-1], "confirm")
        assert client.post(link).status_code == 200
        post.taken.clear()
        return Follower.objects.get(email=email, query=query.removeprefix("?"))

    return SimpleNamespace(ask=ask, confirm=confirm, open=client.get, press=client.post)


@pytest.fixture
def told():
    """Tell those who follow what is new, a day after the last time or on the same; gives the counts."""

    def tell(same_day=False):
        if not same_day:
            Follower.objects.filter(told_on__isnull=False).update(told_on=timezone.localdate() - timedelta(days=1))
        counts = follow.Told()
        follow.tell_followers(counts)
        return +counts

    return tell
