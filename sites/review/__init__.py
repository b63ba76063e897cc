"""The write gate: a record and a reason come in; its new state and the decision go out, or a refusal."""

from .amendments import accept, conflicts, give_back_amendment, may_accept, refuse_amendment, take_back
from .changes import account, version
from .corrections import correct, refute
from .decisions import give_back, latest, publish, refuse, submit, withdraw
from .edits import discard, keep, record
from .evidence import lacking
from .eyes import own_proposals, own_work
from .gate import known_pseudonym, pseudonym, require_reason, write
from .links import sighted
from .merge import TAKEN_TOGETHER, hidden_more, keep_apart, merge
from .outcome import Outcome, outcome, outcomes, withdrawal
from .readiness import all_unready, unready
from .refusal import WITHHELD, Changed, Refused, allow, may_show_more, sees_place, sees_places

__all__ = [
    "TAKEN_TOGETHER",
    "WITHHELD",
    "Changed",
    "Outcome",
    "Refused",
    "accept",
    "account",
    "all_unready",
    "allow",
    "conflicts",
    "correct",
    "discard",
    "give_back",
    "give_back_amendment",
    "hidden_more",
    "keep",
    "keep_apart",
    "known_pseudonym",
    "lacking",
    "latest",
    "may_accept",
    "may_show_more",
    "merge",
    "outcome",
    "outcomes",
    "own_proposals",
    "own_work",
    "pseudonym",
    "publish",
    "record",
    "refuse",
    "refuse_amendment",
    "refute",
    "require_reason",
    "sees_place",
    "sees_places",
    "sighted",
    "submit",
    "take_back",
    "unready",
    "version",
    "withdraw",
    "withdrawal",
    "write",
]
