"""Degraded pages: the same seed gives the same page, each class does what it says."""

from __future__ import annotations

import numpy as np
import pytest

from tools import degrade

PAGE = np.full((700, 500), 255, np.uint8)
PAGE[100:600:20, 60:440:2] = 0


@pytest.mark.parametrize("name", [*degrade.CLASSES, *(name for name in degrade.DAMAGES if name != "received")])
def test_same_seed_same_page(name: str) -> None:
    first, second, other = (degrade.degrade(PAGE, name, seed) for seed in (3, 3, 4))
    assert np.array_equal(first, second)
    assert first.dtype == np.uint8
    if name != "clean":
        assert first.shape != other.shape or not np.array_equal(first, other)


def test_seal_is_red_and_text_below_stays() -> None:
    centre = (250, 350)
    sealed = degrade.seal(PAGE, np.random.default_rng(1), centre, 80).astype(int)
    red = (sealed[..., 0] - sealed[..., 1]) > 60
    assert red.sum() > 1500
    black = PAGE == 0
    assert (sealed[black] < 60).all()


def test_signature_is_blue() -> None:
    signed = degrade.signature(PAGE, np.random.default_rng(1), (100, 300), 200).astype(int)
    assert ((signed[..., 2] - signed[..., 0]) > 60).sum() > 200


def test_photocopy_is_black_and_white_with_a_dark_edge() -> None:
    copied = degrade.degrade(PAGE, "photocopy", 1)
    assert np.isin(copied[:, 60:], (0, 255)).all()
    assert copied[:, :10].mean() < 100


def test_resolutions() -> None:
    for name in degrade.CLASSES:
        if name != "turned":
            assert degrade.degrade(PAGE, name, 1).shape[0] == round(700 * degrade.resolution(name) / 300)
