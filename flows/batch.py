"""The batch run as a Prefect flow: one task a document, retries for passing faults only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.context import FlowRunContext
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import Task

from flows.artifacts import publish
from pipeline.process import Job, Outcome
from pipeline.progress import Reporter
from pipeline.run import RETRIES, Readers, Report, Run
from pipeline.store import Store
from pipeline.window import AHEAD, in_window

RETRY_SECONDS = 2.0


class DocumentFailedError(RuntimeError):
    """Marks a task as failed in Prefect; carries what the run's report needs."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.failure.message if outcome.failure else outcome.source_path)
        self.outcome = outcome

    def __reduce__(self) -> tuple[type[DocumentFailedError], tuple[Outcome]]:
        """Exceptions are sent between processes by what they were made of."""
        return type(self), (self.outcome,)


class StoppedRunError(RuntimeError):
    """Marks a flow run as failed that was stopped before all was read; carries its report."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.stopped)
        self.report = report


def is_passing(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether a failed document is worth another try within this run."""
    fault = state.result(raise_on_failure=False)
    return isinstance(fault, DocumentFailedError) and bool(fault.outcome.failure and fault.outcome.failure.passing)


class Reads(Protocol):
    """Reads documents: the pool of this process, or what stands for one that is elsewhere."""

    def read(self, job: Job) -> Outcome:
        """What became of a document; it may have failed."""


@task(
    task_run_name="{name}",
    retries=RETRIES,
    retry_delay_seconds=RETRY_SECONDS,
    retry_condition_fn=is_passing,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def read_document(name: str, job: Job, pool: Reads) -> Outcome:
    """One document in a worker process; raises DocumentFailedError."""
    outcome = pool.read(job)
    if outcome.failure is not None:
        raise DocumentFailedError(outcome)
    return outcome


def read_tasks(jobs: Sequence[Job], pool: Readers, reporter: Reporter) -> None:
    """Read all documents as tasks of the flow that calls, and tell the reporter of each as it ends."""
    try:
        for future in in_window(lambda job: read_document.submit(job.source_path, job, pool), jobs, AHEAD * pool.size):
            reporter.finished(outcome_of(future.result(raise_on_failure=False)))
            forget_states()
    except BaseException:
        pool.close()
        raise


class Work:
    """What a flow carries out. Not shown in Prefect: a parameter of a large archive would be over its limit of size.

    It stays in its process: where Prefect sends the parameters of the flow along with each task, nothing of it goes.
    """

    __slots__ = ("carry_out", "store")

    def __init__(self, carry_out: Callable[[], Report], store: Store) -> None:
        self.carry_out, self.store = carry_out, store

    def __reduce__(self) -> tuple[Callable[..., Work], tuple[type[Work]]]:
        return Work.__new__, (Work,)


@flow(name="kehoach-batch", flow_run_name="{files} files to {out}", validate_parameters=False, persist_result=False)
def batch(out: str, files: int, work: Work) -> Report:
    """Carry a run out and publish what it did; raises StoppedRunError where too many documents failed."""
    report = work.carry_out()
    publish(report, work.store)
    if report.stopped:
        raise StoppedRunError(report)
    return report


def forget_states() -> None:
    """Let go of what the flow that calls remembers of its tasks' states: 3 kB a document (Prefect 3.8.8).

    Prefect keeps each state to link a task to those whose results it is given; no task here is given any.
    """
    context = FlowRunContext.get()
    if context is not None:
        context.run_results.clear()


def run_batch(begun: Run, readers: Readers) -> Report:
    """The flow over a run that has begun, with as many tasks at once as there are readers."""
    runner = cast(TaskRunner[Any], ThreadPoolTaskRunner[Any](max_workers=begun.plan.request.workers))

    def read(jobs: Sequence[Job], pool: Readers, reporter: Reporter) -> None:
        read_tasks(jobs, readers, reporter)

    return as_flow(Work(partial(begun.carry_out, read), begun.store), len(begun.jobs), runner)


def as_flow(work: Work, files: int, runner: TaskRunner[Any]) -> Report:
    """The flow with its tasks where the runner has them run; the report also of one that was stopped."""
    try:
        return batch.with_options(task_runner=runner)(str(work.store.root), files, work)
    except StoppedRunError as stopped:
        return stopped.report


def drain() -> None:
    """Hand over to the server what Prefect keeps to tell it: states of tasks, logs."""
    EventsWorker.drain_all()
    APILogWorker.drain_all()


def outcome_of(result: Outcome | Exception) -> Outcome:
    """What became of a task's document; raises what was no fault of the document."""
    if isinstance(result, DocumentFailedError):
        return result.outcome
    if isinstance(result, Exception):
        raise result
    return result
