"""The three forms in which the product is deployed, as tests read them: container and compose, systemd, Kubernetes."""

import configparser
import re
from pathlib import Path

import yaml
from docfiles import DOCS, codes, rows

from deploy.container import steps

ROOT = Path(__file__).parents[2]
CONTAINER, UNITS, MANIFESTS = (ROOT / "deploy" / name for name in ("container", "systemd", "kubernetes"))
FINAL = steps.stages(steps.FILE.read_text(encoding="utf-8"))[-1]
COMPOSE = yaml.safe_load((CONTAINER / "compose.yaml").read_text(encoding="utf-8"))
GUNICORN_OWN = {"FORWARDED_ALLOW_IPS"}


class Unit(configparser.RawConfigParser):
    """A file of systemd, whose keys may stand several times: each is a list."""

    def __init__(self, path: Path):
        super().__init__(strict=False, interpolation=None, dict_type=_Many, empty_lines_in_values=False)
        self.optionxform = str
        self.read_string(path.read_text(encoding="utf-8"))

    def all(self, section: str, key: str) -> list[str]:
        return self.get(section, key, fallback="").split("\n") if self.has_option(section, key) else []


class _Many(dict):
    def __setitem__(self, key, value):
        if isinstance(value, list) and isinstance(self.get(key), list):
            self[key].extend(value)
        else:
            super().__setitem__(key, value)


def units(kind: str) -> dict[str, Unit]:
    return {path.name: Unit(path) for path in sorted(UNITS.glob(f"*.{kind}"))}


def objects() -> list[dict]:
    """All objects of the manifests, of every file that kustomization.yaml names."""
    names = yaml.safe_load((MANIFESTS / "kustomization.yaml").read_text(encoding="utf-8"))["resources"]
    texts = [(MANIFESTS / name).read_text(encoding="utf-8") for name in names]
    return [one for text in texts for one in yaml.safe_load_all(text)]


def of_kind(kind: str) -> dict[str, dict]:
    return {one["metadata"]["name"]: one for one in objects() if one["kind"] == kind}


def pods() -> dict[str, dict]:
    """What each pod is to be, by the name of what makes it."""
    found = {}
    for one in objects():
        spec = one.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if "template" in spec:
            found[one["metadata"]["name"]] = spec["template"]["spec"]
    return found


def containers() -> list[tuple[str, dict]]:
    return [(name, box) for name, pod in pods().items() for box in [*pod.get("initContainers", []), *pod["containers"]]]


def pairs(text: str) -> dict[str, str]:
    """The lines of a file of settings."""
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE))


def of_the_image() -> dict[str, str]:
    return {
        name: said for kind, value in FINAL.steps if kind == "ENV" for name, said in steps.environment(value).items()
    }


def of_compose() -> dict[str, str]:
    return pairs((CONTAINER / "heritage.env.example").read_text(encoding="utf-8"))


def of_kubernetes() -> dict[str, str]:
    secret = pairs((MANIFESTS / "secret.env.example").read_text(encoding="utf-8"))
    return secret | of_kind("ConfigMap")["heritage"]["data"]


def of_systemd() -> dict[str, str]:
    """The file that the units read, as its page shows it."""
    page = (DOCS / "how-to" / "deploy.md").read_text(encoding="utf-8")
    return pairs(re.search(r"```ini\n(DATA_DIR=.*?)```", page, re.DOTALL)[1])


def known() -> set[str]:
    """Every setting there is."""
    return {codes(row[0])[0] for row in rows(DOCS / "reference" / "settings.md")}
