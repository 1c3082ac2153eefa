"""A Prefect server for all tests of the flows, as a run has it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.batch import drain
from flows.embedded import EmbeddedServer


@pytest.fixture(scope="session")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("prefect")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(home))
        server = EmbeddedServer(home)
    server.wait()
    with temporary_settings({PREFECT_API_URL: server.api}):
        yield
        drain()
    server.stop()
