"""What waits comes in, as tasks in the database; each is done once by one of the workers, tried again, given up after
its deadline or five tries; and a page on which an operator sees all that goes out."""

from .again import DEADLINE, PAUSES, TRIES
from .standing import AtWork, at_work
from .watching import watch
from .worker import PatientWorker

__all__ = ["ADDRESSES", "DEADLINE", "PAUSES", "TRIES", "AtWork", "PatientWorker", "at_work"]

# Below the desk's own address, behind its door.
ADDRESSES = [("work/", watch, "desk_work")]
