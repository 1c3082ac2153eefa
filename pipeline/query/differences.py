"""The differences of two outputs as a table for the eye, CSV or JSON."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from pipeline.model import Value
from pipeline.query.compare import Difference, Kind, count_rows
from pipeline.query.run_record import read_record
from pipeline.schema import TABLES, safe
from pipeline.tables import cell

SHOWN = 5
"""Differences of a table and kind that are shown to the eye; CSV and JSON hold all."""
_HEADER = ("table", "kind", "source_path", "row", "quote", "column", "old", "new")


@dataclass(slots=True)
class Summary:
    """How many rows differ, by table and kind, and which columns, counted while the differences pass."""

    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    columns: Counter[tuple[str, str]] = field(default_factory=Counter)

    def counted(self, differences: Iterable[Difference]) -> Iterator[Difference]:
        """The same differences, each counted."""
        for each in differences:
            self.rows[each.table, each.kind] += 1
            self.columns.update((each.table, change.column) for change in each.changes if each.kind is Kind.CHANGED)
            yield each

    @property
    def are_same(self) -> bool:
        """Whether nothing differs."""
        return not self.rows


def made_differently(old: Path, new: Path) -> list[str]:
    """What differs in the versions, models and settings of the last runs, a line each."""
    records = [read_record(out) for out in (old, new)]
    if not all(records):
        return []
    told = []
    for part in ("settings", "versions", "models"):
        before, after = (_flat(record.get(part, {})) for record in records)
        told += [
            f"{name}: {before.get(name, '–')} → {after.get(name, '–')}"
            for name in sorted(before.keys() | after.keys())
            if before.get(name) != after.get(name)
        ]
    return told


def write_table(differences: Iterable[Difference], summary: Summary, stream: IO[str], old: Path, new: Path) -> None:
    """Counts by table, the columns that differ most, and the first differences of each kind."""
    examples = [each for each in summary.counted(differences) if summary.rows[each.table, each.kind] <= SHOWN]
    console = Console(file=stream) if stream.isatty() else Console(file=stream, width=10_000)
    console.print(_counts(summary, old, new))
    for line in made_differently(old, new):
        console.print(line, markup=False, highlight=False)
    for each in examples:
        console.print(_line(each), markup=False, highlight=False)
    console.print("the same" if summary.are_same else f"{summary.rows.total()} rows differ", highlight=False)


def write_csv(differences: Iterable[Difference], summary: Summary, stream: IO[str]) -> None:
    """A line for each differing column; rows gone and new have one line. No cell is what a spreadsheet would run."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_HEADER)
    for each in summary.counted(differences):
        about = (each.table, each.kind, safe(each.source_path), safe(each.name), safe(each.quote))
        for change in each.changes:
            writer.writerow([*about, change.column, _harmless(change.old), _harmless(change.new)])
        if not each.changes:
            writer.writerow([*about, "", "", ""])


def _harmless(value: Value) -> str:
    return safe(value) if isinstance(value, str) else cell(value)


def write_json(differences: Iterable[Difference], summary: Summary, stream: IO[str], old: Path, new: Path) -> None:
    """One object: what made them differ, all differences, the counts by table."""
    stream.write(f'{{"made_differently": {_json(made_differently(old, new))},\n"differences": [')
    for count, each in enumerate(summary.counted(differences)):
        changes = {change.column: [_plain(change.old), _plain(change.new)] for change in each.changes}
        about = dict(zip(_HEADER, (each.table, each.kind, each.source_path, each.name, each.quote), strict=False))
        stream.write(("\n" if not count else ",\n") + _json({**about, "changes": changes}))
    stream.write(f'\n],\n"tables": {_json(_by_table(summary, old, new))}}}\n')


def _by_table(summary: Summary, old: Path, new: Path) -> dict[str, dict[str, int]]:
    before, after = count_rows(old), count_rows(new)
    kinds = {name: {str(kind): summary.rows[name, kind] for kind in Kind} for name in TABLES}
    return {name: {"rows_old": before[name], "rows_new": after[name], **kinds[name]} for name in TABLES}


def _counts(summary: Summary, old: Path, new: Path) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD)
    for index, name in enumerate(("table", "rows", "rows now", *Kind, "columns that changed")):
        grid.add_column(name, justify="left" if index in (0, len(Kind) + 3) else "right")
    for name, counts in _by_table(summary, old, new).items():
        columns = [(column, count) for (table, column), count in summary.columns.most_common() if table == name]
        told = ", ".join(f"{column} {count}" for column, count in columns)
        grid.add_row(name, *map(str, counts.values()), Text(told))
    return grid


def _line(each: Difference) -> str:
    changes = "; ".join(
        f"{change.column}: {cell(change.old) or '–'} → {cell(change.new) or '–'}" for change in each.changes
    )
    quote = f" “{each.quote}”" if each.quote else ""
    return f"{each.kind} {each.name} ({each.source_path}){quote} {changes}".rstrip()


def _flat(part: dict[str, Any], name: str = "") -> dict[str, Any]:
    """A nested part of a record as one level: `packages.duckdb`."""
    flat: dict[str, Any] = {}
    for key, value in part.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{name}{key}.")
        else:
            flat[f"{name}{key}"] = value
    return flat


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | float | str) else cell(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
