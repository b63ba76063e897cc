"""Where the pages are, below the desk's own address; each behind the desk's door."""

from .imported import imported, imports, kept_mapping, undo
from .mapping import columns, own_mapping
from .receiving import hand_in, template
from .watching import carry_out, faults, remove, state, watch

ADDRESSES = [
    ("bring/", hand_in, "desk_bring"),
    ("bring/template/<slug:kind>/", template, "desk_bring_template"),
    ("bring/<int:number>/", watch, "desk_handed"),
    ("bring/<int:number>/columns/", columns, "desk_handed_columns"),
    ("bring/<int:number>/mapping/", own_mapping, "desk_handed_mapping"),
    ("bring/<int:number>/state/", state, "desk_handed_state"),
    ("bring/<int:number>/faults/", faults, "desk_handed_faults"),
    ("bring/<int:number>/carry-out/", carry_out, "desk_handed_carry_out"),
    ("bring/<int:number>/remove/", remove, "desk_handed_remove"),
    ("imports/", imports, "desk_imports"),
    ("imports/<int:number>/", imported, "desk_import"),
    ("imports/<int:number>/mapping/", kept_mapping, "desk_import_mapping"),
    ("imports/<int:number>/undo/", undo, "desk_import_undo"),
]
