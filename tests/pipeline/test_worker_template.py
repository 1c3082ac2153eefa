"""Workers are forked from a process that has loaded all, and do not need it any more."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.forking import _tell_ended
from pipeline.model import Status
from pipeline.pool import WorkerPool
from pipeline.version import ROOT
from pipeline.worker_template import ONE_THREAD
from tests.pipeline.fakes import WORKER
from tests.pipeline.test_limits import a_job


def loading(step: str) -> tuple[str, ...]:
    """The command of fake workers whose template takes a step first."""
    code = (
        f"from tests.pipeline.fakes import fake_stages; from pipeline.worker import serve; serve(fake_stages, [{step}])"
    )
    return (*WORKER[:-1], code)


def test_what_all_workers_need_is_loaded_once(tmp_path: Path) -> None:
    loads = tmp_path / "loads"
    with WorkerPool(2, command=loading(f"lambda: open({str(loads)!r}, 'a').write('load ')")) as pool:
        for text in ("Mot", "crash a", "killed b", "Hai"):
            pool.read(a_job(tmp_path, text))
    assert loads.read_text() == "load "


def test_what_cannot_be_loaded_costs_no_document_that_does_not_need_it(tmp_path: Path) -> None:
    with WorkerPool(1, command=loading("lambda: 1 / 0")) as pool:
        assert pool.read(a_job(tmp_path, "Ke hoach")).status is Status.OK


def test_a_template_that_ends_by_itself_is_told(tmp_path: Path) -> None:
    with WorkerPool(1, command=(sys.executable, "-c", "import nothing_of_the_name")) as pool:
        failure = pool.read(a_job(tmp_path, "Ke hoach")).failure
    assert failure is not None
    assert failure.code == "worker_crashed"
    assert "ended with status 1: ModuleNotFoundError: No module named 'nothing_of_the_name'" in failure.message


def test_a_dead_template_gets_a_successor(tmp_path: Path) -> None:
    with WorkerPool(1, command=WORKER) as pool:
        failure = pool.read(a_job(tmp_path, "template-dies a")).failure
        assert failure is not None
        assert failure.code == "worker_crashed"
        assert pool.read(a_job(tmp_path, "Ke hoach")).status is Status.OK


def test_the_template_has_one_thread_when_it_forks() -> None:
    """A thread of a library would be missing in the workers, and what it had locked would stay so."""
    code = (
        "import os; from pipeline.stages import LOADED_FIRST; "
        "[step() for step in LOADED_FIRST]; print(len(os.listdir('/proc/self/task')))"
    )
    environment = {"PYTHONPATH": str(ROOT), **ONE_THREAD}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


def test_the_number_of_a_worker_that_has_ended_is_not_killed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be another process's by then."""
    with WorkerPool(1, command=WORKER) as pool:
        pool.read(a_job(tmp_path, "Ke hoach"))
        (worker,) = pool._all
        os.kill(worker.pid, signal.SIGKILL)
        assert select.select([worker._forked.status], [], [], 30)[0]
        with monkeypatch.context() as patched:
            patched.setattr(os, "killpg", lambda *_: pytest.fail("a number that may be another's was killed"))
            assert worker.kill() == -signal.SIGKILL


def test_what_a_worker_started_ends_with_it() -> None:
    command = ["sh", "-c", "sleep 60 & echo started"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"started\n"
        os.waitid(os.P_PID, worker.pid, os.WEXITED | os.WNOWAIT)
        status, told = os.pipe()
        _tell_ended({worker.pid: told})
        assert select.select([worker.stdout], [], [], 30)[0], "the engine still holds its end of the pipe"
        assert worker.stdout.read() == b""
        assert os.read(status, 16) == b"0"
        os.close(status)
