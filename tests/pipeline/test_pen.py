"""What a hand wrote into the head is read right or told, never wrong in silence; printed numbers are not doubted."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.handwriting import find_handwriting
from pipeline.model import Box, Decision, PageText, TextSource
from pipeline.ocr import Reader
from pipeline.pen import doubted, is_form
from pipeline.read import reader_of
from pipeline.scan import read_scan
from pipeline.segments import PlacedWord
from pipeline.settings import ReadSettings
from tests.pipeline.paper import FACE, PLAN

DPI = 200
HEAD = "Số: {} /KH-UBND"
PLACE = "Đồng Sơn, ngày {} tháng 3 năm 2022"
HANDS = (cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, cv2.FONT_HERSHEY_SCRIPT_COMPLEX, cv2.FONT_HERSHEY_SIMPLEX | cv2.FONT_ITALIC)
BLACK, BLUE = (30, 30, 35), (30, 45, 150)


@cache
def reader() -> Reader:
    return reader_of(ReadSettings())


def plan(number: str = "", day: str = "") -> Image.Image:
    """The first page of a plan at 200 dpi; number and day printed, or a gap of an inch for them."""
    page = Image.new("RGB", (1654, 2339), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FACE, 39)
    pen.text((200, 200), "ỦY BAN NHÂN DÂN XÃ ĐỒNG SƠN", fill="black", font=font)
    pen.text((200, 260), HEAD.format(number or " " * 12), fill="black", font=font)
    pen.text((800, 330), PLACE.format(day or " " * 12), fill="black", font=font)
    for row, line in enumerate([*PLAN, *PLAN]):
        pen.text((170, 440 + 62 * row), line, fill="black", font=font)
    return page


def written(page: Image.Image, text: str, at: tuple[int, int], rng: np.random.Generator) -> Image.Image:
    """The page with digits by a hand, about on the line whose base is at `at`."""
    pixels = np.asarray(page).copy()
    x, y = at
    hand, tint = HANDS[rng.integers(len(HANDS))], (BLACK, BLUE)[rng.integers(2)]
    for digit in text:
        size, spot = rng.uniform(1.1, 1.7), (x, y + int(rng.integers(-8, 9)))
        cv2.putText(pixels, digit, spot, int(hand), size, tint, int(rng.integers(2, 5)), cv2.LINE_AA)
        x += int(26 * size)
    return Image.fromarray(pixels)


def recognised(page: Image.Image) -> PageText:
    sheet = PageText(1, "", Decision(TextSource.OCR, 0.0, "no text layer"), (), 595.44, 842.04)
    return read_scan(sheet, np.asarray(page), reader(), DPI)


def told(page: PageText) -> set[str]:
    """Which of number, day and month are told to be by hand."""
    return {
        name
        for issue in find_handwriting(page)
        for name in ("number", "day", "month")
        if f"the {name} " in issue.message
    }


@pytest.mark.parametrize("seed", range(6))
def test_what_a_hand_wrote_is_read_right_or_told(seed: int) -> None:
    rng = np.random.default_rng(seed)
    number, day = str(rng.integers(11, 6000)), str(rng.integers(10, 31))
    scan = written(written(plan(), number, (275, 293), rng), day, (1115, 365), rng)
    page = recognised(scan)
    doubts = told(page)
    said_number = re.search(r"(\S*)\s*/\s?KH-UBND", page.text)
    said_day = re.search(r"ngày\s*(.{0,8}?)\s*tháng", page.text)
    assert "number" in doubts or (said_number is not None and said_number[1] == number), page.text[:300]
    assert "day" in doubts or (said_day is not None and said_day[1] == day), page.text[:300]


@pytest.mark.parametrize(("number", "day"), [("25", "07"), ("1346", "18"), ("08", "30")])
def test_printed_numbers_are_not_doubted(number: str, day: str) -> None:
    page = recognised(plan(number, day))
    assert f"Số: {number} /KH-UBND" in page.text
    assert f"ngày {day} tháng 3 năm 2022" in page.text
    assert told(page) == set()


def line(text: str) -> list[PlacedWord]:
    return [PlacedWord(word, Box(0, 0, 1, 1), 1.0) for word in text.split()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số: 12 /QĐ-UBND", True),
        ("Số:12/2024/QĐ-UBND", True),
        ("Đồng Sơn, ngày 12 tháng 3 năm 2022", True),
        ("đạt 48 triệu đồng/người/năm", False),
        ("Căn cứ Kế hoạch số 12", False),
    ],
)
def test_forms_are_known_by_their_print(text: str, expected: bool) -> None:
    assert is_form(line(text)) is expected


def test_one_engine_alone_is_not_trusted_with_the_numbers_of_a_form() -> None:
    words = line("Số: 12 /QĐ-UBND")
    assert doubted(words) == [words[0], replace(words[1], confidence=0.6), words[2]]
    assert doubted(line("báo cáo trước ngày 15")) == line("báo cáo trước ngày 15")
