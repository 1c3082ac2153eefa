"""Documents that hang, eat memory, spin, flood or babble are stopped from outside, with what they have started."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import KehoachError
from pipeline.model import Status
from pipeline.pool import WorkerPool
from pipeline.process import Job
from pipeline.settings import ReadSettings
from pipeline.store import Store
from pipeline.usage import Usage, usage_of
from pipeline.watch import Watch
from tests.pipeline.fakes import WORKER


def a_job(tmp_path: Path, text: str, **settings: Any) -> Job:
    out = tmp_path / "out"
    Store(out).prepare()
    path = tmp_path / f"{text.split(maxsplit=1)[0]}.txt"
    path.write_text(text)
    return Job(str(path), path.name, (text.encode().hex() * 64)[:64], 1, str(out), "v", settings)


@pytest.mark.parametrize(
    ("text", "settings", "expected", "told"),
    [
        ("crash", {}, ("worker_crashed", "failed"), "Segmentation fault"),
        ("killed", {}, ("worker_crashed", "failed"), "Killed"),
        ("hang", {"page_timeout": 2}, ("timeout", "failed"), "KEHOACH_PAGE_TIMEOUT"),
        ("engine-hangs", {"page_timeout": 2}, ("timeout", "failed"), "No page was finished within 2 seconds"),
        ("hang", {"max_seconds": 2}, ("timeout", "failed"), "KEHOACH_MAX_SECONDS"),
        ("spin", {"max_cpu_seconds": 1}, ("timeout", "failed"), "KEHOACH_MAX_CPU_SECONDS"),
        ("eat", {"max_memory": 400}, ("over_limit", "refused"), "more than 400 MB of memory"),
        ("engine-eats", {"max_memory": 400}, ("out_of_memory", "failed"), "An engine took more than 400 MB"),
        ("memory", {}, ("out_of_memory", "failed"), "fewer --workers"),
        ("bad-bytes", {}, ("worker_crashed", "failed"), "sent what is no message"),
        ("flood", {}, ("worker_crashed", "failed"), "sent what is no message"),
        ("large-result", {"max_output": 1_000_000}, ("over_limit", "refused"), "KEHOACH_MAX_OUTPUT"),
        ("raise", {}, ("internal_error", "failed"), "report it"),
    ],
)
def test_each_fault_has_its_code_its_class_and_a_remedy(
    tmp_path: Path, text: str, settings: dict[str, Any], expected: tuple[str, str], told: str
) -> None:
    with WorkerPool(1, command=WORKER) as pool:
        failed = pool.read(a_job(tmp_path, f"{text} a", **settings))
        assert failed.failure is not None
        assert (failed.failure.code, failed.failure.outcome) == expected, failed.failure
        assert told in f"{failed.failure.message} {failed.failure.remedy}"
        assert pool.read(a_job(tmp_path, "Ke hoach")).status is Status.OK
    stored = Store(tmp_path / "out").state(failed.doc_id)
    assert stored is not None
    assert (stored.code, stored.outcome) == expected


def test_a_worker_keeps_nothing_of_its_documents(tmp_path: Path) -> None:
    with WorkerPool(1, command=WORKER) as pool:
        for number in range(4):
            assert pool.read(a_job(tmp_path, f"litter {number}")).status is Status.OK


def test_a_timeout_kills_what_the_worker_has_started(tmp_path: Path) -> None:
    before = sleepers()
    with WorkerPool(1, command=WORKER) as pool:
        pool.read(a_job(tmp_path, "engine-hangs a", page_timeout=3))
        deadline = time.monotonic() + 5
        while sleepers() - before and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not sleepers() - before


def sleepers() -> set[str]:
    """The processes that sleep for an hour."""
    return {path.parent.name for path in Path("/proc").glob("[0-9]*/cmdline") if _bytes(path) == b"sleep\x003600\x00"}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_a_worker_that_has_grown_over_its_life_does_not_cost_a_document(tmp_path: Path) -> None:
    """A document that passes the limit in a worker that has read others is read again in a new one."""
    with WorkerPool(1, command=WORKER) as pool:
        assert pool.read(a_job(tmp_path, "leak a", max_memory=300)).status is Status.OK
        assert pool.read(a_job(tmp_path, "slow a", max_memory=100)).status is Status.OK


def test_a_worker_that_can_not_be_started_is_told(tmp_path: Path) -> None:
    with WorkerPool(1, command=(str(tmp_path / "nothing"),)) as pool:
        failure = pool.read(a_job(tmp_path, "Ke hoach")).failure
    assert failure is not None
    assert failure.code == "worker_crashed"
    assert "No reading process could be started" in failure.message


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def watched(used: Usage, clock: Clock, **settings: int) -> Watch:
    """A watch over a process that has used nothing when it begins, and `used` from then on."""
    usages = iter([Usage()])
    return Watch(1, ReadSettings(**settings), clock, lambda pid: next(usages, used))  # type: ignore[arg-type]


def code(fault: KehoachError | None) -> str:
    return fault.code if fault else ""


def test_signs_of_life_put_off_the_page_limit_but_not_that_of_the_document() -> None:
    clock = Clock()
    watch = watched(Usage(), clock, page_timeout=10, max_seconds=25)
    for now in (9.0, 18.0, 24.0):
        clock.now = now
        assert watch.fault() is None
        watch.page_read()
    clock.now = 26.0
    assert code(watch.fault()) == "timeout"


def test_memory_counts_for_each_page_that_is_read_at_once() -> None:
    used = Usage(own=1_500_000_000)
    assert code(watched(used, Clock(), max_memory=1_000).fault()) == "over_limit"
    assert watched(used, Clock(), max_memory=1_000, page_workers=2).fault() is None


def test_what_a_process_uses_is_looked_at_every_quarter_second_however_much_it_says() -> None:
    clock, looks = Clock(), []
    watch = Watch(1, ReadSettings(), clock, lambda pid: looks.append(clock.now) or Usage())  # type: ignore[func-returns-value]
    for tenth in range(11):
        clock.now = tenth / 10
        watch.page_read()
        assert watch.fault() is None
    assert looks == [0.0, 0.0, 0.3, 0.6, 0.9]


def test_only_what_the_document_used_counts() -> None:
    before = Usage(cpu_seconds=100.0)
    watch = Watch(1, ReadSettings(max_cpu_seconds=5), Clock(), lambda pid: before)
    assert watch.fault() is None


def test_usage_counts_the_process_and_what_it_has_started() -> None:
    code_ = (
        "import subprocess, sys; held = b'1' * 50_000_000; sum(range(3_000_000)); print(flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen([sys.executable, "-c", code_], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    assert usage_of(child.pid).own > 50_000_000
    assert usage_of(os.getpid()).engines > 50_000_000
    assert usage_of(child.pid).cpu_seconds > 0
    child.communicate()
    assert usage_of(child.pid) == Usage()
