"""What a page, a document or a text says of itself, and nothing that it does not say."""

import pytest
from pages import FELL, SEEN, page, pdf, wacz, warc

from sites.extraction.characters import decoded, tidied
from sites.extraction.document import paragraphs
from sites.extraction.kinds import read
from sites.extraction.language import language_of, prepare
from sites.extraction.page import parsed
from sites.extraction.published import published_on

A = "http://news.example.com/a"


def described(received, url="", charset=""):
    prepare(received)
    return read(received, url, charset)


# ── the article, without what stands beside it

RELATED = """
<aside><p>The minaret of Aleppo was destroyed, another article says.</p></aside>
<div class="related-links"><h3>More on this story</h3><ul><li><a href="/x">Mosul museum smashed</a></li></ul></div>
<section class="MostRead"><h2>Most read</h2><p>The bridge of Deir ez-Zor was blown up, says another.</p></section>
<figure><img src="x.jpg"><figcaption>The temple was destroyed, says the caption.</figcaption></figure>
<div id="newsletter-box"><p>Sign up for our letter about destroyed temples, every day.</p></div>
<nav><a href="/">Home</a> <a href="/war">War on heritage</a></nav>
<footer><p>Copyright 2024 The Gazette, which was founded in 1850.</p></footer>
"""


@pytest.mark.parametrize("where", ["above", "below"])
def test_other_articles_and_captions_around_an_article_are_left_out(where):
    found = described(page(FELL, SEEN, "It stood next to the theatre.", **{where: RELATED}))
    assert found.text == f"Temple blown up\n\n{FELL}\n\n{SEEN}\n\nIt stood next to the theatre."


def test_boxes_in_the_middle_of_an_article_are_left_out():
    middle = page(FELL, SEEN).replace(f"<p>{SEEN}".encode(), f"{RELATED}<p>{SEEN}".encode())
    assert described(middle).text == f"Temple blown up\n\n{FELL}\n\n{SEEN}"


def test_lists_quotations_and_tables_are_part_of_it():
    inside = (
        "</p><ul><li>The inner hall has fallen, they said.</li></ul><blockquote>It is gone, he said of it.</blockquote>"
        "<table><tr><td>Temple</td><td>destroyed</td><td></td></tr></table><p>The end of the text."
    )
    text = described(page(FELL, inside)).text
    for part in ("- The inner hall has fallen, they said.", "It is gone, he said of it.", "Temple | destroyed"):
        assert f"\n\n{part}\n\n" in text


def test_the_headline_stands_above_it_once():
    heading = described(page(FELL, SEEN)).text
    assert heading.count("Temple blown up") == 1
    elsewhere = page(FELL, SEEN).replace(b"<h1>Temple blown up</h1>", b"")
    assert described(elsewhere).text.startswith("Temple blown up\n\n")


def test_a_page_says_who_wrote_it_and_where():
    head = '<meta property="og:site_name" content="The  Gazette"><meta name="author" content="Jane Doe; Omar Hadi">'
    found = described(page(head=head + '<link rel="Canonical" href="/story">'))
    assert (found.publisher, found.authors, found.canonical) == ("The Gazette", "Jane Doe, Omar Hadi", "/story")


def test_a_page_that_says_nothing_of_itself_is_described_by_nothing():
    found = described(page())
    assert (found.publisher, found.authors, found.published, found.canonical) == ("", "", "", "")


# ── the day


