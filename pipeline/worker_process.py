"""A worker as its parent sees it: a child process that is given documents, watched, and killed when it must be."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from pipeline.errors import WorkerCrashedError
from pipeline.process import Job, Outcome
from pipeline.settings import ReadSettings
from pipeline.watch import CHECK_SECONDS, Watch
from pipeline.worker import outcome_of
from pipeline.worker_template import DeadWorkerError, Forked, crash

PageEvent = Callable[[str, int, int], None]
"""Called with a document's source_path, the number of pages read so far, and of all its pages."""

_LONGEST_EVENT = 10_000_000  # bytes; an event is a line of some hundred
_BABBLE = "The reading process sent what is no message."


class WorkerProcess:
    """One child process in a process group of its own; `read_before` says whether it has read a document before."""

    def __init__(self, forked: Forked) -> None:
        self.pid = forked.pid
        self._forked = forked
        self._buffer = self._status = b""
        self._ending, self._ended = threading.Lock(), False
        self._said_before = 0
        self.read_before = False

    def read(self, job: Job, page_seen: PageEvent) -> Outcome:
        """The outcome of a job; raises DeadWorkerError."""
        self._said_before = self._forked.log.seek(0, os.SEEK_END)
        watch = Watch(self.pid, ReadSettings(**job.settings))
        try:
            self._forked.jobs.write(json.dumps(asdict(job)).encode() + b"\n")
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

    def kill(self) -> int | None:
        """End the process and everything that it has started; its exit code, None where nobody knows it."""
        with self._ending:
            if not self._ended:
                told, _, _ = select.select([self._forked.status], [], [], 0)
                self._status = self._forked.status.read() if told else b""
                if not self._status:  # else all are dead, and the number may be another's by now
                    with contextlib.suppress(ProcessLookupError):
                        os.killpg(self.pid, signal.SIGKILL)
                    self._status = self._forked.status.read()
                self._ended = True
        return int(self._status) if self._status else None

    def close_pipes(self) -> None:
        """Give the files of a dead worker back."""
        for pipe in (self._forked.jobs, self._forked.events, self._forked.status, self._forked.log):
            with contextlib.suppress(OSError):
                pipe.close()

    def _line(self, watch: Watch) -> bytes:
        """The next line that the process sends; raises DeadWorkerError at the end of the pipe and past a limit."""
        while b"\n" not in self._buffer:
            ready, _, _ = select.select([self._forked.events], [], [], CHECK_SECONDS)
            chunk = os.read(self._forked.events.fileno(), 65536) if ready else b""
            if ready and not chunk:
                raise self._crash()
            self._buffer += chunk
            fault = watch.fault() if len(self._buffer) <= _LONGEST_EVENT else WorkerCrashedError(_BABBLE)
            if fault is not None:
                raise DeadWorkerError(fault)
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line

    def _crash(self) -> DeadWorkerError:
        return crash(self.kill(), self._forked.log, self._said_before)
