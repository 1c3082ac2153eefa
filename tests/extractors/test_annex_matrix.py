"""Tables of communes and criteria."""

from __future__ import annotations

from collections import Counter

from tests.extractors.dumps import found, rows

NAMES = (
    "Quy hoạch", "Giao thông", "Thủy lợi và phòng, chống thiên tai", "Điện", "Trường học", "Cơ sở vật chất văn hóa",
    "Cơ sở hạ tầng thương mại nông thôn", "Thông tin và Truyền thông", "Nhà ở dân cư", "Thu nhập", "Nghèo đa chiều",
    "Lao động", "Tổ chức sản xuất và phát triển kinh tế nông thôn", "Giáo dục và Đào tạo", "Y tế", "Văn hóa",
    "Môi trường và An toàn thực phẩm", "Hệ thống chính trị và tiếp cận pháp luật", "Quốc phòng và An ninh",
)  # fmt: skip
TITLE = "Phụ lục 1\nTỔNG HỢP KẾT QUẢ THỰC HIỆN CÁC TIÊU CHÍ NÔNG THÔN MỚI ĐẾN NGÀY 31/12/2022\n"


def line(*cells: object) -> str:
    return "\t".join(map(str, cells)) + "\n"


def matrix(*units: tuple[str, str, object], head: str = "Tên xã", numbers: bool = True) -> str:
    heads = range(1, 20) if numbers else NAMES
    body = "".join(line(at, name, *marks.split(","), count) for at, (name, marks, count) in enumerate(units, 1))
    return TITLE + line("TT", head, *heads, "Số TC đạt") + body


ALL = ",".join("x" * 19)
SOME = ",".join("xxxx-xx-xxxxxxxx-xx")
BLANK = ",".join(["x"] * 16 + ["", "", "x"])


def statuses(table: str, unit: str, status: str = "not_met") -> list[tuple[str, ...]]:
    made = rows(found(table), "criterion_statuses", "unit", "criterion", "status", "derivation", "as_of")
    return [row for row in made if row[0] == unit and row[2] == status]


def test_marks_say_met_and_not_met_on_the_day_of_the_title() -> None:
    table = matrix(("Tam Dị", ALL, 19), ("Bảo Sơn", SOME, "16/19"))
    assert len(statuses(table, "Tam Dị", "met")) == 19
    assert statuses(table, "Bảo Sơn") == [
        ("Bảo Sơn", str(number), "not_met", "stated", "2022-12-31") for number in (5, 8, 17)
    ]
    assert rows(found(table), "progress", "unit", "met", "total") == [("Tam Dị", "19", "19"), ("Bảo Sơn", "16", "19")]


def test_an_empty_cell_beside_marks_is_implied() -> None:
    table = matrix(("Tam Dị", BLANK, 17), ("Bảo Sơn", ALL, 19))
    assert [row[1:4] for row in statuses(table, "Tam Dị")] == [
        ("17", "not_met", "implied"),
        ("18", "not_met", "implied"),
    ]


def test_an_empty_cell_where_both_are_marked_says_nothing() -> None:
    table = matrix(("Tam Dị", BLANK, 17), ("Bảo Sơn", SOME, 16))
    assert statuses(table, "Tam Dị") == []


def test_criteria_by_name() -> None:
    table = matrix(("Tam Dị", SOME, 16), ("Bảo Sơn", ALL, 19), numbers=False)
    assert [row[1] for row in statuses(table, "Tam Dị")] == ["5", "8", "17"]


def test_a_legend_goes_before_the_usual_meaning() -> None:
    table = matrix(("Tam Dị", SOME, 3), ("Bảo Sơn", ALL, 0)) + "Ghi chú: x: chưa đạt; -: đạt\n"
    assert len(statuses(table, "Bảo Sơn")) == 19
    assert [row[1] for row in statuses(table, "Tam Dị", "met")] == ["5", "8", "17"]


def test_a_count_that_disagrees_doubts_its_unit() -> None:
    findings = found(matrix(("Tam Dị", SOME, 17), ("Bảo Sơn", ALL, 19)))
    assert [each.message for each in findings.issues if each.code == "annex_sum_mismatch"] == [
        "xã Tam Dị: 17 criteria are counted, 16 are marked as met"
    ]
    sure = {row.values["unit"]: row.confidence for row in findings.rows if row.table == "criterion_statuses"}
    assert sure["Tam Dị"] < 0.5 < sure["Bảo Sơn"]


def test_counts_of_units_below_are_checked() -> None:
    table = matrix(("Tam Dị", SOME, 16), ("Bảo Sơn", ALL, 19))
    right = line("", "Tổng cộng", *([2] * 4 + [1] + [2] * 2 + [1] + [2] * 8 + [1] + [2] * 2), "")
    assert not [each for each in found(table + right).issues if each.code.startswith("annex")]
    wrong = right.replace("\t2\t2\t2\t2\t1", "\t2\t2\t2\t2\t2", 1)
    assert [each.message for each in found(table + wrong).issues if each.code == "annex_sum_mismatch"] == [
        "criterion 5: 2 units are counted, 1 are marked as met"
    ]


