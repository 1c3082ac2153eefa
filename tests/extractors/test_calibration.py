from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import calibration
from extractors.calibration import CLEAN, DOUBTED, REPAIRED, calibrated, likes, repair_state, shares
from pipeline.model import Finding, TokenRepair


def repair(confidence: float, start: int = 3) -> TokenRepair:
    return TokenRepair("x", "y", "slip", confidence, 0, start)


def row(score: float = 0.9, method: str = "rule:a") -> Finding:
    return Finding("targets", 0, 10, {}, method, score)


def table(monkeypatch: pytest.MonkeyPatch, known: dict[calibration.Like, float]) -> None:
    monkeypatch.setattr(calibration, "shares", lambda: known)


def test_the_narrowest_kind_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow, method, wide = list(likes("targets", "rule:a", 0.9, CLEAN))[0::3][0], ("targets", "rule:a", "", ""), (
        "targets", "", "", "",
    )  # fmt: skip
    table(monkeypatch, {wide: 0.2})
    assert calibrated([row()], [])[0].confidence == 0.2
    table(monkeypatch, {wide: 0.2, method: 0.4})
    assert calibrated([row()], [])[0].confidence == 0.4
    table(monkeypatch, {wide: 0.2, method: 0.4, narrow: 0.6})
    assert [each.confidence for each in calibrated([row(), row(method="rule:b")], [])] == [0.6, 0.2]


def test_an_unknown_table_keeps_the_score(monkeypatch: pytest.MonkeyPatch) -> None:
    table(monkeypatch, {})
    assert calibrated([row(0.37)], [])[0].confidence == 0.37


def test_repairs_within_the_quote_count(monkeypatch: pytest.MonkeyPatch) -> None:
    table(monkeypatch, {("targets", "", "", DOUBTED): 0.1, ("targets", "", "", ""): 0.8})
    assert calibrated([row()], [repair(0.4)])[0].confidence == 0.1
    assert calibrated([row()], [repair(0.4, start=10)])[0].confidence == 0.8


def test_the_state_of_a_repair() -> None:
    assert repair_state([]) == CLEAN
    assert repair_state([repair(0.99)]) == REPAIRED
    assert repair_state([repair(0.99), repair(0.5)]) == DOUBTED


@given(st.floats(0, 1))
def test_every_score_has_its_kinds(score: float) -> None:
    kinds = list(likes("t", "m", score, CLEAN))
    assert len(set(kinds)) == 6
    assert kinds[-1] == ("t", "", "", "")


def test_the_shipped_shares_are_shares_of_every_table() -> None:
    assert all(0 < share < 1 for share in shares().values())
    assert {"targets", "deadlines", "citations", "assignments"} <= {table for table, *_ in shares()}
