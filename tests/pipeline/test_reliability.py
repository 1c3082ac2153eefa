from __future__ import annotations

import pytest

from pipeline.reliability import Judged, calibration_error, reliability


def rows(confidence: float, right: int, wrong: int) -> list[Judged]:
    return [Judged("targets", "rule:x", confidence, place < right) for place in range(right + wrong)]


def test_each_bin_shows_its_share_of_right_rows() -> None:
    said = reliability([*rows(0.95, 9, 1), *rows(0.31, 1, 3), *rows(1.0, 1, 0)])
    assert said[2:] == ["| 0.3–0.4 | 4 | 0.310 | 0.250 |", "| 0.9–1.0 | 11 | 0.955 | 0.909 |"]


def test_the_error_is_the_mean_distance_by_rows() -> None:
    assert calibration_error([*rows(0.9, 9, 1), *rows(0.5, 0, 10)]) == pytest.approx(0.25)
    assert calibration_error([]) == 0.0
