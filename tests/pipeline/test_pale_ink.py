"""Watermarks and print of the back go; the page's own print, also a faint one, stays as it is."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from pipeline.cleaning import clean, passes
from pipeline.page_look import paper
from pipeline.pale_ink import find_pale, without_pale
from tests.pipeline.paper import PLAN, drawn
from tools import degrade

PAGE = np.asarray(drawn([*PLAN, "", *PLAN, "", *PLAN], dpi=200).convert("L"))
BACK = np.asarray(drawn(["", *reversed(PLAN), "", "", *PLAN, *PLAN], dpi=200).convert("L"))
PRINT, BLANK = PAGE < 60, cv2.erode(PAGE, np.ones((7, 7), np.uint8)) > 250


def rng() -> np.random.Generator:
    return np.random.default_rng(5)


def watermarked() -> np.ndarray:
    marked = degrade.watermark(degrade.colour(PAGE), rng())
    return np.asarray(cv2.cvtColor(degrade.noisy(marked, rng(), 3.0), cv2.COLOR_RGB2GRAY))


def bled() -> np.ndarray:
    return degrade.noisy(degrade.bled(PAGE, BACK, rng(), 0.4), rng(), 3.0)


@pytest.mark.parametrize("make", [watermarked, bled])
def test_pale_ink_goes_and_print_on_it_stays(make: Callable[[], np.ndarray]) -> None:
    page = make()
    ink = find_pale(page, paper(page))
    assert ink is not None
    cleaned = without_pale(page, ink)
    pale = BLANK & (page < 215)
    assert pale.sum() > 5_000
    assert (cleaned[pale] > 215).mean() > 0.9
    assert (cleaned[PRINT] < 128).mean() > 0.98


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        degrade.noisy(PAGE, rng(), 6.0),
        degrade.jpeg(degrade.resized(PAGE, 120, 200), 60),
        (255 - (255 - PAGE.astype(np.float32)) * 0.35).astype(np.uint8),
        degrade.shaded(PAGE, rng(), 90),
        np.full((1, 1), 200, np.uint8),
        np.random.default_rng(1).integers(0, 255, (500, 300)).astype(np.uint8),
    ],
    ids=["clean", "grainy", "coarse", "faint", "shaded", "a pixel", "noise"],
)
def test_pages_without_pale_ink_have_none(page: np.ndarray) -> None:
    assert find_pale(page, paper(page)) is None


def test_the_step_is_taken_where_needed_and_can_be_left_out() -> None:
    assert "without_pale" in [name for name, _ in passes(bled())]
    assert "without_pale" not in [name for name, _ in passes(bled(), {"without_pale"})]
    assert np.array_equal(clean(PAGE), PAGE)
