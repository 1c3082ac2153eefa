"""A reader's marks go, printed marks stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import markdown
from normalizers.alignment import from_edits


def plain(text: str) -> str:
    return from_edits(text, markdown.replacements(text))[0]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Số: *57*/KH-BCĐ", "Số: 57/KH-BCĐ"),
        ("- **Xã Bình An:** đạt 15/19", "- Xã Bình An: đạt 15/19"),
        ("***Lưu ý***: __gấp__", "Lưu ý: gấp"),
        ("## II. NHIỆM VỤ", "II. NHIỆM VỤ"),
        ("- Lưu: VT, NN ✓", "- Lưu: VT, NN"),
        ("| TT | Xã | Đạt |\n|----|:---:|---|\n| 1 | Tân Hòa | ✓ |", "| TT | Xã | Đạt |\n\n| 1 | Tân Hòa | ✓ |"),
        ("dòng một<br>dòng hai <b>đậm</b>", "dòng một dòng hai đậm"),
        (r"3\. Kinh phí 5\%", "3. Kinh phí 5%"),
        ('phong trào *"Sạch nhà"*.', 'phong trào "Sạch nhà".'),
    ],
)
def test_marks_go(raw: str, text: str) -> None:
    assert plain(raw) == text


@pytest.mark.parametrize(
    "text",
    ["* Có 3 xã đạt chuẩn:", "(*) Ghi chú", "5 * 3 * 2", "diện tích > 5 ha", "a_b_c@x.vn", "#1", "thuế < 3 %, p > 2"],
)
def test_printed_marks_stay(text: str) -> None:
    assert plain(text) == text


@given(st.text("*_#`|<>b/\\ \nxã12-", max_size=40))
def test_no_letter_and_no_digit_is_lost(raw: str) -> None:
    def kept(text: str) -> str:
        return "".join(c for c in text if c.isdigit() or c == "ã")

    assert kept(plain(raw)) == kept(raw)
