"""A filter and an e-mail address, or what a reader says is wrong, come in; mails about what is new, and letters for
editors, go out."""

from .asking import confirm, follow, stop
from .digests import MOST_FAILURES, Told, Unreachable, tell_followers
from .followers import following, forget
from .letters import close, corrections
from .mails import offered

__all__ = [
    "MOST_FAILURES",
    "Told",
    "Unreachable",
    "close",
    "confirm",
    "corrections",
    "follow",
    "following",
    "forget",
    "offered",
    "stop",
    "tell_followers",
]
