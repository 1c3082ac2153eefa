# ruff: noqa: E501 - one example a line
"""Targets as plans word them, one a line."""

from __future__ import annotations

import pytest

from extractors.targets import find
from pipeline.model import Finding
from tests.extractors.small_plans import (
    PLAN_OF_2023,
    PLAN_OF_FIVE_YEARS,
    cells,
    in_goals,
    in_tasks,
    issues,
    lines,
    rows,
)

# words | indicator | comparator | value | value_max | unit | whole | basis
GOALS = """
Có thêm ít nhất 03 xã đạt chuẩn nông thôn mới. | ntm_commune | ge | 3 |  | xã |  | additional
Toàn huyện có 14/16 xã đạt chuẩn NTM. | ntm_commune | eq | 14 |  | xã | 16 | total
Nâng tổng số xã đạt chuẩn nông thôn mới lên 14/16 xã. | ntm_commune | eq | 14 |  | xã | 16 | total
Có 02 xã đạt chuẩn nông thôn mới nâng cao. | ntm_commune_advanced | eq | 2 |  | xã |  | total
Phấn đấu ít nhất một xã đạt chuẩn NTM kiểu mẫu. | ntm_commune_model | ge | 1 |  | xã |  | total
Xây dựng 12 khu dân cư nông thôn mới kiểu mẫu. | ntm_hamlet_model | eq | 12 |  | khu dân cư |  | total
Mỗi xã có ít nhất 1 thôn đạt chuẩn NTM kiểu mẫu. | ntm_hamlet_model | ge | 1 |  | thôn/xã |  | total
Tỷ lệ xã đạt chuẩn nông thôn mới đạt 87,5%. | ntm_commune | eq | 87.5 |  | % |  | total
Toàn tỉnh có 02 huyện đạt chuẩn nông thôn mới. | ntm_district | eq | 2 |  | huyện |  | total
Bình quân đạt 16,8 tiêu chí/xã. | criteria_per_commune | eq | 16.8 |  | tiêu chí/xã |  | total
Mỗi xã đạt thêm từ 1-2 tiêu chí. | criteria_gain_per_commune | range | 1 | 2 | tiêu chí/xã |  | additional
Không còn xã dưới 14 tiêu chí. | communes_below_criteria | eq | 0 |  | xã |  | reduce_to
Không có xã đạt dưới 10 tiêu chí. | communes_below_criteria | eq | 0 |  | xã |  | reduce_to
Tỷ lệ hộ nghèo giảm còn 2,8%. | poverty_rate | eq | 2.8 |  | % |  | reduce_to
Giảm tỷ lệ hộ nghèo đa chiều xuống dưới 3%. | poverty_rate | lt | 3 |  | % |  | reduce_to
Tỷ lệ hộ nghèo giảm bình quân 1-1,5%/năm. | poverty_rate | range | 1 | 1.5 | % |  | per_year
Tỷ lệ hộ nghèo giảm từ 5,2% xuống còn 4%. | poverty_rate | eq | 4 |  | % |  | reduce_to
Thu nhập bình quân đầu người đạt 58 triệu đồng/người/năm. | income_per_capita | eq | 58 |  | triệu đồng/người/năm |  | total
Tỷ lệ dân số tham gia bảo hiểm y tế đạt trên 95%. | health_insurance_rate | gt | 95 |  | % |  | total
Duy trì 100% người nghèo có thẻ BHYT. | health_insurance_rate | eq | 100 |  | % |  | total
Tỷ lệ hộ sử dụng nước sạch theo quy chuẩn đạt từ 65% trở lên. | clean_water_rate | ge | 65 |  | % |  | total
Có thêm 08 sản phẩm OCOP đạt 3 sao trở lên. | ocop_products | eq | 8 |  | sản phẩm |  | additional
Có 01 sản phẩm OCOP đạt 5 sao. | ocop_five_star | eq | 1 |  | sản phẩm |  | total
Nâng hạng 04 sản phẩm OCOP từ 3 sao lên 4 sao. | ocop_upgraded | eq | 4 |  | sản phẩm |  | total
Thành lập mới 05 HTX nông nghiệp. | cooperatives_new | eq | 5 |  | HTX |  | additional
Trên 70% hợp tác xã hoạt động hiệu quả. | cooperatives_effective_rate | gt | 70 |  | % |  | total
Tối thiểu 40% HTX tham gia liên kết theo chuỗi giá trị. | cooperatives_linked_rate | ge | 40 |  | % |  | total
90% hồ sơ thủ tục hành chính được số hóa. | other | eq | 90 |  | % |  | total
Không quá 2% hồ sơ trễ hạn. | other | le | 2 |  | % |  | total
Đạt 9,5 bác sĩ/vạn dân. | other | eq | 9.5 |  | bác sĩ/vạn dân |  | total
Trồng mới 350 ha rừng. | other | eq | 350 |  | ha |  | additional
Tỷ lệ lao động qua đào tạo tăng từ 55% năm 2020 lên 60%. | other | eq | 60 |  | % |  | total
"""

