from __future__ import annotations

import io
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest
from rich.console import Console

from pipeline.errors import failure_of
from pipeline.inputs import InputError, collect
from pipeline.inventory import Inventory
from pipeline.model import Status
from pipeline.overview import not_read
from pipeline.plan import Plan, Request, plan
from pipeline.pool import InterruptedRunError, WorkerPool
from pipeline.process import Job, process
from pipeline.progress import LineReporter, reporter
from pipeline.run import Report, run_plainly
from pipeline.store import Store
from pipeline.summary import print_plan, print_report
from pipeline.version import ROOT, code_version, matters
from tests.pipeline.fakes import WORKER, fake_stages

PLANS = {
    "crash.txt": "crash a",
    "good.txt": "Xay dwng ho so\fTrang hai",
    "memory.txt": "memory a",
    "noise.txt": "noise a",
    "once.txt": "crash-once a",
    "other.txt": "Ke hoach 5",
    "raise.txt": "raise a",
}


def write_plans(folder: Path, plans: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in plans.items():
        (folder / name).write_text(text)
    return folder


def planned(request: Request) -> tuple[Plan, Store, Inventory]:
    store, inventory = Store(request.out), Inventory(request.out)
    inventory.load()
    items = collect(request.inputs, request.out)
    return plan(request, items, store, inventory), store, inventory


def carry_out(request: Request) -> Report:
    Store(request.out).prepare()
    todo, store, inventory = planned(request)
    return run_plainly(todo, store, inventory, LineReporter(Console(file=io.StringIO()), todo.shown))


def a_request(tmp_path: Path, plans: dict[str, str] = PLANS) -> Request:
    folder = write_plans(tmp_path / "plans", plans)
    return Request([str(folder)], tmp_path / "out", workers=2, worker=WORKER)


def tables(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / "tables").iterdir()}


def test_a_fault_of_one_document_is_its_own(tmp_path: Path) -> None:
    request = a_request(tmp_path)
    report = carry_out(request)
    assert report.outcomes == {"ok": 4, "failed": 3}
    store = Store(request.out)
    causes = {entry.source_path: store.load(entry.doc_id).failure for entry in _inventory(request)}
    codes = {name.removeprefix("plans/"): failure.code for name, failure in causes.items() if failure}
    assert codes == {"crash.txt": "worker_crashed", "memory.txt": "out_of_memory", "raise.txt": "internal_error"}


def _inventory(request: Request) -> Inventory:
    inventory = Inventory(request.out)
    inventory.load()
    return inventory


def test_a_second_run_reads_only_what_failed_and_gives_the_same_bytes(tmp_path: Path) -> None:
    request = a_request(tmp_path)
    carry_out(request)
    before = tables(request.out)
    reasons = {task.entry.source_path: task.reason for task in planned(request)[0].tasks}
    assert reasons["plans/good.txt"] == "already read"
    assert reasons["plans/crash.txt"] == "failed before"
    assert carry_out(request).read == 3
    assert tables(request.out) == before


def test_new_changed_and_forced_files_are_read(tmp_path: Path) -> None:
    request = a_request(tmp_path, {"a.txt": "Mot", "b.txt": "Hai"})
    carry_out(request)
    write_plans(tmp_path / "plans", {"b.txt": "Hai hai", "c.txt": "Ba"})
    assert {task.reason for task in planned(request)[0].tasks} == {"already read", "new"}
    assert carry_out(request).read == 2
    assert carry_out(replace(request, force=True)).read == 3
    assert carry_out(replace(request, settings={"dpi": 150})).read == 3


def test_another_version_of_the_code_reads_all_again(tmp_path: Path) -> None:
    request = a_request(tmp_path, {"a.txt": "Mot"})
    carry_out(request)
    with mock.patch("pipeline.plan.code_version", return_value="another"):
        todo = planned(request)[0]
    assert [(task.read, task.reason.split(" of ")[0]) for task in todo.tasks] == [(True, "read by another version")]


