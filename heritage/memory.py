"""How a process of the server deals with its memory: so that no reader waits while it is tidied up."""

import ctypes
import gc

TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8  # their numbers in glibc's malloc.h
KEPT = 256 * 1024 * 1024  # bytes
ARENAS = 2  # threads share them: with one each, a worker grew by a quarter more in some thousand answers
LARGEST = 32 * 1024 * 1024  # bytes of one piece; glibc allows no more


def keep_what_is_freed() -> bool:
    """Keep freed memory for the next answer; False where the C library is another than glibc.

    An answer about a million sites works with columns of some megabytes. If each of them is handed back to the system
    and asked for again, most of the time goes into that.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    wanted = {TRIM_THRESHOLD: KEPT, MMAP_THRESHOLD: LARGEST, ARENA_MAX: ARENAS}
    return bool(mallopt) and all(mallopt(name, value) for name, value in wanted.items())


def keep_what_stays() -> None:
    """Leave out of every later search for garbage what is loaded now and stays: looking through it takes 50 ms."""
    gc.collect()
    gc.freeze()
