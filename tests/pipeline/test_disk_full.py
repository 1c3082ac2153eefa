"""A disk that is full at any one of the writes of a run, or from there on: the next run goes on, nothing is lost."""

from __future__ import annotations

import errno
import io
import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.inputs import collect
from pipeline.inventory import Inventory
from pipeline.plan import Request, plan
from pipeline.process import Job, process
from pipeline.progress import LineReporter, Reporter
from pipeline.run import Readers, Report, run, run_plainly
from pipeline.store import OutputError, Store
from tests.pipeline.fakes import WORKER, fake_stages

PLANS = {"a.txt": "Mot hai", "b.txt": "Xay dwng\fho so", "c.txt": "Mot hai"}


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder of two plans, one of them under two names."""
    folder = tmp_path / "plans"
    folder.mkdir()
    for name, text in PLANS.items():
        (folder / name).write_text(text)
    return folder


def read_here(jobs: Sequence[Job], pool: Readers, reporter: Reporter) -> None:
    """Read in this process, so that every write of a run is one of this process."""
    for job in jobs:
        reporter.finished(process(job, fake_stages, lambda page, pages: None))


def carry_out(plans: Path, out: Path) -> Report:
    store, inventory = Store(out), Inventory(out)
    store.prepare()
    with store.lock():
        inventory.load()
        request = Request([str(plans)], out, workers=1)
        todo = plan(request, collect(request.inputs, out), store, inventory)
        return run(todo, store, inventory, read_here, LineReporter(Console(file=io.StringIO()), todo.shown))


def written(out: Path) -> dict[str, bytes]:
    """All tables and texts."""
    return {path.name: path.read_bytes() for folder in ("tables", "text") for path in (out / folder).iterdir()}


@contextmanager
def full_disk(is_full: Callable[[int], bool]) -> Iterator[list[int]]:
    """Within the block the writes whose number satisfies `is_full` find no room; all writes are counted."""
    written, real = [0], os.fsync

    def fsync(number: int) -> None:
        written[0] += 1
        if is_full(written[0]):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(number)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        yield written


@pytest.mark.parametrize("stays", [False, True], ids=["for one write", "from there on"])
def test_a_disk_that_is_full_at_any_write_costs_nothing(plans: Path, tmp_path: Path, stays: bool) -> None:
    with full_disk(lambda number: False) as writes:
        carry_out(plans, tmp_path / "undisturbed")
    expected = written(tmp_path / "undisturbed")
    assert writes[0] > 20
    for at in range(1, writes[0] + 1):
        out = tmp_path / f"full-at-{at}"
        with full_disk(lambda number, at=at: number == at or (stays and number > at)):  # type: ignore[misc]
            report = unless_full(lambda out=out: carry_out(plans, out))  # type: ignore[misc]
        assert report is None or (report.outcomes.get("failed") and "disk_full" in codes(out)), at
        assert not list(out.rglob("*.part")), at
        assert carry_out(plans, out).all_read, at
        assert written(out) == expected, at


def codes(out: Path) -> set[str]:
    """The error codes of the documents."""
    store = Store(out)
    return {state.code for path in store.documents.glob("*.json") if (state := store.state(path.stem))}


def unless_full(carrying_out: Callable[[], Report]) -> Report | None:
    """The report of a run, None where it ended for want of room; other errors are raised."""
    try:
        return carrying_out()
    except (OSError, OutputError) as error:
        if "No space left on device" not in str(error):
            raise
        return None


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 200 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("free", [4, 16, 40, 80])
def test_a_small_disk_that_fills_up_in_a_real_run(small_disk: Path, plans: Path, tmp_path: Path, free: int) -> None:
    """With workers of their own; afterwards there is room again."""
    for number in range(20):
        (plans / f"more-{number}.txt").write_text(f"Ke hoach so {number} " * 100)
    out, ballast = small_disk / "out", small_disk / "ballast"
    ballast.write_bytes(b"x" * 1024 * (200 - free))
    first = unless_full(lambda: with_workers(plans, out))
    ballast.unlink()
    subprocess.run(["mount", "-o", "remount,size=20m", str(small_disk)], check=True)
    assert first is None or not first.all_read
    assert with_workers(plans, out).all_read
    assert with_workers(plans, tmp_path / "undisturbed").all_read
    assert written(out) == written(tmp_path / "undisturbed")


def with_workers(plans: Path, out: Path) -> Report:
    """A run that reads in workers."""
    store, inventory = Store(out), Inventory(out)
    store.prepare()
    with store.lock():
        inventory.load()
        request = Request([str(plans)], out, workers=2, worker=WORKER)
        todo = plan(request, collect(request.inputs, out), store, inventory)
        return run_plainly(todo, store, inventory, LineReporter(Console(file=io.StringIO()), todo.shown))
