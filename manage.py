#!/usr/bin/env python3
"""The operator's door: `./manage.py help` lists the commands."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import InterfaceError, OperationalError

from heritage.starting import told, unanswered
from sites.lasting import Away

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heritage.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as wrong:
        if "--traceback" in sys.argv:
            raise
        sys.exit(told(wrong))
    except (OperationalError, InterfaceError, Away) as fault:
        said = unanswered(fault)
        if "--traceback" in sys.argv or not said:
            raise
        sys.exit(said)
