"""What a form must show, and links that only we can make: signatures, of which nothing is kept.

Django's guard of forms is a cookie, and readers are given none. It would guard nothing here: nobody is signed in, so no
page of others can do anything in somebody's name. What is left to keep off are programs that fill in whatever they
find. So a form bears the moment at which it was opened, signed: it is taken some seconds after that at the earliest,
and for a day. A ticket may be used more than once; how often one address sends is counted in heritage/fairness.py.
"""

from django.core.signing import BadSignature, SignatureExpired, Signer, TimestampSigner
from django.utils.translation import gettext as _

QUICKEST, LONGEST = 3, 24 * 60 * 60  # seconds in which a form is filled in
CONFIRM, STOP = "confirm", "stop"


def ticket() -> str:
    return _times().sign("form")


def fault_of(ticket: str) -> str:
    """What is wrong with the ticket of a form that was sent; empty if nothing is."""
    try:
        _times().unsign(ticket, max_age=LONGEST)
    except BadSignature:
        return _("The form was opened more than a day ago, or elsewhere. Look it over, and send it once more.")
    try:
        _times().unsign(ticket, max_age=QUICKEST)
    except SignatureExpired:
        return ""
    return _("That was faster than people type. If you are one, send it once more.")


def _times() -> TimestampSigner:
    return TimestampSigner(salt="a form for readers", sep=".")


def link(purpose: str, key: str) -> str:
    """The end of an address that does one thing for one follower, and no other."""
    return _links(purpose).sign(key)


def key_of(purpose: str, token: str) -> str | None:
    """Whose link that is; None if it was not made here, or for something else."""
    try:
        return _links(purpose).unsign(token)
    except BadSignature:
        return None


def _links(purpose: str) -> Signer:
    return Signer(salt=f"a follower's link to {purpose}", sep=".")