NO_TARGETS = """
Hướng dẫn 8 xã chưa đạt chuẩn hoàn thiện hồ sơ.
Tổ chức 02 lớp tập huấn cho 120 cán bộ.
Cứng hóa 3,5 km đường trục xã.
Đến nay toàn huyện đã có 12/16 xã đạt chuẩn nông thôn mới.
Xã Tân Lập đạt 15/19 tiêu chí.
Xử lý cơ sở có nguy cơ ở mức nhỏ (dưới 20 m³).
Ngân sách huyện hỗ trợ 50% kinh phí xây dựng.
Thực hiện tiêu chí số 17 về môi trường.
Chương trình mục tiêu quốc gia có 3 xã tham gia.
"""


def _only(text: str) -> Finding:
    found = rows(find, text)
    assert len(found) == 1, [cells(each, "indicator", "value", "unit") for each in found]
    return found[0]


@pytest.mark.parametrize("line", lines(GOALS), ids=lambda line: line[0])
def test_goals(line: list[str]) -> None:
    found = _only(in_goals(line[0]))
    names = ("indicator", "comparator", "value", "value_max", "unit", "denominator", "basis")
    assert cells(found, *names) == line[1:]


@pytest.mark.parametrize("words", NO_TARGETS.strip().splitlines())
def test_numbers_that_set_no_goal(words: str) -> None:
    assert rows(find, in_tasks(words)) == []


def test_a_goal_outside_the_goals_needs_its_word() -> None:
    assert cells(_only(in_tasks("Phấn đấu có 3 xã đạt chuẩn nông thôn mới.")), "value") == ["3"]
    assert rows(find, in_tasks("Kiểm tra 3 xã về vệ sinh.")) == []


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("Đến hết quý III/2023 có 3 xã đạt chuẩn NTM.", ["Đến hết quý III/2023", "", "2023-09-30", "by"]),
        ("Có 3 xã đạt chuẩn NTM trước tháng 6/2023.", ["trước tháng 6/2023", "", "2023-06-01", "before"]),
        ("Có 3 xã đạt chuẩn NTM.", ["", "2023-01-01", "2023-12-31", "within"]),
        ("Năm 2023 có 3 xã đạt chuẩn NTM.", ["Năm 2023", "2023-01-01", "2023-12-31", "within"]),
    ],
)
def test_due_times(words: str, due: list[str]) -> None:
    assert cells(_only(in_goals(words)), "due_text", "due_start", "due_end", "due_relation") == due


def test_a_heading_gives_its_time() -> None:
    text = "KẾ HOẠCH\nVề việc A\nI. MỤC TIÊU\n1. Đến năm 2025:\n- Có 10 xã đạt chuẩn nông thôn mới.\n"
    (found,) = rows(find, text, PLAN_OF_FIVE_YEARS)
    assert cells(found, "due_text", "due_end", "due_relation") == ["Đến năm 2025", "2025-12-31", "by"]


def test_each_year_has_its_own_number() -> None:
    found = rows(find, in_goals("Năm 2023 có 5 xã đạt chuẩn, năm 2024 có 6 xã đạt chuẩn."))
    assert [cells(each, "value", "due_end") for each in found] == [["5", "2023-12-31"], ["6", "2024-12-31"]]


def test_the_opening_time_holds_for_later_clauses() -> None:
    found = rows(find, in_goals("Đến năm 2025: 100% xã đạt chuẩn NTM; trên 50% số xã đạt chuẩn nâng cao."))
    assert [cells(each, "value", "due_end") for each in found] == [["100", "2025-12-31"], ["50", "2025-12-31"]]


def test_two_units_of_one_goal_are_two_rows() -> None:
    found = rows(find, in_goals("Có 30% số thôn đạt chuẩn NTM kiểu mẫu, tương đương 54 thôn."))
    assert [cells(each, "indicator", "value", "unit") for each in found] == [
        ["ntm_hamlet_model", "30", "%"],
        ["ntm_hamlet_model", "54", "thôn"],
    ]


