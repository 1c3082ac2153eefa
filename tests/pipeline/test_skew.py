"""Skewed and turned pages are set upright; places on them are found again on the scan."""

from __future__ import annotations

from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.line_reader import load_line_reader
from pipeline.model import Box
from pipeline.skew import find_skew, straightened, turned
from pipeline.upright import Upright, quarter_turn, set_upright
from tests.pipeline.paper import PLAN, drawn

PAGE = np.asarray(drawn([*PLAN, "", *PLAN, "", *PLAN]).convert("L"))
FULL = np.asarray(drawn([*PLAN, "", *PLAN, "", *PLAN, "", *PLAN, "", *PLAN]).convert("L"))
BLANK = np.full((1200, 800), 250, np.uint8)


@pytest.mark.parametrize("angle", [-4.0, -0.7, 0.0, 0.3, 2.5])
def test_skew_is_found_to_a_tenth_of_a_degree(angle: float) -> None:
    assert find_skew(straightened(PAGE, angle)).degrees == pytest.approx(-angle, abs=0.1)


def test_a_blank_page_has_no_skew() -> None:
    skew = find_skew(BLANK)
    assert (skew.degrees, skew.gain) == (0.0, 1.0)


@pytest.mark.parametrize("clockwise", [0, 90, 180, 270])
def test_turned_pages_come_upright(clockwise: int) -> None:
    upright = set_upright(turned(PAGE, clockwise), load_line_reader().page)
    assert upright.clockwise == (360 - clockwise) % 360
    assert upright.image.shape == PAGE.shape


def test_the_lines_of_a_page_show_that_it_is_upright() -> None:
    assert find_skew(FULL).stands
    assert find_skew(straightened(FULL, 1.5)).stands


@pytest.mark.parametrize("clockwise", [90, 180, 270])
def test_no_turned_page_stands(clockwise: int) -> None:
    assert not find_skew(turned(FULL, clockwise)).stands


@given(st.integers(0, 1000), st.integers(1, 60))
def test_bars_and_noise_leave_open_how_a_page_stands(seed: int, bars: int) -> None:
    random = np.random.default_rng(seed)
    page = random.integers(200, 255, (600, 400)).astype(np.uint8)
    for top in random.integers(0, 560, bars):
        page[top : top + random.integers(2, 40), 30:370] = 20
    assert not find_skew(page).stands


class _Unasked:
    """A network that fails the test when it is asked."""

    def run(self, *_: object) -> None:
        raise AssertionError("the network is asked")


def test_only_where_the_lines_leave_it_open_a_network_is_asked() -> None:
    engine = SimpleNamespace(orient=_Unasked())
    assert set_upright(FULL, engine).clockwise == 0
    with pytest.raises(AssertionError, match="asked"):
        set_upright(turned(FULL, 180), engine)


@pytest.mark.parametrize("page", [BLANK, np.zeros((900, 700), np.uint8), np.full((1, 1), 255, np.uint8)])
def test_a_page_without_print_is_left_as_it_is(page: np.ndarray) -> None:
    upright = set_upright(page, load_line_reader().page)
    assert upright.image.shape == page.shape


def test_noise_is_no_sure_turn() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (1000, 700)).astype(np.uint8)
    assert quarter_turn(noise, load_line_reader().page) == 0


@given(st.floats(-6, 6), st.floats(0.1, 0.9), st.floats(0.1, 0.9))
def test_a_box_on_the_straight_page_is_mapped_to_the_skewed_one(degrees: float, x: float, y: float) -> None:
    width, height = 600.0, 840.0
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    straight_x, straight_y = turn @ np.array([x * width, y * height, 1.0])
    box = Box(straight_x - 5, straight_y - 4, straight_x + 5, straight_y + 4)
    back = Upright(BLANK, 0, degrees).unskewed(box, width, height)
    assert (back.x0 + back.x1) / 2 == pytest.approx(x * width, abs=0.01)
    assert (back.y0 + back.y1) / 2 == pytest.approx(y * height, abs=0.01)
