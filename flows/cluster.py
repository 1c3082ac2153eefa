"""The batch run on Dask: the workers of a cluster read the documents, each in a child process under the same limits.

What is read is written to the output folder by the worker, so all machines see that folder, and the plans, under
the same paths. A document whose worker is lost is given to another one by Dask's scheduler.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, cast
from urllib.parse import urlsplit

from distributed import Client, KilledWorker, Worker, WorkerPlugin, get_worker
from prefect.client.orchestration import get_client
from prefect.context import FlowRunContext
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect_dask.task_runners import DaskTaskRunner

from flows.batch import Work, as_flow, outcome_of, read_document
from pipeline.errors import WorkerCrashedError
from pipeline.inventory import Inventory
from pipeline.orchestration import ClusterError
from pipeline.plan import Plan
from pipeline.pool import WorkerPool
from pipeline.process import Job, Outcome, fail
from pipeline.progress import Reporter
from pipeline.run import Readers, Report, run
from pipeline.store import Store
from pipeline.version import code_version
from pipeline.window import AHEAD, in_window

CONNECT_SECONDS = 20.0
WORKERS_SECONDS = 120.0
"""Within this time a cluster has its first worker."""

DOCS = "docs/scale.md"
LEAST_AHEAD = 100
"""So many tasks are handed out at least, so that workers that join later find something to do."""


class ReadingProcesses(WorkerPlugin):
    """Keeps the child processes of one run in a Dask worker: as many as the worker has threads.

    It is set up in workers that join later, too, and a run on the same output folder takes the place of one that
    was killed.
    """

    def __init__(self, plan: Plan, topic: str) -> None:
        self._topic = topic
        self._command = tuple(plan.request.worker)
        self._mark = Store(plan.request.out.absolute()).stale_mark
        self._code = code_version()
        self.pool: WorkerPool

    def setup(self, worker: Worker) -> None:
        """Raise ClusterError where the worker sees another output folder, or runs another version of the code."""
        where = f"the Dask worker {worker.address}"
        if not self._mark.exists():
            raise ClusterError(f"{where} does not see {self._mark.parent}; share it at this path with all workers")
        if code_version() != self._code:
            raise ClusterError(f"{where} runs another version of kehoach; install the same on all machines")
        self.pool = WorkerPool(worker.state.nthreads, partial(_tell, worker, self._topic), self._command)

    def teardown(self, worker: Worker) -> None:
        """End the child processes."""
        if hasattr(self, "pool"):
            self.pool.close()


def _tell(worker: Worker, topic: str, source_path: str, page: int, pages: int) -> None:
    worker.log_event(topic, {"read": (source_path, page, pages)})


class PoolThere:
    """Stands for the pool of whichever Dask worker takes the task."""

    def __init__(self, run: str) -> None:
        self._run = run

    def read(self, job: Job) -> Outcome:
        """What became of a document; raises ClusterError in a worker that could not be set up."""
        processes = get_worker().plugins.get(self._run)
        if not isinstance(processes, ReadingProcesses):
            raise ClusterError(f"the Dask worker {get_worker().address} could not be set up for this run; see its log")
        return processes.pool.read(job)


def run_on_cluster(plan: Plan, store: Store, inventory: Inventory, reporter: Reporter, address: str = "") -> Report:
    """The flow with its tasks on the Dask cluster at `address`, else on one of this machine that ends with the run.

    Raises ClusterError where there is no cluster, or not one that can take this run.
    """
    local: dict[str, Any] = {"n_workers": plan.request.workers, "threads_per_worker": 1, "dashboard_address": None,
                             "preload": ["flows.deaf"]}  # fmt: skip
    runner = (
        DaskTaskRunner(address=address, client_kwargs={"timeout": CONNECT_SECONDS})
        if address
        else DaskTaskRunner(cluster_kwargs={**local, "memory_limit": 0})  # a child is held to its own limit
    )
    with _server_for_workers(address):
        carry_out = partial(run, plan, store, inventory, partial(_read, plan), reporter)
        return as_flow(Work(carry_out, store), len(plan.jobs()), runner)


@contextmanager
def _server_for_workers(address: str) -> Iterator[None]:
    """Tell the workers where Prefect's server is; else each would start one of its own."""
    with get_client(sync_client=True) as client:
        api = str(client.api_url)
        if address and _is_of_this_machine(api) and not _is_of_this_machine(address):
            raise ClusterError(
                f"the Dask workers can't reach Prefect's server at {api}: set PREFECT_API_URL; see {DOCS}"
            )
        with temporary_settings({PREFECT_API_URL: api}):
            yield


def _is_of_this_machine(address: str) -> bool:
    return urlsplit(address).hostname in ("127.0.0.1", "localhost", "::1")


def _read(plan: Plan, jobs: Sequence[Job], pool: Readers, reporter: Reporter) -> None:
    """Read all jobs on the cluster of the flow that calls; the pool of this process stays unused."""
    client = _client()
    with _set_up(client, plan, reporter) as there:
        ahead = max(LEAST_AHEAD, AHEAD * sum(client.nthreads().values()))
        for future in in_window(lambda job: _Reading(job, there), jobs, ahead):
            reporter.finished(future.outcome())


def _client() -> Client:
    """The connection to the cluster of the flow that calls; raises ClusterError."""
    context = FlowRunContext.get()
    assert context is not None
    runner = cast(DaskTaskRunner, context.task_runner)
    try:
        client = runner.client
    except (OSError, ValueError) as error:
        raise ClusterError(f"no Dask scheduler answers at {runner.address} ({error}); see {DOCS}") from error
    try:
        client.wait_for_workers(1, timeout=WORKERS_SECONDS)
    except TimeoutError as error:
        raise ClusterError(f"the Dask cluster at {runner.address} has no worker; start some, see {DOCS}") from error
    return client


@contextmanager
def _set_up(client: Client, plan: Plan, reporter: Reporter) -> Iterator[PoolThere]:
    """Within the block each worker has child processes for this run."""
    name = f"kehoach {plan.request.out.absolute()}"
    client.subscribe_topic(name, lambda event: reporter.page(*event[1]["read"]))
    client.register_plugin(ReadingProcesses(plan, name), name)
    try:
        yield PoolThere(name)
    finally:
        client.unsubscribe_topic(name)
        client.unregister_worker_plugin(name)


class _Reading:
    """A document under way on the cluster."""

    def __init__(self, job: Job, pool: PoolThere) -> None:
        self._job = job
        self._future = read_document.submit(job.source_path, job, pool)

    def add_done_callback(self, fn: Callable[[_Reading], None]) -> None:
        """Call `fn` when it has ended."""
        self._future.add_done_callback(lambda future: fn(self))

    def outcome(self) -> Outcome:
        """What became of it; raises ClusterError where it was not the document's fault."""
        try:
            return outcome_of(self._future.result(raise_on_failure=False))
        except KilledWorker as error:
            cause = f"The Dask workers that read it died one after the other, the last at {error.last_worker.address}."
            return fail(self._job, WorkerCrashedError(cause).failure)
