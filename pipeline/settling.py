"""Which files of an inbox are new and have stopped growing.

A file counts as whole when its size, time and inode stay the same for some seconds. They are compared with
themselves only, never with the clock: one that jumps, or differs from the file server's, changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.inputs import Input
from pipeline.inventory import Inventory, signs


@dataclass(frozen=True, slots=True)
class Settled:
    """Files that are known or whole, of these the ones that are new, and files that are still written to."""

    items: tuple[Input, ...]
    new: tuple[Input, ...]
    growing: tuple[Input, ...]


def settle(
    items: Sequence[Input], inventory: Inventory, seconds: float, sleep: Callable[[float], None] = time.sleep
) -> Settled:
    """Wait `seconds` where there are new or changed files, and see which of them stayed as they were.

    A name that leads nowhere before and after is taken as well, so that it has its row.
    """
    before = {item: signs(item.path) for item in items if not inventory.knows(item)}
    if before:
        sleep(seconds)
    growing = {item for item, seen in before.items() if signs(item.path) != seen}
    whole = tuple(item for item in items if item not in growing)
    return Settled(whole, tuple(item for item in whole if item in before), tuple(sorted(growing)))
