from ..terms import Fault


class Refusal(Fault):
    """A backup is not made or not restored, and nothing was changed: told to an operator at a terminal, in English."""
