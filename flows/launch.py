"""Runs with a Prefect server of their own: it comes up while the first documents are read, and ends with the run.

Where a service's server runs on this machine, or PREFECT_API_URL names one, that is used instead.
"""

from __future__ import annotations

from flows.embedded import server_of_run
from pipeline.ahead import Ahead
from pipeline.inventory import Inventory
from pipeline.plan import Plan
from pipeline.progress import Reporter
from pipeline.run import Report, Run
from pipeline.store import Store


def run_here(plan: Plan, store: Store, inventory: Inventory, reporter: Reporter) -> Report:
    """A run as a flow whose tasks go to worker processes of this machine; has the form of `pipeline.run.Orchestrator`.

    Raises ServerError where the server does not come up; what was read by then is kept.
    """
    with (
        Run(plan, store, inventory, reporter) as begun,
        Ahead(begun.pool, begun.jobs) as ahead,
        server_of_run() as wait,
    ):
        from flows.batch import drain, run_batch  # noqa: PLC0415 - Prefect's import takes seconds

        wait()
        try:
            return run_batch(begun, ahead)
        finally:
            drain()


def run_on_cluster(plan: Plan, store: Store, inventory: Inventory, reporter: Reporter, address: str) -> Report:
    """A run as a flow whose tasks go to a Dask cluster; raises ServerError, ClusterError."""
    with server_of_run() as wait:
        from flows.batch import drain  # noqa: PLC0415 - Prefect's import takes seconds
        from flows.cluster import run_on_cluster  # noqa: PLC0415

        wait()
        try:
            return run_on_cluster(plan, store, inventory, reporter, address)
        finally:
            drain()
