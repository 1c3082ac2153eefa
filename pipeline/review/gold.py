"""Reviewed documents as gold for `kehoach evaluate tables`."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pyarrow.parquet as pq

from pipeline.review.decisions import REVIEW
from pipeline.schema import COMMON, EXTRACTED, TABLES
from pipeline.store import Store
from pipeline.tables import cell

_QUOTED = ("section", "quote")


@dataclass(frozen=True, slots=True)
class Exported:
    """The documents that were exported, and those that were reviewed in part only."""

    whole: Sequence[str]
    in_part: Sequence[str]


def export_gold(store: Store, folder: Path) -> Exported:
    """Write a folder of gold for each document whose rows are all decided; raises OSError.

    Gold lists all rows of a document, so one that is reviewed in part would count its other rows as wrong: it is
    left out and named. The folder is named like the file up to its first dot, as `evaluate` looks for it.
    """
    reviewed = store.root / "reviewed"
    documents = pq.read_table(reviewed / "documents.parquet").to_pylist()
    tables = {name: pq.read_table(reviewed / f"{name}.parquet").to_pylist() for name in EXTRACTED}
    whole, in_part = [], []
    for document in documents:
        own = {name: [row for row in rows if row["doc_id"] == document["doc_id"]] for name, rows in tables.items()}
        decided = [bool(row[REVIEW]) for rows in own.values() for row in rows]
        if document["duplicate_of"] or not any(decided):
            continue
        if not all(decided):
            in_part.append(str(document["source_path"]))
            continue
        _write(store, folder / PurePosixPath(document["source_path"]).name.partition(".")[0], document, own)
        whole.append(str(document["source_path"]))
    return Exported(whole, in_part)


def _write(
    store: Store, folder: Path, document: Mapping[str, object], tables: Mapping[str, list[dict[str, object]]]
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _csv(folder / "documents.csv", [column.name for column in TABLES["documents"].columns], [document])
    for name, rows in tables.items():
        own = [column.name for column in TABLES[name].columns if column.name not in COMMON]
        _csv(folder / f"{name}.csv", [*_QUOTED, *own], rows)
    shutil.copyfile(store.text / f"{document['doc_id']}.txt", folder / "truth.txt")


def _csv(path: Path, header: Sequence[str], rows: Sequence[Mapping[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([cell(row.get(name)) for name in header] for row in rows)  # type: ignore[arg-type]
