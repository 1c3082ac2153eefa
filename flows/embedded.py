"""The Prefect server of one run. Nothing here imports Prefect, so that both load at once.

Prefect would start one by itself, but with its first question only, after loading the whole server into the asking
process as well; and that one outlives a run that is killed. This one ends with the run, however the run ends.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.children import Child
from flows.database import set_unusable_aside
from flows.server import START_SECONDS, ServerError, is_healthy

LOG = "runs.log"
GRACE_SECONDS = 5.0
"""What the server has to write down what it was told last."""


@contextmanager
def server_of_run() -> Iterator[Callable[[], None]]:
    """A server for the time of the block, and what waits until it answers; nothing where the user has one.

    Prefect must be imported within the block, not before: it reads the server's address when it is imported.
    """
    home = Path(os.environ["PREFECT_HOME"])
    if "PREFECT_API_URL" in os.environ or (home / "profiles.toml").exists():
        yield lambda: None
        return
    set_unusable_aside(home)
    server = EmbeddedServer(home)
    os.environ["PREFECT_API_URL"] = server.api
    try:
        yield server.wait
    finally:
        server.stop()
        del os.environ["PREFECT_API_URL"]


class EmbeddedServer:
    """A server on a free port of this machine, with Prefect's history in `home`; it is started at once."""

    def __init__(self, home: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._log = home / LOG
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.api = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
            own = listener.fileno()
            self._child = Child(["flows.run_server", str(own)], self._log, inherited=[own])
            self._child.keep()

    def wait(self) -> None:
        """Wait until it answers; raises ServerError."""
        end = self._clock() + START_SECONDS
        while not is_healthy(self.api, 1.0):
            if not self._child.is_alive or self._clock() > end:
                raise ServerError(
                    f"Prefect's server did not come up, see {self._log}; what was read is kept. "
                    "Give the same command again, or go on without Prefect: --no-prefect"
                )
            time.sleep(0.05)

    def stop(self) -> None:
        """End it."""
        self._child.stop(GRACE_SECONDS)
