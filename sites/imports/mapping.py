"""How the columns of a stranger's file become the fields of our records. Kept as JSON, as docs/import.md tells."""

import json
from dataclasses import asdict, dataclass, field, fields

from ..terms import SCALES, Fault
from .fields import KINDS, check_field

ORDERS = ("", "dmy", "mdy")
LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Mapping:
    """``columns``: header → field, empty for a column that is left out; ``also``: field → a header used once more.

    ``constants``: field → value; ``values``: field → their word → ours; ``scale``: the scale their levels belong to;
    ``identifier``: the header whose cells name the row in its own dataset; ``citations``: what every report cites
    besides; ``leave_out``: header → cells whose rows are no records; ``confidence``: header → how sure a guess is, from
    0 to 1; ``own``: the file is one of our own.
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
    leave_out: dict[str, tuple[str, ...]] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    own: bool = False

    def __post_init__(self):
        """Fault if it names what we do not know."""
        if self.kind not in KINDS:
            raise Fault("The mapping is for “{kind}”: choose one of {known}.", kind=self.kind, known=", ".join(KINDS))
        for name in (*filter(None, self.columns.values()), *self.also, *self.constants, *self.values):
            check_field(self.kind, name)
        if self.scale and self.scale not in SCALES:
            raise Fault("“{scale}” is no scale: choose one of {known}.", scale=self.scale, known=", ".join(SCALES))
        if self.date_order not in ORDERS:
            raise Fault("“{order}” is no order of dates: write dmy or mdy.", order=self.date_order)
        if not self.separator:
            raise Fault("The separator of several values in a cell is empty: leave it out, or write one.")

    def as_json(self) -> str:
        """What is kept of it: all that is not as it would be without being said."""
        said = {name: value for name, value in asdict(self).items() if name == "kind" or value}
        return json.dumps(said | {"separator": self.separator}, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Mapping":
        """Fault if it is not one."""
        try:
            said = json.loads(text[:LONGEST])
        except (ValueError, RecursionError) as broken:
            raise Fault("The mapping is no JSON: {error}", error=str(broken)[:120]) from broken
        if not isinstance(said, dict):
            raise Fault("The mapping is no JSON object.")
        return cls(**{name: _as_declared(name, value) for name, value in _known(said).items()})


def _known(said: dict) -> dict:
    names = {one.name for one in fields(Mapping)}
    if "kind" not in said:
        raise Fault("The mapping does not say its kind: sites, reports or articles.")
    if unknown := sorted(said.keys() - names):
        raise Fault(
            "The mapping has “{name}”, which is not one of {known}.",
            name=unknown[0][:60],
            known=", ".join(sorted(names)),
        )
    return said


def _as_declared(name: str, value):
    """A value of the type that the mapping declares. Fault if it is another."""
    wanted = type(Mapping.__dataclass_fields__[name].default)
    maker = Mapping.__dataclass_fields__[name].default_factory
    wanted = maker if isinstance(maker, type) else wanted
    if name == "kind":
        wanted = str
    if name == "citations" and isinstance(value, list):
        value = tuple(value)
    if not isinstance(value, wanted):
        raise Fault("“{name}” of the mapping is not of the right type.", name=name)
    if name == "leave_out":
        return {header: tuple(map(str, cells)) for header, cells in value.items()}
    inner = {"columns": str, "also": str, "values": dict}.get(name)
    if inner and not all(isinstance(one, inner) for one in value.values()):
        raise Fault("“{name}” of the mapping is not of the right type.", name=name)
    return value
