"""How the program begins: settings that cannot be used are told in a sentence, and nothing is served with them."""

import sys

from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import Error

from sites.lasting import Away

SQLITE_WRONG = 1  # as sqlite3.h calls a question that was wrong; all else is the file's
NO_USE_TO_TRY_AGAIN = 3  # with this exit code of a worker gunicorn gives up


def begin():
    """The application. Where settings cannot be used, or harm whoever trusts them, the process ends instead."""
    try:
        application = get_wsgi_application()
    except ImproperlyConfigured as wrong:
        give_up(wrong)
    if harmful := [one for one in run_checks(tags=[Tags.security]) if one.is_serious()]:
        give_up(" ".join(f"{one.msg} {one.hint}" for one in harmful))
    return application


def give_up(why):
    sys.stderr.write(f"\n{told(why)}\n\n")
    sys.exit(NO_USE_TO_TRY_AGAIN)


def told(why) -> str:
    return f"The settings cannot be used. {why}"


def unanswered(fault: Error | Away) -> str:
    """What an operator is told whose command found no database or storage; nothing if they answered, and the fault is
    ours."""
    if isinstance(fault, Away):
        return f"{fault} Do S3_ENDPOINT, S3_BUCKET and the keys name one? (--traceback shows where.)"
    cause = fault.__cause__
    if getattr(cause, "pgcode", None) or getattr(cause, "sqlite_errorcode", 0) == SQLITE_WRONG:
        return ""
    why = " ".join(str(fault).split())
    return f"The database does not answer ({why}). Is it running, and is DATABASE_URL right? (--traceback shows where.)"
