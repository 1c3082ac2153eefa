"""Tables of works with agencies and times."""

from __future__ import annotations

from tests.extractors.dumps import found, rows

WORKS = """Biểu phân công
PHÂN CÔNG NHIỆM VỤ VÀ TIẾN ĐỘ THỰC HIỆN NĂM 2023
TT | Nội dung công việc | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian | · | Ghi chú
· | · | · | · | Bắt đầu | Hoàn thành | ·
I | Công tác chỉ đạo | · | · | · | · | ·
1 | Kiện toàn Ban Chỉ đạo các cấp | Phòng Nội vụ | UBND các xã, thị trấn | Tháng 2 | Trước ngày 15/3 | ·
2 | Ban hành kế hoạch năm | · | · | Tháng 2 | Quý I | ·
3 | Tổng hợp báo cáo | Văn phòng HĐND và UBND huyện | Phòng Tư pháp; Chi cục Thống kê huyện | · | Hằng quý | ·
4 | Tuyên truyền | Phòng Văn hóa và Thông tin | - | · | Thường xuyên | ·
"""


def test_tasks_have_their_agencies_and_times() -> None:
    findings = found(WORKS)
    assert rows(findings, "deadlines", "task", "lead_agency", "coordinating_agencies", "due_end", "recurrence") == [
        ("kiện toàn Ban Chỉ đạo các cấp", "Phòng Nội vụ", "UBND các xã, thị trấn", "2023-03-15", ""),
        ("ban hành kế hoạch năm", "Phòng Nội vụ", "UBND các xã, thị trấn", "2023-03-31", ""),
        ("tổng hợp báo cáo", "Văn phòng HĐND và UBND huyện",
         "Phòng Tư pháp;Chi cục Thống kê huyện", "", "FREQ=MONTHLY;INTERVAL=3"),
    ]  # fmt: skip
    assert rows(findings, "assignments", "agency", "role")[-4:] == [
        ("Văn phòng HĐND và UBND huyện", "lead"),
        ("Phòng Tư pháp", "coordinate"),
        ("Chi cục Thống kê huyện", "coordinate"),
        ("Phòng Văn hóa và Thông tin", "lead"),
    ]
    assert not [each for each in findings.issues if each.code.startswith("annex")]


PERSONS = """PHỤ LỤC
Danh mục văn bản ban hành
STT | Tên nhiệm vụ | Đơn vị thực hiện | Thời hạn | Kết quả, sản phẩm
1 | Xây dựng Kế hoạch giám sát | Ban Kinh tế - Xã hội HĐND huyện | 30/4/2023 | Kế hoạch
2 | Rà soát quy hoạch | Các xã: Tam Dị, Bảo Sơn | Chưa xác định | Báo cáo
"""


def test_who_does_it_executes_and_an_unknown_time_is_told() -> None:
    findings = found(PERSONS)
    assert rows(findings, "assignments", "agency", "role")[0] == ("Ban Kinh tế - Xã hội HĐND huyện", "execute")
    assert rows(findings, "deadlines", "task", "due_end", "due_relation") == [
        ("xây dựng Kế hoạch giám sát", "2023-04-30", "on")
    ]
    assert [each.message for each in findings.issues if each.code == "annex_unknown_value"] == [
        "'Chưa xác định' is no time"
    ]


WRAPPED = """PHỤ LỤC
Danh mục nhiệm vụ năm 2023
TT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian
1 | Nạo vét kênh Nam, kênh | Trạm Thủy nông | UBND xã Tân Lập | Trước 15/3/2023
· | Chàm | Ninh Phước | UBND xã Yên Sơn | ·
2 | Khoan giếng | Phòng Nội vụ | · | Tháng 5/2023
"""


def test_lines_that_go_on_with_a_rows_cells() -> None:
    findings = found(WRAPPED)
    assert rows(findings, "deadlines", "task", "lead_agency", "coordinating_agencies")[0] == (
        "nạo vét kênh Nam, kênh Chàm", "Trạm Thủy nông Ninh Phước", "UBND xã Tân Lập;UBND xã Yên Sơn",
    )  # fmt: skip
