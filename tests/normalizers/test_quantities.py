"""Quantities, one a line: words | comparator | value | value_max | unit | whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.keys import fold
from normalizers.numbers import parse_number
from normalizers.quantities import find_quantities
from normalizers.units import kind_of

QUANTITIES = """
có 95/120 xã đạt chuẩn | eq | 95 | | xã | 120
đạt tỷ lệ trên 98% | gt | 98 | | % |
tổng thu 1.250,5 tỷ đồng | eq | 1250.5 | | tỷ đồng |
trồng 1.500 cây xanh | eq | 1500 | | cây |
hỗ trợ 25-30 hộ | range | 25 | 30 | hộ |
từ 10 đến 15 mô hình | range | 10 | 15 | mô hình |
từ 25% - 30% số hộ | range | 25 | 30 | % |
tối thiểu 01 xã nâng cao | ge | 1 | | xã |
ít nhất 2-3 sản phẩm OCOP | range | 2 | 3 | sản phẩm |
từ 40% trở lên | ge | 40 | | % |
đạt 95% hồ sơ trở lên | ge | 95 | | % |
không dưới 80% | ge | 80 | | % |
không quá 5% | le | 5 | | % |
dưới 6,5%. | lt | 6.5 | | % |
>= 80% | ge | 80 | | % |
giảm 1-1,5%/năm | range | 1 | 1.5 | %/năm |
đạt 52 triệu đồng/người/năm | eq | 52 | | triệu đồng/người/năm |
đạt 52 tr.đ/người/năm | eq | 52 | | triệu đồng/người/năm |
bình quân 16,4 tiêu chí/xã | eq | 16.4 | | tiêu chí/xã |
8,5 bác sĩ/vạn dân | eq | 8.5 | | bác sĩ/vạn dân |
02 (hai) thôn kiểu mẫu | eq | 2 | | thôn |
ít nhất hai xã | ge | 2 | | xã |
có thêm 12 HTX | eq | 12 | | HTX |
đạt 98.5% | eq | 98.5 | | % |
"""

NONE = """
Tiêu chí số 15 về Y tế
Quyết định số 16/QĐ-UBND
mỗi xã một sản phẩm
một số xã khó khăn
Điều 5 tỉnh
chương trình mục tiêu
"""


def _lines(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize("line", _lines(QUANTITIES), ids=lambda line: line[0])
def test_quantities(line: list[str]) -> None:
    words, comparator, value, value_max, unit, whole = line
    (found,) = find_quantities(words)
    assert (found.comparator, f"{found.value:g}") == (comparator, value)
    assert (f"{found.value_max:g}" if found.value_max is not None else "") == value_max
    assert (found.unit, f"{found.denominator:g}" if found.denominator is not None else "") == (unit, whole)


@pytest.mark.parametrize("words", NONE.strip().splitlines())
def test_numbers_that_are_no_quantities(words: str) -> None:
    assert [found for found in find_quantities(words) if found.unit] == []


def test_a_change_states_where_it_ends() -> None:
    (found,) = find_quantities("nâng từ 12 xã lên 15 xã")
    assert (found.value, found.base) == (15, 12)


def test_a_share_in_brackets_is_a_second_quantity() -> None:
    found = find_quantities("đạt 60/80 xã (75%)")
    assert [(each.value, each.unit) for each in found] == [(60, "xã"), (75, "%")]


@pytest.mark.parametrize("words", [line[0] for line in _lines(QUANTITIES)])
def test_mangled_text_reads_the_same_values(words: str) -> None:
    plain = [found.value for found in find_quantities(fold(words)) if found.unit]
    assert plain == [found.value for found in find_quantities(words)] or "hai" in words


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_vietnamese_notation_is_read_back(whole: int, hundredths: int) -> None:
    printed = f"{whole:,}".replace(",", ".") + f",{hundredths:02}"
    assert parse_number(printed) == pytest.approx(whole + hundredths / 100)


@pytest.mark.parametrize("printed", ["", "1.2.3", "12a", ",5", "1,2,3"])
def test_what_is_no_number(printed: str) -> None:
    with pytest.raises(ValueError, match="no Vietnamese number"):
        parse_number(printed)


@given(st.text(alphabet="0123456789/-.,% xãhộđồngtừlên()", max_size=50))
def test_spans_lie_in_the_text(text: str) -> None:
    for found in find_quantities(text):
        assert 0 <= found.start <= found.number_start < found.number_end <= found.end <= len(text)
        assert found.value_max is None or found.value_max > found.value


def test_kinds() -> None:
    assert [kind_of(unit) for unit in ("xã", "%", "triệu đồng/người/năm", "gì đó")] == ["place", "share", "money", ""]
