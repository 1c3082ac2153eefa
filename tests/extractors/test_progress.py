from __future__ import annotations

import pytest

from extractors import progress
from extractors.context import Context
from pipeline.model import Finding
from tests.extractors.texts import COMMUNE, DISTRICT, order


def rows(text: str, context: Context) -> list[Finding]:
    return [each for each in progress.find(order(f"I. KẾT QUẢ\n{text}"), context) if isinstance(each, Finding)]


COUNTS = [
    ("- Xã Tân Lập: đạt 15/19 tiêu chí; chưa đạt 4 tiêu chí.", DISTRICT, [("xã", "Tân Lập", 15, 19)]),
    ("- Xã Bảo Sơn: Đến hết năm 2018 đạt 14/19 tiêu chí.", DISTRICT, [("xã", "Bảo Sơn", 14, 19)]),
    ("* Xã Bình Sơn (12/19 tiêu chí): còn 7 tiêu chí chưa đạt.", DISTRICT, [("xã", "Bình Sơn", 12, 19)]),
    ("1. Xã Tam Dị\nHiện nay, xã đạt 17/19 tiêu chí.", DISTRICT, [("xã", "Tam Dị", 17, 19)]),
    ("Huyện đã đạt 7/9 tiêu chí huyện nông thôn mới.", DISTRICT, [("huyện", "Lục Nam", 7, 9)]),
    ("02 xã đạt 19/19 tiêu chí (Tiên Hưng, Khám Lạng); 01 xã đạt 15/19 tiêu chí: Vũ Xá.", DISTRICT,
     [("xã", "Tiên Hưng", 19, 19), ("xã", "Khám Lạng", 19, 19), ("xã", "Vũ Xá", 15, 19)]),
    ("Thôn Đồng Tâm đã đạt 14/14 tiêu chí thôn kiểu mẫu.", COMMUNE, [("thôn", "Đồng Tâm", 14, 14)]),
    ("Có 17/19 tiêu chí được duy trì và nâng cao.", COMMUNE, [("xã", "Yên Hòa", 17, 19)]),
    ("Tính đến 31/12/2022, xã đạt 17 tiêu chí.", COMMUNE, [("xã", "Yên Hòa", 17, None)]),
    ("Kết quả: 17/19 tiêu chí đạt chuẩn; 2/19 tiêu chí chưa đạt.", COMMUNE, [("xã", "Yên Hòa", 17, 19)]),
    ("Xã Nghĩa Phương đăng ký đạt chuẩn năm 2019: hiện đạt 16/19 tiêu chí.", DISTRICT, [("xã", "Nghĩa "
    "Phương", 16, 19)]),
    ("Phấn đấu đến hết năm 2019, xã Huyền Sơn đạt 19/19 tiêu chí.", DISTRICT, []),
    ("Phấn đấu đạt thêm tiêu chí số 5, nâng tổng số tiêu chí đạt lên 18/19 tiêu chí.", COMMUNE, []),
    ("Bình quân toàn huyện đạt 15,4 tiêu chí/xã.", DISTRICT, []),
    ("Có 12/25 xã đạt chuẩn; 5 xã đạt từ 15-18 tiêu chí; không còn xã dưới 10 tiêu chí.", DISTRICT, []),
    ("Dự kiến đến 31/12/2023 đạt 19/19 tiêu chí.", COMMUNE, []),
    ("Hai xã Bảo Sơn và Tam Dị mới đạt lần lượt 15/19 và 14/19 tiêu chí.", DISTRICT,
     [("xã", "Bảo Sơn", 15, 19), ("xã", "Tam Dị", 14, 19)]),
    ("- Xã Bảo Sơn: mới được 15 tiêu chí; bốn tiêu chí chưa hoàn thành là 2, 5, 6 và 11.", DISTRICT,
     [("xã", "Bảo Sơn", 15, 19)]),
    ("Xã Bảo Sơn đã hoàn thành 14 tiêu chí trên tổng số 19 tiêu chí.", DISTRICT, [("xã", "Bảo Sơn", 14, 19)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "context", "expected"), COUNTS)
def test_counts_of_units(text: str, context: Context, expected: list[tuple[object, ...]]) -> None:
    names = ("unit_level", "unit", "met", "total")
    assert [tuple(row.values.get(name) for name in names) for row in rows(text, context)] == expected


RECOGNITIONS = [
    ("Các xã: Tiên Nha, Trường Giang đã được UBND tỉnh công nhận đạt chuẩn nông thôn mới.", DISTRICT,
     [("Tiên Nha", "recognised"), ("Trường Giang", "recognised")]),
    ("Năm 2018, xã Thanh Lâm được Chủ tịch UBND tỉnh công nhận đạt chuẩn nông thôn mới.", DISTRICT,
     [("Thanh Lâm", "recognised")]),
    ("02 xã (Tiên Hưng, Khám Lạng) đã được UBND tỉnh công nhận đạt chuẩn nông thôn mới.", DISTRICT,
     [("Tiên Hưng", "recognised"), ("Khám Lạng", "recognised")]),
    ("Huyện được Thủ tướng Chính phủ công nhận đạt chuẩn nông thôn mới.", DISTRICT, [("Lục Nam", "recognised")]),
    ("Xã Cương Sơn đã được Đoàn thẩm định của tỉnh thẩm định đạt chuẩn nông thôn mới.", DISTRICT,
     [("Cương Sơn", "appraised")]),
    ("Xã An Bình BCĐ tỉnh thẩm định xong, đang chờ quyết định công nhận đạt chuẩn NTM.", DISTRICT,
     [("An Bình", "appraised")]),
    ("Năm 2022 xã được công nhận đạt chuẩn nông thôn mới nâng cao.", COMMUNE, [("Yên Hòa", "recognised")]),
    ("Đề nghị UBND tỉnh công nhận xã Tân Lập đạt chuẩn nông thôn mới trước ngày 15/12/2019.", DISTRICT, []),
    ("Hoàn thiện hồ sơ để xã Tân Lập được công nhận đạt chuẩn nông thôn mới.", DISTRICT, []),
    ("Phê duyệt Kế hoạch của huyện Lục Nam (đã được Sở Nội vụ thẩm định).", DISTRICT, []),
    ("Xã Tân Lập được công nhận xã an toàn khu.", DISTRICT, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "context", "expected"), RECOGNITIONS)
def test_recognition_without_a_count(text: str, context: Context, expected: list[tuple[str, str]]) -> None:
    assert [(row.values["unit"], row.values["recognition"]) for row in rows(text, context)] == expected


EXPECTED = [
    (
        "- Xã Tân Lập: đạt 17/19 tiêu chí. Dự kiến tháng 8/2019 huyện thẩm tra; tháng 10/2019 trình tỉnh quyết "
        "định công nhận.",
        "expected",
        "2019-10-31",
    ),
    ("1. Đối với 2 xã dự kiến đạt chuẩn năm 2020:\n- Xã Tân Lập: đạt 17/19 tiêu chí.", "expected", "2020-12-31"),
    ("- Xã Tân Lập: đạt 17/19 tiêu chí; phấn đấu đạt chuẩn NTM năm 2020.", "expected", "2020-12-31"),
    ("- Xã Tân Lập: đạt 17/19 tiêu chí.", "", None),
    ("- Xã Tân Lập: đạt 19/19 tiêu chí, đã được công nhận đạt chuẩn nông thôn mới.", "recognised", None),
]


@pytest.mark.parametrize(("text", "recognition", "end"), EXPECTED)
def test_the_recognition_that_a_count_expects(text: str, recognition: str, end: str | None) -> None:
    (row,) = rows(text, DISTRICT)
    assert row.values["recognition"] == recognition
    assert (str(row.values["due_end"]) if row.values.get("due_end") else None) == end


def test_a_count_speaks_of_the_day_that_it_names() -> None:
    (row,) = rows("Tính đến ngày 31/12/2018, xã Tân Lập đã đạt 17/19 tiêu chí.", DISTRICT)
    assert str(row.values["as_of"]) == "2018-12-31"
    (row,) = rows("Xã Tân Lập đã đạt 17/19 tiêu chí.", DISTRICT)
    assert row.values["as_of"] == DISTRICT.issued_on


def test_communes_listed_behind_a_count_are_recognised() -> None:
    text = (
        "Cả 28/28 xã đã đạt chuẩn NTM, nhưng mới có 03 xã được công nhận NTM nâng cao là Trường Sơn, Vạn Hòa, Tế Lợi."
    )
    found = [(row.values["unit"], row.values["recognition"]) for row in rows(text, DISTRICT)]
    assert found == [("Trường Sơn", "recognised"), ("Vạn Hòa", "recognised"), ("Tế Lợi", "recognised")]
