"""Workers: child processes that read one document at a time and may die without harm to the run."""

from __future__ import annotations

import contextlib
import queue
import sys
import threading
from collections.abc import Sequence
from types import TracebackType

from pipeline.errors import OverLimitError, WorkerCrashedError
from pipeline.process import Job, Outcome, fail
from pipeline.worker_process import PageEvent, WorkerProcess
from pipeline.worker_template import DeadWorkerError, WorkerTemplate

COMMAND: Sequence[str] = (sys.executable, "-P", "-m", "pipeline.worker")
"""How the template of the workers is started; tests put their own in its place."""


class InterruptedRunError(RuntimeError):
    """The run was stopped while a document was read; nothing is stored of it."""


class WorkerPool:
    """Up to `size` workers, started when they are needed. `read` may be called from many threads."""

    def __init__(
        self,
        size: int,
        page_seen: PageEvent | None = None,
        command: Sequence[str] = COMMAND,
    ) -> None:
        self.size = size
        self._page_seen = page_seen or (lambda source_path, page, pages: None)
        self._command = command
        self._idle: queue.Queue[WorkerProcess | None] = queue.Queue()
        self._all: set[WorkerProcess] = set()
        self._template: WorkerTemplate | None = None
        self._forking = threading.Lock()
        self._closed = threading.Event()
        for _ in range(size):
            self._idle.put(None)

    def read(self, job: Job) -> Outcome:
        """Read one document in a worker; one that crashes or passes a limit of its job is killed: a failed document.

        Raises InterruptedRunError once the pool is closed.
        """
        worker = self._idle.get()
        try:
            while True:
                self._check_open(job)
                try:
                    worker = worker or self._start()
                    return worker.read(job, self._page_seen)
                except DeadWorkerError as death:
                    was_used = worker is not None and worker.read_before
                    self._discard(worker)
                    worker = None
                    self._check_open(job)
                    if not (was_used and death.failure.code == OverLimitError.code):
                        return fail(job, death.failure)
                    # the memory may have been that of documents before: once more in a new worker
        finally:
            self._idle.put(worker)

    def _check_open(self, job: Job) -> None:
        if self._closed.is_set():
            raise InterruptedRunError(job.source_path)

    def close(self) -> None:
        """Kill all workers with whatever they have started; reads that wait for them end at once."""
        self._closed.set()
        for worker in list(self._all):
            worker.kill()
        if self._template is not None:
            self._template.kill()  # who waits for a worker of it holds the lock
        with self._forking:
            self._close_template()
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

    def _start(self) -> WorkerProcess:
        try:
            with self._forking:
                worker = WorkerProcess(self._living_template().fork())
        except OSError as error:
            raise DeadWorkerError(WorkerCrashedError(f"No reading process could be started: {error}.")) from error
        self._all.add(worker)
        if self._closed.is_set():  # close() may have looked just before
            worker.kill()
        return worker

    def _living_template(self) -> WorkerTemplate:
        if self._template is None or not self._template.alive:
            self._close_template()
            self._template = WorkerTemplate(self._command)
            if self._closed.is_set():
                self._template.kill()
        return self._template

    def _close_template(self) -> None:
        if self._template is not None:
            self._template.close()
            self._template = None

    def _discard(self, worker: WorkerProcess | None) -> None:
        """Kill a worker that nobody reads from any more; its place in the pool stays."""
        if worker is not None:
            worker.kill()
            worker.close_pipes()
            self._all.discard(worker)
