"""Whatever the site says, it says in every language: nothing is missing, nothing is older than the English text."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils import translation

from sites import terms

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
DOMAINS = ["django", "djangojs"]
OF_THE_PROGRAM = ["deploy", "heritage", "manage.py", "sites", "static", "templates"]
PLACEHOLDERS = re.compile(r"%\(\w+\)[\d.]*[sdf]|%[sd%]|{\w*}|</?[a-z]+[^>]*>")
ALPHABETS = {"ar": "[\u0621-\u064a]", "fr": "[A-Za-zÀ-ÿ]", "uk": "[А-яІіЇїЄєҐґ]"}
FORMS = {"ar": 6, "fr": 2, "uk": 4}
WITHOUT_NUMBER = {"ar": 3, "fr": 1, "uk": 1}  # the first forms, for none, one or two, may say it in a word
SAID_WITHOUT_WORDS = {"the %(field)s", "{names} and {count} more", "{field} from “{before}” to “{after}”"}
EVERYWHERE = pytest.mark.parametrize(("language", "domain"), [(one, name) for one in LANGUAGES for name in DOMAINS])


def file_of(language, domain, root=settings.BASE_DIR):
    return root / "sites" / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def messages(language, domain, root=settings.BASE_DIR):
    """Without a language: Babel would put its own rule for plurals in place of the one that stands in the file."""
    with file_of(language, domain, root).open("rb") as file:
        return [message for message in read_po(file) if message.id]


def forms_of(message):
    return [message.string] if isinstance(message.string, str) else list(message.string)


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    """A copy of the program whose words were gathered and compiled anew."""
    copy = tmp_path_factory.mktemp("gathered")
    for name in OF_THE_PROGRAM:
        there = settings.BASE_DIR / name
        (shutil.copytree if there.is_dir() else shutil.copy)(there, copy / name)
    subprocess.run([sys.executable, "-m", "deploy.messages"], cwd=copy, check=True, capture_output=True)
    return copy


@EVERYWHERE
def test_nothing_is_left_in_english(language, domain):
    """What a translator has not looked at since it was changed counts as left."""
    left = [message.id for message in messages(language, domain) if message.fuzzy or not all(forms_of(message))]
    assert left == []


@EVERYWHERE
def test_every_word_of_the_program_has_been_gathered_and_none_stands_that_is_said_no_more(gathered, language, domain):
    """Else run `python -m deploy.messages`, and translate what is new."""
    here, there = (
        {(one.context, one.id): (forms_of(one), one.fuzzy) for one in messages(language, domain, root)}
        for root in (settings.BASE_DIR, gathered)
    )
    assert len(there) > 50
    assert sorted(map(str, there.keys() - here.keys())) == []
    assert sorted(map(str, here.keys() - there.keys())) == []
    assert [one for one in here if here[one] != there[one]] == []


@EVERYWHERE
def test_the_compiled_words_are_those_of_the_translators(gathered, language, domain):
    """Else run `python -m deploy.messages`."""
    here, there = (file_of(language, domain, root).with_suffix(".mo") for root in (settings.BASE_DIR, gathered))
    assert without_head(here.read_bytes()) == without_head(there.read_bytes())


def without_head(compiled):
    """But for the day on which they were gathered."""
    return re.sub(rb"POT-Creation-Date: [^\n]*\n", b"", compiled)


@EVERYWHERE
def test_no_translation_loses_or_invents_what_is_filled_in(language, domain):
    lost = []
    for message in messages(language, domain):
        if isinstance(message.id, str):
            pairs = [(message.id, message.string)]
        else:
            assert len(message.string) == FORMS[language], message.id
            pairs = [(message.id[1], text) for text in message.string[WITHOUT_NUMBER[language] :]]
        lost += [pair for pair in pairs if sorted(set(held(pair[0]))) != sorted(set(held(pair[1])))]
    assert lost == []


def held(text):
    return PLACEHOLDERS.findall(text)


@EVERYWHERE
def test_every_translation_is_written_in_the_letters_of_its_language(language, domain):
    letter = re.compile(ALPHABETS[language])
    foreign = [
        message.id
        for message in messages(language, domain)
        if says_a_word(message.id) and not all(map(letter.search, forms_of(message)))
    ]
    assert foreign == []


def says_a_word(source):
    """Marks of punctuation are no words, and some languages need none where English has one."""
    text = source if isinstance(source, str) else source[0]
    return re.search("[a-z]{3}", PLACEHOLDERS.sub("", text)) and text not in SAID_WITHOUT_WORDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_vocabulary_is_said_in_every_language(language):
    lists = [held for held in vars(terms).values() if isinstance(held, terms.vocabulary.Vocabulary)]
    words = {
        word
        for held in lists
        if held is not terms.SCHEMES  # registers are called by their names
        for term in held.values()
        for word in (term.label, term.hint)
    }
    assert len(words) > 100
    known = {message.id for message in messages(language, "django") if isinstance(message.id, str)}
    assert sorted(word for word in words if word and word not in known) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [("ar", "ضرر شديد"), ("fr", "Dommages graves"), ("uk", "Серйозні пошкодження")],
)
def test_the_levels_are_called_as_the_field_calls_them(language, said):
    with translation.override(language):
        assert translation.gettext(terms.LEVELS.label("severe")) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hint_with_a_percent_sign_is_said_in_every_language_on_the_page_of_the_method(client, db, language):
    page = client.get(f"/{language}/method/").content.decode()
    with translation.override(language):
        for term in terms.LEVELS.values():
            assert translation.gettext(term.hint) in page.replace("&#x27;", "'"), term.value
    assert "%" in terms.LEVELS["destroyed"].hint


TEMPLATES = Path(settings.BASE_DIR, "templates")
NUMBERS = r"unlocalize }}, {{|unlocalize }}w{% if not forloop.last %}, "
SAID = re.compile(rf"{{% blocktranslate.*?{{% endblocktranslate %}}|{NUMBERS}", re.DOTALL)
OF_READERS = [*sorted(TEMPLATES.glob("pages/*.html")), *sorted(TEMPLATES.glob("follow/*.html"))]


@pytest.mark.parametrize("template", OF_READERS, ids=lambda path: path.name)
def test_what_stands_between_words_is_the_language_s_own(template):
    """Arabic has another comma, French a space before the colon: {% comma %}, {% colon %}."""
    written = SAID.sub("", template.read_text(encoding="utf-8"))
    assert re.findall(r"[%}]}[,:] (?={|<|$)", written) == []
