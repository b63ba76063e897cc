"""Where everything comes from: packages by their hashes, files of others by their sums, nothing from a third party."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.mutants.patches import LEFT_OUT

ROOT = Path(__file__).parents[1]
NAMES = ("requirements", "requirements-test", "requirements-bench")
every_list = pytest.mark.parametrize("name", NAMES)
PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==(\S+)((?: --hash=sha256:[0-9a-f]{64})+)$")
WISHED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(\S*) +# (.+)$")


def text_of(path):
    return (ROOT / path).read_text(encoding="utf-8")


def spelt(name):
    """The name of a package, as the index compares names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(name):
    """The lines of a list of packages, each whole, without comments."""
    whole = text_of(f"{name}.txt").replace("\\\n", "")
    return [" ".join(line.split()) for line in whole.splitlines() if line.strip() and not line.strip().startswith("#")]


def wished(name):
    lines = text_of(f"{name}.in").splitlines()
    return [line for line in lines if line.strip() and not line.startswith(("#", "-c "))]


# ── packages


@every_list
def test_every_package_is_pinned_to_one_version_by_its_hashes_and_to_no_host(name):
    lines = pinned(name)
    assert lines
    assert [line for line in lines if not PINNED.match(line)] == []
    assert "://" not in "".join(lines)


@every_list
def test_every_package_that_is_asked_for_has_its_reason(name):
    assert [line for line in wished(name) if not WISHED.match(line)] == []


@every_list
def test_what_is_asked_for_is_what_is_pinned(name):
    asked = {spelt(WISHED.match(line)[1]) for line in wished(name)}
    held = {spelt(PINNED.match(line)[1]) for line in pinned(name)}
    assert asked <= held, "make requirements"


def test_a_package_has_one_version_whatever_is_installed():
    versions = {}
    for line in (line for name in NAMES for line in pinned(name)):
        versions.setdefault(spelt(PINNED.match(line)[1]), set()).add(PINNED.match(line)[2])
    assert {name: said for name, said in versions.items() if len(said) > 1} == {}


def test_nothing_is_installed_without_its_hash():
    scripts = ["Makefile", *(str(file.relative_to(ROOT)) for file in [*ROOT.glob("deploy/*.sh"), *ROOT.glob(".ci/*")])]
    installs = re.findall(r"^.*-m pip install.*$|^\s*pip3? install.*$", "\n".join(map(text_of, scripts)), re.MULTILINE)
    assert installs
    assert [line for line in installs if "--require-hashes" not in line] == []


def test_what_the_product_is_made_of_is_told_package_by_package(tmp_path):
    bill = tmp_path / "told" / "sbom.json"
    subprocess.run(["deploy/sbom.sh", sys.executable, bill], cwd=ROOT, check=True, capture_output=True)
    told = [one["purl"] for one in json.loads(bill.read_text())["components"]]
    held = [PINNED.match(line) for line in pinned("requirements")]
    assert sorted(told) == sorted(f"pkg:pypi/{spelt(one[1])}@{one[2]}" for one in held)


def test_packages_that_could_not_be_looked_up_are_not_called_sound():
    nowhere = os.environ | dict.fromkeys(("https_proxy", "HTTPS_PROXY"), "http://127.0.0.1:9")
    audit = ["deploy/audit.sh", sys.executable]
    run = subprocess.run(audit, cwd=ROOT, env=nowhere, capture_output=True, text=True, check=False)
    assert run.returncode != 0
    assert "could not be looked up" in run.stderr
    assert "No known vulnerabilities" not in run.stdout + run.stderr


# ── files of others

