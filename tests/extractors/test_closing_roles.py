"""Bodies whose part is said behind their names, and other doers that do not open their clause."""

from __future__ import annotations

from extractors import assignments, deadlines
from tests.extractors.small_plans import cells, in_tasks, lines, rows

PARTS = """
Rà soát quỹ đất: Hạt Kiểm lâm huyện chủ trì, UBND các xã phối hợp. | Hạt Kiểm lâm huyện lead; UBND các xã coordinate
Quan trắc nước mặt 2 lần/năm - Phòng Tài nguyên và Môi trường thực hiện. | Phòng Tài nguyên và Môi trường execute
Ra quân vệ sinh mỗi tháng, do UBND xã chủ động bố trí. | UBND xã execute
Làm 2 km đường (từ 01/5; đơn vị thực hiện: UBND xã Yên Đồng). | UBND xã Yên Đồng execute
Tiêu chí số 2: Phòng Kinh tế và Hạ tầng. | Phòng Kinh tế và Hạ tầng execute
Hội Phụ nữ huyện đảm nhận các tuyến đường tự quản. | Hội Phụ nữ huyện execute
Phòng Quản lý đô thị thường xuyên kiểm tra vỉa hè. | Phòng Quản lý đô thị execute
UBND các xã Yên Đồng, Tề Lỗ và Trung Nguyên huy động ngày công. | UBND các xã Yên Đồng, Tề Lỗ và Trung Nguyên execute
Riêng xã Yên Đồng làm việc với đơn vị thi công. | xã Yên Đồng execute
Ngoài ra, UBND xã đề nghị các ngành, các thôn triển khai kế hoạch. | các ngành execute; các thôn execute
Phòng Y tế chủ trì: thẩm định danh sách; giám sát cơ sở. | Phòng Y tế lead; Phòng Y tế lead
"""

LEADS = """
Tập huấn cho cán bộ xã: Phòng Nội vụ, trước ngày 30/6. | Phòng Nội vụ |
Tập huấn cho cán bộ xã – Phòng Nội vụ – trước ngày 30/6. | Phòng Nội vụ |
Phòng Nội vụ dự kiến tổ chức tập huấn vào giữa tháng 6. | Phòng Nội vụ |
Xã Yên Đồng hoàn thành nhà văn hóa trước ngày 30/6. | Xã Yên Đồng | xã Yên Đồng
Hoàn thành nhà văn hóa tại các xã Yên Đồng, Tề Lỗ trước ngày 30/6. | |
"""


def test_parts_behind_names() -> None:
    for sentence, expected in lines(PARTS):
        found = [" ".join(cells(row, "agency", "role")) for row in rows(assignments.find, in_tasks(sentence))]
        assert "; ".join(found) == expected, sentence


def test_leads_and_places() -> None:
    for sentence, lead, unit in lines(LEADS):
        found = [cells(row, "lead_agency", "unit") for row in rows(deadlines.find, in_tasks(sentence))]
        assert found == [[lead, unit]], sentence
