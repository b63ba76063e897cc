"""The scripts of a page say what they say in the page's language; their words come as one file that is kept."""

import re
from pathlib import Path

import factories
import pytest
from django.conf import settings
from django.utils import translation

from sites.tongues import script_address

SCRIPTS = sorted((Path(settings.BASE_DIR) / "static" / "js").rglob("*.js"))
COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"])//[^\n]*", re.DOTALL)
TEXT = re.compile(r"'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
SENTENCE = re.compile(r"\b[A-Z][a-z]+ [a-z]{2,}|[a-z]{2,}[.:…]$|^[A-Z][a-z]+$|[a-z]{2,} [a-z]{2,} [a-z]{2,}")
MESSAGE = re.compile(r"(?:n?gettext)\(\s*(?:'(?:[^'\\]|\\.)*',?\s*)*$")
# Keys of the keyboard, headers of a request, names of events and classes, and what is told to developers.
KEYS = {"Accept", "Arrow", "Backspace", "Delete", "End", "Enter", "Escape", "Files", "Home", "Leaflet"}
NO_LANGUAGE = re.compile(
    r"^(?:[a-z]+(?:[:-][a-z-]+)+|[a-z-]+(?: [a-z:-]+)+|.*: the server answered .*|<iframe .*|<a href.*|.*[#.\[].*\].*)$"
)


def texts(script):
    """Each text of a script, and whether it stands in a message."""
    code = COMMENT.sub("", script.read_text(encoding="utf-8"))
    for found in TEXT.finditer(code):
        text = found[1] if found[1] is not None else found[2]
        yield text, bool(MESSAGE.search(code[: found.start()]))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_holds_a_sentence_outside_of_a_message(script):
    left = [text for text, wrapped in texts(script) if not wrapped and SENTENCE.search(text)]
    assert [text for text in left if text not in KEYS and not NO_LANGUAGE.match(text)] == []


def test_the_scripts_have_messages():
    assert sum(wrapped for script in SCRIPTS for _text, wrapped in texts(script)) > 60


def test_english_has_no_words_to_fetch(client, db):
    factories.site()
    assert not re.search(r'src="[^"]*words\.js', client.get("/").content.decode())
    assert client.get("/words.js").status_code == 404


@pytest.mark.parametrize("language", ["ar", "fr", "uk"])
@pytest.mark.parametrize("path", ["", "embed/", "sites/temple/"])
def test_a_page_with_a_map_brings_the_words_of_its_language_before_its_scripts(client, db, language, path):
    factories.site("Temple")
    page = client.get(f"/{language}/{path}").content.decode()
    address = re.search(rf'<script defer src="(/{language}/words\.js\?v=[0-9a-f]+)"></script>', page)
    assert address.start() < re.search(r'<script type="module" src="[^"]*js/(?:map/main|spot)', page).start()
    answer = client.get(address[1])
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]
    assert "gettext" in answer.content.decode()
    assert client.get(address[1], headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_words_that_are_asked_for_without_their_version_are_looked_up_each_time(client, db):
    assert client.get("/fr/words.js")["Cache-Control"] == "public, no-cache"
    assert client.get("/fr/words.js?v=older")["Cache-Control"] == "public, no-cache"


def test_a_language_that_is_not_offered_has_no_words():
    for language in (None, "en", "de"):
        with translation.override(language):
            assert script_address() == ""
