"""Ink becomes lines: each mark goes to its own letter's line, whatever stands close."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.components import find_components
from pipeline.line_finder import InkLine, find_lines
from pipeline.line_images import HEIGHT, line_image

X = 28  # pixels: the height of a letter here
PITCH = 76  # of lines: 13-point print at 300 dpi

Page = NDArray[np.uint8]


def blank(height: int = 600, width: int = 1500) -> Page:
    return np.full((height, width), 255, np.uint8)


def letters(page: Page, base: int, left: int = 100, count: int = 30, slope: float = 0.0) -> None:
    """Letters without marks on a line: rings, as an `o` is one."""
    for number in range(count):
        x = left + number * 36
        end = base + round(slope * x)
        page[end - X : end, x : x + 22] = 0
        page[end - X + 7 : end - 7, x + 7 : x + 15] = 255


def mark(page: Page, left: int, bottom: int, high: int = 10, wide: int = 12) -> None:
    page[bottom - high : bottom, left : left + wide] = 0


def members(page: Page) -> tuple[list[InkLine], list[set[tuple[int, int]]]]:
    """The lines, and the upper left corners of their components."""
    found = find_components(page)
    lines = find_lines(found)
    return lines, [{(int(found.left[m]), int(found.top[m])) for m in line.members} for line in lines]


def test_the_x_height_is_that_of_small_letters() -> None:
    page = blank()
    letters(page, 200)
    letters(page, 300)
    for number in range(200):  # a row of leaders in a form
        page[400:408, 50 + 7 * number : 54 + 7 * number] = 0
    assert find_components(page).x_height == pytest.approx(X, abs=1)


def test_a_tone_above_a_hat_stays_with_its_line_and_a_dot_below_with_the_other() -> None:
    page = blank()
    letters(page, 200)
    letters(page, 200 + PITCH)
    mark(page, 105, 215, high=8, wide=8)  # a dot below the upper line
    mark(page, 465, 200 + PITCH - X - 4)  # a hat on the lower line
    mark(page, 468, 200 + PITCH - X - 16)  # and the tone above it, nearer to the upper line
    lines, placed = members(page)
    assert len(lines) == 2
    assert (105, 207) in placed[0]
    assert {(465, 200 + PITCH - X - 14), (468, 200 + PITCH - X - 26)} <= placed[1]


def test_large_marks_of_a_bold_line_are_no_line() -> None:
    page = blank()
    letters(page, 200)
    for left in range(100, 1000, 144):
        mark(page, left, 200 - X - 4, high=22, wide=20)
    lines, placed = members(page)
    assert len(lines) == 1
    assert len(placed[0]) == 30 + 7


def test_skewed_lines_stay_apart_and_their_images_are_straight() -> None:
    page = blank(900)
    for number in range(6):
        letters(page, 150 + number * PITCH, slope=0.03, count=36)
    found = find_components(page)
    lines = find_lines(found)
    assert len(lines) == 6
    assert all(line.slope == pytest.approx(0.03, abs=0.004) for line in lines)
    image = line_image(page, found, lines[2])
    assert image is not None
    rows = np.flatnonzero((image.image < 128).mean(axis=1) > 0.05)
    assert np.ptp(rows) < 1.3 * X * image.scale


def test_rules_seals_and_dust_are_in_no_line() -> None:
    page = blank()
    letters(page, 200)
    page[230:233, 60:1400] = 0
    page[60:560, 60:63] = 0
    page[300:500, 900:906] = page[300:306, 900:1100] = page[494:500, 900:1100] = page[300:500, 1094:1100] = 0
    page[400:402, 300:302] = 0
    lines, placed = members(page)
    assert len(lines) == 1
    assert len(placed[0]) == 30


def test_columns_of_one_height_are_lines_of_their_own() -> None:
    page = blank()
    letters(page, 200, left=100, count=8)
    letters(page, 200, left=700, count=12)
    assert [len(line) for line in members(page)[1]] == [8, 12]


def test_a_word_is_placed_where_its_ink_is() -> None:
    page = blank()
    letters(page, 200)
    found = find_components(page)
    image = line_image(page, found, find_lines(found)[0])
    assert image is not None
    left = (100 + 5 * 36 - image.left) * image.scale
    box = image.on_page(left, left + 22 * image.scale)
    assert image.image.shape[0] == HEIGHT
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx((280, 200 - X, 302, 200), abs=1)
    following = left + 36 * image.scale
    for end in (left, left + 11 * image.scale, following + 90 * image.scale):  # where Tesseract may end it
        assert image.on_page(left, end, following).x1 == pytest.approx(302, abs=1)


@pytest.mark.parametrize("shape", [(1, 1), (1, 4000), (4000, 1), (300, 300)])
@pytest.mark.parametrize("shade", [0, 128, 255])
def test_an_image_without_print_has_no_lines(shape: tuple[int, int], shade: int) -> None:
    assert find_lines(find_components(np.full(shape, shade, np.uint8))) == []


def test_a_page_of_noise_is_no_print() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (4200, 3600), np.uint8)
    assert find_lines(find_components(noise)) == []
