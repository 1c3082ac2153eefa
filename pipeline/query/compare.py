"""Two outputs compared: rows gone, new, changed and moved, by table. Equal rows are never loaded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from pipeline.query.matching import PLACES, Pair, Row, matched, matched_files, matched_issues
from pipeline.query.source import check_tables, config, parquet_path, quoted
from pipeline.schema import EXTRACTED, TABLES

_BATCH = 1_000
_SIDES = ("old", "new")


class Kind(StrEnum):
    """What became of a row."""

    GONE = "gone"
    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """A column whose value differs."""

    column: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not the same in both; `moved` ones differ in nothing but their place (`PLACES`).

    `name` is the row_id in the output that has the row (the old one, if both), for files their source_path.
    """

    table: str
    kind: Kind
    source_path: str
    name: str
    quote: str
    changes: tuple[Change, ...] = ()


@contextmanager
def compare(old: Path, new: Path) -> Iterator[Iterator[Difference]]:
    """The differences of two output folders, table by table and document by document; raises OutputError.

    Documents are the same when their bytes are, else when their source_path is; which rows of them are partners
    `pipeline.query.matching` tells. Equal rows stay in DuckDB, so memory holds what differs in one document.
    """
    for out in (old, new):
        check_tables(out)
    with duckdb.connect(config=config()) as connection:
        for side, out in zip(_SIDES, (old, new), strict=True):
            connection.execute(f"CREATE SCHEMA {side}")
            for name in TABLES:
                source = f"read_parquet({quoted(parquet_path(out, name))})"
                connection.execute(f"CREATE VIEW {side}.{name} AS SELECT * FROM {source}")
        yield (each for name in TABLES for each in _table(connection, name))


def count_rows(out: Path) -> dict[str, int]:
    """The rows of an output folder by table."""
    return {name: pq.read_metadata(parquet_path(out, name)).num_rows for name in TABLES}


_Item = tuple[str, int, str, Row]
"""A row that the other side has not: the key of its document, its side, its source_path, its values."""


def _table(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[Difference]:
    sides = (_unequal(connection, name, index) for index in range(2))
    for _, group in groupby(merge(*sides, key=_place), key=lambda item: item[0]):
        rows: tuple[list[Row], list[Row]] = ([], [])
        source_path = ""
        for _, index, source_path, row in group:  # noqa: B007 - the new side comes last, and names the file
            rows[index].append(row)
        for pair in _partners(name, *rows):
            yield from _difference(name, source_path, *pair)


def _place(item: _Item) -> tuple[str, int]:
    return item[0], item[1]


def _unequal(connection: duckdb.DuckDBPyConnection, name: str, index: int) -> Iterator[_Item]:
    """The rows of a side that the other has not, sorted by a key of their document that holds on both sides."""
    side, other = _SIDES[index], _SIDES[1 - index]
    mine = f"SELECT * FROM {side}.{name} EXCEPT ALL SELECT * FROM {other}.{name}"
    named = f"SELECT doc_id, min(source_path) AS path FROM {side}.documents WHERE doc_id IS NOT NULL GROUP BY doc_id"
    path = "d.path" if name in EXTRACTED else "m.source_path"
    in_both = f"m.doc_id IN (SELECT doc_id FROM {other}.documents WHERE doc_id IS NOT NULL)"
    found = connection.cursor().execute(
        f"SELECT CASE WHEN {in_both} THEN m.doc_id ELSE {path} END AS _key, {path} AS _path, m.* "
        f"FROM ({mine}) AS m LEFT JOIN ({named}) AS d USING (doc_id) "
        f"ORDER BY _key, {'row_id' if name in EXTRACTED else ', '.join(TABLES[name].header)}"
    )
    names = [column[0] for column in found.description][2:]
    while rows := found.fetchmany(_BATCH):
        yield from ((row[0], index, row[1], dict(zip(names, row[2:], strict=True))) for row in rows)


def _partners(name: str, old: list[Row], new: list[Row]) -> Iterator[Pair]:
    if name == "documents":
        return matched_files(old, new)
    return matched(old, new) if name in EXTRACTED else matched_issues(old, new)


def _difference(name: str, source_path: str, old: Row | None, new: Row | None) -> Iterator[Difference]:
    row: Row = old or new or {}
    about = (source_path, str(row.get("row_id") or row.get("code") or row["source_path"]), str(row.get("quote") or ""))
    if old is None or new is None:
        yield Difference(name, Kind.NEW if old is None else Kind.GONE, *about)
        return
    changes = [Change(column, old[column], new[column]) for column in old if old[column] != new[column]]
    told = tuple(change for change in changes if change.column not in PLACES)
    if told:
        yield Difference(name, Kind.CHANGED, *about, told)
    elif changes:
        yield Difference(name, Kind.MOVED, *about, tuple(changes))
