"""Tesseract as a reader: words in points, and one exception a fault."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any

import pytesseract
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline import ocr
from pipeline.errors import EngineCrashedError, EngineMissingError, EngineTimeoutError
from pipeline.ocr import TesseractReader, check_engine

PAGE = Image.new("L", (400, 120), 255)
COLUMNS = ("level", "left", "top", "width", "height", "conf", "text")


def raising(error: BaseException) -> Callable[..., Any]:
    def call(*_: Any, **__: Any) -> Any:
        raise error

    return call


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (pytesseract.TesseractNotFoundError(), EngineMissingError),
        (pytesseract.TesseractError(1, "Failed loading language 'vie'"), EngineMissingError),
        (pytesseract.TesseractError(-11, "segmentation fault"), EngineCrashedError),
        (RuntimeError("Tesseract process timeout"), EngineTimeoutError),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), EngineCrashedError),
        (subprocess.CalledProcessError(3, ["tesseract", "--version"]), EngineCrashedError),
        (SystemExit('Invalid tesseract version: "?"'), EngineCrashedError),
    ],
)
def test_each_fault_of_the_engine_has_its_exception(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, expected: type[Exception]
) -> None:
    monkeypatch.setattr(pytesseract, "image_to_data", raising(error))
    with pytest.raises(expected):
        TesseractReader().read(PAGE, 300)


@pytest.mark.parametrize("data", [{}, {"level": [5]}, {key: ["x"] for key in COLUMNS}])
def test_a_table_that_is_none_is_a_crash(monkeypatch: pytest.MonkeyPatch, data: dict[str, Any]) -> None:
    monkeypatch.setattr(pytesseract, "image_to_data", lambda *_, **__: data)
    with pytest.raises(EngineCrashedError):
        TesseractReader().read(PAGE, 300)


def test_boxes_are_points_and_doubtful_specks_go(monkeypatch: pytest.MonkeyPatch) -> None:
    data = {
        "level": [1, 5, 5, 5, 5],
        "left": [0, 300, 10, 10, 10],
        "top": [0, 600, 10, 10, 10],
        "width": [400, 150, 5, 5, 5],
        "height": [120, 75, 5, 5, 5],
        "conf": [-1, 91.5, 12, 95, 95],
        "text": ["", "Số:", "~", " ", "-"],
    }
    monkeypatch.setattr(pytesseract, "image_to_data", lambda *_, **__: data)
    first, second = TesseractReader().read(PAGE, 150)
    assert (first.text, first.confidence) == ("Số:", 0.915)
    assert (first.box.x0, first.box.y0, first.box.x1, first.box.y1) == (144, 288, 216, 324)
    assert second.text == "-"


def test_a_missing_language_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_languages", lambda: frozenset({"eng"}))
    with pytest.raises(EngineMissingError) as caught:
        check_engine()
    assert "apt-get install tesseract-ocr-vie tesseract-ocr-osd" in caught.value.remedy


def test_a_real_line_is_read() -> None:
    page = Image.new("L", (1200, 300), 255)
    font = ImageFont.load_default(64)
    ImageDraw.Draw(page).text((60, 100), "KE HOACH 2023", fill=0, font=font)
    words = TesseractReader().read(page, 300)
    assert [word.text for word in words][-1] == "2023"
    assert 0.5 < (words[-1].confidence or 0) <= 1
