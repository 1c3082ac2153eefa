"""Two pages on one image are read one after the other; a landscape annex is one page."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from rapidfuzz.fuzz import ratio

from normalizers.keys import fold
from pipeline.scan import read_scan
from pipeline.two_pages import find_gutter
from tests.pipeline.paper import PLAN, drawn
from tests.pipeline.test_received_stamps import sheet
from tests.pipeline.test_scan import LineEngineReader

DPI = 200
LEFT, RIGHT = drawn([*PLAN, "", *PLAN], DPI), drawn([*reversed(PLAN), "", *PLAN], DPI)


def opened(shadow: int = 0) -> Image.Image:
    """Both pages beside each other, with the fold's shadow between them."""
    both = np.hstack([np.asarray(LEFT), np.asarray(RIGHT)])
    middle = LEFT.width
    both[:, middle - shadow : middle + shadow] = 40
    return Image.fromarray(both)


@pytest.mark.parametrize("shadow", [0, 25])
def test_the_left_page_is_read_before_the_right_one(shadow: int) -> None:
    image = opened(shadow)
    page = read_scan(sheet(image), np.asarray(image), LineEngineReader(), DPI)
    printed = fold(" ".join([*PLAN, *PLAN, *reversed(PLAN), *PLAN]))
    assert ratio(fold(" ".join(page.text.split())), printed) > 95
    dark = np.asarray(image.convert("L")) < 128
    for word in page.words:
        assert page.text[word.start : word.end].strip()
        x0, y0, x1, y1 = (round(v * DPI / 72) for v in (word.box.x0, word.box.y0, word.box.x1, word.box.y1))
        assert dark[max(y0, 0) : y1, max(x0, 0) : x1].mean() > 0.02


def test_one_page_has_no_gutter() -> None:
    annex = drawn([f"{line} {line}" for line in PLAN] * 3, DPI).rotate(90, expand=True)
    wide = Image.new("L", (LEFT.height, LEFT.width), 255)
    wide.paste(LEFT.convert("L").crop((0, 0, LEFT.width, LEFT.width)), (400, 0))
    for page in (LEFT, annex, wide):
        assert find_gutter(np.asarray(page.convert("L"))) is None
    assert find_gutter(np.zeros((300, 500), np.uint8)) is None
    assert find_gutter(np.full((1, 2), 255, np.uint8)) is None
