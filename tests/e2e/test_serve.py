"""The service as a user meets it: a folder that is read on a schedule, whatever happens to its processes."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.command import COMMAND, children, environment, kehoach, rows
from tests.e2e.papers import PLAN, write_plan

PATIENCE = 240.0
"""Seconds that anything may take on a busy machine."""


class Machine:
    """A machine with an inbox, an output folder and a Prefect home of its own."""

    def __init__(self, folder: Path) -> None:
        self.inbox, self.out, self.log = folder / "inbox", folder / "out", folder / "log"
        self.inbox.mkdir(parents=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.more = {"XDG_CACHE_HOME": str(folder / "cache"), "PREFECT_SERVER_API_PORT": str(self.port)}
        self.service: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        inherited = {name: value for name, value in environment().items() if not name.startswith("PREFECT_")}
        command = [*COMMAND, "serve", str(self.inbox), "--out", str(self.out), "--every", "5s", "--settle", "2"]
        with self.log.open("ab") as log:
            self.service = subprocess.Popen(
                command, env={**inherited, **self.more}, stdout=log, stderr=log, start_new_session=True
            )

    def end(self, number: signal.Signals) -> None:
        assert self.service is not None
        os.kill(self.service.pid, number)
        self.service.wait(60)

    def read(self) -> dict[str, dict[str, str]]:
        """The rows of documents.csv by the file's name."""
        if not (self.out / "tables" / "documents.csv").exists():
            return {}
        return {Path(row["source_path"]).name: row for row in rows(self.out, "documents")}

    def eventually(self, is_so: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < deadline, self.log.read_text()[-4000:]
            time.sleep(0.2)

    def ask(self, path: str, body: dict[str, Any]) -> Any:
        """What Prefect's server answers."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
            return json.load(answer)

    def processes(self, words: bytes) -> list[int]:
        """The service's processes whose command has the words; at least one."""
        assert self.service is not None
        found = [pid for pid in children(self.service.pid) if words in Path(f"/proc/{pid}/cmdline").read_bytes()]
        assert found
        return found

    def artifacts(self) -> dict[str, list[dict[str, Any]]]:
        """The newest artifacts by key, as rows."""
        found = self.ask("artifacts/latest/filter", {})
        return {artifact["key"]: json.loads(artifact["data"]) for artifact in found}


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A machine whose service runs and has read two plans, one of them under two names, and an empty file."""
    machine = Machine(tmp_path_factory.mktemp("machine"))
    write_plan(machine.inbox / "a.txt", 1)
    write_plan(machine.inbox / "changes.txt", 3)
    shutil.copy(machine.inbox / "a.txt", machine.inbox / "copy.txt")
    (machine.inbox / "empty.pdf").write_bytes(b"")
    machine.start()
    machine.eventually(machine.read)
    yield machine
    machine.end(signal.SIGTERM)


def test_the_service_says_where_its_pages_are(machine: Machine) -> None:
    assert f"Prefect shows its runs at http://127.0.0.1:{machine.port}" in machine.log.read_text()
    with urllib.request.urlopen(f"http://127.0.0.1:{machine.port}/", timeout=20) as page:
        assert b"<html" in page.read().lower()


def test_a_copy_is_linked_and_what_can_not_be_read_has_its_row(machine: Machine) -> None:
    found = machine.read()
    assert found["copy.txt"]["duplicate_of"] == found["a.txt"]["source_path"] == "inbox/a.txt"
    assert found["empty.pdf"]["outcome"] == "empty"
    said = kehoach("status", machine.out).stdout
    assert f"the service of {machine.inbox} (every 5 s) runs, shown at http://127.0.0.1:{machine.port}" in said
    assert "empty (empty_file): 1" in said


def test_a_growing_file_is_read_once_and_a_changed_one_is_a_new_document(machine: Machine) -> None:
    before = machine.read()["changes.txt"]["doc_id"]
    text = PLAN.format(number=2)
    with (machine.inbox / "grows.txt").open("w", encoding="utf-8") as stream:
        for at in range(0, len(text), len(text) // 8):
            stream.write(text[at : at + len(text) // 8])
            stream.flush()
            time.sleep(1)
    write_plan(machine.inbox / "changes.txt", 4)
    machine.eventually(lambda: "grows.txt" in machine.read() and machine.read()["changes.txt"]["doc_id"] != before)
    found = machine.read()
    assert (found["grows.txt"]["number"], found["changes.txt"]["number"]) == ("2/KH-UBND", "4/KH-UBND")
    results = {path.stem for path in (machine.out / "documents").glob("*.json")}
    assert results == {row["doc_id"] for row in found.values()} | {before}


def test_prefect_shows_each_run_with_its_documents_rows_and_issues(machine: Machine) -> None:
    (deployment,) = machine.ask("deployments/filter", {})
    assert deployment["name"].startswith("inbox-")
    assert [schedule["schedule"]["interval"] for schedule in deployment["schedules"]] == [5.0]
    machine.eventually(lambda: {"table": "documents", "rows": len(machine.read())} in machine.artifacts()["rows"])
    assert machine.artifacts().keys() == {"documents", "not-read", "rows", "issues"}
    assert [row["error_code"] for row in machine.artifacts()["not-read"]] == ["empty_file"]
    runs = machine.ask("flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}})
    assert {run["state"]["name"] for run in runs} <= {"Completed", "NothingNew", "Skipped"}
    tasks = machine.ask("task_runs/filter", {})
    assert "inbox/a.txt" in {task["name"] for task in tasks}


def test_a_second_service_on_the_folder_is_refused(machine: Machine) -> None:
    said = kehoach("serve", machine.inbox, "--out", machine.out, "--every", "1h", settings=machine.more)
    assert (said.returncode, "another service writes to" in said.stderr) == (2, True)


@pytest.mark.slow
def test_a_batch_run_is_shown_by_the_same_server(machine: Machine, tmp_path: Path) -> None:
    plan = write_plan(tmp_path / "plan.txt", 9)
    done = kehoach("run", plan, "--out", tmp_path / "out", settings=machine.more)
    assert done.returncode == 0, done.stderr
    flows = machine.ask("flows/filter", {})
    assert {flow["name"] for flow in flows} == {"kehoach-ingest", "kehoach-batch"}


@pytest.mark.slow
def test_a_killed_service_goes_on_where_it_was(machine: Machine) -> None:
    assert machine.service is not None
    for number, killed in enumerate((True, True, False), 10):
        write_plan(machine.inbox / f"{number}.txt", number)
        machine.end(signal.SIGKILL if killed else signal.SIGTERM)
        machine.start()
        machine.eventually(lambda name=f"{number}.txt": name in machine.read())  # type: ignore[misc]


@pytest.mark.slow
def test_a_killed_server_is_started_again(machine: Machine) -> None:
    for process in machine.processes(b"\0server\0start"):
        os.kill(process, signal.SIGKILL)
    write_plan(machine.inbox / "20.txt", 20)
    machine.eventually(lambda: "20.txt" in machine.read())
    assert machine.processes(b"\0server\0start")


@pytest.mark.slow
def test_a_killed_run_is_taken_up_by_the_next(machine: Machine) -> None:
    for number in range(30, 60):
        write_plan(machine.inbox / f"{number}.txt", number)
    machine.eventually((machine.out / ".stale-tables").exists)
    for process in machine.processes(b"flows.serving"):
        os.kill(process, signal.SIGKILL)
    machine.eventually(lambda: {f"{number}.txt" for number in range(30, 60)} <= machine.read().keys())


@pytest.mark.slow
def test_a_power_cut_is_survived(machine: Machine) -> None:
    """All processes end at once; locks, a file half written, the address of a server and a torn history are left."""
    assert machine.service is not None
    for number in range(70, 90):
        write_plan(machine.inbox / f"{number}.txt", number)
    machine.eventually((machine.out / ".stale-tables").exists)
    for process in (*children(machine.service.pid), machine.service.pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    machine.service.wait()
    home = Path(machine.more["XDG_CACHE_HOME"]) / "kehoach" / "prefect"
    assert (home / "server.json").exists()
    assert (machine.out / ".lock").exists()
    assert (machine.out / ".service.lock").exists()
    (machine.out / "documents" / "0123.json.99.part").write_text('{"vers')
    for history in home.glob("prefect.db*"):
        history.write_bytes(b"torn by a power cut " * 100)
    machine.start()
    machine.eventually(lambda: {f"{number}.txt" for number in range(70, 90)} <= machine.read().keys())
    machine.eventually(lambda: not list(machine.out.rglob("*.part")))
    assert list(home.glob("unusable-*.db"))
    assert len([row for row in machine.read().values() if row["status"] == "ok"]) >= 20


@pytest.mark.slow
def test_a_port_that_another_program_holds_is_told(tmp_path: Path) -> None:
    """As after a restart of the machine, when something else was faster."""
    machine = Machine(tmp_path)
    with socket.create_server(("127.0.0.1", machine.port)):
        machine.start()
        assert machine.service is not None
        assert machine.service.wait(PATIENCE) == 1
    said = machine.log.read_text()
    assert "choose one with PREFECT_SERVER_API_PORT" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "--every 10m"),
        (["--every", "10m", "--cron", "* * * * *"], "--every 10m"),
        (["--every", "often"], "give a number with s, m, h or d"),
        (["--cron", "every day"], "--cron every day"),
    ],
)
def test_a_schedule_that_is_none_is_told(tmp_path: Path, arguments: list[str], told: str) -> None:
    said = kehoach("serve", tmp_path, "--out", tmp_path / "out", *arguments)
    assert (said.returncode, told in said.stderr) == (2, True), said.stderr
    assert "Traceback" not in said.stderr


def test_an_inbox_that_is_not_there_is_told(tmp_path: Path) -> None:
    said = kehoach("serve", tmp_path / "inbox", "--out", tmp_path / "out", "--every", "10m")
    assert (said.returncode, "no such folder; make it" in said.stderr) == (2, True)
