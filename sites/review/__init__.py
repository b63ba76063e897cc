"""The write gate: a record and a reason come in; its new state and the decision go out, or a refusal."""

from .changes import account
from .corrections import correct
from .decisions import publish, refuse, submit, unready, withdraw
from .edits import discard, keep, record
from .gate import pseudonym
from .links import sighted
from .refusal import WITHHELD, Refused, allow, sees_place, sees_places

__all__ = [
    "WITHHELD",
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
    "sees_places",
    "sighted",
    "submit",
    "unready",
    "withdraw",
]