@pytest.mark.parametrize(
    ("head", "above", "url"),
    [
        ('<meta property="article:published_time" content="2015-08-24T01:00:00+03:00">', "", ""),
        ('<meta name="DC.date.issued" content="2015-08-24">', "", ""),
        ('<meta name="pubdate" content="20150824">', "", ""),
        ('<meta name="date" content="August 24, 2015">', "", ""),
        (
            '<meta property="article:modified_time" content="2016-01-01">'
            '<meta property="article:published_time" content="2015-08-24">',
            "",
            "",
        ),
        (
            '<script type="application/ld+json">{"dateModified": "2017", "datePublished": "2015-08-24T23:30"}</script>',
            "",
            "",
        ),
        ("", '<time datetime="2015-08-24T10:00">Monday</time>', ""),
        ("", '<p class="date">24 August 2015</p>', ""),
        ("", '<p class="byline">By Jane Doe, Aug 24, 2015</p>', ""),
        ("", '<p class="date">24.08.2015</p>', ""),
        ("", '<p class="date">24/08/2015</p>', ""),
        ("", '<p class="date">24 août 2015</p>', ""),
        ("", '<p class="date">24 de agosto de 2015</p>', ""),
        ("", '<p class="date">24 серпня 2015</p>', ""),
        ("", '<p class="date">24 августа 2015 г.</p>', ""),
        ("", '<p class="date">24 أغسطس 2015</p>', ""),
        ("", "", "https://news.example.com/2015/08/24/temple"),
    ],
)
def test_the_day_is_read_where_a_page_tells_it(head, above, url):
    assert day(head, above, url) == "2015-08-24"


@pytest.mark.parametrize(
    ("head", "above", "url"),
    [
        ("", "", ""),
        ('<meta name="date" content="2015-08">', "", ""),
        ('<meta name="date" content="2015">', "", ""),
        ('<meta property="article:modified_time" content="2016-01-01">', "", ""),
        ('<meta property="og:image" content="https://a.example/2016/01/02/a.jpg">', "", ""),
        ('<meta name="description" content="On 2001-02-03 the temple fell">', "", ""),
        ('<meta property="article:published_time" content="2999-08-24">', "", ""),
        ("", '<p class="date">August 2015</p>', ""),
        ("", '<p class="date">03/04/2015</p>', ""),
        ("", '<img src="/2016/01/02/x.jpg"><p>It fell on 2001-02-03.</p>', ""),
        ("", '<aside><time datetime="2009-09-09">another article</time></aside>', ""),
        ("", '<ul><li><time datetime="2009-09-09">another article</time></li></ul>', ""),
        ("", "", "https://news.example.com/2015/08/temple"),
    ],
)
def test_a_day_that_a_page_does_not_tell_is_not_made_up(head, above, url):
    assert day(head, above, url) == ""


def day(head, above, url):
    return published_on(parsed(page(FELL, "In 2014, on 5 May 2014, it stood.", head=head, above=above).decode()), url)


# ── letters and languages


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "The café of the temple – gone"),
        ("utf-8-sig", "The café of the temple – gone"),
        ("utf-16", "The café of the temple – gone"),
        ("utf-16-le", "The temple of the town fell on Sunday"),
        ("cp1256", "دمر معبد بعل شمين في تدمر يوم الأحد كما قال مدير الآثار في بيان صدر اليوم"),
        ("cp1251", "Боевики взорвали храм в Пальмире, сообщил глава управления древностей"),
        ("cp1252", "L’armée a détruit la façade de l’église, a déclaré le préfet à la presse"),
        ("koi8-r", "Боевики взорвали храм в Пальмире, сообщил глава управления древностей"),
    ],
)
def test_letters_are_read_in_whatever_encoding_they_come(encoding, text):
    assert tidied(decoded(text.encode(encoding))[0]) == text


@pytest.mark.parametrize("named", ["utf-8", "iso-8859-1", "ascii", "rot13", "base64", "no such thing", "utf-16"])
def test_a_wrong_name_for_an_encoding_does_no_harm(named):
    text = "Le café du temple est détruit – «fini», dit-on à l’époque"
    assert decoded(text.encode(), named)[0] == text


@pytest.mark.parametrize(
    ("received", "named"),
    [
        ("храм разрушен".encode("cp1251"), "windows-1251"),
        ('<meta charset="windows-1251">храм разрушен'.encode("cp1251"), ""),
        (b"\x93fini\x94 \x96 caf\xe9", "iso-8859-1"),
    ],
)
def test_what_a_sender_or_a_page_names_is_believed_where_it_fits(received, named):
    assert ("храм разрушен" in decoded(received, named)[0]) or decoded(received, named)[0] == "“fini” – café"


