"""Result files -> tables: CSV for people and spreadsheets, Parquet for programs, the data package.

CSV is UTF-8 with a byte order mark (Excel needs it), LF, RFC 4180, an empty cell for unknown. Parquet
has the same columns with real types. The rows stand in the order of the files' names, then of the
documents; nothing of the run or the day gets in, so the same results give the same bytes.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import pieces
from pipeline.arrow_columns import column
from pipeline.datapackage import datapackage
from pipeline.files import replacing, write_text
from pipeline.inventory import Inventory
from pipeline.model import Value
from pipeline.near_duplicates import NearDuplicates
from pipeline.schema import TABLES, Row, Table
from pipeline.sources import rows_of, sources
from pipeline.splice import Compilation, FormerTables
from pipeline.store import Store

_BATCH = 5_000
_ARROW: dict[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def compile_tables(store: Store, inventory: Inventory) -> dict[str, int]:
    """Write all tables from the results of the known files; the number of rows by table.

    What has not changed since they were written last is copied from there; where nothing has, nothing is
    written. Raises OutputError where a result file is damaged, OSError where the tables can't be written; the
    tables are then as before.
    """
    wanted = tuple(sources(store, inventory))
    former = pieces.load(store)
    if former is not None and former.keys == tuple(source.key for source in wanted):
        return former.counts
    with ExitStack() as stack:
        tables = stack.enter_context(FormerTables(store, former)) if former else None
        writers = {name: stack.enter_context(TableWriter(table, store.tables)) for name, table in TABLES.items()}
        compilation = Compilation(store, tables, writers, len(wanted))
        for source in wanted:
            compilation.add(source)
        made = compilation.finish()
    write_text(store.tables / "datapackage.json", datapackage())
    pieces.save(store, made)
    return made.counts


def arrow_schema(table: Table) -> pa.Schema:
    """The Parquet columns of a table."""
    return pa.schema([pa.field(each.name, _ARROW[each.type]) for each in table.columns])


def cell(value: Value) -> str:
    """A value as it stands in the CSV: `true`/`false`, ISO dates, `.` as the decimal point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return f"{Decimal(repr(value)).normalize():f}" if isinstance(value, float) else str(value)


def rows_by_document(store: Store, inventory: Inventory) -> Iterator[tuple[str, Mapping[str, Sequence[Row]]]]:
    """Each file's doc_id and rows by table; a document under several names gives its rows once."""
    plans = NearDuplicates()
    for source in sources(store, inventory):
        rows = rows_of(store, source, plans)
        if rows.tables:
            yield source.entry.doc_id, rows.tables


class TableWriter:
    """Writes one table in both forms; both take their places when the block ends without an error.

    `count` are the rows so far, `size` the bytes of their CSV lines.
    """

    def __init__(self, table: Table, folder: Path) -> None:
        self._table = table
        self._folder = folder
        self._stack = ExitStack()
        self._schema = arrow_schema(table)
        self._names = table.header
        self._waiting: list[Row] = []
        self._copied: list[Any] = []
        self._unwritten = 0
        self.count = 0
        self.size = 0

    def __enter__(self) -> TableWriter:
        csv_path = self._stack.enter_context(replacing(self._folder / f"{self._table.name}.csv"))
        parquet_path = self._stack.enter_context(replacing(self._folder / f"{self._table.name}.parquet"))
        self._stream: IO[bytes] = self._stack.enter_context(csv_path.open("wb"))
        self._csv = csv.writer(self, lineterminator="\n")
        self._stream.write(codecs.BOM_UTF8)
        self._csv.writerow(self._names)
        self.size = 0
        self._parquet = self._stack.enter_context(
            pq.ParquetWriter(parquet_path, self._schema, compression="zstd", store_schema=False)
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def add(self, row: Row) -> None:
        """Append a row."""
        values = map(row.get, self._names)
        self._csv.writerow([value if value is None or type(value) is str else cell(value) for value in values])
        self._waiting.append(row)
        self._grown(1)

    def write(self, line: str) -> None:
        """Append a line to the CSV."""
        self._write(line.encode())

    def copy(self, lines: Iterable[bytes], rows: Iterable[Any]) -> None:
        """Append what another table of the same columns holds: its CSV lines, and the same rows as Arrow tables."""
        for part in lines:
            self._write(part)
        for table in rows:
            start = 0
            while start < table.num_rows:
                taken = table.slice(start, _BATCH - self._unwritten)
                self._settle()
                self._copied.append(taken)
                self._grown(taken.num_rows)
                start += taken.num_rows

    def finish(self) -> None:
        """Write what waits to the Parquet file."""
        self._settle()
        if self._copied:
            self._parquet.write_table(pa.concat_tables(self._copied).combine_chunks())
        self._copied, self._unwritten = [], 0

    def _write(self, data: bytes) -> None:
        self.size += len(data)
        self._stream.write(data)

    def _grown(self, rows: int) -> None:
        self.count += rows
        self._unwritten += rows
        if self._unwritten >= _BATCH:
            self.finish()

    def _settle(self) -> None:
        """Turn the rows that wait into columns."""
        if self._waiting:
            columns = [column([row.get(field.name) for row in self._waiting], field.type) for field in self._schema]
            self._copied.append(pa.table(columns, schema=self._schema))
        self._waiting = []
