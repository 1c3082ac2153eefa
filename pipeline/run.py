"""A run: inputs -> what must be read -> read it -> tables, with a report at the end.

What orders the reading is handed in (`flows.batch` or `read_all`), so that the same run goes with and
without orchestration.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from pipeline.errors import OutcomeClass
from pipeline.inputs import collect
from pipeline.inventory import Entry, Inventory
from pipeline.model import Status
from pipeline.pool import COMMAND, WorkerPool
from pipeline.process import Job, Outcome
from pipeline.progress import Reporter
from pipeline.store import Store
from pipeline.tables import compile_tables
from pipeline.version import code_version

RETRIES = 1
"""How often a passing fault (a crash, a full disk) is tried again within a run."""

GRACE_SECONDS = 2.5
INTERRUPTED = 130
WAITING = "waiting"
STOPPED = "stopped; what was read is kept, the same command goes on from there"

NEUTRAL_SETTINGS = frozenset({"page_workers", "ocr_timeout"})
"""Settings that don't change what is read from a document."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for. `settings` are the values of `ReadSettings` that differ from the defaults.

    `worker` is the command that starts a worker process.
    """

    inputs: Sequence[str]
    out: Path
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    limit: int | None = None
    force: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
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
        return Job(source.path, entry.source_path, source.sha256, source.size, out, self.version, settings)


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: the files by outcome, the rows by table, and how many documents were read now."""

    outcomes: Mapping[str, int]
    rows: Mapping[str, int]
    read: int

    @property
    def all_read(self) -> bool:
        """Whether nothing was refused or failed, be it a page; what waits for a later run is no failure."""
        return self.outcomes.keys() <= {OutcomeClass.OK, WAITING}


ReadAll = Callable[[list[Job], WorkerPool, Reporter], list[Outcome]]
"""Reads all jobs through the pool and tells the reporter; `read_all` or the Prefect flow."""


def plan(request: Request, store: Store, inventory: Inventory) -> Plan:
    """Look at the input files and decide for each whether it must be read; raises InputError."""
    telling = {name: value for name, value in request.settings.items() if name not in NEUTRAL_SETTINGS}
    version = code_version(json.dumps(telling, sort_keys=True))
    tasks: list[Task] = []
    seen: dict[str, str] = {}
    left = math.inf if request.limit is None else request.limit
    for entry in inventory.look(collect(request.inputs, request.out)):
        task = _task(entry, store, version, seen, request.force)
        beyond = task.read and left <= 0
        tasks.append(Task(entry, False, f"beyond --limit {request.limit}") if beyond else task)
        left -= tasks[-1].read
    return Plan(request, tuple(tasks), version)


def _task(entry: Entry, store: Store, version: str, seen: dict[str, str], force: bool) -> Task:
    if entry.failure is not None:
        return Task(entry, False, entry.failure.message)
    if entry.doc_id in seen:
        return Task(entry, False, f"the same bytes as {seen[entry.doc_id]}")
    seen[entry.doc_id] = entry.source_path
    state = store.state(entry.doc_id)
    if state is None:
        return Task(entry, True, "new")
    if state.status == Status.FAILED:
        return Task(entry, True, "failed before")
    if state.version != version:
        return Task(entry, True, "read by another version of the code or with other settings")
    return Task(entry, force, "--force" if force else "already read")


def read_all(jobs: list[Job], pool: WorkerPool, reporter: Reporter) -> list[Outcome]:
    """Read all jobs without orchestration: as many at once as the pool has workers."""
    with ThreadPoolExecutor(max(1, pool.size)) as threads:
        waiting = [threads.submit(read_one, job, pool) for job in jobs]
        try:
            return [_told(future.result(), reporter) for future in as_completed(waiting)]
        except BaseException:
            pool.close()
            threads.shutdown(cancel_futures=True)
            raise


def read_one(job: Job, pool: WorkerPool, retries: int = RETRIES) -> Outcome:
    """Read one document, and again after a passing fault."""
    outcome = pool.read(job)
    for _ in range(retries):
        if outcome.failure is None or not outcome.failure.passing:
            break
        outcome = pool.read(job)
    return outcome


def _told(outcome: Outcome, reporter: Reporter) -> Outcome:
    reporter.finished(outcome)
    return outcome


def run(plan: Plan, store: Store, inventory: Inventory, read: ReadAll, reporter: Reporter) -> Report:
    """Read what the plan says and compile the tables; raises KeyboardInterrupt, OutputError, OSError.

    What was read stays when a run is interrupted; the tables then are those of the run before.
    """
    jobs = plan.jobs()
    inventory.save()
    pool = WorkerPool(min(plan.request.workers, len(jobs)), reporter.page, plan.request.worker)
    with pool, interruptible(pool, reporter), reporter:
        for task in plan.tasks:
            if task.entry.failure is not None:
                reporter.finished(Outcome(task.entry.source_path, "", Status.FAILED, failure=task.entry.failure))
        if jobs:
            read(jobs, pool, reporter)
    rows = compile_tables(store, inventory)
    return Report(Counter(outcome_of(task.entry, store) for task in plan.tasks), rows, len(jobs))


def outcome_of(entry: Entry, store: Store) -> str:
    """What became of a file so far: the class of its outcome, or `waiting`."""
    if entry.failure is not None:
        return entry.failure.outcome
    state = store.state(entry.doc_id)
    return state.outcome if state else WAITING


@contextlib.contextmanager
def interruptible(pool: WorkerPool, reporter: Reporter) -> Iterator[None]:
    """Within the block Ctrl-C and SIGTERM kill the workers first, so that nothing waits for them.

    Ctrl-C goes to the whole process group, and with it to Prefect's own server, without which Prefect does
    not come to an end. So the process ends by itself when it has had `GRACE_SECONDS` to do so.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        pool.close()
        last_resort = threading.Timer(GRACE_SECONDS, _end, (reporter,))
        last_resort.daemon = True
        last_resort.start()
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(reporter: Reporter) -> None:
    reporter.close()
    sys.stderr.write(f"kehoach: {STOPPED}\n")
    sys.stderr.flush()
    os._exit(INTERRUPTED)