ROW = re.compile(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
OWN = {".js", ".css", ".svg"}  # in static/, if they do not look as a library does
FOREIGN = re.compile(r"@license|@preserve|copyright|\(c\) ?\d{4}|©|sourceMappingURL", re.IGNORECASE)
LONGEST = 400  # letters of a line that somebody wrote by hand


def listed():
    return {
        file: (digest, origin, licence) for file, digest, origin, licence in ROW.findall(text_of("docs/vendored.md"))
    }


def served():
    return [file for file in sorted((ROOT / "static").rglob("*")) if file.is_file()]


def foreign(file):
    """Whether a file looks as if somebody else had made it: data, something minified, or what bears a notice."""
    if file.suffix not in OWN:
        return file.suffix != ".md"
    text = file.read_text(encoding="utf-8")
    return bool(FOREIGN.search(text)) or (file.suffix == ".js" and max(map(len, text.splitlines())) > LONGEST)


def test_every_file_of_others_is_what_its_row_says():
    rows = listed()
    assert rows
    assert {file: hashlib.sha256((ROOT / file).read_bytes()).hexdigest() for file in rows} == {
        file: digest for file, (digest, _origin, _licence) in rows.items()
    }
    assert all(origin.strip() and licence.strip() for _digest, origin, licence in rows.values())


def test_every_served_file_of_others_has_its_row():
    assert {str(file.relative_to(ROOT)) for file in served() if foreign(file)} <= listed().keys()


@pytest.mark.parametrize(
    "content", ["/*! lib v1 | (c) 2020 Somebody */", "var a=1;" * 100, "//# sourceMappingURL=a.map"]
)
def test_a_library_that_is_slipped_in_is_noticed(tmp_path, content):
    (tmp_path / "lib.js").write_text(content)
    assert foreign(tmp_path / "lib.js")


# ── nothing from a third party

ELSEWHERE = r"""(?:https?:)?//[\w.{[]"""
LOADS = {
    ".html": re.compile(rf"""<(?!a\b)[^<>]*\s(?:src|href|srcset|action|data|poster)=["']?\s*{ELSEWHERE}[^<>]*>"""),
    ".js": re.compile(
        rf"""(?:\bfrom|\bimport|import\(|fetch\(|\.src\s*=|\.open\([^)]*|Worker\(|sendBeacon\()\s*["'`]{ELSEWHERE}"""
    ),
    ".css": re.compile(rf"""(?:url\(|@import)\s*["']?{ELSEWHERE}"""),
}
LOADS[".svg"] = LOADS[".html"]
NAMES_ONLY = re.compile(r'rel="(?:license|canonical)|<svg |<feed |xmlns')


def loaded(kind, text):
    return [found for found in LOADS[kind].findall(text) if not NAMES_ONLY.search(found)]


def test_no_page_script_or_style_loads_anything_from_elsewhere():
    files = [file for folder in ("templates", "static") for file in sorted((ROOT / folder).rglob("*"))]
    texts = {file: file.read_text(encoding="utf-8") for file in files if file.suffix in LOADS}
    assert len(texts) > 100
    assert {str(file): loaded(file.suffix, text) for file, text in texts.items() if loaded(file.suffix, text)} == {}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (".html", '<script src="https://cdn.example/a.js"></script>'),
        (".html", '<link rel="stylesheet" href="//cdn.example/a.css">'),
        (".html", "<img alt='' src='http://cdn.example/a.png'>"),
        (".js", 'import { map } from "https://cdn.example/a.js";'),
        (".js", "const a = await fetch(`https://api.example/${place}`);"),
        (".js", 'picture.src = "//tiles.example/0/0/0.png";'),
        (".css", "@font-face { src: url(https://fonts.example/a.woff2); }"),
        (".css", '@import "//fonts.example/a.css";'),
    ],
)
def test_whatever_would_be_loaded_from_elsewhere_is_noticed(kind, text):
    assert loaded(kind, text)


# ── secrets

KEYS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|AGE-SECRET-KEY-1[0-9A-Z]{20}|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"
    r"|\bgh[pousr]_[0-9A-Za-z]{30}|\bgithub_pat_\w{30}|\bglpat-[\w-]{20}|\bxox[abprs]-[\w-]{10}|\bAIza[\w-]{35}|\bsk-[A-Za-z0-9_-]{32}|\bpypi-[\w-]{40}"
    r"|\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.|django-insecure-|://[^/\s:@{}$'\"<>]+:[^/\s@{}$'\"<>]{12,}@"
)
TOLD = re.compile(
    r"(?:SECRET_KEY|PASSWORD|TOKEN|API_KEY)\w*\s*[:=]\s*[\"'][A-Za-z0-9+/_=-]{24,}[\"']"
    r"|^(?:export )?[A-Z0-9_]*(?:SECRET|PASSWORD|TOKEN|_KEY)[A-Z0-9_]*=[A-Za-z0-9+/_=-]{24,}$",  # a file of settings
    re.MULTILINE,
)


def written():
    """All small files of the tree, wherever they lie, as text."""
    for folder, below, names in os.walk(ROOT):
        below[:] = [one for one in below if one not in LEFT_OUT]
        for file in (Path(folder, name) for name in names):
            if file.is_file() and file.stat().st_size < 2**20:
                yield file, file.read_text(encoding="utf-8", errors="replace")


def test_no_key_or_password_stands_in_the_tree():
    here = Path(__file__)
    found = {file: KEYS.findall(text) + TOLD.findall(text) for file, text in written() if file != here}
    assert len(found) > 500
    assert {str(file): keys for file, keys in found.items() if keys} == {}


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        "AGE-SECRET-KEY-1QQPQYRQSZYRQSZYRQSZYRQSZYRQS",
        'SECRET_KEY = "5v0x7k2m9q4w8e1r6t3y0u5i2o7p"',
        "postgres://heritage:correct-horse-battery@db/heritage",
        "METRICS_TOKEN=1\nS3_SECRET_KEY=wJalrXUtnFEMIK7MDENGbPxRfiCYzzzzzzzzzzzz\n",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
    ],
)
def test_a_key_that_is_left_behind_is_noticed(text):
    assert KEYS.search(text) or TOLD.search(text)
