"""Whatever words come in whatever order: the reader answers, and what it claims stands in the text."""

from hypothesis import given
from hypothesis import strategies as st

from sites.reading import read
from sites.sentences import tables
from tests.reading.test_rules import NAMES, gazetteer

RULES = [" ".join(rule.phrase.words).replace("{it}", "it").replace("*", "ed") for rule in tables("en").rules]
WORDS = [word for word in tables("en").classes if word]
MARKS = [",", ".", ";", "“", "”", "(", ")", "—", "\n\n", "?", ":"]
SOME = st.one_of(st.sampled_from(RULES), st.sampled_from(WORDS), st.sampled_from(MARKS), st.sampled_from(NAMES["en"]))


@given(st.lists(SOME, max_size=40))
def test_any_run_of_words_is_read(words):
    text = " ".join(words)
    for claim in read(text, published="2016-03-27", language="en", gazetteer=gazetteer("en")):
        assert text[claim.start : claim.end] == claim.quote
        assert all(0 <= start < end <= len(text) for start, end, _says in claim.because)
        assert claim.site or claim.place_name
