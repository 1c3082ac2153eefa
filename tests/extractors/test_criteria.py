from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import criteria
from extractors.context import Context
from pipeline.model import Finding, Issue
from tests.extractors.texts import COMMUNE, DISTRICT, order

ALL = set(range(1, 20))


def found(text: str, context: Context) -> list[Finding]:
    return [each for each in criteria.find(order(text), context) if isinstance(each, Finding)]


def issues(text: str, context: Context) -> list[str]:
    return [each.code for each in criteria.find(order(text), context) if isinstance(each, Issue)]


def by_unit(text: str, context: Context) -> dict[str, dict[str, set[object]]]:
    """Unit -> `met`, `met?` (implied), `not_met`, `not_met?` -> criteria and indicators."""
    units: dict[str, dict[str, set[object]]] = defaultdict(lambda: defaultdict(set))
    for row in found(text, context):
        name = f"{row.values['status']}{'?' if row.values['derivation'] == 'implied' else ''}"
        units[str(row.values["unit"])][name].add(row.values["indicator"] or row.values["criterion"])
    return {unit: dict(parts) for unit, parts in units.items()}


OF_COMMUNES = [
    ("- Xã Tân Lập: đạt 15/19 tiêu chí; chưa đạt 4 tiêu chí: Giao thông, Trường học, Thu nhập, Môi trường.",
     "Tân Lập", {2, 5, 10, 17}),
    ("- Xã Yên Sơn đã đạt chuẩn 16/19 tiêu chí, còn 03 tiêu chí chưa đạt (tiêu chí 2, 10, 17).", "Yên "
    "Sơn", {2, 10, 17}),
    ("- Xã Bảo Sơn: Đến hết năm 2018 đạt 14/19 tiêu chí. Các tiêu chí chưa đạt: 2, 5, 6, 10, 17.",
     "Bảo Sơn", {2, 5, 6, 10, 17}),
    ("- Xã Đông Hưng đạt 18/19 tiêu chí (còn tiêu chí số 17 về môi trường và an toàn thực phẩm chưa đạt).",
     "Đông Hưng", {17}),
    ("1. Xã Tam Dị\nHiện nay, xã đạt 17/19 tiêu chí. Còn 02 tiêu chí chưa đạt là: Tiêu chí số 6 - Cơ sở vật chất văn "
     "hóa; tiêu chí số 17 - Môi trường và an toàn thực phẩm.", "Tam Dị", {6, 17}),
    ("Xã Trường Sơn mới đạt 16/19 tiêu chí; các tiêu chí chưa đạt gồm: Tiêu chí số 13, 15 và 17.", "Trường "
    "Sơn", {13, 15, 17}),
    ("- Xã Lục Sơn: 13/19 tiêu chí (chưa đạt các tiêu chí: 2, 5, 6, 10, 11, 17).", "Lục Sơn", {2, 5, 6, 10, 11, 17}),
    ("* Xã Bình Sơn (17/19 tiêu chí): còn 2 tiêu chí chưa đạt gồm tiêu chí số: 2, 3.", "Bình Sơn", {2, 3}),
    ("Xã Nghĩa Phương hiện đạt 16/19 tiêu chí; 03 tiêu chí chưa đạt: Giao thông; Cơ sở vật chất văn hóa; Môi trường và "
     "ATTP.", "Nghĩa Phương", {2, 6, 17}),
    ("XÃ ĐÔNG PHÚ: Đã đạt 18/19 tiêu chí, còn lại tiêu chí số 5 (Trường học).", "Đông Phú", {5}),
    ("Kết quả ở xã Cẩm Lý: 17/19 tiêu chí đạt chuẩn; 2/19 tiêu chí chưa đạt (số 10, số 17).", "Cẩm Lý", {10, 17}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "unit", "lacking"), OF_COMMUNES)
def test_a_count_and_its_list_imply_the_other_criteria(text: str, unit: str, lacking: set[int]) -> None:
    assert by_unit(f"I. KẾT QUẢ\n{text}", DISTRICT) == {unit: {"not_met": lacking, "met?": ALL - lacking}}


