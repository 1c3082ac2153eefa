"""Seals, shade, borders and dust go; the print stays to the pixel; a clean page is not touched."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.cleaning import clean, evened, passes, without_border, without_dust
from pipeline.ink import find_colour, without_colour
from pipeline.page_look import Tone, look
from tests.pipeline.paper import PLAN, drawn

COLOUR = np.asarray(drawn([*PLAN, "", *PLAN], dpi=200), np.uint8)
GREY = np.asarray(cv2.cvtColor(COLOUR, cv2.COLOR_RGB2GRAY), np.uint8)
PRINT = GREY < 60
SEAL = ((400, 420), 150)


def sealed(tint: tuple[int, int, int]) -> np.ndarray:
    """The page with a ring and a bar in a colour, the black print over them black as on a real scan."""
    ink = COLOUR.copy()
    cv2.circle(ink, *SEAL, tint, 8)
    cv2.line(ink, (260, 420), (540, 420), tint, 20)
    return np.minimum(ink, COLOUR)


def dark_share(page: np.ndarray, where: np.ndarray) -> float:
    return float((page[where] < 128).mean())


@pytest.mark.parametrize("tint", [(215, 40, 50), (40, 60, 190), (150, 40, 160)])
def test_coloured_ink_goes_and_the_print_under_it_stays(tint: tuple[int, int, int]) -> None:
    page = sealed(tint)
    ink = find_colour(page)
    cleaned = without_colour(page, ink)
    assert ink.share > 0.001
    assert dark_share(cleaned, PRINT) > 0.97
    only_ink = (page.min(axis=2) < 128) & (GREY > 250)
    assert only_ink.sum() > 1000
    assert dark_share(cleaned, only_ink) < 0.01


def test_yellowed_paper_is_no_ink() -> None:
    paper = np.minimum(COLOUR, np.array([250, 225, 170], np.uint8))
    assert find_colour(paper).share == 0


def test_a_clean_page_passes_untouched() -> None:
    assert [name for name, _ in passes(COLOUR)] == ["grey"]
    assert np.array_equal(clean(GREY), GREY)
    assert look(GREY).tone is Tone.GREY or look(GREY).tone is Tone.BILEVEL


def test_uneven_light_is_evened() -> None:
    shade = np.linspace(1.0, 0.5, GREY.shape[1])
    page = (GREY * shade).astype(np.uint8)
    assert "evened" in [name for name, _ in passes(page)]
    cleaned = evened(page)
    assert cleaned[GREY > 250].min() > 200
    assert dark_share(cleaned, PRINT) > 0.99


def test_a_black_border_goes() -> None:
    page = GREY.copy()
    page[:, :30] = 10
    page[-18:] = 0
    assert "without_border" in [name for name, _ in passes(page)]
    cleaned = without_border(page)
    assert cleaned[:, :30].min() > 200
    assert cleaned[-18:].min() > 200
    assert dark_share(cleaned, PRINT) == dark_share(GREY, PRINT)


def test_dust_goes_and_tone_marks_stay() -> None:
    rng = np.random.default_rng(7)
    page = GREY.copy()
    spots = rng.integers(GREY.shape[0] // 2, GREY.shape[0] - 5, 3000), rng.integers(5, GREY.shape[1] - 5, 3000)
    page[spots] = 0
    cleaned = without_dust(page)
    assert (cleaned[GREY.shape[0] // 2 :] < 128).sum() < 0.05 * 3000
    assert np.array_equal(cleaned < 128, GREY < 128)


@pytest.mark.parametrize(
    "page",
    [
        np.full((1, 1), 0, np.uint8),
        np.full((1, 1, 3), 255, np.uint8),
        np.zeros((600, 400), np.uint8),
        np.random.default_rng(1).integers(0, 255, (500, 300, 3)).astype(np.uint8),
    ],
)
def test_pages_without_print_go_through(page: np.ndarray) -> None:
    assert clean(page).shape == page.shape[:2]
