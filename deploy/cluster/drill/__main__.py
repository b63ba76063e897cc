"""python -m deploy.cluster.drill [--json FILE] [--times N] [WORDS]: build a cluster, strike all faults, or those whose
names hold the words, print a table, take it down; fail if a goal was missed."""

import argparse
import itertools
import json
import sys
from dataclasses import asdict
from pathlib import Path

from ..cluster import standing
from .faults import FAULTS
from .table import as_markdown
from .trial import Outcome, make_table, try_out


def main() -> None:
    asked = _asked()
    faults = [fault for fault in FAULTS if all(word in fault.about for word in asked.words)]
    outcomes = []
    with standing() as cluster:
        make_table(cluster)
        numbers, acknowledged = itertools.count(1), set()
        for fault in faults * asked.times:
            outcomes.append(try_out(cluster, fault, numbers, acknowledged))
            _tell(outcomes[-1])
    print("\n" + as_markdown(outcomes))
    if asked.json:
        asked.json.write_text(json.dumps([asdict(one) for one in outcomes], ensure_ascii=False, indent=1) + "\n")
    sys.exit(not outcomes or any(not one.met for one in outcomes))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m deploy.cluster.drill")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("words", nargs="*")
    return parser.parse_args()


def _tell(one: Outcome) -> None:
    pause = max(one.paused or 0, one.paused_again)
    said = f"{one.lost} lost, {pause:.1f} s without writes, {one.failed} of {one.sent} failed"
    print(f"{one.fault}: {said}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
