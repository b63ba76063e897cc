"""What a reader says is wrong: a form for everybody, and what becomes of a letter when an editor closes it."""

from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..catalogue import BadQuery
from ..models import Letter
from ..terms import Fault
from . import mails
from .answer import come_later, for_readers, page
from .forms import LetterForm
from .records import record_at
from .tickets import ticket

HOUR = timedelta(hours=1)
MOST_AN_HOUR = 60  # from everybody together


@for_readers
def corrections(request: HttpRequest) -> HttpResponse:
    """Tell editors what is wrong; ``about`` is the address of the page on which it stands."""
    about = _about(request)
    form = LetterForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _taken(form.cleaned_data)
    context = {"form": form, "about": about, "record": record_at(about) if about else None, "ticket": ticket()}
    context |= {"here": reverse("corrections"), "answers": mails.offered()}
    return page("corrections", 400 if form.is_bound else 200, **context)


def _about(request: HttpRequest) -> str:
    for parameter in request.GET:
        if parameter != "about":
            raise BadQuery(parameter[:40], Fault("This page has no such parameter. It knows: {known}.", known="about"))
    return (request.POST.get("about") or request.GET.get("about") or "")[:500]


@transaction.atomic
def _taken(said: dict) -> HttpResponse:
    """Keep it, once: a button that is pressed twice sends the same again, perhaps at the same moment."""
    now, record = timezone.now(), said["about"]
    Letter.wait_for_turn()
    if Letter.objects.filter(at__gt=now - HOUR).count() >= MOST_AN_HOUR:
        return come_later(_("More was written to the editors in this hour than is taken at once."))
    about = {"kind": record.kind if record else "none", "number": record.number if record else None}
    email = said["email"] if mails.offered() else ""
    written = about | {"text": said["text"], "source": said["source"], "email": email}
    if not Letter.objects.filter(**written, closed_at=None).exists():
        Letter.objects.create(**written, language=get_language(), at=now)
    return page("received", email=bool(email))


def close(letter: Letter, answer: str, by: str) -> bool:
    """Close a letter, delete the address in it and, if there is both, send the answer there; False if it was closed
    already. SMTPException or OSError if the mail was not taken: then the letter is as it was."""
    standing = Letter.objects.filter(pk=letter.pk)
    closed = {"closed_at": timezone.now(), "closed_by": by, "answer": answer, "email": ""}
    if not standing.filter(closed_at=None, email=letter.email).update(**closed):
        return False
    if letter.email and answer:
        try:
            mails.reply(letter, letter.email, answer).send()
        except Exception:
            standing.update(closed_at=None, closed_by="", answer="", email=letter.email)
            raise
    return True
