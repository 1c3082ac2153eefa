"""Targets in annex tables, as offices set them out."""

from __future__ import annotations

import pytest

from extractors.find import Ways, find
from tests.extractors.dumps import found, repaired, rows

POVERTY = """Biểu số 02
CHỈ TIÊU GIẢM NGHÈO NĂM 2023
(Kèm theo Kế hoạch số 45/KH-UBND ngày 15/3/2023 của UBND huyện)
TT | Tên xã | Tổng số hộ | Hộ nghèo đầu năm 2023 | · | Chỉ tiêu giảm hộ nghèo | · | Hộ nghèo cuối năm 2023 | ·
· | · | · | Số hộ | Tỷ lệ (%) | Số hộ | Tỷ lệ (%) | Số hộ | Tỷ lệ (%)
1 | Tam Dị | 1.520 | 120 | 7,89 | 40 | 2,63 | 80 | 5,26
2 | Bảo Sơn | 1.100 | 66 | 6,00 | 22 | 2,00 | 44 | 4,00
· | Tổng cộng | 2.620 | 186 | 7,10 | 62 | 2,37 | 124 | 4,73
"""


def test_what_is_told_is_no_goal_and_general_heads_take_the_words_above() -> None:
    goals = rows(found(POVERTY), "targets", "area", "value", "unit", "indicator", "basis", "due_end")
    assert goals == [
        ("xã Tam Dị", "40", "hộ", "other", "additional", "2023-12-31"),
        ("xã Tam Dị", "2.63", "%", "poverty_rate", "additional", "2023-12-31"),
        ("xã Tam Dị", "80", "hộ", "other", "total", "2023-12-31"),
        ("xã Tam Dị", "5.26", "%", "poverty_rate", "total", "2023-12-31"),
        ("xã Bảo Sơn", "22", "hộ", "other", "additional", "2023-12-31"),
        ("xã Bảo Sơn", "2", "%", "poverty_rate", "additional", "2023-12-31"),
        ("xã Bảo Sơn", "44", "hộ", "other", "total", "2023-12-31"),
        ("xã Bảo Sơn", "4", "%", "poverty_rate", "total", "2023-12-31"),
        ("huyện Lục Nam", "62", "hộ", "other", "additional", "2023-12-31"),
        ("huyện Lục Nam", "2.37", "%", "poverty_rate", "additional", "2023-12-31"),
        ("huyện Lục Nam", "124", "hộ", "other", "total", "2023-12-31"),
        ("huyện Lục Nam", "4.73", "%", "poverty_rate", "total", "2023-12-31"),
    ]
    assert not [each for each in found(POVERTY).issues if each.code == "annex_sum_mismatch"]


DOWN = """Phụ lục II
Một số chỉ tiêu phân bổ cho các xã đến năm 2025
STT | Chỉ tiêu | ĐVT | Toàn huyện | Xã Tam Dị | Thị trấn Đồi Ngô
1 | Tỷ lệ hộ sử dụng nước sạch | % | 85 | ≥ 80 | 90
2 | Sản phẩm OCOP đạt 3 sao trở lên | sản phẩm | 12 | 2 | -
3 | Thu nhập bình quân đầu người | triệu đồng/người/năm | 65 | 60-62 | trên 68
"""


def test_indicators_down_and_units_across() -> None:
    goals = rows(found(DOWN), "targets", "area", "indicator", "comparator", "value", "value_max", "unit", "due_end")
    assert goals == [
        ("huyện Lục Nam", "clean_water_rate", "eq", "85", "", "%", "2025-12-31"),
        ("xã Tam Dị", "clean_water_rate", "ge", "80", "", "%", "2025-12-31"),
        ("thị trấn Đồi Ngô", "clean_water_rate", "eq", "90", "", "%", "2025-12-31"),
        ("huyện Lục Nam", "ocop_products", "eq", "12", "", "sản phẩm", "2025-12-31"),
        ("xã Tam Dị", "ocop_products", "eq", "2", "", "sản phẩm", "2025-12-31"),
        ("huyện Lục Nam", "income_per_capita", "eq", "65", "", "triệu đồng/người/năm", "2025-12-31"),
        ("xã Tam Dị", "income_per_capita", "range", "60", "62", "triệu đồng/người/năm", "2025-12-31"),
        ("thị trấn Đồi Ngô", "income_per_capita", "gt", "68", "", "triệu đồng/người/năm", "2025-12-31"),
    ]


