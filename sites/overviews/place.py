"""One site on the outline of its part of the world."""

from django.template.loader import render_to_string

from ..catalogue import Entry
from ..places import PublicPlace
from .ground import paths, scale, written
from .mercator import framed
from .style import STYLE

SIZE = (400, 280)
ZOOM = 6.2
HALF = 14  # pixels around the middle of the mark
WORD = (46, 34)  # pixels that the word below it reaches to either side, and down


def drawn_place(entry: Entry) -> str:
    """The picture of an entry that has a public place."""
    place = PublicPlace(entry.latitude, entry.longitude, entry.cell)
    frame = framed(place.bounds, SIZE, room=HALF, nearest=ZOOM)
    x, y = frame.at(entry.latitude, entry.longitude)
    (west, south), (east, north) = frame.at(*place.bounds[:2]), frame.at(*place.bounds[2:])
    wide, high = max(east - west, 2 * HALF), max(south - north, 2 * HALF)
    beside = WORD if entry.cell else (HALF, HALF)
    taken = [(x - beside[0], y - HALF, x + beside[0], y + beside[1]), _foot(frame)]
    context = {
        "site": entry,
        "status": entry.status,
        "frame": frame,
        "style": STYLE,
        "paths": paths(frame),
        "names": written(frame, taken),
        "scale": scale(frame),
        "x": x,
        "y": y,
        "cell": (x - wide / 2, y - high / 2, wide, high) if entry.cell else None,
    }
    return render_to_string("overviews/place.svg", context)


def _foot(frame) -> tuple[float, float, float, float]:
    """Where the scale and the credits stand."""
    return 0, frame.height - 38, frame.width, frame.height
