"""Workers: child processes that read one document at a time and may die without harm to the run."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict
from types import TracebackType
from typing import Any, cast

from pipeline.errors import KehoachError, TimeoutReachedError, WorkerCrashedError
from pipeline.process import Job, Outcome, fail
from pipeline.version import ROOT
from pipeline.worker import outcome_of

COMMAND = (sys.executable, "-P", "-m", "pipeline.worker")
"""How a worker is started; tests put their own in its place."""

STALL_SECONDS = 600.0
"""A worker that says nothing for so long (no page read, no end) is killed."""

PageEvent = Callable[[str, int, int], None]
"""Called with a document's source_path, the number of pages read so far, and of all its pages."""


class InterruptedRunError(RuntimeError):
    """The run was stopped while a document was read; nothing is stored of it."""


class WorkerPool:
    """Up to `size` workers, started when they are needed. `read` may be called from many threads."""

    def __init__(
        self,
        size: int,
        page_seen: PageEvent | None = None,
        command: Sequence[str] = COMMAND,
        stall_seconds: float = STALL_SECONDS,
    ) -> None:
        self.size = size
        self._page_seen = page_seen or (lambda source_path, page, pages: None)
        self._command = command
        self._stall_seconds = stall_seconds
        self._idle: queue.Queue[_Worker | None] = queue.Queue()
        self._all: set[_Worker] = set()
        self._closed = threading.Event()
        for _ in range(size):
            self._idle.put(None)

    def read(self, job: Job) -> Outcome:
        """Read one document in a worker; a worker that crashes or stalls is a failed document.

        Raises InterruptedRunError once the pool is closed.
        """
        worker = self._idle.get()
        try:
            if self._closed.is_set():
                raise InterruptedRunError(job.source_path)
            worker = worker or self._start()
            return worker.read(job, self._page_seen, self._stall_seconds)
        except _DeadWorkerError as death:
            self._discard(worker)
            worker = None
            if self._closed.is_set():
                raise InterruptedRunError(job.source_path) from death
            return fail(job, death.failure)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """Kill all workers with whatever they have started; reads that wait for them end at once."""
        self._closed.set()
        for worker in list(self._all):
            worker.kill()
        for _ in range(self._idle.qsize()):
            with contextlib.suppress(queue.Empty):
                self._discard(self._idle.get_nowait())
                self._idle.put(None)

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> _Worker:
        worker = _Worker(self._command)
        self._all.add(worker)
        if self._closed.is_set():  # close() may have looked just before
            worker.kill()
        return worker

    def _discard(self, worker: _Worker | None) -> None:
        """Kill a worker that nobody reads from any more; its place in the pool stays."""
        if worker is not None:
            worker.kill()
            worker.close_pipes()
            self._all.discard(worker)


class _DeadWorkerError(RuntimeError):
    def __init__(self, error: KehoachError) -> None:
        super().__init__(error.cause)
        self.failure = error.failure


class _Worker:
    """One child process in a process group of its own."""

    def __init__(self, command: Sequence[str]) -> None:
        self._log = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - lives as long as the worker
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_THREAD_LIMIT": "1", "PYTHONUNBUFFERED": "1"}
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=environment,
            start_new_session=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        self._buffer = b""
        self._said_before = 0

    def read(self, job: Job, page_seen: PageEvent, stall_seconds: float) -> Outcome:
        """The outcome of a job; raises _DeadWorkerError."""
        self._said_before = self._log.seek(0, os.SEEK_END)
        try:
            self._stdin.write(json.dumps(asdict(job)).encode() + b"\n")
            self._stdin.flush()
        except OSError as error:
            raise self._crash() from error
        while True:
            event = self._event(stall_seconds)
            if event["event"] == "done":
                return outcome_of(event)
            page_seen(job.source_path, event["page"], event["pages"])

    def kill(self) -> None:
        """End the process and everything that it has started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def close_pipes(self) -> None:
        """Give the files of a dead worker back."""
        for pipe in (self._stdin, self._stdout, self._log):
            with contextlib.suppress(OSError):
                pipe.close()

    def _event(self, stall_seconds: float) -> dict[str, Any]:
        """The next event; raises _DeadWorkerError at the end of the pipe and after a long silence."""
        while b"\n" not in self._buffer:
            ready, _, _ = select.select([self._stdout], [], [], stall_seconds)
            if not ready:
                raise _DeadWorkerError(TimeoutReachedError(f"No page was finished within {stall_seconds:.0f} seconds."))
            chunk = os.read(self._stdout.fileno(), 65536)
            if not chunk:
                raise self._crash()
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\n")
        return cast(dict[str, Any], json.loads(line))

    def _crash(self) -> _DeadWorkerError:
        self.kill()
        code = self._process.returncode
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"
        self._log.seek(max(self._said_before, self._log.seek(0, os.SEEK_END) - 2000))
        last = self._log.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
        message = f"The reading process {how}{': ' + last if last else ''}."
        return _DeadWorkerError(WorkerCrashedError(message))