def test_alternatives_are_two_rows() -> None:
    words = "Có ít nhất 1 xã nông thôn mới nâng cao (dự kiến xã Yên Sơn) hoặc xã nông thôn mới kiểu mẫu (dự kiến xã Hòa An)."
    assert [cells(each, "indicator", "comparator", "named_units") for each in rows(find, in_goals(words))] == [
        ["ntm_commune_advanced", "ge", "Yên Sơn"],
        ["ntm_commune_model", "ge", "Hòa An"],
    ]


def test_the_bound_holds_for_the_list() -> None:
    found = rows(find, in_goals("Có ít nhất 2 thôn đạt chuẩn NTM kiểu mẫu, 1 xã NTM nâng cao."))
    assert [cells(each, "comparator", "value", "unit") for each in found] == [["ge", "2", "thôn"], ["ge", "1", "xã"]]


def test_a_whole_and_its_parts_by_year() -> None:
    found = rows(find, in_goals("Có 02 xã đạt chuẩn NTM nâng cao (xã Yên Sơn năm 2023, xã Hòa An năm 2024)."))
    assert [cells(each, "value", "named_units", "due_end") for each in found][1:] == [
        ["1", "Yên Sơn", "2023-12-31"],
        ["1", "Hòa An", "2024-12-31"],
    ]


def test_named_communes() -> None:
    found = _only(in_goals("Có 03 xã đạt chuẩn nông thôn mới, gồm: Yên Sơn, Hòa An và Tân Lập."))
    assert cells(found, "named_units", "area") == ["Yên Sơn;Hòa An;Tân Lập", "huyện Yên Lạc"]


def test_expected_communes_of_a_heading_are_additional() -> None:
    text = "KẾ HOẠCH\nVề việc A\nI. NỘI DUNG\n1. Đối với 3 xã dự kiến đạt chuẩn NTM năm 2023 (Yên Sơn, Hòa An, Tân Lập):\n- Rà soát.\n"
    found = _only(text)
    assert cells(found, "indicator", "value", "basis", "named_units") == [
        "ntm_commune", "3", "additional", "Yên Sơn;Hòa An;Tân Lập",
    ]  # fmt: skip


def test_a_remark_in_brackets_speaks_of_the_same() -> None:
    words = "Bình quân tiêu chí/xã đạt 16,5 tiêu chí (tăng thêm 0,3 tiêu chí), lũy kế đạt 17,1 tiêu chí/xã."
    assert [cells(each, "indicator", "value", "unit", "basis") for each in rows(find, in_goals(words))] == [
        ["criteria_per_commune", "16.5", "tiêu chí/xã", "total"],
        ["criteria_per_commune", "0.3", "tiêu chí/xã", "additional"],
        ["criteria_per_commune", "17.1", "tiêu chí/xã", "cumulative"],
    ]


def test_lacking_criteria_to_be_met() -> None:
    found = _only(in_tasks("Đối với 03 tiêu chí chưa đạt, Ban chỉ đạo tập trung nguồn lực phấn đấu hoàn thành."))
    assert cells(found, "indicator", "value", "basis") == ["criteria_met", "3", "additional"]


def test_the_units_own_recognition_counts_one() -> None:
    found = _only(in_goals("Phấn đấu huyện Yên Lạc đạt chuẩn nông thôn mới trước tháng 10 năm 2023."))
    assert cells(found, "indicator", "value", "unit", "due_end") == ["ntm_district", "1", "huyện", "2023-10-01"]


def test_a_repeated_target_is_one() -> None:
    assert len(rows(find, in_goals("Có 3 xã đạt chuẩn NTM.", "Có 3 xã đạt chuẩn NTM."))) == 1


def test_what_has_been_reached_is_no_goal() -> None:
    text = "KẾ HOẠCH\nVề việc A\nI. KẾT QUẢ THỰC HIỆN NĂM 2022\n- Toàn huyện có 12/16 xã đạt chuẩn NTM.\nII. MỤC TIÊU\n- Năm 2022 đạt 12 xã.\n"
    assert rows(find, text) == []


def test_an_implausible_value_is_an_issue_and_less_sure() -> None:
    text = in_goals("Tỷ lệ hộ nghèo giảm còn 480%.")
    assert issues(find, text) == ["implausible_value"]
    assert _only(text).confidence < 0.5


def test_mangled_words_state_the_same_goal() -> None:
    found = rows(find, "KE HOACH\nPhat trien\nI. MUC TIEU\n- Ty le ho ngheo giam con duoi 3%.\n", PLAN_OF_2023)
    assert [cells(each, "indicator", "comparator", "value", "basis") for each in found] == [
        ["poverty_rate", "lt", "3", "reduce_to"]
    ]


