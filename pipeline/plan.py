"""What a run will do: which input files are read, and why; decided before anything is read."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import FAULTS_OF_MACHINE
from pipeline.exports import missing_exports
from pipeline.inputs import Input
from pipeline.inventory import Entry, Inventory
from pipeline.model import Status
from pipeline.pool import COMMAND
from pipeline.process import Job
from pipeline.store import State, Store
from pipeline.tessdata import best_engine
from pipeline.version import code_version

NEUTRAL_SETTINGS = frozenset(
    {
        *("page_workers", "ocr_timeout", "page_timeout", "max_pages", "max_bytes", "max_text_bytes"),
        *("max_inflated", "max_output", "max_memory", "max_seconds", "max_cpu_seconds"),
    }
)
"""Settings that don't change what is read from a document, only whether it is read."""

MAX_FAILURES = 20.0
"""Percent of the files that may fail before a run is stopped."""


Again = Callable[[State], bool]


def failed(state: State) -> bool:
    """Whether nothing of a document was read."""
    return state.status == Status.FAILED


def failed_by_machine(state: State) -> bool:
    """Whether the cause lay outside of the document: on the disk, in the set-up, in who wrote to the file."""
    return state.code in FAULTS_OF_MACHINE


def not_wholly_read(state: State) -> bool:
    """Whether pages of a document are missing, or all of it."""
    return state.status != Status.OK


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for. `settings` are the values of `ReadSettings` that differ from the defaults.

    `again` says which documents are read again because of what became of them; `max_failures` is in percent;
    `exports` are made of each file beside its result; `worker` is the command that starts a worker process.
    """

    inputs: Sequence[str]
    out: Path
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    limit: int | None = None
    force: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    again: Again = failed
    max_failures: float = MAX_FAILURES
    exports: Sequence[str] = ()
    worker: Sequence[str] = COMMAND


@dataclass(frozen=True, slots=True)
class Task:
    """A file of the run: whether it is read, and why (or why not)."""

    entry: Entry
    read: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does: every input file with its reason, and the version of the code."""

    request: Request
    tasks: tuple[Task, ...]
    version: str

    def jobs(self) -> list[Job]:
        """The documents to read, each once; where they are fewer than the workers, their pages share them."""
        entries = [task.entry for task in self.tasks if task.read]
        sharing = {"page_workers": max(1, self.request.workers // max(1, len(entries)))}
        return [self._job(entry, {**sharing, **self.request.settings}) for entry in entries]

    @property
    def shown(self) -> int:
        """How many files the reporter hears of: those to read, and those that can't even be opened."""
        return sum(task.read or task.entry.failure is not None for task in self.tasks)

    def _job(self, entry: Entry, settings: dict[str, Any]) -> Job:
        source, out = entry.source(self.request.out.absolute()), str(self.request.out.absolute())
        exports = tuple(self.request.exports)
        return Job(source.path, entry.source_path, source.sha256, source.size, out, self.version, settings, exports)


def plan(request: Request, items: Sequence[Input], store: Store, inventory: Inventory) -> Plan:
    """Look at the input files and decide for each whether it must be read."""
    settings = {"engine": best_engine(), **request.settings}
    telling = {name: value for name, value in settings.items() if name not in NEUTRAL_SETTINGS}
    version = code_version(json.dumps(telling, sort_keys=True))
    tasks: list[Task] = []
    seen: dict[str, str] = {}
    left = math.inf if request.limit is None else request.limit
    for entry in inventory.look(items):
        task = _task(entry, store, version, seen, request)
        beyond = task.read and left <= 0
        tasks.append(Task(entry, False, f"beyond --limit {request.limit}") if beyond else task)
        left -= tasks[-1].read
    return Plan(request, tuple(tasks), version)


def _task(entry: Entry, store: Store, version: str, seen: dict[str, str], request: Request) -> Task:
    if entry.failure is not None:
        return Task(entry, False, entry.failure.message)
    if entry.doc_id in seen:
        return Task(entry, False, f"the same bytes as {seen[entry.doc_id]}")
    seen[entry.doc_id] = entry.source_path
    state = store.state(entry.doc_id)
    if state is None:
        return Task(entry, True, "new")
    if request.force:
        return Task(entry, True, "--force")
    read, reason = _once_more(state, version, request.again)
    missing = missing_exports(request.out, entry.path, entry.doc_id, request.exports)
    if not read and missing and state.status != Status.FAILED:
        return Task(entry, True, f"no {' and no '.join(missing)} of it yet")
    return Task(entry, read, reason)


def _once_more(state: State, version: str, again: Again) -> tuple[bool, str]:
    """Whether a document that has a result is read again, and why."""
    if again(state):
        return True, f"{state.outcome} before"
    if state.status == Status.FAILED:
        return False, f"{state.outcome} before ({state.code})"
    if state.version != version:
        return True, "read by another version of the code or with other settings"
    return False, "already read"
