"""Where the pages of a reading are, below the desk's own address; each behind the desk's door."""

from .handing import again, hand_in, remove, state, watch
from .screen import read
from .standing import offers

ADDRESSES = [
    ("read/", hand_in, "desk_read"),
    ("read/<int:number>/", watch, "desk_intake"),
    ("read/<int:number>/state/", state, "desk_intake_state"),
    ("read/<int:number>/again/", again, "desk_intake_again"),
    ("read/<int:number>/remove/", remove, "desk_intake_remove"),
    ("desk/standing/", offers, "desk_standing"),
    ("heritage/article/<int:number>/read/", read, "heritage_article_read"),
]
