"""Tesseract reads lines that were found before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline import tesseract_lines
from pipeline.errors import EngineMissingError, EngineTimeoutError
from pipeline.model import Box
from pipeline.segments import PlacedWord
from pipeline.tesseract_lines import LineTesseract, is_noise

DPI = 300


def page(texts: list[str], size: int = 56) -> Image.Image:
    image = Image.new("L", (1800, 160 + 110 * len(texts)), 255)
    draw = ImageDraw.Draw(image)
    for number, text in enumerate(texts):
        draw.text((150, 80 + 110 * number), text, fill=0, font=ImageFont.load_default(size))
    return image


def said(text: str, confidence: float) -> list[PlacedWord]:
    return [PlacedWord(word, Box(0, 0, 1, 1), confidence) for word in text.split()]


def test_lines_are_read_with_boxes_on_their_words() -> None:
    words = LineTesseract().read(page(["Thanh tra tham gia trong 30 ngay", "Ban hanh trong nam 2023"]), DPI)
    assert [word.text for word in words if word.text in {"30", "2023"}] == ["30", "2023"]
    first, second = (next(word for word in words if word.text == text) for text in ("30", "2023"))
    assert 80 < first.box.y0 * DPI / 72 < first.box.y1 * DPI / 72 < 150
    assert 190 < second.box.y0 * DPI / 72 < second.box.y1 * DPI / 72 < 260
    assert all(0 <= (word.confidence or 0) <= 1 for word in words)


def test_small_print_is_enlarged_and_its_boxes_are_not() -> None:
    large = page(["Ban hanh trong nam 2023"])
    small = large.resize((large.width // 4, large.height // 4), Image.Resampling.LANCZOS)
    words = LineTesseract().read(small, DPI / 4)
    assert words
    assert all(0 < word.box.x0 < word.box.x1 < 1800 * 72 / DPI for word in words)


def test_a_page_that_takes_too_long_is_a_timeout() -> None:
    with pytest.raises(EngineTimeoutError):
        LineTesseract(timeout=0.0).read(page(["Ban hanh trong nam 2023"]), DPI)


def test_a_language_that_lacks_is_named() -> None:
    with pytest.raises(EngineMissingError, match="xyz"):
        LineTesseract("xyz").read(page(["Ban hanh"]), DPI)


@pytest.mark.parametrize("size", [(1, 1), (3, 2000)])
def test_a_sliver_has_no_words(size: tuple[int, int]) -> None:
    assert LineTesseract().read(Image.new("RGB", size, "white"), DPI) == []


@pytest.mark.parametrize(
    ("text", "confidence", "expected"),
    [
        ("Điều 1.", 0.9, False),
        ("` ° ®", 0.9, True),
        ("-", 0.9, False),
        ("z", 0.7, True),
        ("7", 0.95, False),
        ("Rư v77 kả", 0.3, True),
        ("", 1.0, True),
    ],
)
def test_noise_is_unsure_or_hardly_a_letter(text: str, confidence: float, expected: bool) -> None:
    assert is_noise(said(text, confidence)) is expected


def test_an_engine_is_started_once_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []

    class Silent:
        def __getattr__(self, name: str) -> Any:
            return lambda *_: True if name == "Recognize" else None

    def start(language: str) -> Iterator[Any] | Any:
        started.append(language)
        return Silent()

    monkeypatch.setattr(tesseract_lines, "_start", start)
    reader = LineTesseract()
    assert reader.read(page(["Ban hanh"]), DPI) == reader.read(page(["Ban hanh", "Thanh tra"]), DPI) == []
    assert started == ["vie"]