def test_the_same_bytes_are_read_once(tmp_path: Path) -> None:
    request = a_request(tmp_path, {"a.txt": "Mot", "b.txt": "Mot"})
    report = carry_out(request)
    assert (report.read, report.outcomes) == (1, {"ok": 2})


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("", {"crash.txt", "memory.txt", "raise.txt"}),
        ("failed", {"crash.txt", "memory.txt", "raise.txt"}),
        ("out_of_memory", {"memory.txt"}),
        ("refused", set()),
    ],
)
def test_what_was_not_read_is_found_again(tmp_path: Path, wanted: str, names: set[str]) -> None:
    request = a_request(tmp_path)
    carry_out(request)
    items = not_read(Store(request.out), _inventory(request), wanted)
    assert {item.path.name for item in items} == names
    assert all(item.path.is_file() for item in items)


JUMPING = "import itertools, time; at = itertools.cycle([0.0, 4e9, 1.7e9]); time.time = lambda: next(at); "


def test_a_clock_that_jumps_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Years forth and back at every look, in the run and in its workers: nothing times out or is read again."""
    request = a_request(tmp_path, {"a.txt": "Mot", "b.txt": "slow b", "c.txt": "Ba"})
    carry_out(replace(request, out=tmp_path / "undisturbed"))
    moments = itertools.cycle([0.0, 4e9, 1.7e9])
    monkeypatch.setattr(time, "time", lambda: next(moments))
    jumping = replace(request, worker=(*WORKER[:-1], JUMPING + WORKER[-1]))
    assert carry_out(jumping).outcomes == {"ok": 3}
    assert tables(request.out) == tables(tmp_path / "undisturbed")
    assert carry_out(jumping).read == 0


def test_the_limit_leaves_the_rest_waiting(tmp_path: Path) -> None:
    request = a_request(tmp_path, {"a.txt": "Mot", "b.txt": "Hai", "c.txt": "Ba"})
    report = carry_out(replace(request, limit=1))
    assert report.outcomes == {"ok": 1, "waiting": 2}
    assert carry_out(replace(request, limit=1)).outcomes == {"ok": 2, "waiting": 1}


def test_a_vanished_file_has_its_row_and_its_line(tmp_path: Path) -> None:
    request = a_request(tmp_path, {"a.txt": "Mot"})
    heard = io.StringIO()
    request = replace(request, inputs=[*request.inputs, str(tmp_path / "gone.pdf")])
    Store(request.out).prepare()
    todo, store, inventory = planned(request)
    report = run_plainly(todo, store, inventory, LineReporter(Console(file=heard, width=500), todo.shown))
    assert report.outcomes == {"ok": 1, "failed": 1}
    assert "gone.pdf: failed (vanished): gone.pdf is not there. Put the file back" in heard.getvalue()


def test_a_run_without_plans_is_refused(tmp_path: Path) -> None:
    request = Request([str(write_plans(tmp_path / "plans", {}))], tmp_path / "out")
    with pytest.raises(InputError, match="no plans in"):
        planned(request)


def a_job(tmp_path: Path, text: str) -> Job:
    out = tmp_path / "out"
    Store(out).prepare()
    path = tmp_path / "plan.txt"
    path.write_text(text)
    return Job(str(path), "plan.txt", "ab" * 32, 1, str(out), "v")


def test_a_worker_that_hangs_is_killed(tmp_path: Path) -> None:
    with WorkerPool(1, command=WORKER) as pool:
        outcome = pool.read(replace(a_job(tmp_path, "hang"), settings={"page_timeout": 5}))
        assert outcome.failure is not None
        assert outcome.failure.code == "timeout"
        assert pool.read(a_job(tmp_path, "Ke hoach")).status is Status.OK


def test_a_closed_pool_ends_its_readers_at_once_and_stores_nothing(tmp_path: Path) -> None:
    job = a_job(tmp_path, "hang")
    pool = WorkerPool(1, command=WORKER)
    threading.Timer(1.0, pool.close).start()
    started = time.monotonic()
    with pytest.raises(InterruptedRunError):
        pool.read(job)
    with pytest.raises(InterruptedRunError):
        pool.read(job)
    assert time.monotonic() - started < 5
    assert list((tmp_path / "out" / "documents").iterdir()) == []


def test_workers_are_told_of_pages(tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    with WorkerPool(1, lambda *event: heard.append(event), WORKER) as pool:
        pool.read(a_job(tmp_path, "Ke hoach"))
    assert heard == [("plan.txt", 1, 2), ("plan.txt", 2, 2)]


def test_a_worker_dies_with_its_parent(tmp_path: Path) -> None:
    job = a_job(tmp_path, "hang")
    code = (
        "import sys; from pipeline.pool import WorkerPool; from pipeline.process import Job; "
        "from tests.pipeline.fakes import WORKER; import threading; pool = WorkerPool(1, command=WORKER); "
        "threading.Timer(1.5, lambda: print(*[w.pid for w in pool._all], flush=True)).start(); "
        f"pool.read(Job({job.path!r}, 'plan.txt', 'ab' * 32, 1, {job.out!r}, 'v'))"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    assert Path(f"/proc/{worker}").exists()
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    deadline = time.monotonic() + 5
    while _alive(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(worker)


def _alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text()


def test_a_result_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    job = a_job(tmp_path, "Ke hoach")
    full = OSError(28, "No space left on device")
    with mock.patch.object(Store, "save", side_effect=full):
        outcome = process(job, fake_stages, lambda page, pages: None)
    assert outcome.failure is not None
    assert (outcome.failure.code, outcome.failure.passing) == ("disk_full", True)
    assert "could not be written either" in outcome.failure.message


def test_a_fault_of_the_code_names_its_place() -> None:
    try:
        int("x")
    except ValueError as error:
        failure = failure_of(error)
    assert "test_run.py:" in failure.message
    assert not failure.passing


def test_lines_and_bars(tmp_path: Path) -> None:
    plain, terminal = io.StringIO(), io.StringIO()
    for console in (Console(file=plain, width=300), Console(file=terminal, width=300, force_terminal=True)):
        shown = reporter(console, 1)
        with shown, WorkerPool(1, shown.page, WORKER) as pool:
            shown.finished(pool.read(a_job(tmp_path, "Ke hoach")))
    assert plain.getvalue() == "[1/1] plan.txt: ok, 1 page, 1 row\n"
    assert "1/1" in terminal.getvalue()
    assert "2 pages" in terminal.getvalue()


def test_long_documents_give_a_sign_of_life() -> None:
    heard = io.StringIO()
    LineReporter(Console(file=heard), 1, every_seconds=0.0).page("plan.pdf", 3, 300)
    assert heard.getvalue() == "plan.pdf: page 3 of 300\n"


def test_the_plan_and_the_report_are_shown(tmp_path: Path) -> None:
    request = a_request(tmp_path, {"a.txt": "Mot", "b.txt": "raise"})
    heard = io.StringIO()
    console = Console(file=heard, width=300)
    print_plan(console, planned(request)[0])
    assert "read plans/a.txt: new\n" in heard.getvalue()
    assert "2 of 2 files would be read" in heard.getvalue()
    print_report(console, carry_out(request), request.out, 1.25)
    assert "files: 1 ok, 1 failed; read now: 2; 1.2 s" in heard.getvalue()
    assert "1 deadlines" in heard.getvalue()
    assert str(request.out / "tables" / "documents.csv") in heard.getvalue()


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("normalizers/repair.py", True),
        ("pipeline/tabulate.py", True),
        ("data/agencies.tsv", True),
        ("data/models/channel.bin", True),
        ("pipeline/cli.py", False),
        ("pipeline/commands/run.py", False),
        ("pipeline/progress.py", False),
        ("pipeline/query/views.py", False),
        ("data/cautions.tsv", False),
        ("data/samples/plan.pdf", False),
        ("data/gold/plan/targets.csv", False),
        ("data/models/card.md", False),
        ("normalizers/__pycache__/repair.pyc", False),
    ],
)
def test_what_makes_another_version(name: str, counts: bool) -> None:
    assert matters(name) is counts


def test_settings_make_another_version() -> None:
    assert code_version("a") != code_version("b")
    assert code_version("a") == code_version("a")
