"""The service: a Prefect server and the process that serves the deployment, both kept alive until it is stopped."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

from flows.children import Child
from flows.server import Server
from pipeline.service import Service, alone
from pipeline.store import Store


def serve(service: Service, say: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; raises ServerError, BusyError, OutputError, and ValueError for a bad schedule."""
    _check_schedule(service)
    store = Store(Path(service.out))
    store.prepare()
    with alone(store.root), _until_stopped() as stopped:
        server = Server(Path(os.environ["PREFECT_HOME"]))
        os.environ["PREFECT_API_URL"] = server.api
        serving = Child(["flows.serving", str(replace(service, ui=server.ui).save())])
        try:
            say(f"kehoach: asks for a Prefect server at {server.api}; one that must be started takes a while")
            server.wait(stopped.is_set)
            say(f"kehoach: reads {service.inbox} to {service.out} {service.schedule}")
            say(f"kehoach: Prefect shows its runs at {server.ui}; Ctrl-C ends the service, the same command goes on")
            while not stopped.wait(1.0):
                if server.keep():
                    serving.keep()
        finally:
            serving.stop()  # a run may be killed at any time; the next one goes on
            server.stop()


def _check_schedule(service: Service) -> None:
    """Raise ValueError for a cron expression that is none; Prefect takes seconds to import."""
    from flows.serving import schedule  # noqa: PLC0415

    schedule(service)


@contextmanager
def _until_stopped() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set."""
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
