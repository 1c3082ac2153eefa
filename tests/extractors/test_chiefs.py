"""Who leads by office, and phases that date the lines below them."""

from __future__ import annotations

import pytest

from extractors.deadlines import find
from tests.extractors.small_plans import in_tasks, rows, shown

LEADS = [
    ("Kiểm tra liên ngành: Sở Nội vụ chủ trì, Hội Nông dân tỉnh phối hợp; trong tháng 7/2023.", "Sở Nội vụ"),
    ("Đoàn số 1 do Sở Y tế làm trưởng đoàn, kiểm tra tại huyện Bảo Lạc trước ngày 20/9/2023.", "Sở Y tế"),
    ("Tổ số 2: Công an huyện làm tổ trưởng; Huyện đoàn tham gia, rà soát hồ sơ xong trước 15/8/2023.", "Công an huyện"),
    ("Bước 4. Phòng Nội vụ khảo sát sự hài lòng của người dân (hoàn thành chậm nhất 06/5/2023).", "Phòng Nội vụ"),
    ("Rà soát hồ sơ các xã - Phòng Tư pháp chủ trì - hoàn thành chậm nhất 25/6/2023.", "Phòng Tư pháp"),
]


@pytest.mark.parametrize(("line", "lead"), LEADS)
def test_a_leader_by_office(line: str, lead: str) -> None:
    assert [row.values["lead_agency"] for row in rows(find, in_tasks(line))] == [lead]


def test_a_phase_dates_the_lines_below_it() -> None:
    plan = (
        "KẾ HOẠCH\nTrồng cây\n"
        "III. TIẾN ĐỘ THỰC HIỆN\n1. Giai đoạn chuẩn bị (trước ngày 20/3/2023):\n- Gieo ươm đủ cây giống.\n"
        "- Huyện đoàn: đăng ký chỉ tiêu trồng cây.\n2. Chăm sóc, nghiệm thu (quý IV/2023):\n"
        "- Nghiệm thu số cây đã trồng (do Hạt Kiểm lâm làm).\n"
    )
    assert [(shown(row.values["due_end"]), row.values["lead_agency"]) for row in rows(find, plan)] == [
        ("2023-03-20", ""),
        ("2023-03-20", "Huyện đoàn"),
        ("2023-12-31", "Hạt Kiểm lâm"),
    ]


def test_a_task_over_its_details_keeps_its_time() -> None:
    plan = (
        "KẾ HOẠCH\nTrồng cây\n"
        "III. NHIỆM VỤ\n1. Phòng Nội vụ tổ chức hội nghị triển khai (trước ngày 20/3/2023):\n- Thành phần: các xã.\n"
        "- Địa điểm: hội trường huyện.\n"
    )
    assert [(shown(row.values["due_end"]), row.values["lead_agency"]) for row in rows(find, plan)] == [
        ("2023-03-20", "Phòng Nội vụ")
    ]
