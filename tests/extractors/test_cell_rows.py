"""Tables that a text dump prints cell by cell."""

from __future__ import annotations

from extractors import assignments, deadlines
from tests.extractors.small_plans import cells, rows

HEAD = "KẾ HOẠCH\nVề việc A\nI. NHIỆM VỤ\n1. Danh mục nhiệm vụ:\n"
TASKS = (
    "1\nRà soát hộ nghèo, hộ cận nghèo\nPhòng Nội vụ\nHội Nông dân huyện, UBND các xã\nTrước ngày 20/12/2023\n"
    "2\nCấp chữ ký số cho cán bộ\nCông an huyện\nTháng 5/2023\n"
)
BROKEN = "1\nLắp đèn chiếu sáng\nCông chức\nTC-KT\nUBMTTQ xã,\nHội Nông\ndân xã\nTháng 5/2023\n"
UNITS = "1\nYên Sơn\n15/19\n5, 6, 11, 17\nTrong tháng 11/2023\n"


def test_tasks_with_their_agencies_and_times() -> None:
    found = rows(deadlines.find, HEAD + TASKS)
    assert [cells(each, "task", "lead_agency", "coordinating_agencies", "due_end") for each in found] == [
        ["Rà soát hộ nghèo, hộ cận nghèo", "Phòng Nội vụ", "Hội Nông dân huyện;UBND các xã", "2023-12-20"],
        ["Cấp chữ ký số cho cán bộ", "Công an huyện", "", "2023-05-31"],
    ]


def test_roles_by_the_order_of_the_cells() -> None:
    found = rows(assignments.find, HEAD + TASKS)
    assert [cells(each, "agency", "role") for each in found] == [
        ["Phòng Nội vụ", "lead"],
        ["Hội Nông dân huyện", "coordinate"],
        ["UBND các xã", "coordinate"],
        ["Công an huyện", "lead"],
    ]


def test_units_with_their_times() -> None:
    (found,) = rows(deadlines.find, HEAD + UNITS)
    assert cells(found, "unit", "due_start", "due_end") == ["Yên Sơn", "2023-11-01", "2023-11-30"]


def test_a_time_alone_without_a_numbered_row_is_none() -> None:
    assert rows(deadlines.find, HEAD + "Trước ngày 20/12/2023\n") == []


def test_names_that_narrow_cells_break() -> None:
    found = rows(assignments.find, HEAD + BROKEN)
    assert [cells(each, "agency", "role") for each in found] == [
        ["Công chức TC-KT", "lead"],
        ["UBMTTQ xã", "coordinate"],
        ["Hội Nông dân xã", "coordinate"],
    ]
