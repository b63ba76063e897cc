"""What is said while something cannot be had: the record, room on the disk, or leave to write. Needs none of them."""

import re

from django.db import connection
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext as _

from sites import modes
from sites.urls import WRITING

HEALTH = ("/healthz", "/healthz/ready")
WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|MERGE|CREATE|ALTER|DROP|TRUNCATE)\b", re.IGNORECASE)
SHORTLY, LATER = 10, 600  # seconds after which to come back


class Unwritable(Exception):
    """Something would be written while nothing may be."""


def keep_to_the_mode(get_response):
    """Answer 503 to whatever the mode of the installation does not let in; health is told in each."""

    def refuse_forms(request, *_view):
        mode = getattr(request, "mode", None)
        sent = request.method == "POST" and request.resolver_match.url_name in WRITING
        return only_read(request, mode.why) if mode and sent else None

    def answer(request):
        if request.path in HEALTH:
            return get_response(request)
        mode = modes.current()
        if mode.name == modes.NORMAL:
            return get_response(request)
        request.mode = mode
        if mode.name == modes.NO_ACCESS:
            return closed(request, mode.why)
        if request.path == reverse("admin:logout"):  # the end of a session is refused to nobody
            return get_response(request)
        if request.method not in ("GET", "HEAD", "OPTIONS") and request.path.startswith(reverse("admin:index")):
            return only_read(request, mode.why)
        with connection.execute_wrapper(refuse_writes):  # some pages write although they are only looked at
            return get_response(request)

    answer.process_view = refuse_forms
    return answer


def refuse_writes(execute, sql, params, many, context):
    if WRITES.match(sql):
        raise Unwritable
    return execute(sql, params, many, context)


def closed(request, why: str = ""):
    return told(request, _("Closed for the time being"), _("Nothing is shown at present. Come back later."), why=why)


def only_read(request, why: str = ""):
    said = _("This installation is read-only at present: nothing was changed. Try again later.")
    kept = _("Go back: what you typed still stands in the form.")
    return told(request, _("Nothing was saved"), said, kept, why=why)


def away(request):
    said = _("The record cannot be reached at this moment, or too much is written to it at once.")
    kept = _("If you sent a form, nothing of it was saved: go back, wait a moment and send it again.")
    return told(request, _("Wait a moment"), said, kept, after=SHORTLY)


def full(request):
    said = _("The server’s disk is full or cannot be written: nothing was saved, and nothing of it was kept by halves.")
    kept = _("Pages are read as ever. Tell whoever runs the server, and send it again once there is room.")
    return told(request, _("There is no room left"), said, kept, status=507)


def unkept(request):
    said = _("The storage of pictures and files does not answer at this moment. All other pages are read as ever.")
    kept = _("If you sent a form, nothing of it was saved: go back, wait a moment and send it again.")
    return told(request, _("Wait a moment"), said, kept, after=SHORTLY)


def told(request, title: str, *said: str, why: str = "", status: int = 503, after: int = LATER):
    """A page for people, a few lines for programs."""
    if "text/html" in request.headers.get("Accept", ""):
        page = render_to_string("503.html", {"status": status, "title": title, "said": said, "why": why})
        answer = HttpResponse(page, status=status)
    else:
        lines = "\n".join(filter(None, [" ".join(said), why]))
        answer = HttpResponse(f"{lines}\n", status=status, content_type="text/plain; charset=utf-8")
    answer.headers["Retry-After"] = str(after)
    add_never_cache_headers(answer)
    patch_vary_headers(answer, ["Accept"])
    return answer
