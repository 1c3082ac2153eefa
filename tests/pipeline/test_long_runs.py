"""Long runs are found among blocks of eight pixels as an opening with a bar finds them, in rows and in columns."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.long_runs import long_runs


@given(st.integers(0, 1000), st.sampled_from([2, 9, 15, 16, 23, 40, 41]), st.booleans(), st.floats(0.5, 1))
def test_long_runs_are_those_that_an_opening_with_a_bar_leaves(
    seed: int, length: int, is_level: bool, share: float
) -> None:
    ink = np.zeros((150, 163), np.uint8)
    ink[3:-3, 3:-3] = np.where(np.random.default_rng(seed).random((144, 157)) < share, 255, 0)
    ink[20, 3:80], ink[5:60, 50:53] = 255, 255
    bar = np.ones((1, length) if is_level else (length, 1), np.uint8)
    opened = cv2.morphologyEx(np.pad(ink, 60), cv2.MORPH_OPEN, bar)[60:-60, 60:-60]
    assert (long_runs(ink, length, is_level) == opened).all()


@pytest.mark.parametrize("shape", [(1, 300), (300, 1), (7, 7), (8, 8)])
@pytest.mark.parametrize("is_level", [True, False])
def test_images_narrower_than_a_block_and_blank_ones_are_taken(shape: tuple[int, int], is_level: bool) -> None:
    assert not long_runs(np.zeros(shape, np.uint8), 100, is_level).any()


def test_a_page_of_letters_keeps_its_rule_only() -> None:
    page = np.zeros((400, 600), np.uint8)
    for row in range(20, 380, 40):
        for column in range(20, 560, 20):
            page[row : row + 14, column : column + 12] = 255
    page[200:202, 30:570] = 255
    found = long_runs(page, 101, is_level=True)
    assert (found[200:202, 30:570] == 255).all()
    assert int((found > 0).sum()) == 2 * 540