def test_an_unknown_mark_is_told() -> None:
    findings = found(matrix(("Tam Dị", SOME.replace("-", "?"), 16), ("Bảo Sơn", ALL, 19)))
    assert [each.message for each in findings.issues if each.code == "annex_unknown_mark"] == [
        "'?': neither met nor not met"
    ]


def test_years_say_when() -> None:
    years = ",".join(["x"] * 17 + ["2024", "2021"])
    made = rows(found(matrix(("Tam Dị", years, 18))), "criterion_statuses", "criterion", "status", "due_end")
    assert made[-2:] == [("18", "not_met", "2024-12-31"), ("19", "met", "")]


def test_criteria_down_and_communes_across() -> None:
    body = "".join(line(at, name, "Đ", "CĐ" if at in (2, 6) else "Đ") for at, name in enumerate(NAMES, 1))
    table = TITLE + line("TT", "Tiêu chí", "Xã Tam Dị", "TT Đồi Ngô") + body + line("", "Tổng số tiêu chí đạt", 19, 17)
    findings = found(table)
    lacking = [
        row for row in rows(findings, "criterion_statuses", "unit", "criterion", "status") if row[2] == "not_met"
    ]
    assert lacking == [("Đồi Ngô", "2", "not_met"), ("Đồi Ngô", "6", "not_met")]
    assert rows(findings, "progress", "unit", "met") == [("Tam Dị", "19"), ("Đồi Ngô", "17")]


def test_marks_of_a_plan_are_still_to_be_met() -> None:
    table = matrix(("Tam Dị", BLANK, ""), ("Bảo Sơn", BLANK, "")).replace(
        "TỔNG HỢP KẾT QUẢ THỰC HIỆN CÁC TIÊU CHÍ NÔNG THÔN MỚI ĐẾN NGÀY 31/12/2022",
        "KẾ HOẠCH HOÀN THÀNH CÁC TIÊU CHÍ NĂM 2024",
    )
    made = rows(found(table), "criterion_statuses", "unit", "status", "due_end")
    assert Counter(made) == {("Tam Dị", "not_met", "2024-12-31"): 17, ("Bảo Sơn", "not_met", "2024-12-31"): 17}


LIST = """Biểu 02
Hiện trạng và lộ trình hoàn thành các tiêu chí
STT | Xã | Số TC đạt | Tiêu chí chưa đạt | Thời gian hoàn thành
1 | Tam Dị | 17/19 | 5, 13 | Quý IV/2023
2 | Bảo Sơn | 19/19 | Không | -
3 | Chu Điện | 15/19 | 2, 6, 17 | Năm 2024
"""


def test_lists_of_what_is_lacking() -> None:
    findings = found(LIST)
    lacking = [
        r for r in rows(findings, "criterion_statuses", "unit", "criterion", "status", "due_end") if r[2] == "not_met"
    ]
    assert lacking == [
        ("Tam Dị", "5", "not_met", "2023-12-31"), ("Tam Dị", "13", "not_met", "2023-12-31"),
        ("Chu Điện", "2", "not_met", "2024-12-31"), ("Chu Điện", "6", "not_met", "2024-12-31"),
        ("Chu Điện", "17", "not_met", "2024-12-31"),
    ]  # fmt: skip
    assert [each.message for each in findings.issues if each.code == "criteria_count_mismatch"] == [
        "15 criteria are met and 3 lacking, the set xa-2021-2025 has 19"
    ]
    met = Counter(r[0] for r in rows(findings, "criterion_statuses", "unit", "status") if r[1] == "met")
    assert met == {"Tam Dị": 17, "Bảo Sơn": 19}
    assert rows(findings, "deadlines", "unit", "due_end") == [("Tam Dị", "2023-12-31"), ("Chu Điện", "2024-12-31")]


RECOGNITION = """Phụ lục
DANH SÁCH XÃ ĐĂNG KÝ ĐẠT CHUẨN NÔNG THÔN MỚI NÂNG CAO
TT | Xã | Năm 2023 | Năm 2024 | Năm 2025 | Ghi chú
1 | Tam Dị | x | · | · | ·
2 | Bảo Sơn | · | x | · | ·
"""


def test_a_mark_below_a_year_expects_the_recognition() -> None:
    assert rows(found(RECOGNITION), "progress", "unit", "criteria_set", "recognition", "due_end") == [
        ("Tam Dị", "xa-nang-cao-2021-2025", "expected", "2023-12-31"),
        ("Bảo Sơn", "xa-nang-cao-2021-2025", "expected", "2024-12-31"),
    ]
