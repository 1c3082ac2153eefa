"""Holds the reading of one document against its limits of time, CPU and memory, from outside of its process.

The limits are no `setrlimit`: models and arrays reserve far more address space than they use, and a worker reads
many documents in its life.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from pipeline.errors import KehoachError, OutOfMemoryError, OverLimitError, TimeoutReachedError
from pipeline.settings import ReadSettings
from pipeline.usage import Usage, usage_of

CHECK_SECONDS = 0.25
_MEGABYTE = 1_000_000


class Watch:
    """One document in the process `pid`. Memory counts for each page that is read at once."""

    def __init__(
        self,
        pid: int,
        settings: ReadSettings,
        clock: Callable[[], float] = time.monotonic,
        usage: Callable[[int], Usage] = usage_of,
    ) -> None:
        self._pid, self._settings, self._clock, self._usage = pid, settings, clock, usage
        self._began = self._heard = clock()
        self._cpu_before = usage(pid).cpu_seconds
        self._memory = settings.max_memory * settings.page_workers
        self._looked = -math.inf

    def page_read(self) -> None:
        """The process gave a sign of life."""
        self._heard = self._clock()

    def fault(self) -> KehoachError | None:
        """The limit that is passed now, None where all is well."""
        return self._time() or self._use()

    def _time(self) -> KehoachError | None:
        now, settings = self._clock(), self._settings
        if now - self._heard > settings.page_timeout:
            return _timeout(f"No page was finished within {settings.page_timeout} seconds", "PAGE_TIMEOUT")
        if now - self._began > settings.max_seconds:
            return _timeout(f"The document was not read within {settings.max_seconds} seconds", "MAX_SECONDS")
        return None

    def _use(self) -> KehoachError | None:
        """Looked at no more often than every CHECK_SECONDS, however often the process gives signs of life."""
        now = self._clock()
        if now - self._looked < CHECK_SECONDS:
            return None
        self._looked = now
        used = self._usage(self._pid)
        if used.own > self._memory * _MEGABYTE:
            cause = f"Reading the document takes more than {self._memory:,} MB of memory."
            return OverLimitError(cause, "Split it, or raise KEHOACH_MAX_MEMORY if the machine has more.")
        if used.engines > self._memory * _MEGABYTE:
            cause = f"An engine took more than {self._memory:,} MB of memory for a page."
            return OutOfMemoryError(cause, "Scan the page anew, or raise KEHOACH_MAX_MEMORY if the machine has more.")
        if used.cpu_seconds - self._cpu_before > self._settings.max_cpu_seconds:
            cpu = self._settings.max_cpu_seconds
            return _timeout(f"The document took more than {cpu} seconds of CPU", "MAX_CPU_SECONDS")
        return None


def _timeout(cause: str, setting: str) -> TimeoutReachedError:
    remedy = f"Look at its size in pixels and pages; split it, scan it again, or raise KEHOACH_{setting}."
    return TimeoutReachedError(f"{cause}.", remedy)
