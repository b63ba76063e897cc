from django.utils.translation import gettext

from ..terms import RECOVERIES, STATUSES, VERIFICATIONS, Vocabulary


def labels() -> dict[str, dict[str, str]]:
    """The words by which the map's script names what a tile holds: vocabulary -> value -> label."""
    return {
        "levels": _words(STATUSES),
        "verifications": _words(VERIFICATIONS),
        "recoveries": _words(RECOVERIES),
    }


def _words(vocabulary: Vocabulary) -> dict[str, str]:
    return {term.value: gettext(term.label) for term in vocabulary.values()}
