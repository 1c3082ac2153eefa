"""An answer as a table for the eye, CSV, JSON or Parquet; all but the first as a stream."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from pipeline.files import replacing
from pipeline.query.ask import Answer
from pipeline.schema import safe
from pipeline.tables import cell

SHOWN = 200
"""Rows of a table for the eye; CSV, JSON and Parquet hold all."""


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def write_file(answer: Answer, path: Path, kind: Format) -> int:
    """Write an answer whole or not at all; the number of rows. CSV gets a byte order mark, as the tables have."""
    with replacing(path) as part:
        if kind is Format.PARQUET:
            return _write_parquet(answer, part)
        with part.open("w", encoding="utf-8-sig" if kind is Format.CSV else "utf-8", newline="") as stream:
            return write_stream(answer, stream, kind)


def write_stream(answer: Answer, stream: IO[str], kind: Format) -> int:
    """Write an answer as text; the number of rows."""
    writers: dict[Format, Callable[[Answer, IO[str]], int]] = {
        Format.TABLE: _write_table, Format.CSV: _write_csv, Format.JSON: _write_json
    }  # fmt: skip
    return writers[kind](answer, stream)


def _rows(answer: Answer) -> Iterator[list[Any]]:
    for batch in answer.batches:
        yield from (list(row) for row in zip(*(column.to_pylist() for column in batch.columns), strict=True))


def _write_csv(answer: Answer, stream: IO[str]) -> int:
    """Texts begin as those of the tables do: with nothing that a spreadsheet would run."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([safe(name) for name in answer.schema.names])
    count = 0
    for count, row in enumerate(_rows(answer), 1):  # noqa: B007
        writer.writerow([safe(value) if isinstance(value, str) else _text(value) for value in row])
    return count


def _write_json(answer: Answer, stream: IO[str]) -> int:
    count = 0
    stream.write("[")
    for count, row in enumerate(_rows(answer), 1):
        values = {name: _json(value) for name, value in zip(answer.schema.names, row, strict=True)}
        stream.write(("\n" if count == 1 else ",\n") + json.dumps(values, ensure_ascii=False))
    stream.write("\n]\n")
    return count


def _write_parquet(answer: Answer, path: Path) -> int:
    count = 0
    with pq.ParquetWriter(path, answer.schema, compression="zstd") as writer:
        for batch in answer.batches:
            writer.write_batch(batch)
            count += batch.num_rows
    return count


def _write_table(answer: Answer, stream: IO[str]) -> int:
    """The first rows as a grid, folded to the width of a terminal, and how many there are."""
    console = Console(file=stream) if stream.isatty() else Console(file=stream, width=10_000)
    grid = Grid(box=box.SIMPLE_HEAD)
    for field in answer.schema:
        is_number = pa.types.is_integer(field.type) or pa.types.is_floating(field.type)
        grid.add_column(Text(field.name), justify="right" if is_number else "left", overflow="fold")
    rows = _rows(answer)
    count = 0
    for row in islice(rows, SHOWN):
        grid.add_row(*(Text(_text(value)) for value in row))
        count += 1
    more = sum(1 for _ in rows)
    console.print(grid)
    said = f"{count} of {count + more} rows; --format csv, json or parquet gives all" if more else f"{count} rows"
    console.print(said, highlight=False)
    return count + more


def _text(value: Any) -> str:
    """A value as the CSV of the tables has it; lists and structs as JSON."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list | dict):
        return json.dumps(_json(value), ensure_ascii=False)
    return cell(value) if value is None or isinstance(value, bool | int | float | str | date) else str(value)


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _json(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_json(each) for each in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return float(value)
    return value if value is None or isinstance(value, bool | int | str) else _text(value)