def test_a_text_that_was_cut_off_in_the_middle_of_a_letter_is_read_up_to_there():
    assert decoded("храм".encode()[:-1])[0] == "хра"


def test_controls_and_halves_of_letters_are_taken_out():
    assert tidied("a\0b\ud800c\x85d\r\ne\rf\ufeff\x9b") == "abc\nd\ne\nf"


@pytest.mark.parametrize(
    ("text", "named", "language"),
    [
        (FELL, "", "en"),
        (FELL, "en-GB", "en"),
        (FELL, "fr", "fr"),
        (FELL, "x-klingon", "en"),
        ("Бойовики підірвали храм у Пальмірі, повідомив керівник управління старожитностей.", "", "uk"),
        ("دُمّر معبد بعل شمين في تدمر يوم الأحد، كما قال مدير الآثار في بيان صدر اليوم.", "en-US", "ar"),
        ("Temple", "", ""),
    ],
)
def test_the_language_is_what_the_page_says_unless_its_letters_say_otherwise(text, named, language):
    prepare(b"no language named")
    assert language_of(text, named) == language


# ── documents and archives


def test_a_pdf_is_its_lines_as_paragraphs_and_never_a_day():
    lines = ("Militants have blown up the ancient tem-", "ple of Baalshamin in Palmyra.", "Residents heard the blast.")
    found = described(pdf(*lines, title="Temple blown up"))
    assert "ancient temple of Baalshamin in Palmyra.\n\nResidents heard" in found.text
    assert (found.title, found.authors, found.published, found.language) == ("Temple blown up", "A. Reporter", "", "en")
    assert described(pdf(*lines, title="Microsoft Word - draft.docx")).title.startswith("Militants")


def test_lines_become_paragraphs_where_a_sentence_ends_early():
    lines = (
        "A line that is as long as any of them here,\nand goes on to its end.\nAnother with words of its own\n\nLast"
    )
    assert paragraphs(lines).split("\n\n") == [
        "A line that is as long as any of them here, and goes on to its end.",
        "Another with words of its own",
        "Last",
    ]


def test_an_archive_is_the_first_page_that_was_had():
    found = described(
        warc(
            ("http://news.example.com/robots.txt", "200 OK", "text/plain", b"User-agent: *"),
            ("http://news.example.com/logo.png", "200 OK", "image/png", b"\x89PNG"),
            ("http://news.example.com/", "301 Moved", "text/html", b"moved"),
            (A, "200 OK", "text/html; charset=utf-8", page()),
            ("http://news.example.com/b", "200 OK", "text/html", page(title="Another")),
        )
    )
    assert (found.url, found.status, found.title) == (A, 200, "Temple blown up")


def test_an_archive_without_a_page_is_the_document_in_it():
    found = described(warc((A, "200 OK", "application/pdf", pdf(FELL))))
    assert (found.media_type, found.text.split()[0]) == ("application/warc", "Militants")


@pytest.mark.parametrize(("main", "title"), [(f"{A}2", "Another"), ("http://elsewhere.example/", "Temple blown up")])
def test_a_package_is_the_page_that_it_names_or_else_its_first(main, title):
    pages = [(A, "200 OK", "text/html", page()), (f"{A}2", "200 OK", "text/html", page(title="Another"))]
    assert described(wacz(main, *pages)).title == title


def test_a_text_is_its_paragraphs_under_its_first_line():
    found = described(b"Temple blown up\r\n\r\n\r\nMilitants have blown it up,\r\nthey say.\r\n \r\nEnd.\r\n")
    assert found.text == "Temple blown up\n\nMilitants have blown it up,\nthey say.\n\nEnd."
    assert (found.title, found.media_type) == ("Temple blown up", "text/plain")
