"""What must have a row in the table: every address with GET and POST, every action, every step, every button."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import RequestFactory
from django.urls import Resolver404, get_resolver, resolve

from sites.desk import ReviewedAdmin
from sites.desk.steps import STEPS

from . import table
from .table import Row

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "admin"
TAG = re.compile(r"<(?:button|input type=\"submit\")[^>]*>")


@dataclass(frozen=True)
class Need:
    """Something that may be done, whether a row tells of it, and the row to begin with."""

    what: str
    met_by: Callable[[Row], bool]
    begin: Row


def needs(names: dict[str, str]) -> Iterator[Need]:
    yield from _of_addresses(names)
    for model_admin in admin.site._registry.values():
        yield from _of_actions(model_admin)
        if isinstance(model_admin, ReviewedAdmin):
            yield from _of_steps(model_admin)
    for name, value in buttons():
        sent = f"{name}={value}"
        yield Need(f"button {sent}", _pressed(name, value), Row("POST", "/admin/", sent))


def _of_addresses(names: dict[str, str]) -> Iterator[Need]:
    for route in dict.fromkeys(table.addresses(get_resolver())):
        begin = table.example(route, names)
        for method in ("GET", "POST"):
            yield Need(f"{method} {route}", _at(method, route, names), Row(method, begin))


def _of_actions(model_admin) -> Iterator[Need]:
    kind, address = model_admin.opts.model_name, f"/admin/{model_admin.opts.app_label}/{model_admin.opts.model_name}/"
    request = RequestFactory().get("/admin/")
    request.user = get_user_model()(is_active=True, is_staff=True, is_superuser=True)
    for action in model_admin.get_actions(request):
        begin = Row("POST", address, f"action={action}&_selected_action={{{kind}}}")
        yield Need(f"action {action} of {kind}", _pressed("action", action, address), begin)


def _of_steps(model_admin) -> Iterator[Need]:
    kind = model_admin.opts.model_name
    for step in STEPS:
        begin = Row("POST", f"/admin/heritage/{kind}/{{draft_{kind}}}/step/{step}/", "reason=Because.")
        yield Need(f"step {step} of {kind}", _taken(kind, step), begin)


def _at(method: str, route: str, names: dict[str, str]):
    return lambda row: row.method == method and route_of(row, names) == route


def _taken(kind: str, step: str):
    return lambda row: row.method == "POST" and f"/{kind}/" in row.address and row.address.endswith(f"/step/{step}/")


def _pressed(name: str, value: str, address: str = ""):
    return lambda row: row.method == "POST" and row.says(name, value) and row.address.startswith(address)


def route_of(row: Row, names: dict[str, str]) -> str | None:
    """The pattern of the address book that a row's address belongs to."""
    try:
        return resolve(row.where(names).partition("?")[0]).route.replace("^", "")
    except Resolver404:
        return None


def buttons() -> list[tuple[str, str]]:
    """The named buttons of the desk's own templates, with their values; what stands between tags is an alternative."""
    found = set()
    for file in TEMPLATES.rglob("*.html"):
        for tag in TAG.findall(re.sub(r"{[{%].*?[}%]}", " ", file.read_text(encoding="utf-8"))):
            said = dict(re.findall(r'(\w+)="([^"]*)"', tag))
            values = said.get("value", "").split() if tag.startswith("<button") else [""]
            found |= {(said["name"], value.partition(":")[0]) for value in values if said.get("name")}
    return sorted(found)
