"""Five small readers of the environment. An empty variable is one that is not set; what cannot be used is refused with
a sentence (ImproperlyConfigured)."""

import os

from django.core.exceptions import ImproperlyConfigured


def text(name, default=""):
    return os.environ.get(name, "").strip() or default


def words(name, default=""):
    return text(name, default).replace(",", " ").split()


def flag(name, default="0"):
    answer = text(name, default)
    if answer not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name}={answer} is neither on nor off: write {name}=1 or {name}=0.")
    return answer == "1"


def one_of(name, default, values):
    """One of ``values``, which are written in capitals, however somebody wrote it."""
    answer = text(name, default).upper()
    if answer not in values:
        raise ImproperlyConfigured(f"{name}={answer} is not known: write one of {', '.join(values)}.")
    return answer


def number(name, default):
    answer = text(name, default)
    if not answer.isascii() or not answer.isdigit():
        raise ImproperlyConfigured(f"{name}={answer} is no number: write {name}={default}, or leave it out.")
    return int(answer)
