"""Gather the desk's words anew for its translators, and compile what they wrote. Needs gettext (Debian: gettext).

python -m deploy.messages
"""

import os
import subprocess
from pathlib import Path

import django
from django.core.management import call_command
from django.core.management.commands import compilemessages, makemessages

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ["ar"]
# The public pages speak English; what of their rooms the desk says too is named by the desk's own.
OF_READERS = [
    "sites/places/bbox.py",
    "sites/places/tiles.py",
    "sites/areas",
    "sites/catalogue",
    "sites/pages",
    "sites/exports",
    "sites/maps",
    "sites/drawings",
    "sites/releases",
    "sites/formats",
    "sites/citations",
    "sites/feeds",
    "sites/api",
    "sites/templatetags",
    "templates/pages",
]
OF_READERS += [
    "templates/base.html",
    "templates/4*.html",
    "templates/500.html",
    "templates/archive",
    "templates/releases",
    "templates/api",
    "tests",
    "deploy",
    "sites/management",
    "sites/imports",
    "manage.py",
    ".venv",
    "var",
]


class Gather(makemessages.Command):
    """Also the words of vocabularies and faults, which plain rooms hold without knowing of translation."""

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=Term:2"]
    xgettext_options += ["--keyword=Fault:1"]

    def build_potfiles(self):
        """xgettext takes one argument of a call; the hint of a term is a second one."""
        gathered = super().build_potfiles()
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
    call_command(Gather(), locale=LANGUAGES, ignore_patterns=OF_READERS, **plain)
    call_command(compilemessages.Command(), locale=LANGUAGES, ignore_patterns=[".venv"], verbosity=0)


if __name__ == "__main__":
    main()
