"""python -m deploy.cluster.site [--json FILE] [--no-rates] [--no-faults] [WORDS]: build the cluster and the site on it,
strike all faults, or those whose names hold the words, measure, print both tables, take all down; fail if a goal
was missed.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from ..cluster import standing
from . import table
from .faults import FAULTS
from .rates import Rate, measured
from .site import Site
from .trial import Outcome, slugs, try_out


def main() -> None:
    asked = _asked()
    faults = [fault for fault in FAULTS if all(word in fault.about for word in asked.words)]
    outcomes, rates, acknowledged = [], [], set()
    with standing() as cluster:
        site = Site(cluster)
        site.build()
        for fault in faults if asked.faults else []:
            outcomes.append(try_out(site, fault, acknowledged))
            _tell(outcomes[-1])
        if asked.rates:
            site.await_whole()
            rates = measured(site, slugs(site))
    _say(outcomes, rates, asked.json)
    sys.exit(any(not one.met for one in outcomes))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m deploy.cluster.site")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--no-rates", dest="rates", action="store_false", help="strike faults, and measure nothing")
    parser.add_argument("--no-faults", dest="faults", action="store_false", help="measure, and strike nothing")
    parser.add_argument("words", nargs="*")
    return parser.parse_args()


def _say(outcomes: list[Outcome], rates: list[Rate], file: Path | None) -> None:
    for told in ([table.of_faults(outcomes)] if outcomes else []) + ([table.of_rates(rates)] if rates else []):
        print(f"\n{told}")
    if file:
        found = {"faults": [asdict(one) for one in outcomes], "rates": [asdict(one) for one in rates]}
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def _tell(one: Outcome) -> None:
    reads = f"{one.reads_failed} of {one.reads} requests failed, a reader waited {one.reads_paused:.1f} s at most"
    saves = f"{one.acknowledged} saves acknowledged, {one.lost} lost, {one.saves_paused:.1f} s without one"
    print(f"{one.fault}: {reads}; {saves}", file=sys.stderr, flush=True)
    for why, times in sorted(one.reasons.items(), key=lambda pair: -pair[1])[:6]:
        print(f"    {times} x {why}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
