"""Processes that are kept alive: started again when they end, later and later where they end soon."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from pipeline.version import ROOT

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds before a process that has ended is started again; the wait doubles while it lives no longer than it."""

LARGEST_LOG = 1_000_000
"""Bytes above which a log is begun anew."""


class Child:
    """A Python module with its arguments (`module`), in a process group of its own that ends when this process does.

    `inherited` are the open files that it gets. `short_lives` counts how often in a row it ended within a minute.
    """

    def __init__(
        self,
        module: Sequence[str],
        log: Path | None = None,
        more: Mapping[str, str] | None = None,
        inherited: Sequence[int] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._command = [sys.executable, "-P", "-m", "flows.with_parent", *module]
        self._log = log
        self._environment = {**os.environ, "PYTHONPATH": str(ROOT), **(more or {})}
        self._inherited = inherited
        self._clock = clock
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._wait = FIRST_WAIT
        self._not_before = 0.0
        self.short_lives = 0

    @property
    def is_alive(self) -> bool:
        """Whether the process runs now."""
        return self._process is not None and self._process.poll() is None

    def keep(self) -> bool:
        """Start the process where it does not run and may; whether it was started."""
        if self.is_alive:
            return False
        now = self._clock()
        if self._process is not None:
            self._bury(now)
        if now < self._not_before:
            return False
        self._start(now)
        return True

    def stop(self, grace_seconds: float = 0.0) -> None:
        """End the process and all that it has started; with grace it is asked first."""
        if self._process is None:
            return
        if grace_seconds:
            self._signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(grace_seconds)
        self._signal(signal.SIGKILL)
        self._process.wait()
        self._process = None

    def _bury(self, now: float) -> None:
        """Take note of an end: who lived long may start again soon."""
        self._signal(signal.SIGKILL)  # what it has left behind
        lived_long = now - self._started > LONGEST_WAIT
        self.short_lives = 0 if lived_long else self.short_lives + 1
        self._wait = FIRST_WAIT if lived_long else min(2 * self._wait, LONGEST_WAIT)
        self._not_before = now + self._wait
        self._process = None

    def _start(self, now: float) -> None:
        self._started = now
        with contextlib.ExitStack() as stack:
            said = stack.enter_context(_appended(self._log)) if self._log else None
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=said,
                env=self._environment,
                pass_fds=self._inherited,
                start_new_session=True,
            )

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


def _appended(log: Path) -> BinaryIO:
    """The log to write on; begun anew where it has grown large."""
    is_large = log.exists() and log.stat().st_size > LARGEST_LOG
    return log.open("wb" if is_large else "ab")
