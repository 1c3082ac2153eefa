"""Swollen strokes of photocopies are told from bold and from ordinary print, and thinned for the first engine."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from normalizers.plausible import load_plausibility
from pipeline import page_reader
from pipeline.components import Ink
from pipeline.line_engines import Recognised
from pipeline.page_lines import Grey, PageLine, PageLines, page_lines
from pipeline.page_reader import PageReader
from pipeline.strokes import is_swollen, stroke_width, thinned
from tests.pipeline.paper import PLAN, drawn
from tools import degrade
from tools.plans import paint

PAGE = np.asarray(drawn([*PLAN, "", *PLAN, "", *PLAN], 300).convert("L"))
COPY = degrade.photocopied(PAGE, np.random.default_rng(4))


class Listening:
    """An engine that keeps the images it gets."""

    def __init__(self) -> None:
        self.images: list[np.ndarray] = []

    def recognise(self, images: Sequence[np.ndarray], timeout: float) -> list[list[Recognised]]:
        del timeout
        self.images = list(images)
        return [[] for _ in images]


def test_a_stroke_has_its_width() -> None:
    page = np.full((400, 400), 255, np.uint8)
    page[100:110, 20:380] = 0
    assert stroke_width(page) == pytest.approx(10, abs=0.5)
    assert stroke_width(np.full((10, 10), 255, np.uint8)) == 0


def test_a_third_photocopy_is_swollen_and_thinned() -> None:
    assert is_swollen(COPY)
    before, after = stroke_width(COPY), stroke_width(thinned(COPY))
    assert after < before - 1


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        degrade.resized(PAGE, 120),
        degrade.noisy(PAGE, np.random.default_rng(1), 8.0),
        np.zeros((500, 400), np.uint8),
        np.full((500, 400), 255, np.uint8),
        np.full((1, 1), 0, np.uint8),
    ],
    ids=["clean", "coarse", "grainy", "black", "blank", "a pixel"],
)
def test_other_pages_are_not(page: np.ndarray) -> None:
    assert not is_swollen(page)


def test_bold_print_is_not_swollen() -> None:
    page = Image.new("L", (2480, 3508), 255)
    font = ImageFont.truetype(paint.font_file(paint.FACES[0], "b"), 54)
    for row, line in enumerate((*PLAN, *PLAN, *PLAN)):
        ImageDraw.Draw(page).text((300, 300 + 90 * row), line, fill=0, font=font)
    assert not is_swollen(np.asarray(page))


def test_the_first_engine_gets_thinner_strokes(monkeypatch: pytest.MonkeyPatch) -> None:
    widths = []
    for thinning in (True, False):
        seen: list[PageLine] = []
        monkeypatch.setattr(page_reader, "page_lines", partial(_noted, seen))
        engine = Listening()
        PageReader(engine, None, load_plausibility(), thinning=thinning).read(COPY, 300)
        assert len(engine.images) == len(seen) > 0
        widths.append(float(np.median([stroke_width(line.image.image) / line.image.scale for line in seen])))
    assert widths[0] < widths[1] - 0.5


def _noted(seen: list[PageLine], grey: Grey, known: Ink | None = None) -> PageLines:
    """The lines of a page, which are noted."""
    found = page_lines(grey, known)
    seen += found.lines
    return found
