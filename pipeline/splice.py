"""New tables out of former ones: what has not changed is copied, lines of CSV and rows of Parquet; the rest is read."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Protocol

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pipeline.near_duplicates import NearDuplicates
from pipeline.pieces import Pieces
from pipeline.schema import TABLES, Row
from pipeline.sources import Source, rows_of
from pipeline.store import Store

_CHUNK = 1 << 20


class Writer(Protocol):
    """What writes a table: row by row, or a part of another table as it stands."""

    count: int
    size: int

    def add(self, row: Row) -> None:
        """Append a row."""

    def copy(self, lines: Iterable[bytes], rows: Iterable[Any]) -> None:
        """Append CSV lines, and the same rows as Arrow tables."""

    def finish(self) -> None:
        """Write what waits."""


class FormerTables:
    """The tables of the run before, open for reading while new ones are written beside them."""

    def __init__(self, store: Store, pieces: Pieces) -> None:
        self.pieces = pieces
        self._tables = {name: _FormerTable(store, name, pieces, index) for index, name in enumerate(TABLES)}
        self._place = {key: place for place, key in enumerate(pieces.keys)}

    def __enter__(self) -> FormerTables:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for table in self._tables.values():
            table.close()

    def place(self, source: Source, plans: NearDuplicates) -> int | None:
        """Where the rows of a file stand as they would be written now, None where they don't."""
        place = self._place.get(source.key)
        if place is None:
            return None
        near = plans.first(self.pieces.identities[place], source.entry.source_path)
        return place if near == self.pieces.nears[place] else None

    def copy(self, places: range, writers: Mapping[str, Writer]) -> None:
        """Give what stands there to the writers of the new tables."""
        for name, writer in writers.items():
            table = self._tables[name]
            writer.copy(table.lines(places.start, places.stop), table.rows(places.start, places.stop))


class Compilation:
    """Gives the rows of files to the writers, in order: those that `former` holds as they stand, the others anew."""

    def __init__(self, store: Store, former: FormerTables | None, writers: Mapping[str, Writer], files: int) -> None:
        self._store = store
        self._former = former
        self._writers = writers
        self._plans = NearDuplicates()
        self._standing = range(0)
        self._linked: list[tuple[str, str | None, str | None]] = []
        self._parts = np.zeros((2, files, len(writers)), np.int64)  # one array: many small ones scatter the memory

    def add(self, source: Source) -> None:
        """The next file."""
        place = self._former.place(source, self._plans) if self._former else None
        if place is None:
            self._copy()
            self._compile(source)
        else:
            if place != self._standing.stop:
                self._copy()
                self._standing = range(place, place)
            self._standing = range(self._standing.start, place + 1)

    def finish(self) -> Pieces:
        """Write what waits; which part of the tables is whose."""
        self._copy()
        for writer in self._writers.values():
            writer.finish()
        keys, identities, nears = zip(*self._linked, strict=True) if self._linked else ((), (), ())
        return Pieces(keys, identities, nears, *self._parts)

    def _compile(self, source: Source) -> None:
        found = rows_of(self._store, source, self._plans)
        before = self._so_far()
        for name, rows in found.tables.items():
            for row in rows:
                self._writers[name].add(row)
        self._parts[:, len(self._linked)] = self._so_far() - before
        self._linked.append((source.key, found.identity, found.near))

    def _copy(self) -> None:
        """Copy the files that stand one behind another in the former tables."""
        places, self._standing = self._standing, range(0)
        if self._former is None or not places:
            return
        self._former.copy(places, self._writers)
        span, pieces, done = slice(places.start, places.stop), self._former.pieces, len(self._linked)
        self._parts[:, done : done + len(places)] = pieces.rows[span], pieces.sizes[span]
        self._linked += zip(pieces.keys[span], pieces.identities[span], pieces.nears[span], strict=True)

    def _so_far(self) -> NDArray[np.int64]:
        """Rows and bytes by table."""
        writers = self._writers.values()
        return np.array([[writer.count for writer in writers], [writer.size for writer in writers]], np.int64)


class _FormerTable:
    def __init__(self, store: Store, name: str, pieces: Pieces, index: int) -> None:
        self._stack = ExitStack()
        path = store.tables / f"{name}.csv"
        self._csv = self._stack.enter_context(path.open("rb"))
        self._parquet = self._stack.enter_context(pq.ParquetFile(store.tables / f"{name}.parquet"))
        about = self._parquet.metadata
        self._groups = _ends(np.array([about.row_group(i).num_rows for i in range(about.num_row_groups)], np.int64))
        self._group: tuple[int, Any] = (-1, None)
        self._rows = _ends(pieces.rows[:, index])
        sizes = _ends(pieces.sizes[:, index])
        self._bytes = sizes + (path.stat().st_size - sizes[-1])

    def close(self) -> None:
        """Give the open files back."""
        self._stack.close()

    def lines(self, first: int, last: int) -> Iterator[bytes]:
        """The CSV lines of the files from the place `first` to before `last`."""
        self._csv.seek(int(self._bytes[first]))
        left = int(self._bytes[last] - self._bytes[first])
        while left:
            chunk = self._csv.read(min(left, _CHUNK))
            if not chunk:
                raise OSError(errno.EIO, "became shorter while it was read", self._csv.name)
            left -= len(chunk)
            yield chunk

    def rows(self, first: int, last: int) -> Iterator[Any]:
        """The rows of these files as Arrow tables."""
        start, end = int(self._rows[first]), int(self._rows[last])
        while start < end:
            group = int(np.searchsorted(self._groups, start, side="right")) - 1
            until = min(end, int(self._groups[group + 1]))
            yield self._read(group).slice(start - int(self._groups[group]), until - start)
            start = until

    def _read(self, group: int) -> Any:
        if self._group[0] != group:
            self._group = group, self._parquet.read_row_group(group)
        return self._group[1]


def _ends(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each of the parts begins, and behind them where the last one ends."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])
