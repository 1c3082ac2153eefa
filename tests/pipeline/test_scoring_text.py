"""Error rates of repaired text."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scoring_text import pairs, score_text

SHARED = Path(__file__).parents[2].parent / "shared"


def test_counts() -> None:
    score = score_text("Kê hoạch số 12 ,", "Kế hoạch\nsố 13 /KH ,")
    assert (score.tokens, score.wrong, score.marks, score.digits, score.digits_right) == (6, 3, 1, 1, 0)
    assert score.ser == pytest.approx(0.5)


def test_unreadable_lines_do_not_count() -> None:
    score = score_text("một hai bốn", "một hai\n⟦?⟧ ba\nbốn")
    assert (score.tokens, score.wrong) == (3, 0)


def test_nothing() -> None:
    assert score_text("", "").ser == 0
    assert score_text("một", "").wrong == 0
    assert score_text("", "một").ser == 1


@given(st.text("ab1 \n", max_size=20), st.text("ab1 \n", max_size=20))
def test_every_truth_token_has_a_pair(got: str, want: str) -> None:
    assert [pair.want for pair in pairs(got, want) if pair.want] == want.split()
    assert score_text(want, want).wrong == 0


@pytest.mark.shared
def test_agrees_with_the_measure_that_counts(tmp_path: Path) -> None:
    script, truth = SHARED / "score" / "score_text.py", SHARED / "gold" / "000" / "truth.txt"
    if not script.exists():
        pytest.skip("needs ../shared")
    text = truth.read_text(encoding="utf-8").replace("ế", "ê").replace("2020", "202O").replace("và", "")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, str(script), str(tmp_path / "a.txt"), str(truth)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    score = score_text(text, truth.read_text(encoding="utf-8"))
    want = f"tokens {score.tokens}  SER {score.ser:.4f}  CER {score.cer:.4f}  marks-only errors {score.marks_rate:.4f}"
    assert re.sub(r"\s+", " ", shown).startswith(re.sub(r"\s+", " ", want))
    assert f"{score.digits_right}/{score.digits}" in shown
