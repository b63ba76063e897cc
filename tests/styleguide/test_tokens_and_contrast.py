"""Every look has its name in one file, by day and by night; what stands on something can be told from it."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from sites.citations.badge import COLOURS
from sites.styleguide import contrast, tokens

SHEETS = sorted(Path(settings.BASE_DIR, "static").glob("*/*.css"))
PUBLIC = [path for path in SHEETS if path.parent.name == "css" and path.name != "tokens.css"]
DESK = [path for path in SHEETS if path.parent.name == "admin_desk" and path.name != "tokens.css"]
COLOUR_WRITTEN = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch)\(")
NAMED = re.compile(
    r"(?:color|background|border|fill|stroke|outline)[\w-]*: *[^;]*\b(?:white|black|red|green|blue|gr[ae]y)\b"
)
FONTS = re.compile(r"font(?:-family)?: [^;]*\b(?:serif|monospace|system-ui|Roboto|Georgia)\b")
LAYER = re.compile(r"z-index: *-?\d")
SIZE = re.compile(r"font(?:-size)?: [^;]*?[\d.]+rem")


def told(path):
    return path.name


def written(path):
    """A style sheet without its comments, the edges of a sheet of paper, which know no tokens, and without what stands
    for an element: #map is none of its colours."""
    text = re.sub(r"/\*.*?\*/|@[\w-]+ \{[^{}]*content: counter[^{}]*\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r"[^{};]+\{", "{", text)


@pytest.mark.parametrize("path", PUBLIC, ids=told)
@pytest.mark.parametrize(
    "raw", [COLOUR_WRITTEN, NAMED, FONTS, LAYER, SIZE], ids=["colour", "name", "font", "layer", "size"]
)
def test_no_look_of_a_public_page_is_written_beside_its_name(path, raw):
    if raw is SIZE and path.name == "print.css":
        return  # paper has sizes of its own, none of which stands twice
    assert raw.findall(re.sub(r"var\(--[\w-]+\)", "", written(path))) == []


@pytest.mark.parametrize("path", DESK, ids=told)
@pytest.mark.parametrize("raw", [COLOUR_WRITTEN, FONTS, LAYER], ids=["colour", "font", "layer"])
def test_no_look_of_the_desk_is_written_beside_its_name(path, raw):
    assert raw.findall(re.sub(r"var\(--[\w-]+\)", "", written(path))) == []


@pytest.mark.parametrize("path", SHEETS, ids=told)
def test_a_style_sheet_is_whole(path):
    """A browser passes over what it cannot read, and over the rule behind it: nobody hears of it."""
    text = path.read_text(encoding="utf-8")
    assert text.count("{") == text.count("}")
    assert re.findall(r"^[<=>|]{4}.*$", text, re.MULTILINE) == []  # what a merge leaves behind


def test_every_name_that_a_public_page_uses_is_a_name():
    everything = tokens.sheet() + "".join(path.read_text(encoding="utf-8") for path in PUBLIC)
    used, known = (set(re.findall(found, everything)) for found in (r"var\((--[\w-]+)\)", r"(--[\w-]+):"))
    assert used - known == set()


def test_night_is_the_same_whether_the_device_or_the_reader_asks_for_it():
    by_device, by_reader = (
        tokens.TOKEN.findall(body)
        for selector, body in tokens.RULE.findall(tokens.sheet())
        if selector.strip() in (':root:where(:not([data-theme="light"]))', '[data-theme="dark"]') and "--paper" in body
    )
    assert by_device == by_reader


def test_night_changes_what_it_must_and_adds_nothing():
    day, night = (dict(tokens.declared(theme)) for theme in (tokens.BY_DAY, tokens.BY_NIGHT))
    assert night.keys() <= day.keys()
    assert day.keys() - night.keys() == {
        "level-none", "level-slight", "level-moderate", "level-severe", "mark-on-pale", "mark-on-deep",
    }  # fmt: skip


@pytest.mark.parametrize("theme", [tokens.BY_DAY, tokens.BY_NIGHT])
@pytest.mark.parametrize(("upper", "lower"), contrast.LETTERS)
def test_letters_can_be_read_on_every_ground_that_bears_them(theme, upper, lower):
    held = tokens.colours(theme)
    assert contrast.ratio(held[upper], held[lower]) >= contrast.TEXT


@pytest.mark.parametrize("theme", [tokens.BY_DAY, tokens.BY_NIGHT])
@pytest.mark.parametrize(("upper", "lower"), contrast.SHAPES)
def test_marks_can_be_told_from_land_sea_and_paper(theme, upper, lower):
    held = tokens.colours(theme)
    assert contrast.ratio(held[upper], held[lower]) >= contrast.DRAWN


def test_the_ratio_is_that_of_the_guidelines():
    assert contrast.ratio("#000", "#ffffff") == pytest.approx(21)
    assert contrast.ratio("#767676", "#fff") == pytest.approx(4.54, abs=0.01)
    assert contrast.ratio("#bd0026", "#bd0026") == 1


def test_the_badge_on_the_pages_of_others_has_the_colours_of_the_map():
    held = tokens.colours(tokens.BY_DAY)
    assert {level: held[f"level-{level}"] for level in COLOURS} == COLOURS
