"""Abbreviations get the bar of their Đ back where nothing else can be meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import symbols
from normalizers.alignment import from_edits


def barred(text: str) -> str:
    return from_edits(text, symbols.replacements(text))[0]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("BCD huyện, LDLD tỉnh", "BCĐ huyện, LĐLĐ tỉnh"),
        ("số 16/QD-UBND và 34-NQ/DU", "số 16/QĐ-UBND và 34-NQ/ĐU"),
        ("15/2020/ND-CP", "15/2020/NĐ-CP"),
        ("Sở LDTBXH", "Sở LĐTBXH"),
    ],
)
def test_mended(raw: str, text: str) -> None:
    assert barred(raw) == text


@pytest.mark.parametrize(
    "text", ["HND xã", "UBND, DTTS", "QD là gì", "ND", "ABCD", "BCD5", "5.000 VND", "Bcd", "HD-BXD"]
)
def test_left_alone(text: str) -> None:
    assert barred(text) == text


@given(st.text("ABCDĐHLNQU/-12 ", max_size=30))
def test_only_bars_are_added_and_only_once(raw: str) -> None:
    text = barred(raw)
    assert text.replace("Đ", "D") == raw.replace("Đ", "D")
    assert barred(text) == text
