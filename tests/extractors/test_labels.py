from __future__ import annotations

import pytest

from extractors.labels import label, roman_value

LABELS = [
    ("I. MỤC TIÊU", "I"),
    ("II/ NHIỆM VỤ", "II"),
    ("IV- TỔ CHỨC", "IV"),
    ("IV - TỔ CHỨC THỰC HIỆN", "IV"),
    ("1. Mục tiêu chung", "1"),
    ("1/ Mục tiêu", "1"),
    ("2.1. Phòng Nội vụ", "2.1"),
    ("2.2 Bố trí địa điểm", "2.2"),
    ("1.2.3. Nguồn vốn", "1.2.3"),
    ("3. 100% hộ ký cam kết", "3"),
    ("7, UBND các huyện", "7"),  # a stop misread
    ("V/v trồng rừng", ""),
    ("A. Trước mùa khô", "A"),
    ("a) Ban hành văn bản", "a"),
    ("đ) Thanh tra", "đ"),
    ("(3) Tiêu chí số 3", "(3)"),
    ("Điều 2. Giao Sở Nội vụ", "Điều 2"),
    ("Phần I. ĐÁNH GIÁ", "Phần I"),
    ("Chương II", "Chương II"),
    ("A. ĐÁNH GIÁ TÌNH HÌNH", "A"),
    ("PHỤ LỤC 01", "PHỤ LỤC 01"),
    ("2024 là năm bản lề", ""),
    ("19/19 xã đạt chuẩn", ""),
    ("5 xã dự kiến đạt chuẩn", ""),
    ("1.200 ha lúa", ""),
    ("2,5 km đường", ""),
    ("Xã An Bình đạt chuẩn", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_numbering_is_read_as_printed(text: str, expected: str) -> None:
    found = label(text) if text else None
    assert (found.text if found else "") == expected


def test_a_misread_roman_number_counts_only_where_it_continues_the_count() -> None:
    assert label("Il. NHIỆM VỤ", roman_before=1) is not None
    assert label("Il. NHIỆM VỤ", roman_before=3) is None
    found = label("I1. NHIỆM VỤ", roman_before=1)
    assert found is not None
    assert found.text == "II"


@pytest.mark.parametrize(("numeral", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("IIII", 0), ("VX", 0)])
def test_roman_values(numeral: str, value: int) -> None:
    assert roman_value(numeral) == value
