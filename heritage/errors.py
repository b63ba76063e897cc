"""What is said of a page that is not there or not for everybody: at the desk in its own frame and language, to programs
as they expect it."""

import re
import sys

from django.contrib import admin
from django.core.exceptions import BadRequest
from django.db import connection
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import csrf, defaults

from sites import api

from .trouble import answer_to

LONGEST = 80  # characters of an address that are offered as words to search for
SECTIONS = {"sites", "reports", "articles", "photos", "releases", "admin", "feeds", "map", "api", "badge"}


def at_the_desk(request) -> bool:
    user = getattr(request, "user", None)  # none yet if the request failed before anybody was recognised
    return request.path.startswith(reverse("admin:index")) and bool(user and user.is_active and user.is_staff)


def words_of(path: str) -> str:
    """What somebody may have looked for who asked for an address: /sites/palmyra-bel/ is about “palmyra bel”."""
    last = path.rstrip("/").rpartition("/")[2].partition(".")[0]
    words = " ".join(re.findall(r"[^\W\d_]{2,}", last))
    return words[:LONGEST] if words not in SECTIONS else ""


def told(request, status: int, title: str, advice: str):
    context = admin.site.each_context(request) | {"title": title, "advice": advice}
    return render(request, "admin/heritage/told.html", context, status=status)


def bad_request(request, exception):
    if isinstance(exception, BadRequest) and request.path.startswith(reverse("api")):
        return api.refused(request, str(exception))
    return defaults.bad_request(request, exception)


def forbidden(request, exception):
    if not at_the_desk(request):
        return defaults.permission_denied(request, exception)
    advice = _("This needs a right that your account does not have. Ask whoever looks after the accounts.")
    return told(request, 403, _("Not for everybody"), advice)


def not_found(request, exception):
    if not at_the_desk(request):
        said = {"why": exception.args[0] if exception.args else "", "words": words_of(request.path)}
        said["why"] = said["why"] if isinstance(said["why"], str) else ""  # an address that nobody knows lists them all
        return render(request, "404.html", said, status=404)
    advice = _("There is no page at this address: it may be misspelt, or what stood here was deleted.")
    return told(request, 404, _("Nothing stands here"), advice)


def form_refused(request, reason=""):
    if not at_the_desk(request):
        return csrf.csrf_failure(request, reason)
    advice = _(
        "The form was opened before you last signed in. Go back, copy what you typed, load the page anew and send it "
        "again."
    )
    return told(request, 403, _("Nothing was saved"), advice)


def broken(request):
    """The record away, a full disk: not our mistake, and over some time. Else a fault of ours."""
    answer = answer_to(sys.exception())
    if answer and not connection.in_atomic_block:
        # SQLite: what is left of a question is cleared away by whichever thread collects garbage. That one may hold the
        # lock of the database, and would wait for a connection that waits for this lock, as long as it does.
        connection.close()
    return answer(request) if answer else defaults.server_error(request)
