"""Tone marks move to the old placement and nowhere else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import syllables, tone
from normalizers.alignment import from_edits


def placed(text: str) -> str:
    return from_edits(text, tone.replacements(text))[0]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("hoà", "hòa"),
        ("Hoá HOÀ", "Hóa HÒA"),
        ("thuỷ lợi, Thuỷ, THUỶ", "thủy lợi, Thủy, THỦY"),
        ("Uỷ ban, UỶ BAN", "Ủy ban, ỦY BAN"),
        ("khoẻ, loè", "khỏe, lòe"),
        ("hòan thành tòan diện", "hoàn thành toàn diện"),
        ("qúy, gía, gìơ", "quý, giá, giờ"),
        ("văn hoá/thể thao", "văn hóa/thể thao"),
        ("TM.UỶ BAN", "TM.ỦY BAN"),
    ],
)
def test_moved(raw: str, text: str) -> None:
    assert placed(raw) == text


@pytest.mark.parametrize(
    "text",
    [
        "quý giờ quỹ hoàn thuyền quyển khuỷu",
        "của mía nghĩa Huế thuở",
        "gì gìn giếng quả già",
        "hoạch ngoài xoáy",
        "Zoé",
    ],
)
def test_left_alone(text: str) -> None:
    assert placed(unicodedata.normalize("NFC", text)) == unicodedata.normalize("NFC", text)


@given(st.sampled_from(sorted(syllables.syllables())), st.sampled_from([str, str.upper, str.title]))
def test_every_syllable_keeps_letters_tone_and_case(word: str, case: type[str]) -> None:
    raw = case(word)
    text = placed(raw)
    assert [c.isupper() for c in text] == [c.isupper() for c in raw]
    assert sorted(unicodedata.normalize("NFD", text)) == sorted(unicodedata.normalize("NFD", raw))
    assert syllables.is_syllable(text)
    assert placed(text) == text


@given(st.text("aàáoòóuùúyỳýhqgiìnt ,.", max_size=40))
def test_placing_twice_changes_nothing_more(raw: str) -> None:
    assert placed(placed(raw)) == placed(raw)
    assert len(placed(raw)) == len(raw)
