"""The batch run as a Prefect flow: one task a document, retries for passing faults only."""

from __future__ import annotations

from typing import Any, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import as_completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import Task

from pipeline.pool import WorkerPool
from pipeline.process import Job, Outcome
from pipeline.progress import Reporter
from pipeline.run import RETRIES

RETRY_SECONDS = 2.0


class DocumentFailedError(RuntimeError):
    """Marks a task as failed in Prefect; carries what the run's report needs."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.failure.message if outcome.failure else outcome.source_path)
        self.outcome = outcome


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


@flow(name="kehoach-batch", validate_parameters=False, persist_result=False)
def batch(jobs: list[Job], pool: WorkerPool, reporter: Reporter) -> list[Outcome]:
    """Read all documents and tell the reporter of each as it ends."""
    outcomes = []
    try:
        reading = [read_document.submit(job.source_path, job, pool) for job in jobs]
        for future in as_completed(reading):
            outcomes.append(_outcome(future.result(raise_on_failure=False)))
            reporter.finished(outcomes[-1])
    except BaseException:
        pool.close()
        raise
    return outcomes


def read_all(jobs: list[Job], pool: WorkerPool, reporter: Reporter) -> list[Outcome]:
    """The flow with as many tasks at once as the pool has workers; has the form of `pipeline.run.ReadAll`."""
    runner = cast(TaskRunner[Any], ThreadPoolTaskRunner[Any](max_workers=pool.size))
    return batch.with_options(task_runner=runner)(jobs, pool, reporter)


def _outcome(result: Outcome | Exception) -> Outcome:
    """What a task gave; raises what was no fault of the document."""
    if isinstance(result, DocumentFailedError):
        return result.outcome
    if isinstance(result, Exception):
        raise result
    return result
