"""Where readers are shown too few sites as one square: then it hides none of them, and whoever gives it is told so.

Counted are the published sites that readers are shown as this very square, and the site itself. A draft and a hidden
site are known to nobody, so they hide nobody. A site that readers see exactly, or in a smaller square, is told apart
from the others by that, and one in a wider square may lie elsewhere. A site and its parts lie together: whoever knows
one of them knows all, so they count as one. It is counted from what is public and from the square alone, so whoever is
shown the square may be told.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Entry, Site
from ..places import Point, PublicPlace, generalise, tile_key
from ..terms import VISIBILITIES, as_hidden_as

ENOUGH = 3  # of two, whoever knows the one is told the other; of three, whoever can rule out one is still in doubt
LOOKED_AT = 100  # sites of a square
DEEPEST = 20

Wholes = Mapping[int, int | None]


@dataclass(frozen=True, slots=True)
class Placed:
    """A site (0: a new one), what it is a part of, and its place, as they are kept or as somebody wants them."""

    number: int
    whole: int | None
    point: Point | None
    visibility: str

    @classmethod
    def of(cls, site: Site, **wanted) -> Self:
        place = {name: getattr(site, name) for name in ("latitude", "longitude", "visibility")} | wanted
        visibility = place.pop("visibility")
        return cls(site.pk, site.part_of_id, None if None in place.values() else Point(**place), visibility)

    def squares(self) -> dict[str, PublicPlace]:
        """By visibility: the square that readers see, then those that they would see if it were hidden better."""
        if self.point is None or self.visibility == "exact":
            return {}
        shown = {one: generalise(self.point, one) for one in as_hidden_as(self.visibility)}
        return {visibility: square for visibility, square in shown.items() if square}


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many others readers are shown as a square beside a site, and whether some are of its own family."""

    others: int
    kin: bool

    @property
    def hides(self) -> bool:
        return self.others + 1 >= ENOUGH


def few_words(one: Placed) -> str:
    """What to know of the square that readers see of a site; empty if there is nothing to know."""
    return all_few_words([one])[0]


def all_few_words(placed: Sequence[Placed], shown: Sequence[Placed] = ()) -> list[str]:
    """The same of many, asked for at once. Those that are ``shown`` readers will see so, whatever they see now."""
    squares = [one.squares() for one in placed]
    held = _held({square for mine in squares for square in mine.values()}, {one.number for one in shown})
    for one in shown:
        for square in list(one.squares().values())[:1]:
            held[square][one.number] = one.whole
    return [
        _words({visibility: _crowd(one, held[square]) for visibility, square in mine.items()})
        for one, mine in zip(placed, squares, strict=True)
    ]


def _held(squares: set[PublicPlace], but: set[int]) -> dict[PublicPlace, dict[int, int | None]]:
    """By square the published sites that readers are shown as it, with what they are told to be parts of."""
    found = defaultdict(dict)
    keys = {tile_key(square.latitude, square.longitude) for square in squares}
    turn = Window(RowNumber(), partition_by=[F("tile_key"), F("latitude")], order_by="site_id")
    rows = Entry.objects.filter(tile_key__in=keys, cell__gt=0).exclude(pk__in=but).order_by().annotate(turn=turn)
    columns = ("latitude", "longitude", "cell", "site_id", "part_of_id")
    for *square, number, whole in rows.filter(turn__lte=LOOKED_AT).values_list(*columns):
        found[PublicPlace(*square)][number] = whole
    return found


def _crowd(one: Placed, wholes: Wholes) -> Crowd:
    leads = {**wholes, one.number: one.whole}
    own, others = _outermost(one.number, leads), [number for number in wholes if number != one.number]
    families = {_outermost(number, leads) for number in others}
    return Crowd(len(families - {own}), own in families)


def _outermost(number: int, wholes: Wholes) -> int:
    for _deeper in range(DEEPEST):
        if (whole := wholes.get(number)) is None:
            break
        number = whole
    return number


def _words(crowds: Mapping[str, Crowd]) -> str:
    """By visibility, that of the site first, those that hide it better after it."""
    if not crowds or next(iter(crowds.values())).hides:
        return ""
    own, *wider = crowds.values()
    better = next((visibility for visibility, crowd in crowds.items() if crowd.hides), "hidden")
    said = [_how_few(own)]
    if own.kin:
        said.append(_("A site and its parts lie together, and count as one."))
    if wider and better == "hidden":
        said.append(_("A larger square would hold too few as well."))
    said.append(_("To hide it better, choose “%(visibility)s”.") % {"visibility": _(VISIBILITIES.label(better))})
    return " ".join(said)


def _how_few(crowd: Crowd) -> str:
    if not crowd.others:
        return _(
            "No other published site is shown as this square: whoever knows what lies there knows which place is meant."
        )
    return ngettext(
        "Only %(count)d other published site is shown as this square: whoever knows what lies there can tell which "
        "place is meant.",
        "Only %(count)d other published sites are shown as this square: whoever knows what lies there can tell which "
        "place is meant.",
        crowd.others,
    ) % {"count": crowd.others}
