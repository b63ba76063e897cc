"""The forms of the desk as a browser holds them, and strategies that fill them in as strangers do."""

import json
import re
from dataclasses import dataclass, field

from admin.desk_form import fields_of
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import strategies as st
from permissions import scene, table
from soaking import SOAK

from .asking import Asked, as_bytes, escaped
from .files import files
from .strangers import hostile, nearly

ROLES = ["Editor", "Reviewer", "Administrator", "superuser", "anonymous"]  # who is asked first whether it may be sent
BOUNDARY = "a-line-between"
SQUARE = {"type": "Polygon", "coordinates": [[[38.0, 34.0], [38.1, 34.0], [38.1, 34.1], [38.0, 34.1], [38.0, 34.0]]]}
HANDED = b"name,country,kind,lat,lon\nCistern,SY,monument,34.5,38.2\n"
MORE = {
    "/area/": {"file": SimpleUploadedFile("a.geojson", json.dumps(SQUARE).encode()), "within_km": "10"},
    "/admin/bring/": {"file": SimpleUploadedFile("a.csv", HANDED), "kind": "sites", "sheet": ""},
    "/admin/desk/outline/": {"text": json.dumps(SQUARE), "point": "34.05, 38.05"},
    "/admin/desk/near/": {"text": "34.55, 38.27", "name": "Arch", "site": "1"},
    "/admin/read/": {"url": "https://gazette.example/", "text": "It fell.", "language": "en"},
    "/admin/login/": {"username": "editor", "password": scene.PASSWORD},
}
BODIES = [
    ("application/json", json.dumps(SQUARE | {"coordinates": [[[1e308, 1e308]] * 4]}).encode()),
    ("application/json", b'{"type": "Polygon", "coordinates": [[["\\ud800", NaN], [1e999]]]}'),
    ("application/json", b"[" * 100_000),
    ("application/geo+json", b'{"type": "FeatureCollection", "features": [null, 1, {"geometry": 3}]}'),
    ("application/geo+json", b"\xff\xfe\x00"),
    ("multipart/form-data", b"--x"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\x00\r\n\r\n\xff\r\n--x--"),
    (
        "multipart/form-data; boundary=x",
        b"--x\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: form-data; name=a\r\n\r\n!\r\n--x--",
    ),
    ("application/x-www-form-urlencoded; charset=utf-16", b"reason=%00"),
    ("application/x-www-form-urlencoded; charset=nobody-knows", b"a=1"),
    ("application/x-www-form-urlencoded", b"&" * 3000),
    ("text/plain", "قوس".encode()),
]  # fmt: skip


@dataclass(frozen=True)
class Form:
    """Where it is sent, by whom, and what it holds: sound values in the order of the page."""

    address: str
    roles: tuple[str, ...]
    held: dict[str, object] = field(hash=False)


def forms(rehearsal) -> list[Form]:
    """What the rows of the table of permissions send, where anybody may: in a soak all of them, else one of those that
    differ in the record alone."""
    known, rows = table.read(table.FILE.read_text(encoding="utf-8"))
    pages, found = {}, {}
    for row in rows:
        outcomes = dict(zip(known, row.outcomes, strict=True))
        roles = tuple(role for role in ROLES if outcomes[role][:3] not in {"doo", "403", "404", "405"})
        if row.method == "POST" and roles and (SOAK or alike(row) not in found):
            held = fields_at(rehearsal, row.where(rehearsal.names), roles[0], pages)
            held |= MORE.get(row.address, {}) | rehearsal.carried(row, roles[0])
            held |= row.data(rehearsal.names, rehearsal.forms)
            found[row.asked if SOAK else alike(row)] = Form(row.where(rehearsal.names), roles[:2], held)
    return [*found.values()]


def alike(row: table.Row) -> tuple:
    """The same of rows whose requests come to the same page with the same fields."""
    route = re.sub(r"\{\w+\}", "{}", row.address)
    if not route.endswith(("/change/", "/add/")):
        route = re.sub("heritage/[a-z]+/", "heritage/", route)
    return (
        route,
        re.sub(r"=[^&]*", "", row.sent),
        re.search(r"\bact(ion)?=[a-z]+|describe=[a-z]+", row.sent) and row.sent[:30],
    )


def fields_at(rehearsal, address: str, role: str, pages: dict) -> dict:
    """What the page that it is sent from holds: the page of the same address, or that above it."""
    for page in (address, address.rstrip("/").rpartition("/")[0] + "/"):
        if (page, role) not in pages:
            outcome, answer = rehearsal.send(role, "get", page)
            pages[page, role] = fields_of(answer) if outcome == "200" and not answer.streaming else {}
        if pages[page, role]:
            return dict(pages[page, role])
    return {}


def written(name: str, sound):
    """What may stand in a field: files where a file stood, and of text anything."""
    if isinstance(sound, SimpleUploadedFile):
        return st.tuples(st.just(name), st.one_of(files, hostile))
    text = [str(one) for one in (sound if isinstance(sound, list) else [sound])]
    return st.tuples(st.just(name), st.one_of(nearly(text or [""]), hostile, hostile))


@st.composite
def sent(draw, form: Form):
    """The form with one field, some or all of them as a stranger fills them in, by whom."""
    names = sorted(form.held) or ["reason"]
    some = draw(
        st.one_of(st.sampled_from(names).map(lambda one: [one]), st.sets(st.sampled_from(names)), st.just(names))
    )
    said = [(name, one) for name, held in form.held.items() if name not in some for one in listed(held)]
    said += [draw(written(name, form.held.get(name, ""))) for name in sorted(some)]
    said += draw(st.lists(st.tuples(hostile, hostile), max_size=1))
    kind, body = draw(st.sampled_from(BODIES)) if draw(st.integers(0, 11)) == 0 else encoded(said)
    return Asked(form.address, method="POST", body=body, kind=kind), draw(st.sampled_from(form.roles))


def listed(held) -> list:
    return held if isinstance(held, list) else [held]


def encoded(said: list[tuple]) -> tuple[str, bytes]:
    """The media type and the body, as a browser sends a form: with files in parts, else in one line."""
    if not any(isinstance(value, (tuple, SimpleUploadedFile)) for _name, value in said):
        line = "&".join(f"{escaped(str(name))}={escaped(str(value))}" for name, value in said)
        return "application/x-www-form-urlencoded", line.encode()
    parts = b"".join(part(name, value) for name, value in said)
    return f"multipart/form-data; boundary={BOUNDARY}", parts + f"--{BOUNDARY}--\r\n".encode()


def part(name: str, value) -> bytes:
    about, data = f'name="{name}"', value
    if isinstance(value, SimpleUploadedFile):
        value.seek(0)
        value = value.name, value.read()
    if isinstance(value, tuple):
        about, data = f'{about}; filename="{value[0]}"', value[1]
    else:
        data = as_bytes(str(value))
    head = as_bytes(f"Content-Disposition: form-data; {about}".replace("\r", "").replace("\n", ""))
    return f"--{BOUNDARY}\r\n".encode() + head + b"\r\n\r\n" + data + b"\r\n"
