"""A run: inputs -> what must be read -> read it -> tables, with a report at the end.

What orders the reading is handed in (`flows.batch` or `read_all`), so that the same run goes with and
without orchestration.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import FrameType

from pipeline.errors import OutcomeClass
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

GRACE_SECONDS = 2.5
INTERRUPTED = 130
WAITING = "waiting"
STOPPED = "stopped; what was read is kept, the same command goes on from there"


class ClusterError(RuntimeError):
    """The machines that were to read can't; the message says why and what to do."""


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

ReadAll = Callable[[Sequence[Job], WorkerPool, Reporter], None]
"""Reads all jobs, through the pool or elsewhere, and tells the reporter of each."""


def read_all(jobs: Sequence[Job], pool: WorkerPool, reporter: Reporter) -> None:
    """Read all jobs without orchestration: as many at once as the pool has workers."""
    with ThreadPoolExecutor(max(1, pool.size)) as threads:
        try:
            for future in in_window(lambda job: threads.submit(read_one, job, pool), jobs, AHEAD * pool.size):
                reporter.finished(future.result())
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


def run(plan: Plan, store: Store, inventory: Inventory, read: ReadAll, reporter: Reporter) -> Report:
    """Read what the plan says and compile the tables; raises KeyboardInterrupt, OutputError, OSError.

    What was read stays when a run is interrupted; the tables then are those of the run before.
    """
    jobs = plan.jobs()
    store.mark_tables(stale=True)
    inventory.save()
    tally = Tally(reporter, plan.request.max_failures)
    pool = WorkerPool(min(plan.request.workers, len(jobs)), tally.page, plan.request.worker)
    with pool, interruptible(pool, tally), tally:
        stopped = _read(plan, jobs, read, pool, tally)
    rows = compile_tables(store, inventory)
    refresh(store, inventory)
    store.mark_tables(stale=False)
    outcomes = Counter(outcome_of(task.entry, store) for task in plan.tasks)
    unreadable = sum(task.entry.failure is not None for task in plan.tasks)
    return Report(outcomes, tally.outcomes, rows, tally.outcomes.total() - unreadable, stopped)


def run_plainly(plan: Plan, store: Store, inventory: Inventory, reporter: Reporter) -> Report:
    """A run without orchestration; raises what `run` raises."""
    return run(plan, store, inventory, read_all, reporter)


def _read(plan: Plan, jobs: list[Job], read: ReadAll, pool: WorkerPool, tally: Tally) -> str:
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
