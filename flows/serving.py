"""The process that takes a service's scheduled runs from the Prefect server: `python -m flows.serving SERVICE.json`.

It may end at any time (the server is gone, it was killed): `flows.serve` starts it anew.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.runner import Runner
from prefect.schedules import Cron, Interval, Schedule
from prefect.states import Crashed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.types.entrypoint import EntrypointType

from flows.ingest import ingest
from pipeline.service import Service, load

AT_ONCE = 2
"""A run, and a second one that finds the folder in use and ends."""

POLL_SECONDS = 5.0
_UNFINISHED = (StateType.PENDING, StateType.RUNNING, StateType.CANCELLING)


async def serve(service: Service) -> None:
    """Deploy the service, clear up what an earlier process left, run once now, and then as scheduled."""
    runner = Runner(name=service.name, query_seconds=POLL_SECONDS, limit=AT_ONCE, pause_on_shutdown=False)
    deployment = await runner.aadd_flow(
        _flow(service),
        name=service.name,
        schedule=schedule(service),
        paused=False,
        parameters={
            name: getattr(service, name) for name in ("inbox", "out", "workers", "settle_seconds", "max_failures")
        },
        description=f"Reads {service.inbox} to {service.out} {service.schedule}",
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    await _clear(deployment)
    async with get_client() as client:
        await client.create_flow_run_from_deployment(deployment)
    await runner.start()


def schedule(service: Service) -> Schedule:
    """The schedule in Prefect's terms; raises ValueError for a cron expression that is none."""
    if service.cron:
        return Cron(service.cron, timezone=service.timezone)
    return Interval(timedelta(seconds=service.every_seconds))


def _flow(service: Service) -> Flow[Any, Any]:
    runner = cast(TaskRunner[Any], ThreadPoolTaskRunner[Any](max_workers=service.workers))
    return cast(Flow[Any, Any], ingest.with_options(task_runner=runner))


async def _clear(deployment: UUID) -> None:
    """Drop runs whose time went by while nobody served, and end those whose process is gone.

    One run takes all that waits, so the missed ones are not made up for.
    """
    async with get_client() as client:
        for run in await _runs(deployment, (StateType.SCHEDULED,)):
            if run.expected_start_time and run.expected_start_time < datetime.now(UTC):
                await client.delete_flow_run(run.id)
        for run in await _runs(deployment, _UNFINISHED):
            await client.set_flow_run_state(run.id, Crashed(message="The service was stopped."), force=True)


async def _runs(deployment: UUID, states: tuple[StateType, ...]) -> list[FlowRun]:
    wanted = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=[deployment]),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(states))),
    )
    async with get_client() as client:
        return list(await client.read_flow_runs(flow_run_filter=wanted))


if __name__ == "__main__":
    asyncio.run(serve(load(Path(sys.argv[1]))))
