"""The batch run as a Prefect flow: one task a document, retries for passing faults only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import Task

from flows.artifacts import publish
from pipeline.inventory import Inventory
from pipeline.plan import Plan
from pipeline.pool import WorkerPool
from pipeline.process import Job, Outcome
from pipeline.progress import Reporter
from pipeline.run import RETRIES, Report, run
from pipeline.store import Store
from pipeline.window import AHEAD, in_window

RETRY_SECONDS = 2.0


class DocumentFailedError(RuntimeError):
    """Marks a task as failed in Prefect; carries what the run's report needs."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.failure.message if outcome.failure else outcome.source_path)
        self.outcome = outcome


class StoppedRunError(RuntimeError):
    """Marks a flow run as failed that was stopped before all was read; carries its report."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.stopped)
        self.report = report


def is_passing(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether a failed document is worth another try within this run."""
    fault = state.result(raise_on_failure=False)
    return isinstance(fault, DocumentFailedError) and bool(fault.outcome.failure and fault.outcome.failure.passing)


@task(
    task_run_name="{name}",
    retries=RETRIES,
    retry_delay_seconds=RETRY_SECONDS,
    retry_condition_fn=is_passing,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def read_document(name: str, job: Job, pool: WorkerPool) -> Outcome:
    """One document in a worker process; raises DocumentFailedError."""
    outcome = pool.read(job)
    if outcome.failure is not None:
        raise DocumentFailedError(outcome)
    return outcome


def read_tasks(jobs: Sequence[Job], pool: WorkerPool, reporter: Reporter) -> None:
    """Read all documents as tasks of the flow that calls, and tell the reporter of each as it ends."""
    try:
        for future in in_window(lambda job: read_document.submit(job.source_path, job, pool), jobs, AHEAD * pool.size):
            reporter.finished(_outcome(future.result(raise_on_failure=False)))
    except BaseException:
        pool.close()
        raise


class Work:
    """What a run needs. Not shown in Prefect: a parameter of a large archive would be over its limit of size."""

    __slots__ = ("inventory", "plan", "reporter", "store")

    def __init__(self, plan: Plan, store: Store, inventory: Inventory, reporter: Reporter) -> None:
        self.plan, self.store, self.inventory, self.reporter = plan, store, inventory, reporter


@flow(name="kehoach-batch", flow_run_name="{files} files to {out}", validate_parameters=False, persist_result=False)
def batch(out: str, files: int, work: Work) -> Report:
    """Carry a run out and publish what it did; raises StoppedRunError where too many documents failed."""
    report = run(work.plan, work.store, work.inventory, read_tasks, work.reporter)
    publish(report, work.store)
    if report.stopped:
        raise StoppedRunError(report)
    return report


def run_batch(plan: Plan, store: Store, inventory: Inventory, reporter: Reporter) -> Report:
    """The flow with as many tasks at once as there are workers; has the form of `pipeline.run.Orchestrator`."""
    runner = cast(TaskRunner[Any], ThreadPoolTaskRunner[Any](max_workers=plan.request.workers))
    try:
        return batch.with_options(task_runner=runner)(
            str(store.root), len(plan.jobs()), Work(plan, store, inventory, reporter)
        )
    except StoppedRunError as stopped:
        return stopped.report


def _outcome(result: Outcome | Exception) -> Outcome:
    """What a task gave; raises what was no fault of the document."""
    if isinstance(result, DocumentFailedError):
        return result.outcome
    if isinstance(result, Exception):
        raise result
    return result
