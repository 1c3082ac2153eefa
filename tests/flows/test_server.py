from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from flows import children, server
from flows.children import Child
from flows.server import Server, ServerError, is_healthy, running


class _Health(BaseHTTPRequestHandler):
    delay = 0.0

    def do_GET(self) -> None:
        time.sleep(self.delay)
        self.send_response(200 if self.path == "/api/health" else 404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def api() -> Iterator[str]:
    """The address of a server that says that it is well."""
    healthy = HTTPServer(("127.0.0.1", 0), _Health)
    threading.Thread(target=healthy.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{healthy.server_port}/api"
    healthy.shutdown()
    healthy.server_close()


def test_a_server_that_answers_is_healthy(api: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert is_healthy(api)
    assert not is_healthy(api.replace("/api", "/other"))
    assert not is_healthy("http://127.0.0.1:1/api")
    assert not is_healthy("nonsense")


def test_a_server_that_runs_is_used_and_not_ended(api: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_SERVER_API_PORT", api.split(":")[2].removesuffix("/api"))
    found = Server(tmp_path)
    found.wait(lambda: False)
    assert (found.api, found.ui) == (api, api.removesuffix("/api"))
    assert not (tmp_path / "server.log").exists()
    assert running(tmp_path) == api
    found.stop()
    assert is_healthy(api)


def test_a_server_that_is_busy_is_used(api: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(_Health, "delay", 0.8)
    (tmp_path / server.FILE).write_text(json.dumps({"api": api}))
    assert running(tmp_path) == api


def test_a_given_server_that_is_silent_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    monkeypatch.setattr(server, "START_SECONDS", 0.1)
    with pytest.raises(ServerError, match="no Prefect server answers at PREFECT_API_URL=http:"):
        Server(tmp_path).wait(lambda: False)


def test_a_server_that_does_not_start_is_told_with_what_it_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_SERVER_API_PORT", "1")
    monkeypatch.setattr(children, "FIRST_WAIT", 0.01)
    statement = "raise SystemExit('the port is taken')"
    dying = Child(["timeit", "-n", "1", "-r", "1", statement], tmp_path / "server.log")
    monkeypatch.setattr(Server, "_ours", lambda *_: dying)
    with pytest.raises(ServerError, match=r"PREFECT_SERVER_API_PORT. It said last: .*the port is taken"):
        Server(tmp_path).wait(lambda: False)


@pytest.mark.parametrize("written", ["", "[]", json.dumps({"api": "http://127.0.0.1:1/api"})])
def test_a_server_that_is_gone_is_not_used(tmp_path: Path, written: str) -> None:
    (tmp_path / "server.json").write_text(written)
    assert running(tmp_path) == ""
