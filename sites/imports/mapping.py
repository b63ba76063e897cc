"""How the columns of a stranger's file become the fields of our records. Kept as JSON, beside the file."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mapping:
    """``columns``: header → field, empty for a column that is left out; ``also``: field → a header used once more.

    ``constants``: field → value; ``values``: field → their word → ours; ``scale``: the scale their levels belong to;
    ``identifier``: the header whose cells name the row in its own dataset; ``citations``: what every report cites
    besides; ``confidence``: header → how sure a guess is, from 0 to 1; ``own``: the file is one of our own.
    """

    kind: str
    dataset: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    also: dict[str, str] = field(default_factory=dict)
    constants: dict[str, object] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    scale: str = ""
    identifier: str = ""
    separator: str = ";"
    date_order: str = ""
    citations: tuple[dict, ...] = ()
    confidence: dict[str, float] = field(default_factory=dict)
    own: bool = False
