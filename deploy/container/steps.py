"""A container file as what it says: stages, each with the steps that make it and what it then runs as."""

import io
import json
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

from dockerfile_parse import DockerfileParser

FILE = Path(__file__).with_name("Containerfile")


@dataclass
class Stage:
    """``base`` is an earlier stage or an image; ``steps`` are what changes its files, in their order."""

    name: str
    base: str
    steps: list[tuple[str, str]] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)  # USER, ENTRYPOINT and the like: the last of each


CHANGES = {"RUN", "COPY", "ENV", "WORKDIR"}
TELLS = {"USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "CMD"}


def stages(text: str) -> list[Stage]:
    """ValueError if the file holds what this reader does not know."""
    found: list[Stage] = []
    for one in DockerfileParser(fileobj=io.BytesIO(text.encode())).structure:
        kind, value = one["instruction"], one["value"]
        if kind == "FROM":
            base, _, name = re.fullmatch(r"(\S+)( AS (\S+))?", value).groups()
            found.append(Stage(name or "", base))
        elif kind in CHANGES:
            found[-1].steps.append((kind, value))
        elif kind in TELLS:
            found[-1].told[kind] = value
        elif kind != "COMMENT":
            raise ValueError(f"Line {one['startline'] + 1}: {kind} is not known here.")
    return found


def environment(value: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in shlex.split(value))


def copied(value: str) -> tuple[str, list[str], str]:
    """The stage a COPY takes from ("" for the program's folder), what it takes, and where to."""
    words = shlex.split(value)
    stage = words.pop(0).removeprefix("--from=") if words[0].startswith("--from=") else ""
    return stage, words[:-1], words[-1]


def command(value: str) -> list[str]:
    """Of ENTRYPOINT, CMD or HEALTHCHECK, which all are lists here."""
    return json.loads(value[value.index("[") :])
