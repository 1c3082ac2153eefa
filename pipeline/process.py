"""One document, the whole way: read -> repair -> find -> tabulate -> result file.

Whatever goes wrong ends in a result file that says so; only a death of the process itself does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.errors import Failure, failure_of
from pipeline.model import RepairedText, SourceFile, Status
from pipeline.result import DocumentResult, failed
from pipeline.store import Store

PageSeen = Callable[[int, int], None]
"""Called with the number of pages read so far and of all pages."""

Stages = Callable[["Job", PageSeen], tuple[DocumentResult, RepairedText]]


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read: where its file lies, where its result goes, and how it is read.

    `settings` are the values of `ReadSettings` that differ from the defaults; `version` is the version
    of the code that its result is marked with; `exports` are the files that are made beside the result.
    """

    path: str
    source_path: str
    sha256: str
    size: int
    out: str
    version: str
    settings: dict[str, Any] = field(default_factory=dict)
    exports: tuple[str, ...] = ()

    @property
    def source(self) -> SourceFile:
        """The file as the reader wants it."""
        return SourceFile(self.path, self.sha256, self.size)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document, for the run's report; the rest is in the result file."""

    source_path: str
    doc_id: str
    status: Status
    pages: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    failure: Failure | None = None


def process(job: Job, stages: Stages, page_seen: PageSeen) -> Outcome:
    """Read one document and write its result file, whatever becomes of it."""
    store = Store(Path(job.out))
    try:
        result, repaired = stages(job, page_seen)
        store.save(result, job.version, repaired)
    except Exception as error:  # noqa: BLE001 - every fault of one document is a row, never the end of the run
        return fail(job, failure_of(error))
    return _outcome(job, result)


def fail(job: Job, failure: Failure) -> Outcome:
    """Write the result of a document that failed; where even that fails, the outcome still tells the first cause."""
    result = failed(job.sha256[:16], job.sha256, failure)
    try:
        Store(Path(job.out)).save(result, job.version)
    except OSError as error:
        also = f"{failure.message} Its result could not be written either: {error.strerror}."
        return _outcome(job, failed(result.doc_id, job.sha256, replace(failure, message=also, passing=True)))
    return _outcome(job, result)


def _outcome(job: Job, result: DocumentResult) -> Outcome:
    rows = {name: len(rows) for name, rows in result.tables.items()}
    return Outcome(job.source_path, result.doc_id, result.status, len(result.pages), rows, result.failure)
