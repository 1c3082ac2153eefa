from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.document_numbers import implied_issuer, normal_symbols, read_number

NUMBERS = [
    ("263/QĐ-TTg", "263/QĐ-TTg"),
    ("18 /KH-UBND", "18/KH-UBND"),
    ("34-NQ/ĐU ngày", "34-NQ/ĐU"),
    ("34/NQ- HĐND ngày", "34/NQ-HĐND"),
    ("05/2017/TT-BNNPTNT", "05/2017/TT-BNNPTNT"),
    ("57/2014/QH13", "57/2014/QH13"),
    ("7/QD-TTG", "7/QĐ-TTg"),
    ("158/UB ngày", "158/UB"),
    ("63/STNMT-BHĐ", "63/STNMT-BHĐ"),
    ("116/KH-BCD", "116/KH-BCĐ"),
    ("6721/VPCP-V.I ngày", "6721/VPCP-V.I"),
    ("26/2021/NĐ-CP, Thông tư số 35", "26/2021/NĐ-CP"),
    ("132/2020/QH14,Nghị định", "132/2020/QH14"),
    ("31/2024/QH15. Luật Đất đai", "31/2024/QH15"),
    ("12/QĐ-UBND. BAN CHỈ ĐẠO", "12/QĐ-UBND"),
    ("132/2020/QHI14.", "132/2020/QH14"),
    ("31/2024/QHl5", "31/2024/QH15"),
    ("1 2/2021/QĐ-TTg", "12/2021/QĐ-TTg"),
    ("1 33/QĐ-TT1g", "133/QĐ-TTg"),
    ("L1/CT-TTg", "11/CT-TTg"),
    ("2O/KH-UBND", "20/KH-UBND"),
    ("66.7/2025/NQ-CP ngày", "66.7/2025/NQ-CP"),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers_are_normalised(text: str, expected: str) -> None:
    found = read_number(text, 0, len(text))
    assert found is not None
    assert found.text == expected


@pytest.mark.parametrize("text", ["17/19 tiêu chí", "27/10/2020", "5 xã", "2,5/năm", "abc"])
def test_other_numbers_are_none(text: str) -> None:
    assert read_number(text, 0, len(text)) is None


def test_bare_numbers_count_on_request() -> None:
    assert read_number("558 của", 0, 7) is None
    found = read_number("558 của", 0, 7, plain=True)
    assert found is not None
    assert (found.text, found.symbols) == ("558", "")


@pytest.mark.parametrize(
    ("symbols", "issuer"),
    [("QĐ-TTg", "Thủ tướng Chính phủ"), ("NĐ-CP", "Chính phủ"), ("QH14", "Quốc hội"), ("TT-BYT", "Bộ Y tế"),
     ("KH-UBND", ""), ("NQ/TU", "")],
)  # fmt: skip
def test_symbols_that_name_their_issuer(symbols: str, issuer: str) -> None:
    assert implied_issuer(symbols) == issuer


@given(st.from_regex(r"[A-Z]{1,5}(-[A-Z]{1,5})?", fullmatch=True))
def test_normal_symbols_are_stable(symbols: str) -> None:
    assert normal_symbols(normal_symbols(symbols)) == normal_symbols(symbols)
