"""Run ``manage.py restore`` and kill it, as a power cut would: before its step N, or step N since it began to put
things in their place. A step is a statement to the database, or a change of a file."""

import os
import signal
import sys

import django
from django.core.management import call_command
from django.db.backends.signals import connection_created

CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "sqlite3.connect")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Killer:
    def __init__(self, since, number):
        self.counts, self.left = since == "begun", number

    def statement(self, execute, sql, params, many, context):
        self.step()
        return execute(sql, params, many, context)

    def event(self, name, args):
        if name in CHANGES or (name == "open" and args[2] & WRITING):
            if os.environ["DATA_DIR"] in str(args[0]):
                self.step()
            if name == "os.rename" and str(args[1]).endswith("/unfinished"):
                self.counts = True

    def step(self):
        self.left -= self.counts
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heritage.settings")
    sys.path.insert(0, os.getcwd())  # noqa: PTH109
    django.setup()
    killer = Killer(sys.argv[1], int(sys.argv[2]))
    connection_created.connect(lambda connection, **_: connection.execute_wrappers.append(killer.statement), weak=False)
    sys.addaudithook(killer.event)
    call_command("restore", sys.argv[3], force=True)
