"""A run: inputs -> what must be read -> read it -> tables, with a report at the end.

What orders the reading is handed in (`flows.batch` or `read_all`), so that the same run goes with and
without orchestration.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol

from pipeline.errors import OutcomeClass
from pipeline.interruption import interruptible
from pipeline.inventory import Entry, Inventory
from pipeline.model import Status
from pipeline.plan import Plan
from pipeline.pool import WorkerPool
from pipeline.process import Job, Outcome
from pipeline.progress import Reporter
from pipeline.review.reviewed import refresh
from pipeline.store import Store
from pipeline.tables import compile_tables
from pipeline.tally import Tally, TooManyFailuresError
from pipeline.window import AHEAD, in_window

RETRIES = 1
"""How often a passing fault (a crash, a full disk) is tried again within a run."""

WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: its files by outcome, those that were looked into now likewise, and the rows by table.

    `read` counts the documents that were read now; `stopped` says why the run came to an early end, empty where
    it did not.
    """

    outcomes: Mapping[str, int]
    now: Mapping[str, int]
    rows: Mapping[str, int]
    read: int
    stopped: str = ""

    @property
    def all_read(self) -> bool:
        """Whether nothing was refused or failed, be it a page; what waits for a later run is no failure."""
        return not self.stopped and self.outcomes.keys() <= {OutcomeClass.OK, WAITING}


Orchestrator = Callable[[Plan, Store, Inventory, Reporter], Report]
"""Carries a plan out: `run_plainly`, or the Prefect flow on this machine or on a cluster."""


class Readers(Protocol):
    """Read documents, `size` at once: the pool of this process, or what stands before it."""

    @property
    def size(self) -> int:
        """How many documents are read at once."""

    def read(self, job: Job) -> Outcome:
        """What became of a document; it may have failed."""

    def close(self) -> None:
        """End all reading."""


ReadAll = Callable[[Sequence[Job], Readers, Reporter], None]
"""Reads all jobs, through the pool or elsewhere, and tells the reporter of each."""


def read_all(jobs: Sequence[Job], pool: Readers, reporter: Reporter) -> None:
    """Read all jobs without orchestration: as many at once as the pool has workers."""
    with ThreadPoolExecutor(max(1, pool.size)) as threads:
        try:
            for future in in_window(lambda job: threads.submit(read_one, job, pool), jobs, AHEAD * pool.size):
                reporter.finished(future.result())
        except BaseException:
            pool.close()
            threads.shutdown(cancel_futures=True)
            raise


def read_one(job: Job, pool: Readers, retries: int = RETRIES) -> Outcome:
    """Read one document, and again after a passing fault."""
    outcome = pool.read(job)
    for _ in range(retries):
        if outcome.failure is None or not outcome.failure.passing:
            break
        outcome = pool.read(job)
    return outcome


class Run:
    """A run that has begun: its workers can be given documents, and Ctrl-C and SIGTERM end it.

    What was read stays when it is interrupted; the tables then are those of the run before.
    """

    def __init__(self, plan: Plan, store: Store, inventory: Inventory, reporter: Reporter) -> None:
        self.plan, self.store, self.jobs = plan, store, plan.jobs()
        self._inventory = inventory
        self._tally = Tally(reporter, plan.request.max_failures)
        self.pool = WorkerPool(min(plan.request.workers, len(self.jobs)), self._tally.page, plan.request.worker)
        self._open = contextlib.ExitStack()

    def __enter__(self) -> Run:
        self.store.mark_tables(stale=True)
        self._inventory.save()
        for opened in (self.pool, interruptible(self.pool, self._tally), self._tally):
            self._open.enter_context(opened)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End what is left of the reading."""
        self._open.close()

    def carry_out(self, read: ReadAll) -> Report:
        """Read what the plan says and compile the tables; raises KeyboardInterrupt, OutputError, OSError."""
        with self._open:
            stopped = _read(self.plan, self.jobs, read, self.pool, self._tally)
        rows = compile_tables(self.store, self._inventory)
        refresh(self.store, self._inventory)
        self.store.mark_tables(stale=False)
        outcomes = Counter(outcome_of(task.entry, self.store) for task in self.plan.tasks)
        unreadable = sum(task.entry.failure is not None for task in self.plan.tasks)
        now = self._tally.outcomes
        return Report(outcomes, now, rows, now.total() - unreadable, stopped)


def run(plan: Plan, store: Store, inventory: Inventory, read: ReadAll, reporter: Reporter) -> Report:
    """The whole of a run; raises what `Run.carry_out` raises."""
    with Run(plan, store, inventory, reporter) as begun:
        return begun.carry_out(read)


def run_plainly(plan: Plan, store: Store, inventory: Inventory, reporter: Reporter) -> Report:
    """A run without orchestration; raises what `run` raises."""
    return run(plan, store, inventory, read_all, reporter)


def _read(plan: Plan, jobs: list[Job], read: ReadAll, pool: Readers, tally: Tally) -> str:
    """Read the jobs; why the run was stopped before all were read, else nothing."""
    try:
        for task in plan.tasks:
            if task.entry.failure is not None:
                tally.finished(Outcome(task.entry.source_path, "", Status.FAILED, failure=task.entry.failure))
        if jobs:
            read(jobs, pool, tally)
    except TooManyFailuresError as error:
        return str(error)
    return ""


def outcome_of(entry: Entry, store: Store) -> str:
    """What became of a file so far: the class of its outcome, or `waiting`."""
    if entry.failure is not None:
        return entry.failure.outcome
    state = store.state(entry.doc_id)
    return state.outcome if state else WAITING
