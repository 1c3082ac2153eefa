"""Work handed out a little at a time, so that an archive of any size keeps few tasks in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from queue import SimpleQueue
from typing import Any, Protocol, TypeVar

AHEAD = 3
"""So many tasks a worker wait or run at once: enough that none is idle between two."""


class _Future(Protocol):
    def add_done_callback(self, fn: Callable[[Any], None], /) -> object:
        """Call `fn` with the future when it has ended."""


Item = TypeVar("Item")
FutureT = TypeVar("FutureT", bound=_Future)


def in_window(submit: Callable[[Item], FutureT], items: Iterable[Item], size: int) -> Iterator[FutureT]:
    """Submit the items so that never more than `size` wait or run; their futures in the order in which they end.

    The caller must let go of a future before it takes the next one, lest they all stay in memory.
    """
    ended: SimpleQueue[FutureT] = SimpleQueue()
    waiting, under_way = iter(items), 0
    room = max(1, size)
    while True:
        for item in islice(waiting, room):
            submit(item).add_done_callback(ended.put)
            under_way += 1
        if not under_way:
            return
        future = ended.get()
        under_way, room = under_way - 1, 1
        yield future
