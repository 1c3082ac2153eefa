"""The process of a run's own Prefect server: `python -m flows.run_server FD`, a socket that listens already.

What Prefect does not need for the runs themselves is left out: its pages, and the registry of its blocks.
"""

from __future__ import annotations

import gc
import os
import socket
import sys
from pathlib import Path

import uvicorn

from flows.database import by_one_at_a_time

LIGHT = {
    "PREFECT_UI_ENABLED": "false",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",
}


def serve(listener: socket.socket) -> None:
    """Answer until SIGTERM; exits with an error where the database can't be used."""
    gc.set_threshold(50_000, 50, 100)  # a sixth of the time of the imports
    from prefect.server.api.server import create_app  # noqa: PLC0415 - its settings are those of the environment

    config = uvicorn.Config(create_app(), log_level="error", lifespan="on", timeout_graceful_shutdown=3)
    Server(config).run(sockets=[listener])


class Server(uvicorn.Server):
    """Several runs may begin at once."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Bring the database up to date, alone, and begin to answer."""
        with by_one_at_a_time(Path(os.environ["PREFECT_HOME"])):
            await super().startup(sockets)


if __name__ == "__main__":
    os.environ.update(LIGHT)
    serve(socket.socket(fileno=int(sys.argv[1])))
