"""python -m deploy.bench.caching [--counts FILE]: what a cache carries under readers who look about; prints tables."""

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from .cache import HIT
from .cases import carried, cases
from .looks import KINDS


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m deploy.bench.caching")
    parser.add_argument("--counts", type=Path, help="how often each record was asked for, one number a line")
    asked = parser.parse_args()
    lines = ["| what is other than in the first row | requests a second | hits | reach the server | cores |"]
    lines.append("|---|---|---|---|---|")
    told_of = [(what, carried(case)) for what, case in tqdm([*cases(asked.counts)], unit=" cases")]
    for what, told in told_of:
        whole = told.a_second.sum()
        lines.append(f"| {what} | {whole:,.0f} | {told.hits:.1%} | {told.reaching:,.0f} | {told.cores:,.1f} |")
    lines += ["", "| in the first row | requests a second | hits | processor time, share |", "|---|---|---|---|"]
    usual = told_of[0][1]
    for kind, ends, spent in zip(KINDS, usual.a_second, usual.busy / usual.busy.sum(), strict=True):
        lines.append(f"| {kind} | {ends.sum():,.1f} | {ends[HIT] / ends.sum():.1%} | {spent:.0%} |")
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
