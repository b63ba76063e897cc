"""What whoever runs the server is told, as Django's settings name it: the log, and the key to the figures."""

import re

from django.core.exceptions import ImproperlyConfigured

from .logs import FORMATS

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
# At DEBUG they would write what a page is made of, with places and people in it, and what is asked of the storage.
TELLING = ("django.template", "botocore")
SHORTEST = 32  # characters of a key that nobody guesses


def logging(level: str, form: str) -> dict:
    """LOGGING: to standard error, in one of the formats of heritage/logs.py."""
    if form not in FORMATS:
        raise ImproperlyConfigured(f"LOG_FORMAT={form} is not known: write one of {', '.join(FORMATS)}.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": FORMATS[form]}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {"django": {"level": level}}
        | {name: {"level": "INFO" if level == "DEBUG" else level} for name in TELLING},
    }


def token(said: str) -> str:
    """METRICS_TOKEN, if it can be one."""
    if said and not re.fullmatch(rf"[\x21-\x7e]{{{SHORTEST},}}", said):
        raise ImproperlyConfigured(
            f"METRICS_TOKEN is too short or holds what no header can: make one of at least {SHORTEST} letters and "
            "digits, as openssl rand -hex 32 does."
        )
    return said
