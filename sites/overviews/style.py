"""The style sheet that a picture carries: the colours and the marks of every page. It may be opened by itself, so its
policy names this one style sheet and nothing else."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from csp.constants import NONE
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "static" / "css"
SHEETS = ("tokens.css", "marks.css", "drawn.css")
TOKEN = re.compile(r"(--[\w-]+): [^;}]*; ?")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def _read() -> str:
    sheets = ((FOLDER / sheet).read_text(encoding="utf-8") for sheet in SHEETS)
    return _needed(" ".join(COMMENT.sub("", "".join(sheets)).split()))


def _needed(text: str) -> str:
    """Without the tokens that nothing in these sheets asks for, nor those that only such tokens asked for."""
    kept = TOKEN.sub(lambda one: one[0] if f"var({one[1]})" in text else "", text)
    return text if kept == text else _needed(kept)


STYLE = _read()
POLICY = {
    **{kind: [NONE] for kind in ("default-src", "base-uri", "form-action", "frame-ancestors")},
    "style-src": [f"'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"],
}