YEARS = """BIỂU 03: KẾ HOẠCH XÂY DỰNG THÔN NÔNG THÔN MỚI KIỂU MẪU GIAI ĐOẠN 2023-2025
ĐVT: thôn
STT | Đơn vị | Thực hiện năm 2022 | Tổng KH 2023-2025 | Trong đó | · | ·
· | · | · | · | 2023 | 2024 | 2025
A | B | 1 | 2 | 3 | 4 | 5
· | Tổng số | 5 | 16 | 6 | 4 | 6
I | Khu vực miền núi | · | 9 | 4 | 2 | 3
1 | Xã Lục Sơn | 1 | 5 | 2 | 1 | 2
2 | Xã Bình Sơn | - | 4 | 2 | 1 | 1
II | Khu vực đồng bằng | · | 7 | 2 | 2 | 3
3 | Xã Chu Điện | 4 | 7 | 2 | 2 | 3
"""


def test_sums_stand_first_and_groups_have_their_own() -> None:
    findings = found(YEARS)
    assert rows(findings, "targets", "area", "value", "due_start", "due_end", "basis", "indicator")[:5] == [
        ("huyện Lục Nam", "16", "2023-01-01", "2025-12-31", "additional", "ntm_hamlet_model"),
        ("huyện Lục Nam", "6", "2023-01-01", "2023-12-31", "additional", "ntm_hamlet_model"),
        ("huyện Lục Nam", "4", "2024-01-01", "2024-12-31", "additional", "ntm_hamlet_model"),
        ("huyện Lục Nam", "6", "2025-01-01", "2025-12-31", "additional", "ntm_hamlet_model"),
        ("xã Lục Sơn", "5", "2023-01-01", "2025-12-31", "additional", "ntm_hamlet_model"),
    ]
    assert {row.values["area"] for row in findings.rows if row.table == "targets"} == {
        "huyện Lục Nam", "xã Lục Sơn", "xã Bình Sơn", "xã Chu Điện",
    }  # fmt: skip
    assert not [each for each in findings.issues if each.code == "annex_sum_mismatch"]


def test_a_cell_that_disagrees_with_both_sums_is_doubted_alone() -> None:
    findings = found(YEARS.replace("2 | Xã Bình Sơn | - | 4 | 2 | 1 | 1", "2 | Xã Bình Sơn | - | 4 | 2 | 7 | 1"))
    messages = {each.message for each in findings.issues if each.code == "annex_sum_mismatch"}
    assert messages == {
        "Khu vực miền núi, 2024: 2 is said, the rows make 8",
        "Tổng số, 2024: 4 is said, the rows make 10",
        "Xã Bình Sơn, Tổng KH 2023-2025: 4 is said, its columns make 10",
    }
    doubted = [row for row in findings.rows if row.method.endswith("doubted")]
    assert [(row.values["area"], row.values["value"]) for row in doubted] == [("xã Bình Sơn", 7)]
    assert doubted[0].confidence < 0.4


def test_a_sum_that_disagrees_with_its_row_as_well_is_doubted_alone() -> None:
    findings = found(YEARS.replace("Tổng số | 5 | 16 | 6 | 4 | 6", "Tổng số | 5 | 16 | 6 | 4 | 9"))
    doubted = [row for row in findings.rows if row.method.endswith("doubted")]
    assert [(row.values["area"], row.values["value"]) for row in doubted] == [("huyện Lục Nam", 9)]


def test_a_sum_that_alone_disagrees_doubts_its_column() -> None:
    findings = found(POVERTY.replace(" | 62 | ", " | 63 | "))
    doubted = [row for row in findings.rows if row.method.endswith("doubted")]
    assert [row.values["value"] for row in doubted] == [40, 22, 63]
    assert doubted[2].confidence < doubted[0].confidence < 0.75


COSTS = """Biểu 04
NHU CẦU KINH PHÍ THỰC HIỆN KẾ HOẠCH
TT | Xã | Tổng vốn | Năm 2023 | Năm 2024
1 | Tam Dị | 1.500 | 700 | 800
2 | Bảo Sơn | 900 | 400 | 500
"""
REPORT = """Biểu 05
Kết quả thực hiện đến 31/12/2022
TT | Xã | Số thôn đạt chuẩn | Tỷ lệ hộ nghèo (%)
1 | Tam Dị | 5 | 3,5
2 | Bảo Sơn | 4 | 2,1
"""


@pytest.mark.parametrize("table", [COSTS, REPORT])
def test_money_and_reports_are_no_goals(table: str) -> None:
    assert rows(found(table), "targets", "value") == []


