"""The input files whose rows stand in the tables, in their order, and the rows that each gives."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.inventory import Entry, Inventory
from pipeline.near_duplicates import NearDuplicates, identity
from pipeline.result import DocumentResult, failed
from pipeline.schema import Row
from pipeline.store import Store


@dataclass(frozen=True, slots=True)
class Source:
    """A file that has a result or could not be opened; `duplicate_of` names the first with the same bytes.

    `key` changes whenever the file's own rows may have changed.
    """

    entry: Entry
    duplicate_of: str | None
    key: str


@dataclass(frozen=True, slots=True)
class SourceRows:
    """The rows of a file by table, none where its result is of another make.

    `identity` names its plan, `near` the first file of the same plan (`pipeline.near_duplicates`); both are None
    for a file with the bytes of another.
    """

    tables: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    identity: str | None = None
    near: str | None = None


def sources(store: Store, inventory: Inventory) -> Iterator[Source]:
    """The known files in the order of the tables, without those that wait to be read."""
    first: dict[str, str] = {}
    for entry in inventory:
        sign = None if entry.failure else sign_of(store.result_path(entry.doc_id))
        if entry.failure is None and sign is None:
            continue
        duplicate_of = first.get(entry.doc_id)
        if entry.doc_id:
            first.setdefault(entry.doc_id, entry.source_path)
        about = repr((entry.source_path, entry.doc_id, entry.failure, duplicate_of, sign))
        yield Source(entry, duplicate_of, hashlib.blake2b(about.encode(), digest_size=12).hexdigest())


def rows_of(store: Store, source: Source, plans: NearDuplicates) -> SourceRows:
    """A file's rows; `plans` knows the files before it. Raises OutputError where its result is damaged."""
    result = _result(store, source.entry)
    if result is None:
        return SourceRows()
    document: Row = {**result.document, "source_path": source.entry.source_path}
    if source.duplicate_of is not None:
        return SourceRows({"documents": ({**document, "duplicate_of": source.duplicate_of},)})
    plan = identity(result.document)
    near = plans.first(plan, source.entry.source_path)
    issues = tuple({**issue, "source_path": source.entry.source_path} for issue in result.issues)
    own = {"documents": ({**document, "near_duplicate_of": near},), **result.tables, "issues": issues}
    return SourceRows(own, plan, near)


def sign_of(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file is written anew; None where there is none."""
    try:
        about = path.stat()
    except FileNotFoundError:
        return None
    return about.st_size, about.st_mtime_ns, about.st_ino


def _result(store: Store, entry: Entry) -> DocumentResult | None:
    if entry.failure is not None:
        return failed("", "", entry.failure)
    return store.load(entry.doc_id) if store.state(entry.doc_id) else None
