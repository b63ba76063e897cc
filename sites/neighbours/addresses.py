"""Where these pages are, below the desk's own address; each behind the desk's door."""

from .duplicates import apart, duplicates, duplicates_of
from .merging import merging
from .near import near
from .outlines import outline
from .remarks import identifier

ADDRESSES = [
    ("desk/near/", near, "desk_near"),
    ("desk/duplicates/", duplicates, "desk_duplicates"),
    ("desk/duplicates/<int:number>/", duplicates_of, "desk_duplicates_of"),
    ("desk/apart/<int:one>/<int:other>/", apart, "desk_apart"),
    ("desk/merge/<int:kept>/<int:gone>/", merging, "desk_merge"),
    ("desk/outline/", outline, "desk_outline"),
    ("desk/identifier/", identifier, "desk_identifier"),
]
