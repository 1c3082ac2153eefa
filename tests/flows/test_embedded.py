from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows import embedded
from flows.children import Child
from flows.embedded import LOG, EmbeddedServer, server_of_run
from flows.server import ServerError


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)


def ends_at_once(*_: object, **more: object) -> Child:
    """Stands for a server that does not come up."""
    return Child(
        ["timeit", "-n", "1", "-r", "1", "raise SystemExit('no room')"], Path(os.environ["PREFECT_HOME"]) / LOG
    )


def test_a_server_that_does_not_come_up_is_told_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "Child", ends_at_once)
    with pytest.raises(ServerError, match="--no-prefect") as told, server_of_run() as wait:
        wait()
    assert str(tmp_path / LOG) in str(told.value)
    assert "no room" in (tmp_path / LOG).read_text()
    assert "PREFECT_API_URL" not in os.environ


def test_a_server_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def hangs(*_: object, **more: object) -> Child:
        return Child(["timeit", "-n", "1", "-r", "1", "import time; time.sleep(600)"])

    monkeypatch.setattr(embedded, "Child", hangs)
    moments = iter(range(0, 10_000, 100))
    server = EmbeddedServer(tmp_path, clock=lambda: float(next(moments)))
    with pytest.raises(ServerError, match="did not come up"):
        server.wait()
    server.stop()


def test_a_server_that_the_user_has_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(embedded, "EmbeddedServer", None)
    with monkeypatch.context() as here:
        here.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
        with server_of_run() as wait:
            wait()
            assert os.environ["PREFECT_API_URL"] == "http://127.0.0.1:1/api"
    (tmp_path / "profiles.toml").write_text("")
    with server_of_run() as wait:
        wait()
        assert "PREFECT_API_URL" not in os.environ
