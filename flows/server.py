"""The Prefect server that a service talks to: the user's own, one that runs here already, or one that is started.

Prefect's embedded server runs no schedules, so a service needs `prefect server start`. Nothing here imports
Prefect, whose settings are read when it is imported.
"""

from __future__ import annotations

import json
import os
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from flows.children import Child
from flows.database import by_one_at_a_time, set_unusable_aside
from pipeline.files import write_text
from pipeline.orchestration import OrchestratorError

HOST, PORT = "127.0.0.1", "4200"
FILE = "server.json"
CHECK_SECONDS = 5.0
ANSWER_SECONDS = 5.0
"""How long a server on this machine may take to answer: one that is busy is there, one that is gone refuses at once."""
START_SECONDS = 180.0
"""Within this time a started server answers, also on a slow and busy machine; else it is started anew."""

MOST_STARTS = 3
"""A server that ends by itself so often in a row will not come up."""

GRACE_SECONDS = 10.0
"""What the server has to close its database."""

_TAIL = 2000


class ServerError(OrchestratorError):
    """No Prefect server can be had."""


class Server:
    """`keep` is called again and again; `api` is the server's address."""

    def __init__(self, home: Path, clock: Callable[[], float] = time.monotonic) -> None:
        given = os.environ.get("PREFECT_API_URL", "")
        host = os.environ.get("PREFECT_SERVER_API_HOST", HOST)
        port = os.environ.get("PREFECT_SERVER_API_PORT", PORT)
        self.api = given or f"http://{host}:{port}/api"
        self._clock = clock
        self._home, self._log = home, home / "server.log"
        self._child = None if given else self._ours(host, port)
        self._looked = self._healthy_at = clock()
        self._answers = True

    @property
    def ui(self) -> str:
        """The address of the server's pages."""
        return self.api.removesuffix("/api")

    def wait(self, is_stopped: Callable[[], bool]) -> None:
        """Start the server where none runs, and wait until it answers; raises ServerError."""
        if not is_healthy(self.api):
            with by_one_at_a_time(self._home):
                self._come_up(is_stopped)
        if self._child is not None:
            write_text(self._home / FILE, json.dumps({"api": self.api}) + "\n")

    def _come_up(self, is_stopped: Callable[[], bool]) -> None:
        end = self._clock() + START_SECONDS
        while not is_healthy(self.api) and not is_stopped():
            self._start()
            if self._clock() > end or (self._child is not None and self._child.short_lives >= MOST_STARTS):
                raise ServerError(self._silence())
            time.sleep(0.5)

    def keep(self) -> bool:
        """See now and then whether the server answers; where it is silent, start one, or start ours anew.

        Whether it answered when it was asked last.
        """
        now = self._clock()
        if now - self._looked < CHECK_SECONDS:
            return self._answers
        self._looked, self._answers = now, is_healthy(self.api)
        if self._answers:
            self._healthy_at = now
        elif self._child is not None:
            if self._child.is_alive and now - self._healthy_at > START_SECONDS:
                self._child.stop()
                self._healthy_at = now
            self._start()
        return self._answers

    def _start(self) -> None:
        """Start our server where it does not run, over a database that it can use."""
        if self._child is not None and not self._child.is_alive:
            set_unusable_aside(self._home)
            self._child.keep()

    def stop(self) -> None:
        """End the server if it was started here."""
        if self._child is not None:
            self._child.stop(GRACE_SECONDS)

    def _ours(self, host: str, port: str) -> Child:
        more = {"PREFECT_SERVER_UI_STATIC_DIRECTORY": str(self._home / "ui"), "PREFECT_API_URL": self.api}
        command = ["prefect", "server", "start", "--host", host, "--port", port]
        return Child(command, self._log, more, clock=self._clock)

    def _silence(self) -> str:
        if self._child is None:
            return f"no Prefect server answers at PREFECT_API_URL={self.api}; start it, or unset PREFECT_API_URL"
        said = self._log.read_text(encoding="utf-8", errors="replace")[-_TAIL:].strip() if self._log.exists() else ""
        last = said.rpartition("\n")[2]
        return (
            f"Prefect's server does not answer at {self.api}; another program may hold the port: choose one with "
            f"PREFECT_SERVER_API_PORT. It said last: {last or 'nothing'} ({self._log})"
        )


def is_healthy(api: str, seconds: float = 2.0) -> bool:
    """Whether a Prefect server answers at the address; local ones are asked past any proxy."""
    handlers = [urllib.request.ProxyHandler({})] if "//127.0.0.1" in api or "//localhost" in api else []
    try:
        with urllib.request.build_opener(*handlers).open(f"{api}/health", timeout=seconds) as answer:
            return bool(answer.status == 200)
    except (OSError, ValueError):
        return False


def running(home: Path) -> str:
    """The address of the server that a service has started on this machine, if it answers; else nothing."""
    try:
        api = str(json.loads((home / FILE).read_text(encoding="utf-8"))["api"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return api if is_healthy(api, ANSWER_SECONDS) else ""
