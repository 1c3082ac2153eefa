"""Documents are read page by page; what fails is told, the rest is kept."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from pipeline.errors import DamagedFileError, EngineCrashedError, NothingToReadError
from pipeline.layout import PlacedWord
from pipeline.model import Box, DocumentText, SourceFile, TextSource
from pipeline.read import PAGE_FAILED, read, reader_of
from pipeline.settings import ReadSettings
from tests.pipeline.paper import PLAN, drawn, pdf


class FakeReader:
    """Reads every page as one word; crashes on the pages that are named, by their order."""

    def __init__(self, *crashes: int) -> None:
        self.crashes = crashes
        self.seen = 0

    def read(self, grey: NDArray[np.uint8], dpi: float) -> list[PlacedWord]:
        self.seen += 1
        if self.seen in self.crashes:
            raise EngineCrashedError("The engine crashed.")
        return [PlacedWord(f"chữ{self.seen}", Box(72, 72, 100, 90), 0.5)]


def read_file(path: Path, reader: FakeReader, workers: int = 1) -> DocumentText:
    return read(path, SourceFile(str(path), "0" * 64, 1), ReadSettings(page_workers=workers), reader=reader)


@pytest.mark.parametrize("workers", [1, 3])
def test_mixed_pages_keep_their_order_and_tell_their_source(tmp_path: Path, workers: int) -> None:
    path = pdf(tmp_path / "mixed.pdf", [PLAN, drawn(), PLAN, drawn()])
    document = read_file(path, FakeReader(), workers)
    sources = [page.decision.source for page in document.pages]
    assert sources == [TextSource.TEXT_LAYER, TextSource.OCR] * 2
    assert [page.number for page in document.pages] == [1, 2, 3, 4]
    first = document.pages[0]
    assert first.text.split() == " ".join(PLAN).split()
    assert [first.text[word.start : word.end] for word in first.words] == " ".join(PLAN).split()
    assert document.pages[1].ocr_confidence == 0.5
    assert {document.pages[1].text, document.pages[3].text} == {"chữ1", "chữ2"}


def test_a_failed_page_is_an_issue_and_the_rest_is_kept(tmp_path: Path) -> None:
    document = read_file(pdf(tmp_path / "a.pdf", [drawn(), drawn(), drawn()]), FakeReader(2))
    assert [page.text for page in document.pages] == ["chữ1", "", "chữ3"]
    (issue,) = document.issues
    assert (issue.code, issue.page) == (PAGE_FAILED, 2)
    assert "engine_crashed" in issue.message


def test_a_document_without_a_page_that_can_be_read_fails(tmp_path: Path) -> None:
    with pytest.raises(EngineCrashedError):
        read_file(pdf(tmp_path / "a.pdf", [drawn(), drawn()]), FakeReader(1, 2))
    broken = tmp_path / "short.png"
    drawn().save(broken)
    broken.write_bytes(broken.read_bytes()[:3000])
    with pytest.raises(DamagedFileError):
        read_file(broken, FakeReader())


def test_blank_pages_are_not_sent_to_the_engine(tmp_path: Path) -> None:
    blank = Image.new("RGB", (1240, 1754), "white")
    reader = FakeReader()
    document = read_file(pdf(tmp_path / "a.pdf", [blank, drawn()]), reader)
    assert reader.seen == 1
    assert [(issue.code, issue.page) for issue in document.issues] == [("blank_page", 1)]
    with pytest.raises(NothingToReadError, match="blank"):
        read_file(pdf(tmp_path / "b.pdf", [blank, blank]), reader)


def test_text_files_have_pages_but_no_words(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text("UBND XÃ\n\nKẾ HOẠCH\f1. Mục đích", encoding="utf-8")
    seen: list[tuple[int, int]] = []
    source = SourceFile(str(path), "0" * 64, 1)
    document = read(path, source, page_seen=lambda page, pages: seen.append((page, pages)))
    assert document.raw == "UBND XÃ\n\nKẾ HOẠCH\f1. Mục đích"
    assert {page.decision.source for page in document.pages} == {TextSource.TEXT_FILE}
    assert seen == [(2, 2)]
    path.write_text(" \n\n", encoding="utf-8")
    with pytest.raises(NothingToReadError):
        read(path, source)


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [drawn(), PLAN])
    seen: list[tuple[int, int]] = []
    read(path, SourceFile(str(path), "0" * 64, 1), None, lambda *told: seen.append(told), FakeReader())
    assert seen == [(1, 2), (2, 2)]


@pytest.mark.slow
def test_memory_stays_flat_on_a_long_file(tmp_path: Path) -> None:
    pages = [[f"{number}. {line}" for line in PLAN * 5] for number in range(300)]
    path = pdf(tmp_path / "long.pdf", pages)
    resident: list[float] = []
    read(path, SourceFile(str(path), "0" * 64, 1), page_seen=lambda page, count: resident.append(_resident()))
    kept = 0.25  # megabytes a page: the words themselves, which are the result
    assert resident[-1] - resident[49] < kept * 250


def _resident() -> float:
    """The process's resident memory in megabytes."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 1e6


def test_documents_are_read_in_the_same_threads(tmp_path: Path) -> None:
    """Each thread loads an engine of its own."""
    threads = set()

    class Noting(FakeReader):
        def read(self, grey: NDArray[np.uint8], dpi: float) -> list[PlacedWord]:
            threads.add(threading.get_ident())
            return super().read(grey, dpi)

    for number in range(3):
        path = pdf(tmp_path / f"{number}.pdf", [drawn()])
        read_file(path, Noting())
    assert len(threads) == 1


def test_what_reads_scans_is_loaded_once() -> None:
    assert reader_of(ReadSettings(second_reader="none")) is reader_of(ReadSettings(second_reader="none"))
