"""Components of ink are the same in sixteen bits as in thirty-two, and pages with more than those are labelled too."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.labelling import Labels, among, labelled


@given(st.integers(1, 60), st.integers(1, 60), st.floats(0, 1), st.integers(0, 1000))
def test_labels_and_measures_are_opencvs_own(high: int, wide: int, share: float, seed: int) -> None:
    ink = np.random.default_rng(seed).random((high, wide)) < share
    labels, stats = labelled(ink)
    _, expected, measures, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    assert (labels == expected).all()
    assert (stats == measures).all()


@pytest.mark.parametrize("apart", [2, 3])
def test_no_number_of_components_is_too_large(apart: int) -> None:
    ink = np.zeros((900, 900), np.uint8)
    ink[::apart, ::apart] = 255
    labels, stats = labelled(ink)
    assert len(stats) == len(range(0, 900, apart)) ** 2 + 1
    assert labels.max() == len(stats) - 1
    assert (stats[1:, cv2.CC_STAT_AREA] == 1).all()


@pytest.mark.parametrize("dtype", [np.uint16, np.int32])
def test_some_components_are_shown_among_all(dtype: type) -> None:
    labels: Labels = np.random.default_rng(3).integers(0, 500, (40, 50)).astype(dtype)
    numbers = np.array([3, 77, 499])
    assert (among(labels, numbers) == np.where(np.isin(labels, numbers), 255, 0)).all()


@pytest.mark.parametrize("shape", [(0, 0), (0, 5), (5, 0)])
def test_nothing_has_no_components(shape: tuple[int, int]) -> None:
    labels, stats = labelled(np.zeros(shape, np.bool_))
    assert labels.shape == shape
    assert stats.tolist() == [[0, 0, 0, 0, 0]]
