"""Letters spaced out become words; blanks are single."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import spacing
from normalizers.alignment import from_edits


def joined(text: str) -> str:
    text, _ = from_edits(text, spacing.rows(text, ()))
    text, _ = from_edits(text, spacing.letters(text))
    return from_edits(text, spacing.blanks(text))[0]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("K Ế  H O Ạ C H", "KẾ HOẠCH"),
        ("K Ế H O Ạ C H", "KẾ HOẠCH"),
        ("Q U Y Ế T   Đ Ị N H :", "QUYẾT ĐỊNH:".replace(":", " :")),
        ("  xã   Tân\tAn  \n huyện ", "xã Tân An\nhuyện"),
        ("cột A B C D", "cột A B C D"),
        ("mục a b c d e", "mục a b c d e"),
    ],
)
def test_spacing(raw: str, text: str) -> None:
    assert joined(raw) == text


@given(st.text("KẾ HOẠC\n\t\f.1", max_size=30))
def test_only_blanks_change_and_only_once(raw: str) -> None:
    text = joined(raw)
    assert "".join(text.split(" ")) == "".join(raw.replace("\t", " ").split(" "))
    assert from_edits(text, spacing.blanks(text))[0] == text


def test_specks_at_the_left_of_a_line() -> None:
    raw = "_1. Sở Y tế\n| thực hiện\n| 1 | ô |\n'a' và 5'\n‘giao"
    assert from_edits(raw, spacing.dirt(raw))[0] == "1. Sở Y tế\nthực hiện\n| 1 | ô |\na' và 5'\ngiao"


def test_the_fewest_syllables() -> None:
    assert spacing.segment("BÁOCÁO") == "BÁO CÁO"
    assert spacing.segment("XYZW") == ""
