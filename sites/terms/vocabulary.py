from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One value of a vocabulary: what is stored, what people read, and the test by which an editor chooses it."""

    value: str
    label: str
    hint: str = ""


class Vocabulary(Mapping[str, Term]):
    """An ordered set of terms by their values; the order is the one in which people see them."""

    def __init__(self, *terms: Term):
        self._terms = {term.value: term for term in terms}

    def __getitem__(self, value: str) -> Term:
        return self._terms[value]

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """(value, label) pairs, as forms want them."""
        return [(term.value, term.label) for term in self.values()]

    def label(self, value: str) -> str:
        """The label of a value; an empty value has an empty label."""
        return self._terms[value].label if value else ""
