"""Look-alikes become letters, marks compose, everything else stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import unicode
from normalizers.alignment import from_edits


def cleaned(text: str) -> str:
    text, _ = from_edits(text, unicode.lookalikes(text))
    return from_edits(text, unicode.compose(text))[0]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Quyết \u00d0ịnh của HĐND, Ủy ban \u0189ảng", "Quyết Định của HĐND, Ủy ban Đảng"),
        ("304/Q\u0110\u00d0-UB", "304/QĐ-UB"),
        ("Kế h\u03bfạch, x\u0430\u0443 cầu", "Kế hoạch, xay cầu"),
        ("Москва và Αθήνα", "Москва và Αθήνα"),
        ("hi\ufb01 tha\u200bnh\u00a0xã\ufeff", "hifi thanh xã"),
        ("trư\u00adờng", "trường"),
        ("hai \u201cxã\u201d \u2013 một \u2026", "hai \u201cxã\u201d \u2013 một \u2026"),
        ("một\r\nhai\rba\u2028bốn\x00\x1f", "một\nhai\nba\nbốn"),
        ("20 triệu \u20ab, 30 \u20abồng", "20 triệu \u20ab, 30 đồng"),
        (unicodedata.normalize("NFD", "Ủy ban nhân dân tỉnh Đắk Nông"), "Ủy ban nhân dân tỉnh Đắk Nông"),
        ("ê\u0323 e\u0323\u0302", "ệ ệ"),
        ("a\u200b\u0301", "á"),
    ],
)
def test_characters(raw: str, text: str) -> None:
    assert cleaned(raw) == text


@given(st.text())
def test_any_text_becomes_nfc_at_once(raw: str) -> None:
    text = cleaned(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert cleaned(text) == text


@given(st.text(st.characters(categories=["Nd"])))
def test_digits_stay(raw: str) -> None:
    assert cleaned(raw) == raw


@given(st.text("aăâeêioôơuưyđĐÂ \n.,;-0123456789", max_size=80))
def test_good_text_stays(raw: str) -> None:
    assert not unicode.lookalikes(raw)
    assert not unicode.compose(raw)
