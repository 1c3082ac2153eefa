from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.explain import UnknownRowError, explain
from pipeline.store import Store
from tests.pipeline.test_store import a_store, save


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = a_store(tmp_path)
    save(store)
    return store


def test_a_row_shows_its_origin(store: Store) -> None:
    said = explain(store, "abababababababab-deadlines-001")
    assert "place      page 1, section II.1, box 0.0,0.0,160.0,22.0" in said
    assert "found by   rule:fake, confidence 0.8" in said
    assert "in context …⟦Xay dựng ho so truoc ngay 27/10⟧\nTrang hai…" in said
    assert "repair     dwng → dựng (mangled, 0.90)" in said
    assert "due_end    2024-12-31" in said


@pytest.mark.parametrize(
    "row_id", ["abababababababab-deadlines-009", "0" * 16 + "-deadlines-001", "x", "../../etc-issues-1"]
)
def test_a_row_that_is_not_there_is_named(store: Store, row_id: str) -> None:
    with pytest.raises(UnknownRowError, match="no row"):
        explain(store, row_id)
