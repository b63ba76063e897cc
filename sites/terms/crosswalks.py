"""Foreign scales of damage, kinds and causes as ours. Lossy in both directions: the source's own term is kept beside.

Terms are compared without regard to case, accents, points and dashes. The tables are those of docs/import.md.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

SAYINGS = tomllib.loads((Path(__file__).parent / "sayings.toml").read_text(encoding="utf-8"))
CONDITION = "A condition is not damage: a ruin may be in poor condition and undamaged."
ONE_CLASS = "“Damaged” there spans moderate and severe damage: how much it is, is not told."
POSSIBLE = "“Possible” tells how sure somebody is, and not how much is damaged."
HIGHLY = "Older products of Copernicus: highly damaged."
PART = "A part is destroyed; how large a part is not told."


@dataclass(frozen=True, slots=True)
class Reading:
    """What a foreign term says in our words. ``verification`` is empty where the scale tells nothing of it."""

    level: str
    verification: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """A foreign scale: its name for people and its terms."""

    value: str
    label: str
    readings: dict[str, Reading]


def bare_term(text: str) -> str:
    """The letters and digits of a term, by which it is compared."""
    taken_apart = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in taken_apart if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", letters))


def _scale(value: str, label: str, *rows: tuple) -> Scale:
    """Rows of (level or Reading, term, term, …)."""
    readings = {}
    for said, *terms in rows:
        reading = said if isinstance(said, Reading) else Reading(said)
        readings.update((bare_term(term), reading) for term in terms)
    return Scale(value, label, readings)


def _confirmed(level: str) -> Reading:
    return Reading(level, "confirmed")


SCALES = {
    scale.value: scale
    for scale in (
        _scale(
            "eamena",
            "EAMENA damage severity or extent",
            ("none", "Intact/No Damage", "3d637e69-18df-4587-8b1d-b4bd1569f0e6", "No Visible/Known"),
            ("slight", "Slight Damage", "Slight", "3f155eb5-7f5f-46c4-a004-687c88954ae6", "1-10%"),
            ("moderate", "Moderate Damage", "Moderate", "770afea5-cb88-4f09-83ac-736fc866629d", "11-30%"),
            ("severe", "Severe Damage", "Severe", "e04b5609-97b6-425f-a5d5-43591963834e", "31-60%", "61-90%"),
            ("destroyed", "Destroyed", "a8780ca9-bba7-413f-92ac-190950784ce7", "91-100%"),
            ("unknown", "No Visible/Accessible/Known", "6b7b8d4b-15a3-4dbf-8858-aea507f4e3a5", "Unknown"),
        ),
        _scale(
            "eamena_condition",
            "EAMENA condition (where neither severity nor extent is told)",
            (Reading("none", note=CONDITION), "Good", "b967b49e-9bc9-4e90-b016-5f966b3bea73"),
            (Reading("slight", note=CONDITION), "Fair", "416d335b-5bfe-4413-a7ee-a488209a8751"),
            (Reading("moderate", note=CONDITION), "Poor", "01d6294c-05d4-4f08-99b6-3a6d1782d9c1"),
            (Reading("severe", note=CONDITION), "Very Bad", "e264ab06-5a80-4885-a721-78f4b4f4eb00"),
            (Reading("destroyed", note=CONDITION), "Destroyed", "55ec8962-e0ef-4412-bcf9-0b46c5c2ad78"),
            (Reading("unspecified", note=CONDITION), "85074ecd-e0f7-4d91-9b64-d9cc8ecbe5ad"),
            (Reading("unknown", note=CONDITION), "Unknown"),
        ),
        _scale(
            "unosat",
            "UNITAR-UNOSAT damage class",
            (_confirmed("destroyed"), "1", "Destroyed", "1 Destroyed"),
            (_confirmed("severe"), "2", "Severe", "Severe Damage", "Severely damaged", "2 Severe"),
            (_confirmed("moderate"), "3", "Moderate", "Moderate Damage", "Moderately damaged", "3 Moderate"),
            (Reading("unspecified", "reported", POSSIBLE), "4", "Possible", "Possible Damage", "Possibly damaged"),
            (Reading("unspecified", "reported", POSSIBLE), "11", "Possible Damage From Adjacent Impact/Debris"),
            (_confirmed("none"), "6", "No Visible Damage", "6 No Visible Damage"),
        ),
        _scale(
            "copernicus",
            "Copernicus EMS damage grade",
            ("destroyed", "Destroyed"),
            (Reading("unspecified", note=ONE_CLASS), "Damaged"),
            (Reading("unspecified", "reported", POSSIBLE), "Possibly damaged"),
            ("none", "No visible damage", "No visible damages"),
            ("unknown", "Not Analysed", "Not Analyzed", "Not Applicable", "Not Analysed / Not Applicable"),
        ),
        _scale(
            "copernicus_old",
            "Copernicus EMS damage grade, older products",
            ("destroyed", "Completely Destroyed", "Destroyed"),
            (Reading("severe", note=HIGHLY), "Highly Damaged"),
            ("moderate", "Moderately Damaged"),
            (Reading("unspecified", note=ONE_CLASS), "Damaged"),
            (Reading("unspecified", "reported", POSSIBLE), "Possibly damaged"),
            ("slight", "Negligible to slight damage"),
            ("none", "Not Affected"),
            ("unknown", "Not Analysed", "Not Applicable"),
        ),
        _scale(
            "amal",
            "AMAL in Heritage condition",
            ("unknown", "0", "Condition unknown"),
            ("none", "1", "No damage, good condition", "No damage"),
            ("slight", "2", "Minor damage, fair condition", "Minor damage"),
            ("moderate", "3", "Moderate damage, poor condition", "Moderate damage"),
            ("severe", "4", "Severe damage, very bad condition", "Severe damage"),
            ("destroyed", "5", "Collapsed, destroyed", "Collapsed"),
        ),
        _scale(
            "ems98",
            "EMS-98 damage grade",
            ("none", "D0", "0", "Grade 0", "No damage"),
            ("slight", "D1", "1", "Grade 1", "Negligible to slight", "Negligible to slight damage"),
            ("moderate", "D2", "2", "Grade 2", "Moderate", "Moderate damage"),
            ("moderate", "D3", "3", "Grade 3", "Substantial to heavy", "Substantial to heavy damage"),
            ("severe", "D4", "4", "Grade 4", "Very heavy", "Very heavy damage"),
            ("destroyed", "D5", "5", "Grade 5", "Destruction"),
        ),
        _scale(
            "words",
            "Free words",
            *((level, *sayings) for level, sayings in SAYINGS["levels"].items()),
            *((Reading(level, note=PART), *sayings) for level, sayings in SAYINGS["partly"].items()),
        ),
    )
}


def translate(scale: str, term: str) -> Reading | None:
    """What a term of a foreign scale says; None if the scale does not know it. KeyError for an unknown scale."""
    return SCALES[scale].readings.get(bare_term(term))


def _turned(sayings: dict[str, list[str]]) -> dict[str, str]:
    return {bare_term(term): value for value, terms in sayings.items() for term in terms}


KIND_TERMS = _turned(SAYINGS["kinds"])
CAUSE_TERMS = _turned(SAYINGS["causes"])


def kind_of(term: str) -> str:
    """The kind of site that a term of UNESCO, CHML, EAMENA, Pleiades or of everyday speech means; empty if none."""
    return KIND_TERMS.get(bare_term(term), "")


def cause_of(term: str) -> str:
    """The cause that a term of EAMENA or of everyday speech means; empty if none."""
    return CAUSE_TERMS.get(bare_term(term), "")
