"""A worker as its parent sees it: a child process that is given documents, watched, and killed when it must be."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from pipeline.errors import Failure, KehoachError, WorkerCrashedError
from pipeline.process import Job, Outcome
from pipeline.settings import ReadSettings
from pipeline.version import ROOT
from pipeline.watch import CHECK_SECONDS, Watch
from pipeline.worker import outcome_of

PageEvent = Callable[[str, int, int], None]
"""Called with a document's source_path, the number of pages read so far, and of all its pages."""

ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "OPENCV_FOR_THREADS_NUM": "1"}
"""What keeps libraries of a process to one thread: there are as many workers as cores."""

_LONGEST_EVENT = 10_000_000  # bytes; an event is a line of some hundred
_TAIL = 2000
_BABBLE = "The reading process sent what is no message."


class DeadWorkerError(RuntimeError):
    """The worker died or was killed for passing a limit; `failure` is what became of its document."""

    def __init__(self, error: KehoachError) -> None:
        super().__init__(error.cause)
        self.failure: Failure = error.failure


class WorkerProcess:
    """One child process in a process group of its own; `read_before` says whether it has read a document before."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start it; raises OSError."""
        self._log = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - lives as long as the worker
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **ONE_THREAD, "PYTHONUNBUFFERED": "1"}
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
        self.read_before = False

    def read(self, job: Job, page_seen: PageEvent) -> Outcome:
        """The outcome of a job; raises DeadWorkerError."""
        self._said_before = self._log.seek(0, os.SEEK_END)
        watch = Watch(self._process.pid, ReadSettings(**job.settings))
        try:
            self._stdin.write(json.dumps(asdict(job)).encode() + b"\n")
            self._stdin.flush()
        except OSError as error:
            raise self._crash() from error
        while True:
            line = self._line(watch)
            try:
                event: dict[str, Any] = json.loads(line)
                if event["event"] == "done":
                    outcome = outcome_of(event)
                    self.read_before = True
                    return outcome
                page, pages = int(event["page"]), int(event["pages"])
            except (ValueError, KeyError, TypeError) as error:
                raise DeadWorkerError(WorkerCrashedError(_BABBLE)) from error
            watch.page_read()
            page_seen(job.source_path, page, pages)

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

    def _line(self, watch: Watch) -> bytes:
        """The next line that the process sends; raises DeadWorkerError at the end of the pipe and past a limit."""
        while b"\n" not in self._buffer:
            ready, _, _ = select.select([self._stdout], [], [], CHECK_SECONDS)
            chunk = os.read(self._stdout.fileno(), 65536) if ready else b""
            if ready and not chunk:
                raise self._crash()
            self._buffer += chunk
            fault = watch.fault() if len(self._buffer) <= _LONGEST_EVENT else WorkerCrashedError(_BABBLE)
            if fault is not None:
                raise DeadWorkerError(fault)
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line

    def _crash(self) -> DeadWorkerError:
        self.kill()
        code = self._process.returncode
        how = f"was ended by signal {-code} ({signal.strsignal(-code)})" if code < 0 else f"ended with status {code}"
        self._log.seek(max(self._said_before, self._log.seek(0, os.SEEK_END) - _TAIL))
        last = self._log.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
        return DeadWorkerError(WorkerCrashedError(f"The reading process {how}{': ' + last if last else ''}."))
