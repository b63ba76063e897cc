"""What strangers write: values that are sound, that nearly are, and that were made to break something."""

import re

from hypothesis import strategies as st

# Any of these in a page is an element or an attribute of theirs, or what a template made of their braces.
MARKS = re.compile(
    r"""<img onerror=|<svg onload=|<script>alert|" onfocus="|' onfocus='"""
    r"""|(?:href|src|action)=["']?\s*javascript:|54439"""
)
SCRIPTS = [
    "<img onerror=alert(1) src=x>",
    '"><svg onload=alert(1)>',
    "</script><script>alert(1)</script>",
    '" onfocus="alert(1)',
    "' onfocus='alert(1)",
    "javascript:alert(1)",
    "{{7777*7}}${7777*7}{% 7777*7 %}",
    "]]><img onerror=alert(1) src=x>",
    "--><img onerror=alert(1) src=x>",
]
NUMBERS = [
    "NaN", "nan,nan,nan,nan", "inf", "-inf", "1e309", "-1e309", "1e-400", "1e5", "181", "-181", "91", "-91",
    "-1", "0", "00", "+5", " 5 ", "5\n", "1_000", "0x1f", "0b1", "٣٤", "２０１５", "²", "½", "Ⅷ", "9" * 19,
    "9" * 20, "9" * 400, "9" * 5000, "-" + "9" * 30, "2147483648", "9223372036854775807", "9223372036854775808",
    "1.5", "1,5", ".", "-", "e",
]  # fmt: skip
DAYS = [
    "2015-02-30", "2015-13", "9999-12-31", "0000-01-01", "0001-01-01", "-0001", "10000-01-01", "Y17E7",
    "2015-06~", "2015?/2016%", "../..", "../2015", "2015/..", "[2015..2016]", "{2015,2016}", "2015-2X",
    "٢٠١٥-٠٨-٢٣", "2015-08-23T", "2016-03-27/2015-05-20", "1900-02-29", "20150823", "2015-8-3", "XXXX",
    "2015-21", "-9999-99-99/..",
]  # fmt: skip
LETTERS = [
    "تدمر", "قَوْسُ النَّصْر", "ـ" * 200, "\ufdfa", "\ufdfa" * 100, "الجامع النوري الكبير", "בית שאן",
    "Свято-Успенський собор", "Église Saint-Étienne", "İıſßŉǄﬃ", "ก็" * 60, "e" + "\u0301" * 500, "𝕋𝔼𝕄ℙ𝕃𝔼",
    "寺院", "🕌" * 60, "👩‍👩‍👧‍👦", "\u202egnp.exe", "\u200f\u200e\u2066\u2069", "\ufeff", "\u2028", "\uffff",
    "\U0010ffff", "\x1b[31m", "\x7f", "\x85", "\u00a0", "",
]  # fmt: skip
TRICKS = [
    "\0", "a\0b", "\ud800", "a\udfffb", "\udce9", "x" * 501, "x" * 4001, "%", "_", "%%%_%", "\\", "\\\\%", "*",
    "?", "'", '"', "' OR 1=1 --", "'; DROP TABLE heritage_site; --", "\r\nX-Injected: yes", "\n", "\t",
    "../../etc/passwd", "..\\..", "//", "file:///etc/passwd", "https://[", "http://[::1]:99999/", "null", "None",
    "true", "[]", "{}", '{"a":', "(a+)+$", "a" * 40 + "!", "(" * 300, "[[[[", "a b " * 100, " ", ",", ",,,,",
    ";", "&", "=", "#", "%00", "%zz", "=1+1", "{0.__class__}", "%s%n",
]  # fmt: skip
HOSTILE = [*SCRIPTS, *NUMBERS, *DAYS, *LETTERS, *TRICKS]

hostile = st.one_of(st.sampled_from(HOSTILE), st.sampled_from(SCRIPTS), st.text(st.characters(), max_size=12))


@st.composite
def nearly(draw, sound):
    """A sound value to which something happened on its way."""
    text, bad = draw(st.sampled_from(sound)), draw(hostile)
    at = draw(st.integers(0, len(text)))
    return draw(
        st.sampled_from([text[:at] + bad + text[at:], text[:at], text[at:], text * 2, text.swapcase(), f"{text},{bad}"])
    )


def value(sound):
    """Of a parameter, a part of an address or a field, of which these are sound values."""
    sound = [*sound] or [""]
    return st.one_of(st.sampled_from(sound), nearly(sound), hostile)
