"""Chores for the workers of a test: each tells, in a file of DATA_DIR, when it is begun and when it is done."""

import time
from pathlib import Path

from django.conf import settings
from django_tasks import task

AN_AGE = 3600


def tell(word):
    with told().open("a") as file:
        file.write(f"{word}\n")


def told():
    return Path(settings.DATA_DIR) / "chores"


@task
def chore(number, seconds=0.05):
    tell(f"begun {number}")
    time.sleep(seconds)
    tell(f"done {number}")


@task
def hangs_once(number):
    """The first who tries never comes back from it."""
    first = not told().exists() or f"begun {number}\n" not in told().read_text()
    tell(f"begun {number}")
    if first:
        time.sleep(AN_AGE)
    tell(f"done {number}")


@task
def always_fails(number):
    tell(f"begun {number}")
    raise ValueError("It rains.")
