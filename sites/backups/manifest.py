import json
from dataclasses import asdict, dataclass, field

from .refusal import Refusal

FORMAT = 1


@dataclass
class Manifest:
    """What a backup says of itself, at its end: when it was made of what, and how much must be in it."""

    made_at: str
    version: str
    database: str
    migrations: list[list[str]]
    head: list = field(default_factory=list)  # number and digest of the last decision
    tables: dict[str, dict] = field(default_factory=dict)  # {table: {"columns": [], "rows": 0}}
    sequences: dict[str, int] = field(default_factory=dict)  # {table: the last number that was given}
    files: dict[str, list[int]] = field(default_factory=dict)  # {store: [files, bytes]}
    missing: list[str] = field(default_factory=list)  # files that records name and that were not there
    members: int = 0
    sums: str = ""
    format: int = FORMAT

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def of_json(cls, said: bytes) -> "Manifest":
        told = json.loads(said)
        if told.get("format") != FORMAT:
            raise Refusal("The backup was made by a later version of this program: install that one first.")
        return cls(**told)
