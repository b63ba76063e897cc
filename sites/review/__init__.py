"""The write gate: a record and a reason come in; its new state and the decision go out, or a refusal."""

from .changes import account, version
from .corrections import correct
from .decisions import publish, refuse, submit, unready, withdraw
from .edits import discard, keep, record
from .gate import pseudonym
from .links import sighted
from .refusal import Changed, Refused, allow, sees_place

__all__ = [
    "Changed",
    "Refused",
    "account",
    "allow",
    "correct",
    "discard",
    "keep",
    "pseudonym",
    "publish",
    "record",
    "refuse",
    "sees_place",
    "sighted",
    "submit",
    "unready",
    "version",
    "withdraw",
]