def test_an_unknown_unit_is_kept_as_printed_and_is_an_issue() -> None:
    text = in_goals("Lắp đặt mới ít nhất 19 máng trượt cho các trường.")
    found = _only(text)
    assert cells(found, "indicator", "comparator", "value", "unit") == ["other", "ge", "19", "máng trượt"]
    assert issues(find, text) == ["unknown_unit"]


def test_the_effort_is_no_beginning_of_a_year() -> None:
    found = _only(in_goals("Phấn đấu năm 2023, có 02 xã đạt chuẩn nông thôn mới."))
    assert cells(found, "due_text", "due_start", "due_end") == ["năm 2023", "2023-01-01", "2023-12-31"]


def test_years_in_brackets_are_parts_of_the_change() -> None:
    words = "Đến hết năm 2023 có 15/20 xã đạt chuẩn NTM, tăng thêm 5 xã (trong đó: năm 2022: 02 xã, năm 2023: 03 xã)."
    assert [cells(each, "value", "basis", "due_text") for each in rows(find, in_goals(words))] == [
        ["15", "total", "Đến hết năm 2023"],
        ["5", "additional", "Đến hết năm 2023"],
        ["3", "additional", "năm 2023"],
    ]


def test_a_share_does_not_borrow_the_indicator_of_the_goal_before_it() -> None:
    words = "Tỷ lệ người dân tham gia bảo hiểm y tế đạt 94%; tỷ lệ rác thải được thu gom đạt 82%."
    assert [cells(each, "indicator") for each in rows(find, in_goals(words))] == [["health_insurance_rate"], ["other"]]


def test_a_list_of_changes_shares_its_basis() -> None:
    found = rows(find, in_goals("Trong năm giảm 787 hộ nghèo và 699 hộ cận nghèo."))
    assert [cells(each, "value", "unit", "basis") for each in found] == [
        ["787", "hộ", "additional"],
        ["699", "hộ", "additional"],
    ]


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("Thu nhập bình quân đầu người đạt 40 triệu đồng/năm.", "40", "triệu đồng/người/năm"),
        ("Giá trị sản xuất trên 01 ha đất canh tác đạt 95 triệu đồng.", "95", "triệu đồng/ha"),
        ("Bình quân mỗi xã đạt 15,5 tiêu chí.", "15.5", "tiêu chí/xã"),
        ("Mỗi huyện có ít nhất 02 mô hình giảm nghèo.", "2", "mô hình/huyện"),
    ],
)
def test_units_that_the_words_complete(words: str, value: str, unit: str) -> None:
    assert cells(_only(in_goals(words)), "value", "unit") == [value, unit]


def test_named_units_that_strive_are_counted() -> None:
    found = _only(in_goals("Phấn đấu thôn Đồng Tâm, Hợp Nhất đạt chuẩn nông thôn mới kiểu mẫu trong năm 2023."))
    assert cells(found, "indicator", "value", "unit", "named_units") == [
        "ntm_hamlet_model", "2", "thôn", "Đồng Tâm;Hợp Nhất",
    ]  # fmt: skip


def test_another_unit_that_opens_the_clause_is_the_area() -> None:
    found = rows(find, in_goals("Xã Yên Sơn có 03 sản phẩm OCOP; xã Hòa An có 02 sản phẩm OCOP."))
    assert [cells(each, "area", "value") for each in found] == [["xã Yên Sơn", "3"], ["xã Hòa An", "2"]]


def test_a_list_behind_a_remark_names_the_goal_before_it() -> None:
    words = "Có 02 xã đạt chuẩn nông thôn mới (lũy kế 06/19 xã), gồm các xã: Yên Sơn, Hòa An."
    assert [cells(each, "value", "basis", "named_units") for each in rows(find, in_goals(words))] == [
        ["2", "total", "Yên Sơn;Hòa An"],
        ["6", "cumulative", ""],
    ]


def test_classes_of_communes_are_no_values() -> None:
    found = rows(find, in_goals("Số xã đạt từ 15 - 18 tiêu chí: 03 xã; số xã đạt dưới 10 tiêu chí: 04 xã."))
    assert [cells(each, "indicator", "value", "unit") for each in found] == [
        ["other", "3", "xã"],
        ["communes_below_criteria", "4", "xã"],
    ]


def test_the_span_of_a_name_is_no_due_time() -> None:
    found = _only(in_goals("Tỷ lệ hộ nghèo (theo chuẩn nghèo giai đoạn 2021 - 2025) giảm còn 3%."))
    assert cells(found, "due_text", "due_end") == ["", "2023-12-31"]
