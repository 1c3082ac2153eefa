"""Pages without a plan (handwriting, a photo, a map, nothing) are read without a crash and without false trust."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from pipeline.errors import NothingToReadError
from pipeline.model import DocumentText, SourceFile
from pipeline.read import read
from tests.pipeline.paper import PLAN, drawn
from tools import degrade

Pixels = NDArray[np.uint8]

A4 = (1754, 1240)  # pixels at 150 dpi
_DOUBTFUL = 0.7  # `inspect` shows words below as doubted


def handwriting() -> Pixels:
    """A page of a pen's lines, black on white, without a printed letter."""
    rng = np.random.default_rng(11)
    page = np.full((*A4, 3), 255, np.uint8)
    for row in range(18):
        for column in range(4):
            at = (100 + 260 * column + int(rng.integers(0, 30)), 160 + 85 * row + int(rng.integers(-8, 8)))
            page = degrade.signature(page, rng, at, int(rng.integers(130, 220)), (25, 25, 30))
    return degrade.noisy(page, rng, 3.0)


def photo() -> Pixels:
    """A landscape as a camera sees it: light that falls off, soft shapes, grain, no edge that is straight."""
    rng = np.random.default_rng(12)
    small = rng.uniform(0, 255, (28, 20, 3)).astype(np.float32)
    scene = cv2.resize(small, A4[::-1], interpolation=cv2.INTER_CUBIC) * np.linspace(1.0, 0.4, A4[0])[:, None, None]
    fine = cv2.resize(rng.uniform(-25, 25, (350, 248, 3)).astype(np.float32), A4[::-1])
    return np.asarray(np.clip(scene + fine + rng.normal(0, 6, (*A4, 3)), 0, 255), np.uint8)


def colour_map() -> Pixels:
    """Communes in pale colours with black borders, blue rivers and red roads."""
    rng = np.random.default_rng(13)
    page = np.full((*A4, 3), 255, np.uint8)
    for row in range(6):
        for column in range(5):
            middle = np.array([130 + 240 * column, 170 + 280 * row])
            angles = np.sort(rng.uniform(0, 2 * np.pi, 14))
            ring = middle + (rng.uniform(110, 160, 14) * np.array([np.cos(angles), np.sin(angles)])).T
            tint = tuple(int(value) for value in rng.integers(150, 250, 3))
            cv2.fillPoly(page, [ring.astype(np.int32)], tint)
            cv2.polylines(page, [ring.astype(np.int32)], True, (0, 0, 0), 2, cv2.LINE_AA)
    for tint, thick in (((30, 80, 220), 5), ((210, 40, 30), 4), ((30, 80, 220), 3)):
        x = np.linspace(20, A4[1] - 20, 40)
        y = rng.uniform(200, A4[0] - 200) + np.cumsum(rng.normal(0, 25, 40))
        cv2.polylines(page, [np.stack([x, y], 1).astype(np.int32)], False, tint, thick, cv2.LINE_AA)
    return page


def read_image(path: Path, page: Pixels) -> DocumentText:
    """What is read of an image file; raises NothingToReadError."""
    Image.fromarray(page).save(path)
    return read(path, SourceFile(path.name, "0" * 64, path.stat().st_size))


@pytest.mark.parametrize("make", [handwriting, photo, colour_map])
def test_what_is_no_print_is_not_trusted(tmp_path: Path, make: Callable[[], Pixels]) -> None:
    try:
        (page,) = read_image(tmp_path / "page.png", make()).pages
    except NothingToReadError:
        return
    assert page.ocr_confidence is not None
    assert page.ocr_confidence < _DOUBTFUL, page.text
    assert len(page.text.split()) < 40


@pytest.mark.parametrize(
    "page",
    [np.zeros(A4, np.uint8), np.zeros((1, 1), np.uint8), np.full((1, 1, 3), 255, np.uint8), np.full(A4, 255, np.uint8)],
    ids=["all black", "a black pixel", "a white pixel", "all white"],
)
def test_pages_without_anything_say_so(tmp_path: Path, page: Pixels) -> None:
    with pytest.raises(NothingToReadError, match="The page is blank"):
        read_image(tmp_path / "page.png", page)


def test_a_blank_back_with_borders_dust_and_the_print_of_its_front_is_not_trusted(tmp_path: Path) -> None:
    rng = np.random.default_rng(14)
    front = np.asarray(drawn([*PLAN, "", *PLAN]).convert("L"))
    back = degrade.bled(np.full(front.shape, 255, np.uint8), front, rng, 0.25)
    page = degrade.bordered(degrade.speckled(degrade.noisy(back, rng, 3.0, 246), rng, 60), rng)
    try:
        (read_page,) = read_image(tmp_path / "page.png", page).pages
    except NothingToReadError:
        return
    assert read_page.ocr_confidence is not None
    assert read_page.ocr_confidence < _DOUBTFUL, read_page.text


def test_a_page_of_twenty_megapixels_is_read_and_its_boxes_lie_on_it(tmp_path: Path) -> None:
    image = drawn([*PLAN, "", *PLAN], dpi=457)
    assert image.width * image.height > 20_000_000
    document = read_image(tmp_path / "page.png", np.asarray(image))
    (page,) = document.pages
    printed = " ".join(PLAN).split()
    assert sum(word in page.text.split() for word in printed) > 0.9 * len(printed)
    assert page.ocr_confidence is not None
    assert page.ocr_confidence > _DOUBTFUL
    assert all(0 <= word.box.x0 < word.box.x1 <= page.width for word in page.words)
    assert all(0 <= word.box.y0 < word.box.y1 <= page.height for word in page.words)
