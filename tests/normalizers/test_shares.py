"""Shares whose per cent sign was read as a digit and a sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.alignment import from_edits
from normalizers.shares import replacements


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("đạt tối thiểu 859%.", "đạt tối thiểu 85%."),
        ("từ 909 % trở lên", "từ 90 % trở lên"),
        ("đạt 119%", "đạt 119%"),  # may be a growth
        ("đạt 92,59%", "đạt 92,59%"),  # may have two decimals
        ("đạt 1.859%", "đạt 1.859%"),
        ("giảm 5-989%", "giảm 5-989%"),
        ("859 hộ", "859 hộ"),
    ],
)
def test_the_ring_of_a_sign_is_no_digit(read: str, printed: str) -> None:
    assert from_edits(read, replacements(read))[0] == printed


@given(st.integers(0, 200), st.sampled_from(["%", " %"]))
def test_plausible_shares_stay(value: int, sign: str) -> None:
    assert not replacements(f"đạt {value}{sign}")
