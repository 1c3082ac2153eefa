"""What has become of the files of an output folder so far: done, waiting, not read and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import OutcomeClass
from pipeline.inputs import Input, InputError, collect
from pipeline.inventory import Entry, Inventory
from pipeline.run import WAITING
from pipeline.store import Store


@dataclass(frozen=True, slots=True)
class FileState:
    """A file, the class of its outcome (or `waiting`), and, where it was not wholly read, the code, cause and remedy.

    `duplicate_of` names the file with the same bytes that comes first.
    """

    entry: Entry
    outcome: str
    code: str = ""
    message: str = ""
    remedy: str = ""
    duplicate_of: str = ""

    @property
    def is_read(self) -> bool:
        """Whether nothing is left to do."""
        return self.outcome == OutcomeClass.OK


def states(store: Store, inventory: Inventory) -> Iterator[FileState]:
    """The state of each known file, in the order of their names; raises OutputError for a damaged result."""
    first: dict[str, str] = {}
    for entry in inventory:
        yield _state(entry, store, first.get(entry.doc_id, ""))
        if entry.doc_id:
            first.setdefault(entry.doc_id, entry.source_path)


def arrived(inbox: str, out: Path, inventory: Inventory) -> list[FileState]:
    """The files of a service's inbox that it has not taken yet; those that could not be opened are among the failed."""
    try:
        items = collect([inbox], out)
    except InputError:
        return []
    root = out.absolute()
    failed = {entry.source(root).path for entry in inventory if entry.failure is not None}
    return [
        FileState(Entry(item.source_path, str(item.path)), WAITING)
        for item in items
        if not inventory.knows(item) and str(item.path.absolute()) not in failed
    ]


def not_read(store: Store, inventory: Inventory, wanted: str = "") -> list[Input]:
    """The files that are not wholly read, or only those of the wanted error code or class of outcome."""
    root = store.root.absolute()
    return [
        Input(state.entry.source_path, Path(state.entry.source(root).path))
        for state in states(store, inventory)
        if not state.is_read and wanted in ("", state.code, state.outcome)
    ]


def _state(entry: Entry, store: Store, duplicate_of: str) -> FileState:
    if entry.failure is not None:
        failure = entry.failure
        return FileState(entry, failure.outcome, failure.code, failure.message, failure.remedy)
    state = store.state(entry.doc_id)
    if state is None:
        return FileState(entry, WAITING, duplicate_of=duplicate_of)
    if state.outcome == OutcomeClass.OK:
        return FileState(entry, state.outcome, duplicate_of=duplicate_of)
    row = store.load(entry.doc_id).document
    message, remedy = str(row.get("error") or ""), str(row.get("remedy") or "")
    return FileState(entry, state.outcome, state.code, message, remedy, duplicate_of)
