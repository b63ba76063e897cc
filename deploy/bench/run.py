"""Run one part of the benchmark with Django set up: python -m deploy.bench.run PART SITES."""

import sys
from importlib import import_module

import django

from heritage.memory import keep_what_is_freed, keep_what_stays

if __name__ == "__main__":
    keep_what_is_freed()  # as the server's workers do
    django.setup()
    part = import_module(f"deploy.bench.{sys.argv[1]}")
    keep_what_stays()
    part.main(int(sys.argv[2]))
