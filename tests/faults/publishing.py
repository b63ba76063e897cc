"""Publishes a site, as a reviewer would, in an installation: a program of its own. The name is its argument."""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ["DJANGO_SETTINGS_MODULE"] = "heritage.settings"
django.setup()

import factories  # noqa: E402

if __name__ == "__main__":
    factories.site(sys.argv[1])
