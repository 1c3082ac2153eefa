"""A stamp of receipt is no body text; what runs through its frame stays, and other frames are left alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.line_reader import load_line_reader
from pipeline.model import Decision, PageText, SourceFile, TextSource
from pipeline.read import read
from pipeline.received_stamps import find_stamps, without_stamps
from pipeline.rules import find_edges
from pipeline.scan import read_scan
from tests.pipeline.paper import FACE, PLAN, drawn
from tests.pipeline.test_scan import LineEngineReader

DPI = 200
RECEIPT = ("TRUNG TÂM CÔNG BÁO", "CÔNG VĂN ĐẾN", "Số: 152", "Ngày 07 tháng 4 năm 2022", "Kính chuyển: ..........")
URGENT = ("HỎA TỐC", "Hoàn thành trước ngày", "15 tháng 11 năm 2024")
LINES = ["", "", "", "", "", "", "", *PLAN]


def stamped(words: tuple[str, ...], at: tuple[int, int] = (60, 210)) -> Image.Image:
    """A plan with a boxed stamp of a third of its width above the text."""
    page = drawn(LINES, DPI)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FACE, 26)
    x, y = at
    pen.rectangle((x, y, x + 500, y + 50 * len(words)), outline="black", width=3)
    for row, line in enumerate(words):
        pen.text((x + 40, y + 10 + 48 * row), line, fill="black", font=font)
    return page


def sheet(image: Image.Image) -> PageText:
    decision = Decision(TextSource.OCR, 0.0, "no text layer")
    return PageText(1, "", decision, (), image.width * 72 / DPI, image.height * 72 / DPI)


def test_a_stamp_of_receipt_is_kept_apart_from_the_text() -> None:
    image = stamped(RECEIPT)
    page = read_scan(sheet(image), np.asarray(image), LineEngineReader(), DPI)
    (said,) = page.stamps
    assert "152" in said
    assert "152" not in page.text
    found = page.text.split()
    assert sum(word in found for word in " ".join(PLAN).split()) > 0.8 * len(" ".join(PLAN).split())
    whole = read_scan(sheet(image), np.asarray(image), LineEngineReader(), DPI, {"without_stamps"})
    assert "152" in whole.text
    assert whole.stamps == ()


def test_another_frame_stays() -> None:
    grey = np.asarray(stamped(URGENT).convert("L"))
    assert find_stamps(grey, find_edges(grey, DPI), DPI, load_line_reader()) == ()


def test_a_line_that_runs_through_the_frame_stays() -> None:
    grey = np.asarray(stamped(RECEIPT, at=(40, 428)).convert("L"))
    bare = np.asarray(drawn(LINES, DPI).convert("L"))
    stamps = find_stamps(grey, find_edges(grey, DPI), DPI, load_line_reader())
    cleaned = without_stamps(grey, stamps, DPI)
    first = slice(round((80 + 22 * 7) * DPI / 72), round((80 + 22 * 8) * DPI / 72))
    assert len(stamps) == 1
    assert stamps[0].crossing
    assert (cleaned[first][bare[first] < 100] < 128).mean() > 0.9


def test_what_the_stamp_says_is_an_issue(tmp_path: Path) -> None:
    path = tmp_path / "plan.png"
    stamped(RECEIPT).save(path, dpi=(DPI, DPI))
    document = read(path, SourceFile(path.name, "0" * 64, 1), reader=LineEngineReader())
    (issue,) = [issue for issue in document.issues if issue.code == "received_stamp"]
    assert issue.page == 1
    assert "152" in issue.message