OF_ONE = [
    ("- Các tiêu chí đã đạt: 1, 3, 4.\n- Các tiêu chí chưa đạt: 2, 10.", {"met": {1, 3, 4}, "not_met": {2, 10}}),
    ("1. Các tiêu chí đã đạt chuẩn: 2 tiêu chí\n- Tiêu chí số 1: Quy hoạch.\n- Tiêu chí số 2: Giao thông.\n"
     "2. Các tiêu chí chưa đạt: 1 tiêu chí\n- Tiêu chí số 10: Thu nhập.", {"met": {1, 2}, "not_met": {10}}),
    ("* Có 2 tiêu chí được duy trì và nâng cao:\n(1) Tiêu chí số 1 về Quy hoạch;\n(2) Tiêu chí số 4 về Điện;\n"
     "* Còn 01 tiêu chí chưa đạt gồm:\n(1) Tiêu chí số 13 về Tổ chức sản xuất;", {"met": {1, 4}, "not_met": {13}}),
    ("- Tiêu chí số 5 - Trường học: Đạt.\n- Tiêu chí số 6 - Cơ sở vật chất văn hóa: Chưa đạt. Nhà văn hóa thôn 3 xuống "
     "cấp.", {"met": {5}, "not_met": {6}}),
    ("+ Tiêu chí 2 về Giao thông: xã đã đạt;\n+ Tiêu chí 13: chưa đạt do chưa có mô hình liên kết;",
     {"met": {2}, "not_met": {13}}),
    ("2.1. Tiêu chí số 10 - Thu nhập\n- Kết quả: thu nhập bình quân 47 triệu đồng.\n- Tự đánh giá: Đạt.\n"
     "2.2. Tiêu chí số 11 - Nghèo đa chiều\n- Tự đánh giá: Chưa đạt.", {"met": {10}, "not_met": {11}}),
    ("Xã chưa đạt tiêu chí số 10 (Thu nhập) do thu nhập bình quân mới đạt 38 triệu đồng.", {"not_met": {10}}),
    ("Tiếp tục duy trì, nâng cao chất lượng các tiêu chí đã đạt: số 1, 3, 4, 7.", {"met": {1, 3, 4, 7}}),
    ("06 tiêu chí cần hoàn thiện: 2, 5, 6, 13, 15, 17.", {"not_met": {2, 5, 6, 13, 15, 17}}),
    ("02 tiêu chí chưa đạt là tiêu chí Thu nhập và tiêu chí Môi trường và an toàn thực phẩm.", {"not_met": {10, 17}}),
    ("Tiêu chí số 17: Đã đạt 10/12 chỉ tiêu; còn 2 chỉ tiêu chưa đạt: 17.1, 17.8.", {"not_met": {"17.1", "17.8"}}),
    ("Chưa đạt chỉ tiêu 15.4 về tỷ lệ dân số có sổ khám chữa bệnh điện tử.", {"not_met": {"15.4"}}),
    ("- Tiêu chí số 13 chưa đạt.\n- Tiêu chí số 13 về Tổ chức sản xuất:\n+ Chỉ tiêu 13.2. Xã không có mô hình "
    "liên kết.",
     {"not_met": {13, "13.2"}}),
    ("Tiêu chí số 17 chưa đạt.\n- Tiêu chí số 17 về Môi trường.\nTỷ lệ hộ được sử dụng nước sạch theo quy "
    "chuẩn: Chưa có "
     "nhà máy nước.", {"not_met": {17}, "not_met?": {"17.1"}}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), OF_ONE)
def test_lists_items_and_indicators_of_a_commune(text: str, parts: dict[str, set[object]]) -> None:
    assert by_unit(f"I. KẾT QUẢ\n{text}", COMMUNE) == {"Yên Hòa": parts}


NO_STATUS = [
    "Phấn đấu năm 2023 hoàn thành 02 tiêu chí: số 10 và số 17.",
    "Tập trung hoàn thành tiêu chí số 10 và tiêu chí số 17 trong quý III/2023.",
    "Kế hoạch năm 2023 đạt thêm 2 tiêu chí (tiêu chí số 2 Giao thông; tiêu chí số 6 Cơ sở vật chất văn hóa).",
    "Trong năm 2023, phấn đấu đạt thêm tiêu chí số 5, nâng tổng số tiêu chí đạt lên 18/19 tiêu chí.",
    "Hoàn thiện hồ sơ chứng minh tiêu chí số 7.",
    "Kế hoạch số 55-KH/HU duy trì vệ sinh môi trường.",
    "Thu nhập bình quân đạt 45 triệu đồng/người/năm.",
]


@pytest.mark.parametrize("text", NO_STATUS)
def test_aims_and_tasks_state_no_status(text: str) -> None:
    assert by_unit(f"I. NHIỆM VỤ\n{text}", COMMUNE) == {}


def test_everything_met_is_implied_by_the_full_count() -> None:
    text = "I. KẾT QUẢ\nCó 02 xã đạt 19/19 tiêu chí (Tiên Hưng, Khám Lạng); 01 xã đạt 18/19 tiêu chí: Vũ Xá."
    assert by_unit(text, DISTRICT) == {"Tiên Hưng": {"met?": ALL}, "Khám Lạng": {"met?": ALL}}


