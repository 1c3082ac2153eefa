"""What a process and all that it has started use of the machine, from Linux' /proc."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")
_LONGEST = 65_536  # bytes


@dataclass(frozen=True, slots=True)
class Usage:
    """Memory in bytes (what is not shared with other processes: neither libraries nor files) and CPU seconds.

    `own` is the process alone, `engines` the most that one of its descendants holds; CPU counts them all, also
    those that have ended.
    """

    own: int = 0
    engines: int = 0
    cpu_seconds: float = 0.0


def usage_of(pid: int) -> Usage:
    """The usage now; nothing for a process that is gone."""
    descendants = list(_descendants(pid))
    cpu = sum(map(_cpu, (pid, *descendants)))
    return Usage(_memory(pid), max(map(_memory, descendants), default=0), cpu)


def _descendants(pid: int) -> Iterator[int]:
    """The processes that a process has started, and those that they have started."""
    for thread in _threads(pid):
        for child in map(int, _read(f"/proc/{pid}/task/{thread}/children").split()):
            yield child
            yield from _descendants(child)


def _memory(pid: int) -> int:
    fields = _read(f"/proc/{pid}/statm").split()
    return (int(fields[1]) - int(fields[2])) * _PAGE if fields else 0


def _cpu(pid: int) -> float:
    """User and system time of a process and of its children that have ended (proc(5), fields 14 to 17)."""
    fields = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS


def _threads(pid: int) -> list[str]:
    try:
        return [task.name for task in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return []


def _read(file: str) -> str:
    """A file of /proc, which comes in one piece; Python's own way of opening asks the system three times as much."""
    try:
        descriptor = os.open(file, os.O_RDONLY)
    except OSError:
        return ""
    try:
        return os.read(descriptor, _LONGEST).decode("utf-8", "replace")
    except OSError:  # the process has ended since
        return ""
    finally:
        os.close(descriptor)
