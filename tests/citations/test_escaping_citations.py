"""Whatever text a record holds, every form of its citation stays in one piece and gives the text back."""

import json
from datetime import date

import bibtexparser
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from sites.citations import Reference, as_bibtex, as_csl, as_ris, as_text, one_line

TEXT = st.text(alphabet=st.characters(codec=None), max_size=80)
SIGNS = st.text(alphabet="\\{}$&#%_~^@,=\"' ab\r\n\0\u2028", max_size=40)
texts = st.one_of(TEXT, SIGNS)


def reference(title, author="A", **said):
    plain = {"key": "t-site-1", "kind": "dataset", "publisher": "P", "issued": "2015", "accessed": date(2026, 1, 2)}
    return Reference(title=title, authors=(author,), address="https://tracker.example/", **plain | said)


def spelt(text):
    """What a text is after BibTeX: our own words for signs, read back."""
    for word, sign in {
        r"{\textbackslash}": "\\", r"{\textbraceleft}": "\N{LEFT CURLY BRACKET}", r"{\textasciitilde}": "~",
        r"{\textbraceright}": "\N{RIGHT CURLY BRACKET}", r"{\textasciicircum}": "^",
    }.items():  # fmt: skip
        text = text.replace(word, f"\0{ord(sign)};")
    for sign in "$&#%_":
        text = text.replace(f"\\{sign}", sign)
    for sign in "\\{~}^":
        text = text.replace(f"\0{ord(sign)};", sign)
    return text


@given(texts, texts)
def test_bibtex_is_one_entry_and_gives_the_text_back(title, author):
    library = bibtexparser.parse_string(
        as_bibtex([reference(f"x{title}x", f"x{author}x"), reference("last", key="t-site-2")])
    )
    assert library.failed_blocks == []
    assert len(library.entries) == 2
    first = library.entries[0]
    assert spelt(first.fields_dict["title"].value[1:-1]) == one_line(f"x{title}x")
    assert spelt(first.fields_dict["author"].value[1:-1]) == one_line(f"x{author}x")


@given(texts)
def test_ris_keeps_every_value_on_its_line(title):
    written = as_ris([reference(f"x{title}x"), reference("last")])
    first, last = rispy.loads(written)
    assert first["title"] == one_line(f"x{title}x")
    assert last["title"] == "last"


@given(texts, texts)
def test_csl_and_text_hold_the_same_words(title, publisher):
    one = reference(f"x{title}x", publisher=publisher)
    assert json.loads(as_csl([one]))[0]["title"] == one_line(f"x{title}x")
    assert one_line(f"x{title}x") in as_text(one)
    as_csl([one]).encode()
    as_text(one).encode()


@given(texts)
def test_one_line_can_stand_in_xml(text):
    said = one_line(text)
    assert said.splitlines() in ([], [said])
    assert said.encode().decode() == said
    assert not {"\0", "\x0b", "\ufffe", "\x85"} & set(said)


@pytest.mark.parametrize(
    ("edtf", "csl", "bibtex", "ris"),
    [
        ("2015-08-23", {"date-parts": [[2015, 8, 23]]}, "2015-08-23", "2015/08/23"),
        ("2015-08~", {"date-parts": [[2015, 8]], "circa": True}, "2015-08~", "2015/08"),
        ("2015?", {"date-parts": [[2015]], "circa": True}, "2015?", "2015"),
        ("2015-06-26/2015-08", {"date-parts": [[2015, 6, 26], [2015, 8]]}, "2015-06-26/2015-08", "2015/08"),
        ("201X", {"date-parts": [[2010, 1, 1], [2019, 12, 31]]}, "201X", "2019/12/31"),
        ("[2003,2004-07-24]", {"date-parts": [[2003, 1, 1], [2004, 7, 24]]}, "2003-01-01/2004-07-24", "2004/07/24"),
        ("2017-01-20/..", "2017-01-20/..", "2017-01-20/..", None),
        ("", None, None, None),
    ],
)  # fmt: skip
def test_dates_that_are_not_exactly_known_are_written_as_each_form_can(edtf, csl, bibtex, ris):
    one = reference("Temple", issued=edtf)
    assert json.loads(as_csl([one]))[0].get("issued") == csl
    (entry,) = bibtexparser.parse_string(as_bibtex([one])).entries
    assert (entry.fields_dict["date"].value if "date" in entry.fields_dict else None) == bibtex
    assert rispy.loads(as_ris([one]))[0].get("date") == ris
    assert ("n.d." in as_text(one)) == (not edtf)
