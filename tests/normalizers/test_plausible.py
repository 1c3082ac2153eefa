"""What readings cost between their neighbours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from normalizers import plausible
from normalizers.plausible import load_plausibility

READINGS = ("thôn", "thốn", "thon", "xqz", "20/11", "")


def test_what_follows_in_many_texts_costs_least() -> None:
    usual, *others = load_plausibility().costs("xây dựng nông", [text for text in READINGS if text], "mới")
    assert usual < min(others)


@pytest.mark.parametrize("kept", [0, 1 << 17])
def test_readings_cost_the_same_alone_and_together_now_and_later(kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plausible, "_KEPT", kept)
    language = replace(load_plausibility(), _known={})
    together = language.costs("nông", READINGS, "mới")
    assert together == language.costs("nông", READINGS, "mới")
    assert together == [cost for text in READINGS for cost in language.costs("nông", [text], "mới")]


def test_nothing_costs_nothing() -> None:
    assert load_plausibility().costs("", ["", "-"], "") == [0.0, 0.0]
