"""Which part of the tables comes from which input file, so that a later run copies what has not changed.

`OUT/.pieces.parquet` holds a line for every input file in the order of the tables: the key of its own rows,
what links it to other files, and how many rows and bytes of each table are its own. It is a cache: where it
is missing, or the tables are not as it says, the tables are compiled from all result files, to the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pipeline.arrow_columns import column, numbers
from pipeline.datapackage import datapackage
from pipeline.files import replacing
from pipeline.schema import TABLES
from pipeline.sources import sign_of
from pipeline.store import Store
from pipeline.version import ROOT

_NAME = ".pieces.parquet"
_COMPILERS = ("arrow_columns", "near_duplicates", "pieces", "result", "schema", "sources", "splice", "tables")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The files' parts of the tables, in order.

    `keys`, `identities` and `nears` are those of `pipeline.sources`; `rows` and `sizes` (both files × tables)
    count each file's rows and the bytes of their CSV lines.
    """

    keys: tuple[str, ...]
    identities: tuple[str | None, ...]
    nears: tuple[str | None, ...]
    rows: NDArray[np.int64]
    sizes: NDArray[np.int64]

    @property
    def counts(self) -> dict[str, int]:
        """The number of rows by table."""
        return dict(zip(TABLES, map(int, self.rows.sum(axis=0)), strict=True))


def load(store: Store) -> Pieces | None:
    """The pieces of the tables as they are; None where that is not known."""
    try:
        stored = pq.ParquetFile(store.root / _NAME).read()  # pq.read_table imports pandas
        if json.loads(stored.schema.metadata[b"kehoach"]) != _about(store):
            return None
        keys, identities, nears = (tuple(stored[name].to_pylist()) for name in ("key", "identity", "near"))
        rows, sizes = (
            np.column_stack([stored[f"{name}_{what}"].to_numpy() for name in TABLES]) for what in ("rows", "bytes")
        )
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        return None
    return Pieces(keys, identities, nears, rows, sizes)


def save(store: Store, pieces: Pieces) -> None:
    """Remember the pieces of the tables that were just written; raises OSError."""
    columns = {
        name: column(texts, pa.string())
        for name, texts in (("key", pieces.keys), ("identity", pieces.identities), ("near", pieces.nears))
    }
    for index, name in enumerate(TABLES):
        rows, sizes = numbers(pieces.rows[:, index]), numbers(pieces.sizes[:, index])
        columns |= {f"{name}_rows": rows, f"{name}_bytes": sizes}
    table = pa.table(columns).replace_schema_metadata({"kehoach": json.dumps(_about(store))})
    with replacing(store.root / _NAME) as part:
        pq.write_table(table, part, compression="zstd")


def _about(store: Store) -> dict[str, object]:
    """What tells whether the tables are those that were written: the code that wrote them, and their signs."""
    return {"code": _code(), "files": [list(sign_of(path) or ()) for path in _written(store)]}


def _written(store: Store) -> Iterator[Path]:
    yield store.tables / "datapackage.json"
    for name in TABLES:
        yield from (store.tables / f"{name}.{kind}" for kind in ("csv", "parquet"))


@cache
def _code() -> str:
    """A hash over what compiles the tables."""
    digest = hashlib.sha256(f"{pa.__version__}\n{datapackage()}".encode())
    for name in _COMPILERS:
        digest.update((ROOT / "pipeline" / f"{name}.py").read_bytes())
    return digest.hexdigest()[:16]
