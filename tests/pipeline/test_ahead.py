from __future__ import annotations

import threading
import time
from concurrent.futures import CancelledError

import pytest

from pipeline.ahead import AT_FIRST, Ahead
from pipeline.model import Status
from pipeline.process import Job, Outcome


class Readers:
    """Readers that note what they read, and wait for leave."""

    size = 2

    def __init__(self) -> None:
        self.read_now: list[str] = []
        self.leave = threading.Event()
        self.is_closed = False

    def read(self, job: Job) -> Outcome:
        self.read_now.append(job.source_path)
        self.leave.wait(10)
        if job.source_path == "breaks":
            raise RuntimeError("broken")
        return Outcome(job.source_path, "0123", Status.OK)

    def close(self) -> None:
        self.is_closed = True
        self.leave.set()


def jobs(*names: str) -> list[Job]:
    return [Job(name, name, "0" * 64, 1, "out", "1") for name in names]


def eventually(readers: Readers, read: int) -> None:
    deadline = time.monotonic() + 10
    while len(readers.read_now) < read and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(readers.read_now) == read


def test_documents_are_read_before_anybody_asks_and_once() -> None:
    readers, three = Readers(), jobs("a", "b", "c")
    with Ahead(readers, three) as ahead:
        eventually(readers, 2)
        readers.leave.set()
        assert [ahead.read(job).source_path for job in three] == ["a", "b", "c"]
        assert sorted(readers.read_now) == ["a", "b", "c"]
        assert ahead.read(three[0]).source_path == "a"
        assert readers.read_now.count("a") == 2


def test_an_archive_is_not_read_ahead_as_a_whole() -> None:
    readers, many = Readers(), jobs(*(f"{number}" for number in range(100)))
    readers.leave.set()
    with Ahead(readers, many) as ahead:
        eventually(readers, AT_FIRST * 2)
        assert ahead.read(many[99]).source_path == "99"


def test_who_asks_hears_what_went_wrong() -> None:
    readers = Readers()
    readers.leave.set()
    with Ahead(readers, jobs("breaks")) as ahead, pytest.raises(RuntimeError, match="broken"):
        ahead.read(jobs("breaks")[0])


def test_closing_ends_what_is_read_and_begins_no_more() -> None:
    readers, many = Readers(), jobs(*"abcdef")
    with Ahead(readers, many) as ahead:
        eventually(readers, 2)
    assert readers.is_closed
    assert len(readers.read_now) == 2
    with pytest.raises(CancelledError):
        ahead.read(many[5])
