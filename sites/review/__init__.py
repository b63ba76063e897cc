"""The write gate: a record and a reason come in; its new state and the decision go out, or a refusal."""

from .changes import account
from .corrections import correct
from .decisions import publish, refuse, submit, unready, withdraw
from .edits import discard, keep, record
from .gate import pseudonym
from .links import sighted
from .merge import TAKEN_TOGETHER, hidden_more, keep_apart, merge
from .refusal import Refused, allow, sees_place

__all__ = [
    "TAKEN_TOGETHER",
    "Refused",
    "account",
    "allow",
    "correct",
    "discard",
    "hidden_more",
    "keep",
    "keep_apart",
    "merge",
    "pseudonym",
    "publish",
    "record",
    "refuse",
    "sees_place",
    "sighted",
    "submit",
    "unready",
    "withdraw",
]