def test_a_cell_without_a_figure_is_told() -> None:
    findings = found(YEARS.replace("Xã Chu Điện | 4 | 7", "Xã Chu Điện | 4 | nhiều"))
    assert "'nhiều' is no figure" in [each.message for each in findings.issues if each.code == "annex_unknown_value"]


CONTINUED = """Biểu 06
Chỉ tiêu phát triển hợp tác xã thành lập mới
ĐVT: HTX
TT | Tên xã | Năm 2023 | Năm 2024 | Cộng
1 | Tam Dị | 1 | 1 | 2
2 | Bảo Sơn | - | 1 | 1
\fTT | Tên xã | Năm 2023 | Năm 2024 | Cộng
3 | Chu Điện | 1 | 2 | 3
\f4 | Bình Sơn | 1 | - | 1
· | Tổng cộng | 3 | 4 | 7
"""


def test_a_table_goes_on_over_pages_with_its_head_and_without() -> None:
    findings = found(CONTINUED)
    total = [row for row in rows(findings, "targets", "area", "value", "due_end") if row[0] == "huyện Lục Nam"]
    assert total == [("huyện Lục Nam", "3", "2023-12-31"), ("huyện Lục Nam", "4", "2024-12-31"),
                     ("huyện Lục Nam", "7", "2024-12-31")]  # fmt: skip
    assert ("xã Bình Sơn", "1", "2023-12-31") in rows(findings, "targets", "area", "value", "due_end")
    assert not [each for each in findings.issues if each.code == "annex_sum_mismatch"]


def test_quotes_are_rows_of_the_text() -> None:
    findings = found(POVERTY)
    assert all(row.end > row.start for row in findings.rows)


IN_TEXT = """PHỤ LỤC
II. CHỈ TIÊU
- Tỷ lệ hộ nghèo giảm còn 3,5%
- Thu nhập bình quân đầu người: 52 triệu đồng/người/năm
III. PHÂN BỔ CHỈ TIÊU SẢN PHẨM OCOP NĂM 2023
TT | Xã | Số sản phẩm
1 | Tam Dị | 2
2 | Bảo Sơn | 1
"""


def test_bullets_over_a_heading_are_no_title_of_the_table_below_it() -> None:
    goals = rows(found(IN_TEXT), "targets", "area", "indicator", "value")
    assert sorted(goals) == [
        ("huyện Lục Nam", "income_per_capita", "52"),
        ("huyện Lục Nam", "poverty_rate", "3.5"),
        ("xã Bảo Sơn", "ocop_products", "1"),
        ("xã Tam Dị", "ocop_products", "2"),
    ]


RISE = """Phụ lục
CHỈ TIÊU SỐ TIÊU CHÍ TĂNG THÊM NĂM 2023
STT | Xã | Số tiêu chí/xã tăng thêm | Thôn đạt chuẩn
1 | Tam Dị | 1,5 | 6
2 | Bảo Sơn | 2 | 4
"""


def test_a_rise_in_criteria_is_no_count_of_criteria_met() -> None:
    findings = found(RISE)
    assert not rows(findings, "progress", "met")
    assert [value for (value,) in rows(findings, "targets", "value")] == ["1.5", "6", "2", "4"]


WRONG = """Biểu số 03
CHỈ TIÊU SẢN PHẨM OCOP GIAI ĐOẠN 2023-2024
TT | Tên xã | Năm 2023 | Năm 2024 | Tổng cộng
1 | Tam Dị | 4 | 3 | 7
2 | Bảo Sơn | 2 | 5 | 9
3 | Đông Hưng | 1 | 1 | 2
"""


def test_figures_that_do_not_add_up_end_with_less_confidence() -> None:
    findings = find(repaired(WRONG), Ways.RULES)
    assert [each.code for each in findings.issues if each.code.startswith("annex")] == ["annex_sum_mismatch"]
    sure = {row.values["area"]: row.confidence for row in findings.rows if row.table == "targets"}
    assert sure["xã Bảo Sơn"] < 0.8 * sure["xã Tam Dị"]


YEARS_DOWN = """MỤC TIÊU TỪNG NĂM
Năm | Khu dân cư kiểu mẫu (khu dân cư) | Diện tích tưới (ha)
2023 | 2 | 320
2024 | 3 | 450
"""


def test_years_down_the_side() -> None:
    assert rows(found(YEARS_DOWN), "targets", "value", "unit", "due_start", "due_end") == [
        ("2", "khu dân cư", "2023-01-01", "2023-12-31"),
        ("320", "ha", "2023-01-01", "2023-12-31"),
        ("3", "khu dân cư", "2024-01-01", "2024-12-31"),
        ("450", "ha", "2024-01-01", "2024-12-31"),
    ]