def test_district_criteria_use_the_district_set() -> None:
    text = (
        "I. KẾT QUẢ\nHuyện đã đạt 7/9 tiêu chí huyện nông thôn mới; còn 2 tiêu chí chưa đạt là tiêu chí số 5 và số 7."
    )
    rows = found(text, DISTRICT)
    assert {row.values["criteria_set"] for row in rows} == {"huyen-2016-2020"}
    assert {row.values["criterion_name"] for row in rows if row.values["status"] == "not_met"} == {
        "Y tế - Văn hóa - Giáo dục",
        "Môi trường",
    }


def test_the_plain_and_the_advanced_set_are_told_apart() -> None:
    text = ("I. KẾT QUẢ\nXã duy trì 19/19 tiêu chí nông thôn mới; đạt 18/19 tiêu chí nông thôn mới nâng cao, "
    "còn 1 tiêu chí "
            "chưa đạt là tiêu chí số 2.")  # fmt: skip
    rows = found(text, COMMUNE)
    assert {
        (row.values["criteria_set"], row.values["criterion"]) for row in rows if row.values["status"] == "not_met"
    } == {("xa-nang-cao-2021-2025", 2)}
    assert len(rows) == 19 + 19


DUES = [
    ("- Xã Tân Lập: còn tiêu chí chưa đạt: số 6. Dự kiến tháng 9/2019 hoàn thành các tiêu chí; tháng 11/2019 "
    "thẩm định.",
     "2019-09-30"),
    ("- Xã Tân Lập: còn tiêu chí chưa đạt: số 6. Hoàn thành trong quý III/2019.", "2019-09-30"),
    ("1. Xã Tân Lập\nCòn 1 tiêu chí chưa đạt: số 6.\nPhấn đấu hoàn thành tiêu chí trước ngày 30/6/2019.", "2019-06-30"),
    ("1. Các tiêu chí chưa đạt của xã Tân Lập:\n- Tiêu chí số 6 về Cơ sở vật chất văn hóa.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "end"), DUES)
def test_a_communes_own_date_is_due_for_what_it_lacks(text: str, end: str | None) -> None:
    rows = [row for row in found(f"I. KẾT QUẢ\n{text}", DISTRICT) if row.values["criterion"] == 6]
    assert [str(row.values["due_end"]) if row.values.get("due_end") else None for row in rows] == [end]


def test_what_is_left_to_do_is_the_reason_of_its_criterion() -> None:
    text = ("I. KẾT QUẢ\n- Xã Tân Lập: đạt 17/19 tiêu chí, còn 2 tiêu chí chưa đạt: số 6, 17.\n"
            "Công việc còn lại gồm: xây dựng nhà văn hóa thôn Đông; thu gom rác thải; làm sân thể thao.")  # fmt: skip
    reasons = {row.values["criterion"]: row.values["reason"] for row in found(text, DISTRICT) if row.values["reason"]}
    assert reasons == {6: "xây dựng nhà văn hóa thôn Đông; làm sân thể thao", 17: "thu gom rác thải"}


BROKEN = [
    ("Xã Tân Lập: còn tiêu chí chưa đạt: số 25.", "criterion_number_unknown"),
    ("Xã Tân Lập đạt 17/19 tiêu chí, chưa đạt: số 2, 3, 4.", "criteria_count_mismatch"),
    ("Xã Tân Lập đạt 5/9 tiêu chí.", "criteria_total_mismatch"),
    ("Xã Tân Lập đã đạt tiêu chí số 5. Xã Tân Lập chưa đạt tiêu chí số 5.", "criterion_contradiction"),
    ("Thôn Đông chưa đạt tiêu chí số 5.", "criteria_set_unknown"),
    ("Xã Tân Lập chưa đạt: tiêu chí Thu nhập (số 2).", "criterion_name_mismatch"),
]


@pytest.mark.parametrize(("text", "code"), BROKEN)
def test_what_does_not_fit_becomes_an_issue(text: str, code: str) -> None:
    assert code in issues(f"I. KẾT QUẢ\n{text}", DISTRICT)


def test_criteria_of_nobody_become_an_issue() -> None:
    provincial = replace(DISTRICT, level="tỉnh", district="")
    assert issues("I. KẾT QUẢ\nChưa đạt các tiêu chí số 5, 6.", provincial) == ["criterion_unit_unknown"]


@given(st.text(alphabet="tiêu chí số đạt chưa còn 0123456789/.,;:()\n-Xã AN", max_size=120))
def test_no_text_breaks_the_criteria(text: str) -> None:
    list(criteria.find(order(text), COMMUNE))
    list(criteria.find(order(text), Context()))


def test_a_schedule_by_year_gives_the_due_times_of_what_lacks() -> None:
    text = "- Tiêu chí số 5, 6: chưa đạt.\n- Năm 2024: hoàn thành tiêu chí số 5 và 6."
    assert {str(row.values["due_end"]) for row in found(text, COMMUNE)} == {"2024-12-31"}


# One line each: the number and name of a criterion of Quyết định 1980/QĐ-TTg, facts, the verdict.
NOTES = [
    ("2. Giao thông: toàn xã mới cứng hóa 18,6/41,2 km đường => chưa đạt.", "not_met",
     "toàn xã mới cứng hóa 18,6/41,2 km đường"),
    ("3. Thủy lợi: tưới chủ động 92% diện tích lúa; tự đánh giá đạt.", "met", ""),
    ("4. Điện: 99,1% số hộ có điện dùng thường xuyên (Đạt).", "met", ""),
    ("5. Trường học: mới có 1/3 trường đạt chuẩn quốc gia nên tiêu chí này chưa đạt.", "not_met",
     "mới có 1/3 trường đạt chuẩn quốc gia"),
    ("7. Cơ sở hạ tầng thương mại nông thôn: chợ xã đạt yêu cầu.", "met", ""),
    ("10. Thu nhập: bình quân 19,5 triệu đồng/người/năm nên không đạt.", "not_met",
     "bình quân 19,5 triệu đồng/người/năm"),
    ("17. Môi trường và an toàn thực phẩm: chưa đạt do rác chưa được thu gom.", "not_met", "rác chưa được thu gom"),
    ("15. Y tế: Đạt, tỷ lệ người tham gia bảo hiểm y tế là 95%.", "met", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "status", "reason"), NOTES)
def test_a_numbered_paragraph_on_a_criterion_gives_its_verdict_and_what_it_rests_on(
    text: str, status: str, reason: str
) -> None:
    rows = found(f"I. KẾT QUẢ TỪNG TIÊU CHÍ\n{text}", COMMUNE)
    assert [(row.values["criterion"], row.values["status"], row.values["reason"]) for row in rows] == [
        (int(text.split(".", maxsplit=1)[0]), status, reason)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "3. Giao thông: toàn xã mới cứng hóa 18,6/41,2 km đường, chưa đạt.",  # the number is another criterion's
        "2. Giao thông: cứng hóa 18,6 km đường để đạt.",
        "5. Trường học: 3/3 trường đạt chuẩn quốc gia mức độ 1.",
    ],
)
def test_no_verdict_is_read_where_none_is_given(text: str) -> None:
    assert not found(f"I. NHIỆM VỤ\n{text}", COMMUNE)


def test_steps_of_a_schedule_date_what_is_not_met() -> None:
    text = (
        "I. KẾT QUẢ\n2. Giao thông: mới cứng hóa 8/41 km, chưa đạt.\n5. Trường học: chưa đạt.\n"
        "17. Môi trường và an toàn thực phẩm: chưa đạt.\nII. LỘ TRÌNH\n- Năm 2023 đạt thêm 01 tiêu chí là Trường học.\n"
        "- Năm 2024: thêm 01 tiêu chí (số 17); năm 2025: thêm 01 tiêu chí (số 2)."
    )
    context = replace(COMMUNE, issued_on=date(2023, 3, 7))
    assert {row.values["criterion"]: str(row.values["due_end"])[:4] for row in found(text, context)} == {
        2: "2025", 5: "2023", 17: "2024",
    }  # fmt: skip


@pytest.mark.parametrize("address", [" (huyện Ninh Phước)", ", huyện Ninh Phước,", " (thuộc huyện Ninh Phước)"])
def test_the_district_behind_a_commune_is_its_address(address: str) -> None:
    province = replace(DISTRICT, level="tỉnh", district="")
    said = "đã đạt 17/19 tiêu chí nông thôn mới, vướng tiêu chí Thu nhập và tiêu chí Môi trường."
    assert by_unit(f"I. KẾT QUẢ\nXã Phước Hữu{address} {said}", province) == {
        "Phước Hữu": {"not_met": {10, 17}, "met?": ALL - {10, 17}}
    }


def test_names_of_a_list_may_be_explained_in_brackets() -> None:
    text = (
        "- Xã Tân Lập: đạt 15/19 tiêu chí; 4 tiêu chí chưa đạt gồm Giao thông (đường trục thôn còn hẹp), Trường học, "
        "Y tế, Thu nhập."
    )
    assert by_unit(f"I. KẾT QUẢ\n{text}", DISTRICT)["Tân Lập"]["not_met"] == {2, 5, 15, 10}


def test_what_stands_behind_rieng_belongs_to_the_next_cue() -> None:
    text = "Huyện đạt 8/9 tiêu chí huyện nông thôn mới, riêng tiêu chí số 5 về Y tế - Văn hóa - Giáo dục chưa đạt."
    assert by_unit(f"I. KẾT QUẢ\n{text}", DISTRICT) == {"Lục Nam": {"not_met": {5}, "met?": set(range(1, 10)) - {5}}}
