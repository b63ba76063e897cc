"""An installation of its own: a database and a folder that may be wiped, on whichever database the tests run."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections

ROOT = Path(__file__).parent.parent.parent
NAME = "heritage_installation"


class Installation:
    """Everything in this process goes there while it is open."""

    def __init__(self, folder, patch):
        self.folder, self._patch = folder, patch
        self._standing = connections[DEFAULT_DB_ALIAS]
        self._standing.ensure_connection()
        self._template = self._standing.settings_dict["NAME"]
        self.sqlite = self._standing.vendor == "sqlite"
        self.name = str(folder / "db.sqlite3") if self.sqlite else f"{NAME}_{os.getpid()}"

    def open(self):
        folder = self.folder
        folder.mkdir()
        self._patch.setattr(settings, "DATA_DIR", folder)
        self._patch.setattr(settings, "MEDIA_ROOT", folder / "media")
        releases = settings.STORAGES["releases"] | {"OPTIONS": {"location": folder / "releases"}}
        self._patch.setattr(settings, "STORAGES", settings.STORAGES | {"releases": releases})
        self._create()
        self._patch.setitem(connections.settings[DEFAULT_DB_ALIAS], "NAME", self.name)
        del connections[DEFAULT_DB_ALIAS]

    def begin(self):
        """What ``migrate`` makes of an empty database: the tests' own, copied, because it takes less time."""
        connections[DEFAULT_DB_ALIAS].close()
        if self.sqlite:
            with closing(sqlite3.connect(self.name)) as copy:
                self._standing.connection.backup(copy)
        else:
            self._standing.close()
            self._maintain(f"DROP DATABASE {self.name} WITH (FORCE)")
            self._maintain(f'CREATE DATABASE {self.name} TEMPLATE "{self._template}"')

    def close(self):
        connections.close_all()
        connections[DEFAULT_DB_ALIAS] = self._standing
        self._patch.undo()
        if not self.sqlite:
            self._maintain(f"DROP DATABASE {self.name} WITH (FORCE)")

    def wipe(self):
        """The disk is gone: a new one is in its place, with nothing on it."""
        connections.close_all()
        if not self.sqlite:
            self._maintain(f"DROP DATABASE {self.name} WITH (FORCE)")
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        self._create()

    def manage(self, *command, **environment):
        """What an operator types, in a process of its own; gives what became of it."""
        return self.run("manage.py", *command, **environment)

    def run(self, *command, seconds=None, **environment):
        """A process that is killed after so many seconds, if any are said, has no answer."""
        said = os.environ | {"DATA_DIR": str(self.folder), "DATABASE_URL": self.url} | environment
        known = {name: value for name, value in said.items() if value is not None}
        done = [sys.executable, *map(str, command)]
        with suppress(subprocess.TimeoutExpired):
            return subprocess.run(
                done, cwd=ROOT, env=known, capture_output=True, text=True, check=False, timeout=seconds
            )
        return None

    @property
    def url(self):
        if self.sqlite:
            return f"sqlite:///{self.name}"
        said = connection.settings_dict
        return f"postgres://{said['USER']}@{said['HOST'].replace('/', '%2F')}:{said['PORT']}/{self.name}"

    def _create(self):
        if not self.sqlite:
            self._maintain(f"CREATE DATABASE {self.name}")

    def _maintain(self, statement):
        with self._standing._nodb_cursor() as cursor:
            cursor.execute(statement)
