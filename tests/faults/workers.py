"""Hand chores out (``workers.py hand_out NAME HOW_MANY [SECONDS]``), or be a worker who is in a hurry: what takes
minutes takes seconds (``workers.py work [DEADLINE]``)."""

import os
import sys
from datetime import timedelta
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "heritage.settings"
django.setup()

import chores  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from sites.errands import again, signs, worker  # noqa: E402


def hand_out(name, how_many, *seconds):
    with transaction.atomic():
        for number in range(int(how_many)):
            getattr(chores, name).enqueue(number, *map(float, seconds))


def work(deadline="60"):
    signs.EVERY = worker.EVERY = 0.2
    again.SILENT = signs.SILENT = timedelta(seconds=3)
    again.PAUSES = [timedelta(seconds=0.1)] * len(again.PAUSES)
    again.DEADLINE = timedelta(seconds=float(deadline))
    call_command("db_worker", verbosity=0, interval=0.1, startup_delay=False)


if __name__ == "__main__":
    {"hand_out": hand_out, "work": work}[sys.argv[1]](*sys.argv[2:])
