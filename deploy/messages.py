"""Gather the words anew for their translators, and compile what they wrote. Needs gettext (Debian: gettext).

python -m deploy.messages
"""

import os
import subprocess
from pathlib import Path

import django
from django.core.management import call_command
from django.core.management.commands import compilemessages, makemessages

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ["ar", "fr", "uk"]
# What says nothing to people, or says it in English alone: programs, files, the operator's console.
ENGLISH = [
    "sites/api",
    "sites/management",
    "templates/api/[a-z]*.html",
    "templates/api/_[!o]*.html",
    "templates/archive",
    "templates/releases",
]
ENGLISH += ["tests", "deploy", "manage.py", ".venv", "var"]
# The desk's scripts take their words from its pages (data attributes).
NO_SCRIPTS = [*ENGLISH, "static/admin_desk", "static/basemap"]


class Gather(makemessages.Command):
    """Also the words of vocabularies and faults, which plain rooms hold without knowing of translation."""

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=Term:2"]
    xgettext_options += ["--keyword=Fault:1", "--keyword=Column:2", "--keyword=Dataset:2", "--keyword=Format:3"]

    def build_potfiles(self):
        """xgettext takes one argument of a call; the hint of a term is a second one."""
        gathered = super().build_potfiles()
        if self.domain == "djangojs":
            return gathered
        hints = [
            "xgettext",
            "--language=Python",
            "--from-code=UTF-8",
            "--keyword=",
            "--keyword=Term:3",
            "--no-location",
        ]
        files = [*sorted(map(str, Path("sites/terms").glob("*.py"))), "sites/accounts/roles.py"]
        for pot in gathered:
            subprocess.run([*hints, "--no-wrap", "--join-existing", f"--output={pot}", *files], check=True)
        return gathered


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heritage.settings")
    os.chdir(ROOT)
    django.setup()
    plain = {"no_location": True, "no_wrap": True, "no_obsolete": True, "verbosity": 0}
    call_command(Gather(), locale=LANGUAGES, ignore_patterns=ENGLISH, **plain)
    call_command(Gather(), locale=LANGUAGES, domain="djangojs", ignore_patterns=NO_SCRIPTS, **plain)
    call_command(compilemessages.Command(), locale=LANGUAGES, ignore_patterns=[".venv"], verbosity=0)


if __name__ == "__main__":
    main()
