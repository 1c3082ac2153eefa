"""The process that workers are forked from, as its parent sees it: modules and models are loaded once for all of them.

A worker that takes the place of a dead one costs no load either. The child's side is `pipeline.worker`.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import FileIO
from typing import IO

from pipeline.errors import Failure, KehoachError, WorkerCrashedError
from pipeline.version import ROOT

ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "OPENCV_FOR_THREADS_NUM": "1"}
"""What keeps libraries of a process to one thread: there are as many workers as cores, and threads outlive no fork."""

KEEPING_MEMORY = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": str(64 * 2**20),
    "MALLOC_TRIM_THRESHOLD_": str(256 * 2**20),
}
"""What keeps glibc (mallopt(3)) from giving the memory of a page's pixels back and taking it anew for the next one: the
system clears it each time (own measure: 2 % of all CPU time). What only posters need is still given back."""

LONGEST_LOAD = 600.0
"""Seconds within which a template must have loaded."""

_TAIL = 2000


class DeadWorkerError(RuntimeError):
    """A worker died or was killed for passing a limit; `failure` is what became of its document."""

    def __init__(self, error: KehoachError) -> None:
        super().__init__(error.cause)
        self.failure: Failure = error.failure


@dataclass(frozen=True, slots=True)
class Forked:
    """A worker: its process, which leads a group of its own, and the pipes and the log that it shares with us.

    `status` gives the exit code as text when the process has ended, nothing where its template ended before it.
    """

    pid: int
    jobs: FileIO
    events: FileIO
    status: FileIO
    log: IO[bytes]


class WorkerTemplate:
    """A process that loads what reading takes and then forks a worker whenever it is asked to."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start it; raises OSError."""
        self._log = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - lives as long as the process
        self._requests, theirs = socket.socketpair()
        self._requests.settimeout(LONGEST_LOAD)
        with theirs:
            self._process = subprocess.Popen(
                list(command),
                stdin=theirs.fileno(),
                stdout=self._log,
                stderr=self._log,
                env={**KEEPING_MEMORY, **os.environ, "PYTHONPATH": str(ROOT), **ONE_THREAD, "PYTHONUNBUFFERED": "1"},
                start_new_session=True,
            )

    @property
    def alive(self) -> bool:
        """Whether it can still fork."""
        return self._process.poll() is None

    def fork(self) -> Forked:
        """A new worker, once all is loaded; raises DeadWorkerError where the template dies, and OSError."""
        (jobs, to), (source, events), (ended, status) = os.pipe(), os.pipe(), os.pipe()
        log = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - lives as long as the worker
        pipes = os.fdopen(to, "wb", 0), os.fdopen(source, "rb", 0), os.fdopen(ended, "rb", 0)
        try:
            socket.send_fds(self._requests, [b"fork"], [jobs, events, log.fileno(), status])
            return Forked(int(self._requests.recv(16)), *pipes, log)
        except (OSError, ValueError) as error:
            for file in (*pipes, log):
                file.close()
            self.kill()
            raise crash(self._process.returncode, self._log) from error
        finally:
            for number in (jobs, events, status):
                os.close(number)

    def kill(self) -> None:
        """End the process, whatever it does; its workers live on until they are killed or their jobs end."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """Give its files back; nobody asks it any more."""
        self.kill()
        self._requests.close()
        self._log.close()


def crash(status: int | None, log: IO[bytes], since: int = 0) -> DeadWorkerError:
    """The error of a process that ended with `status` (below zero a signal, None unknown), with its log's last line."""
    if status is None:
        how = "is gone"
    elif status < 0:
        how = f"was ended by signal {-status} ({signal.strsignal(-status)})"
    else:
        how = f"ended with status {status}"
    log.seek(max(since, log.seek(0, os.SEEK_END) - _TAIL))
    last = log.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
    return DeadWorkerError(WorkerCrashedError(f"The reading process {how}{': ' + last if last else ''}."))
