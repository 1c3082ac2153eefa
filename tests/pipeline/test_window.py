from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from pipeline.window import in_window


@pytest.mark.parametrize("size", [0, 1, 3, 50])
def test_every_item_is_done_once(size: int) -> None:
    with ThreadPoolExecutor(3) as threads:
        ended = in_window(lambda number: threads.submit(str, number), range(20), size)
        assert sorted(future.result() for future in ended) == sorted(map(str, range(20)))


def test_no_more_than_the_window_is_under_way() -> None:
    waiting: list[Future[int]] = []

    def submit(number: int) -> Future[int]:
        waiting.append(Future())
        return waiting[-1]

    def end_one() -> None:
        future = waiting.pop()
        future.set_result(len(waiting))

    threading.Timer(0.2, end_one).start()
    seen = []
    for future in in_window(submit, range(9), 4):
        seen.append(future.result())
        if waiting:
            end_one()
    assert len(seen) == 9
    assert max(seen) == 3


def test_what_has_ended_is_forgotten() -> None:
    alive: weakref.WeakSet[Future[str]] = weakref.WeakSet()
    most = 0
    with ThreadPoolExecutor(2) as threads:

        def submit(number: int) -> Future[str]:
            future = threads.submit(str, number)
            alive.add(future)
            return future

        for future in in_window(submit, range(200), 5):
            future.result()
            gc.collect()
            most = max(most, len(alive))
    assert most <= 7


def test_a_caller_that_stops_submits_nothing_more() -> None:
    done: list[int] = []
    with ThreadPoolExecutor(1) as threads:
        for future in in_window(lambda number: threads.submit(done.append, number), range(100), 4):
            future.result()
            break
    assert len(done) <= 4


def test_nothing_to_do() -> None:
    assert not list(in_window(lambda number: Future[int](), [], 3))
