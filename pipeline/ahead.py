"""Documents that are read before those who ask for them have come up."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from pipeline.process import Job, Outcome
from pipeline.run import Readers

AT_FIRST = 16
"""So many documents a worker are read before anybody asks: some seconds' worth of small ones."""


class Ahead:
    """Stands before readers that begin with the first jobs at once; who asks for one of them gets what became of it.

    A second question about the same document has it read again.
    """

    def __init__(self, readers: Readers, jobs: Sequence[Job]) -> None:
        self._readers = readers
        self.size = readers.size
        self._threads = ThreadPoolExecutor(max(1, self.size))
        self._begun: dict[str, Future[Outcome]] = {
            job.source_path: self._threads.submit(readers.read, job) for job in jobs[: AT_FIRST * self.size]
        }

    def read(self, job: Job) -> Outcome:
        """What became of a document; raises what the readers raise."""
        begun = self._begun.pop(job.source_path, None)
        return self._readers.read(job) if begun is None else begun.result()

    def close(self) -> None:
        """End all reading."""
        self._readers.close()
        self._threads.shutdown(cancel_futures=True)

    def __enter__(self) -> Ahead:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
