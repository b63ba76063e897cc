"""Whatever stands in an address or beside it: it is answered, soon, and nothing of it is let through as it is."""

import pytest
from django.urls import get_resolver
from hypothesis import given
from hypothesis import strategies as st
from permissions import table
from permissions.needs import route_of

from .asking import Asked
from .parameters import LISTS, VIEWS, offered, requests
from .shares import bounded, share

pytestmark = [pytest.mark.django_db, pytest.mark.soak]
ROUTES = list(dict.fromkeys(table.addresses(get_resolver())))
OF_THE_DESK = [route for route in ROUTES if route.startswith("admin/")]
PUBLIC = [route for route in ROUTES if route not in OF_THE_DESK]


def ask_all(desk, routes, known, of, roles):
    """As many of each route, so that none is left out."""
    before, each, names = desk.asked, -(-share(of) // len(routes)), desk.rehearsal.names
    _roles, rows = table.read(table.FILE.read_text(encoding="utf-8"))
    sound = [(route_of(row, names), row.where(names).partition("?")[0]) for row in rows]
    for number, route in enumerate(routes):

        @bounded(each, number)
        @given(requests(route, [path for one, path in sound if one == route], names, known), st.sampled_from(roles))
        def ask(asked, role):
            desk.ask(asked, role)

        ask()
    assert desk.asked - before >= share(of)


def test_every_public_address_with_whatever_parameters(desk):
    ask_all(desk, PUBLIC, VIEWS, "addresses", ["anonymous"])
    assert desk.statuses[200] > share("addresses") / 5
    assert {400, 404, 405} <= set(desk.statuses)


def test_every_address_of_the_desk_with_whatever_parameters(desk):
    pages = [desk.ask(Asked(f"/{route}"), "superuser").body.decode() for route in OF_THE_DESK if "<" not in route[:-1]]
    ask_all(desk, OF_THE_DESK, offered(pages) | LISTS, "addresses of the desk", ["Editor", "superuser"])
    assert desk.statuses[200] > share("addresses of the desk") / 5
    assert {302, 400, 404} <= set(desk.statuses)
