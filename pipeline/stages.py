"""The stages of a document in order; what a worker runs."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from data.loader import path
from extractors.find import find
from extractors.ner import load_tagger
from normalizers.repair import repair
from normalizers.restorer import load_restorer
from pipeline.errors import ChangedFileError
from pipeline.model import Decision, DocumentText, PageText, RepairedText, SourceFile, TextSource
from pipeline.process import Job, PageSeen
from pipeline.read import read
from pipeline.result import DocumentResult
from pipeline.settings import ReadSettings
from pipeline.tabulate import tabulate
from pipeline.text_file import split_pages

_SAMPLE = "samples/huyen-ntm-2020.txt"


def read_document(job: Job, page_seen: PageSeen) -> tuple[DocumentResult, RepairedText]:
    """A document's result and texts; raises what the reader raises (`pipeline.errors`).

    While a long text is repaired and searched, `page_seen` is told again and again that all pages are read.
    """
    document = read(Path(job.path), job.source, ReadSettings(**job.settings), page_seen)
    _check_unchanged(Path(job.path), job.sha256)
    pages = len(document.pages)

    def alive() -> None:
        page_seen(pages, pages)

    repaired = repair(document, alive=alive)
    if job.exports:
        from pipeline.export_files import write_exports  # noqa: PLC0415 - most runs make none

        unmade = write_exports(Path(job.out), job.source_path, document, repaired, job.exports)
        document = replace(document, issues=(*document.issues, *unmade))
    return tabulate(document, repaired, find(repaired, alive=alive)), repaired


def _read_sample() -> None:
    """Read a page of ours: tables and patterns are loaded by the first text that asks for them."""
    text = split_pages(path(_SAMPLE).read_text(encoding="utf-8"))[0]
    page = PageText(1, text, Decision(TextSource.TEXT_FILE, 1.0, "a sample"))
    document = DocumentText(SourceFile(_SAMPLE, "", len(text)), (page,))
    repaired = repair(document)
    tabulate(document, repaired, find(repaired))


LOADED_FIRST = (load_restorer, load_tagger, _read_sample)
"""What loads what nearly all documents need, before there are any. What reads scans starts threads, so it is not among
them."""


def _check_unchanged(path: Path, sha256: str) -> None:
    """Raise ChangedFileError where the file is not, or not any more, the one that was hashed when the run began."""
    try:
        with path.open("rb") as stream:
            same = hashlib.file_digest(stream, "sha256").hexdigest() == sha256
    except OSError:
        same = False
    if not same:
        raise ChangedFileError("The file was written to, moved or removed while it was read.")
