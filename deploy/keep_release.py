"""Keep what an installation of this release holds, for the tests of every later one: python -m deploy.keep_release 1.0

Something of everything is entered into a new SQLite database in a temporary folder; a backup of it and what can be said
of it are written to tests/upgrades/RELEASE/. Run it once for each release, at its tag, and commit the folder.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
MOST = 2 * 1024 * 1024  # bytes


def main(release):
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "heritage.settings", "FETCH": "0"}
        os.environ.pop("DATABASE_URL", None)
        sys.path[:0] = [str(ROOT / "tests" / name) for name in ("", "backups")]
        size = keep(ROOT / "tests" / "upgrades" / release, Path(folder))
    print(f"tests/upgrades/{release}/ is written: {size} bytes.")
    if size > MOST:
        sys.exit(f"That is more than {MOST} bytes, which is too much to be kept for ever: enter less.")


def keep(place, folder):
    import django  # noqa: PLC0415  the settings read the environment that is set above

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from facts import facts  # noqa: PLC0415
    from holdings import fill  # noqa: PLC0415

    from sites import backups  # noqa: PLC0415

    settings.ALLOWED_HOSTS, settings.WHITENOISE_AUTOREFRESH = ["testserver"], True
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": settings.PLAIN}}
    call_command("migrate", verbosity=0)
    fill(folder)
    place.mkdir(parents=True, exist_ok=True)
    backup, said = place / "backup.tar", place / "facts.json"
    backup.unlink(missing_ok=True)
    backups.make(backup, plain=True)
    said.write_text(json.dumps(facts(), indent=0, sort_keys=True) + "\n")
    return backup.stat().st_size + said.stat().st_size


if __name__ == "__main__":
    main(*sys.argv[1:])
