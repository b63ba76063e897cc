"""A PDF: the text of its pages, its lines joined to paragraphs. When it was made is not when it was published."""

import re
from importlib.metadata import version
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from .characters import tidied
from .plain import from_text
from .process import Extract, Unreadable

MADE_WITH = f"pypdf {version('pypdf')}"
MOST_PAGES = 300
UNNAMED = re.compile(r"untitled|microsoft \w+ - |.*\.(docx?|rtf|odt|indd|qxd|pdf|pptx?)$", re.IGNORECASE)
ENDS = re.compile(r"""[.!?:;…؟。]["'”’»)\]]*$""")
SPLIT_WORD = re.compile(r"(?<=[^\W\d_])-$")
LOCKED = "This PDF is locked with a password. Save it without one, or paste the text of the article."
BROKEN = "This PDF is damaged: it may have been cut off on its way. Get it once more, or paste the text of the article."
NO_TEXT = "There is no text in this PDF, only pictures of it. Paste the text of the article instead."


def read(received: bytes, _url: str, _charset: str) -> Extract:
    try:
        pages, title, author = _opened(received)
    except Unreadable:
        raise
    except (FileNotDecryptedError, DependencyError) as fault:
        raise Unreadable(LOCKED) from fault
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as fault:
        raise Unreadable(BROKEN) from fault
    text = "\n\n".join(paragraphs(page) for page in pages)
    if not re.search(r"\w", text):
        raise Unreadable(NO_TEXT)
    title = "" if UNNAMED.match(title) else title
    return from_text(text, media_type="application/pdf", title=title, authors=author, made_with=MADE_WITH)


def _opened(received: bytes) -> tuple[list[str], str, str]:
    """The text of each page; the title and the author that the file names."""
    reader = PdfReader(BytesIO(received))
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileNotDecryptedError
    if len(reader.pages) > MOST_PAGES:
        raise Unreadable("This PDF has more than {most} pages: hand in those that matter.", most=MOST_PAGES)
    about = reader.metadata or {}
    named = (" ".join(tidied(str(about.get(key) or "")).split()) for key in ("/Title", "/Author"))
    return [tidied(page.extract_text()) for page in reader.pages], *named


def paragraphs(page: str) -> str:
    """A page's lines as paragraphs: one ends where a line ends with a sentence and is short, or is left empty."""
    lines = [line.strip() for line in page.split("\n")]
    longest = max(map(len, lines), default=0)
    whole = ""
    for line in lines:
        if not line:
            whole = whole.rstrip() + "\n\n"
        elif SPLIT_WORD.search(whole) and line[0].islower():
            whole = whole[:-1] + line
        else:
            whole += ("" if not whole or whole.endswith("\n") else " ") + line
        if line and len(line) < 0.8 * longest and ENDS.search(line):
            whole += "\n\n"
    return whole.strip()
