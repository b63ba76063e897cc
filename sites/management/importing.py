"""What the three commands that bring files in share: they ask, and say what happens, in words."""

import csv
import hashlib
import sys
import time
from pathlib import Path

from django.contrib.auth.models import User
from django.core.management.base import CommandError

from .. import arrivals, imports
from ..review import Refused
from ..tables import Table, open_table
from ..terms import VISIBILITIES, Fault
from .writing import WritingCommand

SHOWN = 20  # faults, and differences
OFTEN = 2.0  # seconds


class ImportCommand(WritingCommand):
    kind = ""

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="CSV, XLSX, GeoJSON, KML or JSON, also as .gz")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
        parser.add_argument("--mapping", type=Path, help="which column is what (JSON); without it, it is guessed")
        parser.add_argument("--save-mapping", type=Path, help="write the mapping that is used to this file")
        parser.add_argument("--sheet", default="", help="the sheet of a workbook; without it, the first one")
        parser.add_argument("--by", default="", help="the account in whose name it happens")
        parser.add_argument("--reason", default="", help="why: kept with the decision")
        parser.add_argument("--publish", action="store_true", help="publish it at once: for who may review")
        parser.add_argument(
            "--visibility", default="", choices=list(VISIBILITIES), help="what readers see of the places of new sites"
        )
        parser.add_argument("--faults", type=Path, help="write all that was told of rows to this file (CSV)")

    def handle(self, *, file, **options):
        try:
            table = open_table(file, file.name, options["sheet"])
            mapping = self._mapping(table, options["mapping"])
            self._tell_what_was_recognised(table, mapping, guessed=options["mapping"] is None)
            if options["save_mapping"]:
                options["save_mapping"].write_text(mapping.as_json(), encoding="utf-8")
            self._work(file, table, mapping, options)
        except OSError as fault:
            raise CommandError(f"{fault.filename or file} cannot be read or written: {fault.strerror}.") from fault
        except Fault as fault:
            raise CommandError(f"{file}: {fault}") from fault
        except arrivals.Faulty as faulty:
            self._report(faulty.preview, options)
            raise CommandError(f"{faulty} Nothing was written.") from faulty
        except Refused as refused:
            raise CommandError(f"{' '.join(refused.problems)} Nothing was written.") from refused

    def _mapping(self, table: Table, path: Path | None) -> imports.Mapping:
        if path is None:
            return imports.guess(self.kind, table.headers, table.sample())
        mapping = imports.Mapping.from_json(path.read_text(encoding="utf-8"))
        if mapping.kind != self.kind:
            raise Fault(
                "The mapping is for {theirs}, and this command imports {ours}.", theirs=mapping.kind, ours=self.kind
            )
        return mapping

    def _tell_what_was_recognised(self, table: Table, mapping: imports.Mapping, *, guessed: bool) -> None:
        for what, value in table.told:
            self.stdout.write(f"{what}: {value}")
        if guessed and not mapping.own:
            for header, field in mapping.columns.items():
                self.stdout.write(f"  {header} → {field or '(left out)'}")

    def _work(self, file: Path, table: Table, mapping: imports.Mapping, options: dict) -> None:
        how = {"by": who(options["by"]), "publish": options["publish"], "visibility": options["visibility"]}
        how["progress"] = Progress(sys.stderr)
        if options["dry_run"]:
            told = arrivals.preview(table, mapping, **how)
            how["progress"].end()
            self._report(told, options)
            if told.counts["faulty"]:
                raise CommandError("As it is, the import would be refused. Nothing was written.")
            self.stdout.write("Nothing was written: this was a dry run.")
            return
        reason = options["reason"] or f"Imported from {file.name}."
        told, said = arrivals.Preview(), {"reason": reason, "file_name": file.name, "sha256": digest(file)}
        made = arrivals.carry_out(table, mapping, **said, told=told, **how)
        how["progress"].end()
        self._report(told, options)
        if made is None:
            self.stdout.write("Every row is here already: nothing was written.")
        else:
            self.stdout.write(
                f"Import {made.pk}: {words(made.counts)}. To take it back: manage.py undo_import {made.pk}"
            )

    def _report(self, told: arrivals.Preview, options: dict) -> None:
        self.stdout.write(f"{words(told.counts)}.")
        for one in [*told.faults[:SHOWN], *told.notes[:SHOWN]]:
            sort = "note" if one.warning else "fault"
            self.stdout.write(f"  row {one.row}, {one.column or 'the row'}: {one.fault} ({sort})")
        for one in told.differences[:SHOWN]:
            stays = f" – stays: {one.stays}" if one.stays else ""
            self.stdout.write(f"  row {one.row}, {one.record}, {one.field}: “{one.was}” → “{one.becomes}”{stays}")
        for one in told.suspects[:SHOWN]:
            self.stdout.write(
                f"  row {one.row}, {one.name}: may be site {one.number}, {one.known_as}. {' '.join(one.reasons)}"
            )
        if len(told.of_rows) > SHOWN and not options["faults"]:
            self.stdout.write("  … all of them: --faults FILE.csv")
        if options["faults"]:
            with options["faults"].open("w", encoding="utf-8-sig", newline="") as out:
                each = ((one.row, one.column, str(one.cell), str(one.fault), one.warning) for one in told.of_rows)
                csv.writer(out).writerows(arrivals.fault_rows(each))


def words(counts: dict) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items() if count) or "no rows"


def who(name: str) -> User:
    """The account in whose name a command decides."""
    if not name:
        raise CommandError("Say in whose name, with --by and the name of an account that may do it.")
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no account of the name {name}.")
    return user


def digest(file: Path) -> str:
    with file.open("rb") as held:
        return hashlib.file_digest(held, "sha256").hexdigest()


class Progress:
    """One line that is written over on a terminal, a line now and then elsewhere."""

    def __init__(self, out):
        self._out, self._terminal = out, out.isatty()
        self._begun = self._told = time.monotonic()

    def __call__(self, done: float, counts: dict) -> None:
        now = time.monotonic()
        if now - self._told < (0.1 if self._terminal else OFTEN):
            return
        self._told = now
        line = f"{done:4.0%} after {now - self._begun:.0f} s: {words(counts)}"
        self._out.write(f"\r\x1b[K{line}" if self._terminal else f"{line}\n")
        self._out.flush()

    def end(self) -> None:
        if self._terminal:
            self._out.write("\r\x1b[K")
