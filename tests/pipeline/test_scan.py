"""A scan is read whichever way it lies; what a hand wrote into the head is told; inspect shows each step."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from normalizers.plausible import load_plausibility
from pipeline.errors import KehoachError, NotADocumentError
from pipeline.handwriting import find_handwriting
from pipeline.inspect import inspect
from pipeline.line_reader import load_line_reader
from pipeline.model import Box, Decision, PageText, TextSource, Word
from pipeline.scan import read_scan
from pipeline.segments import PlacedWord
from tests.pipeline.paper import PLAN, drawn, pdf

DPI = 150
OCR = Decision(TextSource.OCR, 0.0, "no text layer")


class LineEngineReader:
    """The line engine alone: quick, and enough to see where words lie."""

    def read(self, grey: NDArray[np.uint8], dpi: float) -> list[PlacedWord]:
        engine = load_line_reader()
        lines = engine.read(grey, engine.detect(grey), dpi)
        return [word for line in lines for word in line.readings[0]]


def sheet(image: Image.Image) -> PageText:
    return PageText(1, "", OCR, (), image.width * 72 / DPI, image.height * 72 / DPI)


@pytest.mark.parametrize(("turn", "skew"), [(0, 0.0), (90, 0.0), (180, 1.2), (270, -2.0)])
def test_a_turned_and_skewed_page_is_read_and_its_boxes_lie_on_the_print(turn: int, skew: float) -> None:
    upright = drawn([*PLAN, *PLAN], DPI).rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor="white")
    page = read_scan(sheet(lying := upright.rotate(turn, expand=True)), np.asarray(lying), LineEngineReader(), DPI)
    printed = " ".join(PLAN).split()
    found = page.text.split()
    assert page.rotation == turn
    assert (page.width, page.height) == pytest.approx((upright.width * 72 / DPI, upright.height * 72 / DPI))
    assert sum(word in found for word in printed) > 0.75 * len(printed)
    dark = np.asarray(upright.convert("L")) < 128
    for word in page.words:
        x0, y0, x1, y1 = (round(v * DPI / 72) for v in (word.box.x0, word.box.y0, word.box.x1, word.box.y1))
        assert dark[max(y0, 0) : y1, max(x0, 0) : x1].mean() > 0.02


def head(line: str, confidence: float) -> PageText:
    """A page whose head is one line, one word every forty points."""
    words, at = [], 0
    for index, part in enumerate(line.split()):
        start = line.index(part, at)
        at = start + len(part)
        words.append(Word(start, at, Box(40.0 * index, 100, 40.0 * index + 30, 114), confidence))
    return PageText(1, line, OCR, tuple(words), 595, 842, confidence)


@pytest.mark.parametrize(
    ("line", "confidence", "codes"),
    [
        ("Số: 25 /KH-UBND", 0.97, 0),
        ("Số: /KH-UBND", 0.97, 1),
        ("Số: 2{ /KH-UBND", 0.97, 1),
        ("Số: 25 /KH-UBND", 0.5, 1),
        ("Đồng Sơn, ngày 07 tháng 3 năm 2022", 0.98, 0),
        ("Đồng Sơn, ngày tháng 3 năm 2022", 0.98, 1),
        ("Đồng Sơn, ngày †tháng 3 năm 2022", 0.98, 1),
        ("Đồng Sơn, ngày) Štháng /Ö năm 2022", 0.98, 2),
        ("7“ /KH-ĐTN", 0.98, 1),
        ("Số: 7 /2022/QĐ-UBND", 0.98, 0),
        ("Số 12 -KH/HU", 0.98, 0),
        ("Số: 4 8 7 KH-UBND", 0.98, 1),
        ("III/ NHIỆM VỤ, GIẢI PHÁP", 0.98, 0),
        ("Số:", 0.98, 1),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.98, 3),
        ("Căn cứ Kế hoạch của Ủy ban nhân dân xã", 0.3, 0),
    ],
)
def test_doubtful_numbers_of_the_head_are_told(line: str, confidence: float, codes: int) -> None:
    issues = list(find_handwriting(head(line, confidence)))
    assert [issue.code for issue in issues] == ["handwriting"] * codes
    assert all(issue.page == 1 for issue in issues)


def test_inspect_writes_each_step_and_the_words(tmp_path: Path) -> None:
    load_plausibility()
    page = drawn()
    page.paste((200, 30, 40), (300, 500, 420, 620))
    path = pdf(tmp_path / "scan.pdf", [drawn(), page])
    written = inspect(path, 2, tmp_path / "out", reader=LineEngineReader())
    names = [file.name for file in written]
    assert names[:2] == ["0-scan.png", "1-grey.png"]
    assert "2-without_colour.png" in names
    assert names[-2:] == ["words.png", "words.tsv"]
    rows = written[-1].read_text(encoding="utf-8").splitlines()
    assert {row.split("\t")[0] for row in rows[2:]} & set(" ".join(PLAN).split())
    assert Image.open(written[0]).size == Image.open(tmp_path / "out" / "words.png").size


def test_inspect_refuses_what_has_no_such_page(tmp_path: Path) -> None:
    text = tmp_path / "plan.txt"
    text.write_text("KẾ HOẠCH", encoding="utf-8")
    with pytest.raises(NotADocumentError):
        inspect(text, 1, tmp_path / "out")
    with pytest.raises(KehoachError, match="does not exist"):
        inspect(pdf(tmp_path / "a.pdf", [PLAN]), 2, tmp_path / "out")
