"""Pages made smaller to be looked at: sizes, scales and that nothing dark is lost between pixels."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reduce import Image, darkest, reduced, reduced_evenly, to_side

SIDES = st.integers(1, 400)
SCALES = st.floats(0.01, 1.0)


def stripes(high: int, wide: int) -> Image:
    """Lines of one pixel, black and white by turns, as a halftone has them."""
    rows = np.where(np.arange(high) % 2, 255, 0).astype(np.uint8)
    return np.repeat(rows[:, None], wide, axis=1)


@given(SIDES, SIDES, SCALES)
def test_an_image_has_the_size_that_was_asked_for(high: int, wide: int, scale: float) -> None:
    small = reduced(np.zeros((high, wide), np.uint8), scale)
    if scale < 1:
        assert small.shape == (max(1, round(high * scale)), max(1, round(wide * scale)))
    else:
        assert small.shape == (high, wide)


@given(SIDES, SIDES, SCALES)
def test_a_whole_number_is_told_as_the_scale(high: int, wide: int, scale: float) -> None:
    image = np.zeros((high, wide), np.uint8)
    small, got = reduced_evenly(image, scale)
    by = round(1 / got)
    assert abs(by - 1 / scale) <= 0.5
    if by <= min(high, wide):
        assert small.shape == (high // by, wide // by)


@pytest.mark.parametrize("scale", [0.5, 0.37, 0.25, 0.11])
def test_fine_lines_become_grey_and_no_moire(scale: float) -> None:
    for small in (reduced(stripes(600, 400), scale), reduced_evenly(stripes(600, 400), scale)[0]):
        inner = small[2:-2]
        assert inner.min() > 70
        assert inner.max() < 185


def test_colour_stays_colour() -> None:
    red = np.zeros((90, 60, 3), np.uint8)
    red[..., 0] = 255
    small = reduced(red, 0.3)
    assert small.shape == (27, 18, 3)
    assert (small[..., 0] > 250).all()
    assert not small[..., 1:].any()


@given(SIDES, SIDES, st.integers(1, 300))
def test_the_longer_side_is_at_most_as_long_as_asked(high: int, wide: int, side: int) -> None:
    small = to_side(np.zeros((high, wide), np.uint8), side)
    assert max(small.shape) <= max(side, 1)


@given(st.integers(1, 40), st.integers(1, 40), st.randoms(use_true_random=False))
def test_the_darkest_pixel_of_each_square_is_seen(half_high: int, half_wide: int, random: Random) -> None:
    image = np.array(random.choices(range(256), k=4 * half_high * half_wide), np.uint8)
    image = image.reshape(2 * half_high, 2 * half_wide)
    squares = image.reshape(half_high, 2, half_wide, 2).min(axis=(1, 3))
    assert (darkest(image, max(half_high, half_wide)) == squares).all()


@given(SIDES, SIDES, SIDES)
def test_the_darkest_pixels_are_as_many_as_asked_for(high: int, wide: int, side: int) -> None:
    seen = darkest(np.zeros((high, wide), np.uint8), side)
    assert seen.size
    assert min(high, wide) < side or max(seen.shape) > 0.8 * side
