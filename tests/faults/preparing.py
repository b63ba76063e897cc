"""Makes an installation in DATA_DIR, once for all tests: a program of its own, under the settings of the product."""

import json
import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ["DJANGO_SETTINGS_MODULE"] = "heritage.settings"
django.setup()

import factories  # noqa: E402
from cast import PASSWORD  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.staticfiles.finders import get_finders  # noqa: E402
from django.core.management import call_command  # noqa: E402

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    people = [factories.editor(f"editor-{number}") for number in range(3)] + [factories.reviewer("reviewer-3")]
    User.objects.filter(pk__in=[one.pk for one in people]).update(password=make_password(PASSWORD))
    factories.report(factories.site("Arch of Triumph"), "severe")
    # The names of static files without their hashes: to pack all of them takes ten seconds.
    names = {name: name for finder in get_finders() for name, _ in finder.list([])}
    Path(settings.STATIC_ROOT).mkdir()
    manifest = {"version": "1.1", "paths": names, "hash": ""}
    (Path(settings.STATIC_ROOT) / "staticfiles.json").write_text(json.dumps(manifest))
