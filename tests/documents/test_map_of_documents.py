"""Nobody is led astray: each link leads somewhere, and the map names each document once."""

from collections import Counter

import pytest
from docfiles import DOCS, FILES, ROOT, anchors, links, told

MAP = DOCS / "README.md"


def leads_nowhere(file, address):
    path, _, anchor = address.partition("#")
    target = (file.parent / path).resolve() if path else file
    if not target.exists():
        return "there is no such file"
    if anchor and target.suffix == ".md" and anchor not in anchors(target):
        return "there is no such heading"
    return ""


@pytest.mark.parametrize("file", FILES, ids=told)
def test_every_link_leads_to_a_file_and_a_heading(file):
    wrong = {address: why for address in links(file) if (why := leads_nowhere(file, address))}
    assert wrong == {}


@pytest.mark.parametrize("address", ["nowhere.md", "house.md#no-such-room", "#nothing"])
def test_a_link_that_leads_nowhere_is_noticed(address):
    assert leads_nowhere(MAP, address)


def test_links_are_found():
    assert len(links(MAP)) > 25
    assert "import.md#foreign-scales" in {one.removeprefix("../") for file in FILES for one in links(file)}


def test_the_map_names_every_document_once():
    named = Counter((MAP.parent / address).resolve() for address in links(MAP))
    others = [file for file in FILES if file not in (MAP, ROOT / "README.md")]
    missing = "give each its line in docs/README.md, under what it is for: to learn, to do, to look up, to understand"
    assert [told(file) for file in others if named[file] == 0] == [], missing
    assert [told(file) for file, times in named.items() if times > 1] == [], "a document is of one kind"
