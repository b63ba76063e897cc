"""What comes of a request for a role: it is really sent, and whatever it changed is undone."""

import dataclasses
import re
from contextlib import contextmanager
from functools import cache

import factories
from admin.desk_form import fields_of
from django.core.handlers.base import BaseHandler
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test import Client, RequestFactory

from sites.models import Decision

from . import scene, table

SENT_FROM = re.compile(r"/change/$|/step/")
WRITES = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE)
FORGOTTEN = {"heritage_session"}  # who signs in or out changes nothing of the record
NUMBER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+|(?<=/invitation/)\w+")
COLUMNS_FORGOTTEN = {"last_login"}


def close(answer):
    """As the test client does: the end of a request would else close the connection whose changes are undone."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


@contextmanager
def tables_written():
    """The names of the tables that are written to meanwhile."""
    written = set()

    def watch(execute, sql, params, many, context):
        if found := WRITES.match(sql):
            written.add(found.group(1))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written


class Rehearsal:
    """The desk with one of everything, and what comes of a request without anything being left of it."""

    def __init__(self):
        self.people = scene.people()
        held = scene.records()
        self.names, self.forms = scene.names(held), scene.forms(held)
        self.cookies = {role: self.enter(user) for role, user in self.people.items()}
        scene.give_factors(self.people)  # after they came in, so that nobody is asked for a code
        self.handler = BaseHandler()
        self.handler.load_middleware()
        self.before = cache(self.content)
        self.look, self.seen = None, None  # what to look at before it is undone, and what was seen
        for name in connection.introspection.table_names():
            self.before(name)

    def enter(self, user):
        client = Client()
        if user:
            client.force_login(user)
        return client.cookies

    def ask(self, row, role, **more):
        """The outcome, as the table writes it, and the answer. What was changed is undone."""
        said = self.carried(row, role) | row.data(self.names, self.forms) | more
        for file in filter(lambda one: hasattr(one, "seek"), said.values()):
            file.seek(0)
        return self.send(role, row.method.lower(), row.where(self.names), said)

    def carried(self, row, role):
        """What the page that it is sent from carries: which version of the record it showed."""
        address = row.where(self.names)
        if row.method != "POST" or not SENT_FROM.search(address):
            return {}
        if not address.endswith("/change/"):
            return {"seen": Decision.objects.latest("id").pk}
        _outcome, page = self.send(role, "get", address)
        return {"_opened": fields_of(page).get("_opened", "")} if page.status_code == 200 else {}

    def send(self, role, method, *what):
        """Without the test client, which keeps a copy of whatever every template was given."""
        factory = RequestFactory()
        factory.cookies = self.cookies[role].copy()
        request = getattr(factory, method)(*what)
        request._dont_enforce_csrf_checks = True
        return self.outcome(lambda: self.handler.get_response(request))

    def send_as(self, role, method, address):
        """With any method, whether there is a helper for it or not."""
        factory = RequestFactory()
        factory.cookies = self.cookies[role].copy()
        request = factory.generic(method, address)
        request._dont_enforce_csrf_checks = True
        return self.outcome(lambda: self.handler.get_response(request))

    def outcome(self, ask):
        with factories.undone():
            with tables_written() as written:
                answer = ask()
                # What reads on from the database does so before that is undone.
                answer.whole = b"".join(answer) if answer.streaming else answer.content
            self.seen = self.look() if self.look else None
            changed = any(self.content(name) != self.before(name) for name in written - FORGOTTEN)
        close(answer)
        gone = getattr(answer, "url", "")
        door = answer.status_code == 302 and gone.startswith("/admin/login/")
        return f"{'door' if door else answer.status_code}{'+' if changed else ''}", answer

    def content(self, name):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608
            kept = [n for n, column in enumerate(cursor.description) if column[0] not in COLUMNS_FORGOTTEN]
            rows = ([row[n] for n in kept] for row in cursor.fetchall())
            return sorted(repr([bytes(one) if isinstance(one, memoryview) else one for one in row]) for row in rows)

    def observed(self, row):
        """The row with what really comes of it."""
        seen = [self.ask(row, role) for role in scene.ROLES]
        gone = {answer.url for outcome, answer in seen if outcome.startswith("30")}
        assert all(map(table.local, gone)), f"{row.address} leads off this site: {gone}"
        leads_to = " ".join(sorted({NUMBER.sub("N", address.partition("?")[0]) for address in gone}))
        return dataclasses.replace(row, outcomes=tuple(outcome for outcome, _ in seen), leads_to=leads_to)
