"""Whole files only: what is written appears under its name when it is complete, by rename."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PART = ".part"
"""The suffix of a file that is still being written; left behind only by a killed run."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to; it takes the place of `path` when the block ends without an error.

    Raises OSError where the folder can't be written or the disk is full; `path` is then as before.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}{PART}")
    try:
        yield part
        with part.open("rb") as stream:
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text with the line ends that it has, whole or not at all."""
    with replacing(path) as part:
        part.write_text(text, encoding="utf-8", newline="")


def is_held(lock: Path) -> bool:
    """Whether another process holds the lock file."""
    try:
        with lock.open() as stream:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def remove_parts(folder: Path) -> None:
    """Remove what a killed run left half written, with the logs that databases keep beside it."""
    for part in folder.glob(f"*{PART}*"):
        part.unlink(missing_ok=True)
