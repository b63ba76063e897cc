"""A word that comes twice in a file is known again, however many words lie between."""

from hypothesis import given
from hypothesis import strategies as some

from sites.arrivals.marks import Marks

FILES = some.lists(some.lists(some.sampled_from("abcdefghijklmnop")), max_size=12)


@given(FILES)
def test_each_word_is_the_first_of_its_kind_once(chunks):
    marks, before = Marks(), set()
    for words in chunks:
        assert marks.hold(words) == [word in before for word in words]
        firsts = [word not in before and word not in words[:at] for at, word in enumerate(words)]
        assert marks.first(words) == firsts
        before |= {*words}
