"""The medians are those of NumPy."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.medians import median, median_level


@given(arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9))))
def test_the_median_level_is_that_of_numpy(grey: np.ndarray) -> None:
    assert median_level(grey) == np.median(grey)
    assert median_level(grey[::3, ::2]) == np.median(grey[::3, ::2])


@given(arrays(np.float64, st.integers(1, 12), elements=st.floats(-1e6, 1e6)))
def test_the_median_of_a_row_is_that_of_numpy(values: np.ndarray) -> None:
    assert median(values) == np.median(values)


@given(arrays(np.int64, st.integers(1, 12), elements=st.integers(-(10**6), 10**6)))
def test_the_median_of_whole_numbers_may_lie_between_two(values: np.ndarray) -> None:
    assert median(values) == np.median(values)
