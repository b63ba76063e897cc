"""Run ``manage.py migrate`` and kill it, as a power cut would: before statement N, or before it records migration N."""

import os
import signal
import sys

import django
from django.core.management import call_command
from django.db import connection

RECORD = 'INSERT INTO "django_migrations"'


class Killer:
    def __init__(self, of, number):
        self.of, self.left = of, number

    def __call__(self, execute, sql, params, many, context):
        if self.of == "statement" or sql.startswith(RECORD):
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heritage.settings")
    sys.path.insert(0, os.getcwd())  # noqa: PTH109
    django.setup()
    with connection.execute_wrapper(Killer(sys.argv[1], int(sys.argv[2]))):
        call_command("migrate", verbosity=0)
