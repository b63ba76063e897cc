"""Heads of the chain, kept outside the database: who cuts its end off, or writes all of it anew, cannot alter these.

A head is the number of the last decision and a keyed digest of its digest. Without the key nothing can be computed
from it, neither a place nor what was decided, so it may be kept, sent or printed anywhere.
"""

import errno
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from ..models import Decision
from ..terms import Fault

LINE = re.compile(r"(?:(\d{4}-\d{2}-\d{2}) )?(\d{1,18}) ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain on a day."""

    number: int
    digest: str
    day: str = ""

    def __str__(self):
        return " ".join(filter(None, (self.day, str(self.number), self.digest)))


def head() -> Head | None:
    """The end of the chain now; None while nothing was decided."""
    last = Decision.objects.order_by("-id").values_list("pk", "digest").first()
    return Head(last[0], _keyed(last[1]), str(timezone.localdate())) if last else None


def _keyed(digest: str) -> str:
    return salted_hmac("head of the decisions", digest, algorithm="sha256").hexdigest()


def read_heads(text: str) -> list[Head]:
    """The heads in a text, one a line, as they are printed. Raises Fault at the first line that is none."""
    heads = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            found = LINE.fullmatch(line.strip())
            if not found:
                raise Fault("Line {number} is no head: write it as manage.py head prints it.", number=number)
            heads.append(Head(int(found[2]), found[3], found[1] or ""))
    return heads


def lost(heads: Iterable[Head]) -> Iterator[str]:
    """The heads to which the chain does not lead any more, a sentence each."""
    for one in heads:
        digest = Decision.objects.filter(pk=one.number).values_list("digest", flat=True).first()
        if digest is None:
            said = _("Decision %(number)d, which ended the chain%(day)s, is gone: its last rows were cut off.")
        elif not constant_time_compare(_keyed(digest), one.digest):
            said = _(
                "Decision %(number)d is not the one that ended the chain%(day)s: all was written anew, or the "
                "signing key is another than then."
            )
        else:
            continue
        yield said % {"number": one.number, "day": _(" on %(day)s") % {"day": one.day} if one.day else ""}


def place() -> Path:
    """The file to which each check adds the head that it found."""
    return Path(settings.HEADS)


def keep_head() -> Head | None:
    """Add the head to the file, unless that holds it; gives the head."""
    now = head()
    if now and now.digest not in (place().read_text(encoding="ascii") if place().exists() else ""):
        place().touch(mode=0o600)
        _add(f"{now}\n".encode("ascii"))
    return now


def _add(line: bytes) -> None:
    """All of it or nothing: half a line, on a full disk, would be read as no head by every check that follows. The
    file is not written anew, since it may stand where nothing but adding is allowed."""
    with place().open("ab", buffering=0) as file:
        before = file.seek(0, os.SEEK_END)
        try:
            if file.write(line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(file.fileno())
        except OSError:
            file.truncate(before)
            raise


def set_heads_aside() -> Path | None:
    """Rename the file, so that the next check begins another: after a restore that knowingly lost decisions."""
    if not place().exists():
        return None
    aside = place().with_name(f"{place().name}.until-{timezone.now():%Y%m%dT%H%M%S}")
    return place().rename(aside)
