"""Lines of the log, for people or for programs. They tell of pages by the patterns of their addresses: an address may
hold what somebody looks for, or the key by which a reader follows something.

What others write into messages and faults is gone through as well, and what looks like an e-mail address, an address
of a machine, a key, or a place, is left out: better a line that tells less.
"""

import json
import logging
import re
from copy import copy
from datetime import UTC, datetime

LEFT_OUT = "…"
# What PostgreSQL says of the row or the question that failed, whole: up to the end, or to the next fault of a chain.
ROWS = re.compile(r"^(?:DETAIL|CONTEXT|LINE \d+):.*?(?=\n\n(?:The above|During handling)|\Z)", re.MULTILINE | re.DOTALL)
# Each begins where a run of its letters begins, and nowhere within one: else a long run, which anybody may send as the
# name of a host, is gone through again from every letter of it.
TELLING = [
    (re.compile(r"\bhttps?://[^\s'\"<>]*[^\s'\"<>.,;:)]"), "[web address]"),
    (re.compile(r"(?<![^\s@'\"<>()=,;:])[^\s@'\"<>()=,;:]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail address]"),
    (re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])"), "[address]"),
    (re.compile(r"(?<![\w:])(?=[0-9a-f:]*::|(?:[0-9a-f]+:){5})[0-9a-f:]{6,39}(?![\w:])", re.IGNORECASE), "[address]"),
    (re.compile(r"-?\b\d+[.,]\d{3,}\b"), LEFT_OUT),  # degrees of a place are written so
    (re.compile(r"\b\d{1,3}\s*°[^,;\n]*"), LEFT_OUT),
    (
        re.compile(r"(?<![^\s'\"])([^\s'\"?]*)\?[^\s'\"]*=(?:[^\s'\"]*[^\s'\".,;:)])?"),
        rf"\1?{LEFT_OUT}",
    ),
    (re.compile(r"\b(?=[A-Za-z]*\d)[A-Za-z0-9]{20,}\b"), "[key]"),
    (re.compile(r"(?<![\w:=-])(?=[\w:=-]*\d)(?=[\w:=-]*[A-Z])(?=[\w:=-]*[a-z])[\w:=-]{24,}"), "[key]"),
]
FRAME = '  File "'
NOBODY = "an address at which nothing stands"


def discreet(text: str) -> str:
    """The text without what tells of a person, a place or a key. Where a fault came from is left as it is."""
    lines = ROWS.sub(LEFT_OUT, text).split("\n")
    return "\n".join(line if line.startswith(FRAME) else _without(line) for line in lines)


def _without(text: str) -> str:
    for pattern, instead in TELLING:
        text = pattern.sub(instead, text)
    return text


def pattern_of(request) -> str:
    """The pattern of an address, as the address book has it: /follow/stop/<token>/."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else NOBODY


class Line(logging.Formatter):
    """A line for people."""

    def __init__(self):
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        return super().format(_told(record))

    def formatException(self, ei) -> str:  # noqa: N802  the library's name
        return discreet(super().formatException(ei))


class JsonLine(Line):
    """An object of JSON on a line of its own: time (ISO 8601, UTC), level, logger, message; of a request also route,
    method, status and ms; of a fault also exception."""

    def format(self, record: logging.LogRecord) -> str:
        told = _told(record)
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": told.getMessage(),
        }
        line |= {name: value for name in ("route", "method", "status", "ms") if (value := getattr(told, name, None))}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


FORMATS = {"text": Line, "json": JsonLine}


def _written(path: str) -> tuple[str, str]:
    """As it is, and as Django writes it into a line."""
    return path, path.encode("unicode_escape").decode("ascii")


def _told(record: logging.LogRecord) -> logging.LogRecord:
    """A copy of a record that says what may be said; others may have a use for the record itself."""
    told = copy(record)
    request = getattr(record, "request", None)
    if request is not None and hasattr(request, "path"):
        told.route, told.method, told.status = pattern_of(request), request.method, getattr(record, "status_code", None)
        told.args = tuple(told.route if one in _written(request.path) else one for one in record.args)
    told.msg, told.args = discreet(told.getMessage()), ()
    told.exc_text = None  # another handler's, which says more
    return told
