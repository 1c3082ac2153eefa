"""The stages of a document in order; what a worker runs."""

from __future__ import annotations

from pathlib import Path

from extractors.find import find
from normalizers.repair import repair
from pipeline.model import RepairedText
from pipeline.process import Job, PageSeen
from pipeline.read import read
from pipeline.result import DocumentResult
from pipeline.settings import ReadSettings
from pipeline.tabulate import tabulate


def read_document(job: Job, page_seen: PageSeen) -> tuple[DocumentResult, RepairedText]:
    """A document's result and texts; raises what the reader raises (`pipeline.errors`)."""
    document = read(Path(job.path), job.source, ReadSettings(**job.settings), page_seen)
    repaired = repair(document)
    return tabulate(document, repaired, find(repaired)), repaired
