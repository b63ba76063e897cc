"""Make the fonts of sites/previews/fonts anew: Noto, cut to the scripts of names and put together. See README.md."""

import hashlib
import json
import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
TO = HERE.parents[1] / "sites" / "previews" / "fonts"
PACKAGE = "fonts-noto-core=20201225-1"
DIGEST = "58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba"
INSIDE = Path("usr/share/fonts/truetype/noto")
LATIN = (
    *((0x20, 0x7E), (0xA0, 0x24F), (0x259, 0x259), (0x2B0, 0x2FF), (0x300, 0x36F), (0x1E00, 0x1EFF)),
    *((0x370, 0x3FF), (0x400, 0x52F), (0x1F00, 0x1FFF), (0x2010, 0x205E), (0x20A0, 0x20BF), (0x2116, 0x2116)),
)  # and Greek, Cyrillic, signs and digits, which no other font is asked for
ARABIC = ((0x600, 0x6FF), (0x750, 0x77F), (0x200C, 0x200F))
OTHERS = {
    "NotoSerifHebrew": ((0x590, 0x5FF),),
    "NotoSerifArmenian": ((0x531, 0x58F),),
    "NotoSerifGeorgian": ((0x10A0, 0x10FF),),
    "NotoSerifDevanagari": ((0x900, 0x97F),),
}
MADE = {
    "serif": {"NotoSerif": LATIN, "NotoNaskhArabic": ARABIC, **OTHERS},
    "sans": {"NotoSans": LATIN, "NotoNaskhArabic": ARABIC},
}
THE_SAME_DAY = 2_082_844_800  # 1970, as fonts count seconds: the same fonts give the same bytes


def unpacked(folder: Path) -> Path:
    """The package of Debian, checked and opened."""
    subprocess.run(["apt-get", "download", PACKAGE], cwd=folder, check=True, capture_output=True)
    (package,) = folder.glob("*.deb")
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    if digest != DIGEST:
        raise SystemExit(f"{package.name} has the sum {digest}, not {DIGEST}: it is another one.")
    subprocess.run(["dpkg", "-x", package, folder], check=True)
    return folder / INSIDE


def cut(font: Path, wanted: tuple[tuple[int, int], ...], to: Path) -> Path:
    """The font with these letters alone, from the first to the last of each pair, and without hints for screens."""
    options = subset.Options(hinting=False, glyph_names=False, name_IDs=[0, 1, 2, 4, 6, 13, 14], notdef_outline=True)
    held = subset.load_font(font, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[letter for first, last in wanted for letter in range(first, last + 1)])
    cutter.subset(held)
    held.save(to)
    return to


def merged(fonts: list[Path], to: Path) -> TTFont:
    held = Merger().merge([str(font) for font in fonts])
    held.recalcTimestamp = False
    held["head"].created = held["head"].modified = THE_SAME_DAY
    held.save(to)
    return held


def stretches(letters: set[int]) -> list[list[int]]:
    """The letters as stretches, first and last of each."""
    ordered = sorted(letters)
    breaks = [0, *(at for at, (one, next_one) in enumerate(pairwise(ordered), 1) if next_one != one + 1), len(ordered)]
    return [[ordered[first], ordered[last - 1]] for first, last in pairwise(breaks)]


def main() -> None:
    TO.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        noto = unpacked(folder)
        covered = {}
        for name, fonts in MADE.items():
            cuts = [cut(noto / f"{one}-Regular.ttf", wanted, folder / f"{one}.ttf") for one, wanted in fonts.items()]
            covered[name] = stretches({*merged(cuts, TO / f"{name}.ttf").getBestCmap()})
    (TO / "letters.json").write_text(json.dumps(covered) + "\n", encoding="ascii")
    for made in sorted(TO.iterdir()):
        print(f"{made.stat().st_size:>9,} {hashlib.sha256(made.read_bytes()).hexdigest()} {made.name}")


if __name__ == "__main__":
    main()
