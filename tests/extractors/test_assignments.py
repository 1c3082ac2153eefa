# ruff: noqa: E501 - one example a line
"""Assignments as plans word them: words | agency:role + …"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.assignments import find
from extractors.tasks import without_times
from tests.extractors.small_plans import cells, in_goals, in_tasks, lines, rows

SAID = """
Phòng Nội vụ xây dựng kế hoạch. | Phòng Nội vụ:execute
Phòng Y tế chủ trì, phối hợp với Trung tâm Y tế huyện rà soát. | Phòng Y tế:lead + Trung tâm Y tế huyện:coordinate
Phòng Y tế phối hợp với các xã rà soát. | Phòng Y tế:coordinate
Phòng Tài chính - Kế hoạch tham mưu UBND huyện bố trí kinh phí. | Phòng Tài chính - Kế hoạch:advise
Hằng tuần, Ban chỉ đạo huyện tổ chức giao ban. | Ban chỉ đạo huyện:execute
Khi có dịch, Trạm Y tế xã báo cáo UBND xã. | Trạm Y tế xã:execute
Giao Phòng Tư pháp thẩm định văn bản. | Phòng Tư pháp:execute
Đề nghị các cơ quan, đơn vị và các thôn thực hiện nghiêm kế hoạch. | các cơ quan, đơn vị:execute + các thôn:execute
UBND huyện giao cho các phòng và các xã góp ý. | UBND huyện:lead + các phòng:execute + các xã:execute
Hội Nông dân, Hội Liên hiệp Phụ nữ tuyên truyền hội viên. | Hội Nông dân:execute + Hội Liên hiệp Phụ nữ:execute
Lập báo cáo (Các phòng báo cáo số liệu, Văn phòng tổng hợp). | Văn phòng:execute + các phòng:execute
Huyện thành lập đoàn kiểm tra. | Huyện:execute
Chủ tịch UBND các xã, thị trấn chịu trách nhiệm triển khai. | Chủ tịch UBND các xã, thị trấn:execute
Sở Y tế là cơ quan chủ trì kiểm tra; hướng dẫn cơ sở; phối hợp với các ngành. | Sở Y tế:lead + Sở Y tế:execute + Sở Y tế:coordinate
Phòng Nội vụ tinh gọn bộ máy các trường. | Phòng Nội vụ:execute
UBND tỉnh yêu cầu các sở, ngành triển khai Kế hoạch. | các sở, ngành:execute
Giao đồng chí Phó Chủ tịch UBND xã trực tiếp chỉ đạo. | Phó Chủ tịch UBND xã:execute
Giao Trạm Y tế khử khuẩn các trường học. | Trạm Y tế:execute
Đồng chí Lê Văn Hưng, Trưởng phòng Nội vụ chỉ đạo chung. | Lê Văn Hưng:execute
Giao cho ông Vũ Văn Hiệp – công chức địa chính: lập hồ sơ. | Vũ Văn Hiệp:execute
Các phòng: Văn hóa - Thông tin, Y tế có trách nhiệm hướng dẫn xã. | Phòng Văn hóa - Thông tin:execute + Phòng Y tế:execute
Sở Y tế chủ trì, cùng Sở Tài chính phân bổ vốn. | Sở Y tế:lead + Sở Tài chính:coordinate
Sở Y tế chủ trì, Hội Nông dân tỉnh phối hợp trồng cây. | Sở Y tế:lead + Hội Nông dân tỉnh:coordinate
Giao Công an xã chủ trì, có sự phối hợp của Hội Nông dân xã, kiểm tra an toàn. | Công an xã:lead + Hội Nông dân xã:coordinate
Các cơ quan được phân công báo cáo tiến độ. | các cơ quan được phân công:execute
Trưởng thôn, Bí thư chi bộ các thôn đôn đốc các hộ. | Trưởng thôn:execute + Bí thư chi bộ các thôn:execute
Chủ tịch UBND các huyện, thị xã Hồng Lĩnh và thành phố Hà Tĩnh khẩn trương triển khai Chỉ thị. | Chủ tịch UBND các huyện, thị xã Hồng Lĩnh và thành phố Hà Tĩnh:execute
Vụ Thi đua - Khen thưởng chủ trì, phối hợp với Văn phòng Bộ đề xuất khen thưởng. | Vụ Thi đua - Khen thưởng:lead + Văn phòng Bộ:coordinate
Phòng Kế hoạch - Tổng hợp xây dựng kế hoạch. | Phòng Kế hoạch - Tổng hợp:execute
Viện Khoa học Xã hội tổ chức đào tạo. | Viện Khoa học Xã hội:execute
Phòng Quản trị thiết bị: Bố trí hội trường, âm thanh. | Phòng Quản trị thiết bị:execute
Người đứng đầu cơ quan, tổ chức, đơn vị phải tự kiểm tra việc chấp hành pháp luật. | Người đứng đầu cơ quan, tổ chức, đơn vị:execute
Thủ trưởng các sở, ban ngành, đơn vị sự nghiệp công lập, doanh nghiệp nhà nước thuộc tỉnh rà soát văn bản. | Thủ trưởng các sở, ban ngành, đơn vị sự nghiệp công lập, doanh nghiệp nhà nước thuộc tỉnh:execute
Văn phòng Ban Chỉ huy Phòng chống thiên tai và tìm kiếm cứu nạn tỉnh tổng hợp báo cáo. | Văn phòng Ban Chỉ huy Phòng chống thiên tai và tìm kiếm cứu nạn tỉnh:execute
"""

UNSAID = """
Nếu có vướng mắc, kịp thời báo cáo UBND tỉnh, Tổng cục Thuế xem xét, giải quyết theo quy định.
Các khu kinh tế cửa khẩu bao gồm: khu kinh tế Bờ Y, khu kinh tế Cầu Treo.
Phòng Xuất nhập khẩu và Hội nhập quốc tế.
Các cơ quan tham mưu, giúp việc Huyện ủy;
Đại học Quản trị kinh doanh 16A 78 25 32.05%
QUY ĐỊNH CHUNG: Kế hoạch này hướng dẫn việc trồng rừng.
Công văn của UBND huyện về việc lấy ý kiến.
Xin ý kiến đóng góp của UBMTTQ, các đoàn thể huyện.
Người dân tích cực tham gia.
Đề xuất cấp trên xem xét đầu tư.
Xã Yên Sơn: Dự kiến BCĐ huyện thẩm tra cuối tháng 11.
Đến nay Phòng Nội vụ thẩm định xong hồ sơ.
Kiện toàn Ban Chỉ huy, xây dựng phương án.
Đề nghị Trung ương công nhận 03 sản phẩm.
Thanh tra việc chấp hành quy định.
"""


def _said(text: str) -> list[str]:
    return [":".join(cells(each, "agency", "role")) for each in rows(find, text)]


@pytest.mark.parametrize("line", lines(SAID), ids=lambda line: line[0])
def test_who_does_what(line: list[str]) -> None:
    assert sorted(_said(in_tasks(line[0]))) == sorted(filter(None, line[1].split(" + ")))


@pytest.mark.parametrize("words", UNSAID.strip().splitlines())
def test_what_assigns_nothing(words: str) -> None:
    assert _said(in_tasks(words)) == []


def test_a_heading_gives_its_agency_to_each_bullet_and_clause() -> None:
    text = (
        "KẾ HOẠCH\nVề việc A\nI. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ:\n- Xây dựng kế hoạch; tham mưu kiện toàn Ban chỉ đạo.\n"
        "- Phối hợp với các phòng rà soát.\n2. Hội Nông dân và các đoàn thể:\n- Tuyên truyền hội viên.\n"
    )
    assert _said(text) == [
        "Phòng Nội vụ:execute", "Phòng Nội vụ:advise", "Phòng Nội vụ:coordinate", "Hội Nông dân:execute",
        "các đoàn thể:execute",
    ]  # fmt: skip


def test_agencies_before_a_colon_do_what_follows() -> None:
    text = "KẾ HOẠCH\nVề việc A\nI. TỔ CHỨC\n1. Các cơ quan: Phòng Y tế, Nội vụ, Công an huyện: Theo chức năng, rà soát địa bàn.\n"
    assert _said(text) == ["Phòng Y tế:execute", "Nội vụ:execute", "Công an huyện:execute"]


def test_label_lines() -> None:
    text = in_tasks(
        "Lập hồ sơ tiêu chí.", "Cơ quan chủ trì: Phòng Nội vụ.", "Cơ quan phối hợp: Phòng Y tế, UBND các xã."
    )
    assert _said(text) == ["Phòng Nội vụ:lead", "Phòng Y tế:coordinate", "UBND các xã:coordinate"]


def test_a_list_of_offices_waits_for_its_verb() -> None:
    text = in_tasks("Chánh Văn phòng UBND tỉnh; Giám đốc các Sở: Y tế, Nội vụ; Công an tỉnh chịu trách nhiệm thi hành.")
    assert _said(text) == [
        "Chánh Văn phòng UBND tỉnh:execute", "Giám đốc các Sở: Y tế, Nội vụ:execute", "Công an tỉnh:execute",
    ]  # fmt: skip


def test_goals_name_places_not_doers() -> None:
    assert _said(in_goals("Đến hết năm, huyện hoàn thành các tiêu chí.")) == []


def test_tasks_are_the_documents_words_without_role_partner_and_purpose() -> None:
    text = in_tasks("Phòng Y tế chủ trì, phối hợp với các xã rà soát hộ nghèo để tổng hợp báo cáo.")
    assert {cells(each, "task")[0] for each in rows(find, text)} == {"rà soát hộ nghèo"}


@pytest.mark.parametrize(
    ("task", "words"),
    [
        ("giao ruộng cho dân xong trong tháng 6-2014", "giao ruộng cho dân"),
        ("cứng hóa đường trục thôn, hoàn thành trước ngày 30/9/2019", "cứng hóa đường trục thôn"),
        ("chậm nhất 15/4 có văn bản hướng dẫn", "có văn bản hướng dẫn"),
        ("Hằng quý rà soát hộ nghèo", "rà soát hộ nghèo"),
        ("Xây nhà văn hóa (hoàn thành trong tháng 5/2020) và sân thể thao", "Xây nhà văn hóa và sân thể thao"),
        ("Lập danh sách (theo mẫu, trước ngày 5/5/2020) gửi huyện", "Lập danh sách (theo mẫu) gửi huyện"),
        ("thực hiện chế độ báo cáo hằng tháng về xã", "thực hiện chế độ báo cáo hằng tháng về xã"),
        ("xây dựng kế hoạch năm 2021", "xây dựng kế hoạch năm 2021"),
        ("trước ngày 5/5/2020", "trước ngày 5/5/2020"),
        ("", ""),
    ],
)
def test_when_a_task_is_due_is_told_by_the_deadlines(task: str, words: str) -> None:
    assert without_times(task) == words


@given(st.text(alphabet="trước ngày 5/2020hằng quý()., xong", max_size=60))
def test_leaving_out_times_leaves_no_less_than_a_task_of_two_words(task: str) -> None:
    left = without_times(task)
    assert left == task or len(left.split()) > 1


def test_to_watch_over_something_is_the_task_not_the_reason_for_one() -> None:
    found = rows(find, in_tasks("Phòng Nội vụ: Theo dõi việc quản lý, sử dụng biên chế của các xã."))
    assert cells(found[0], "task") == ["Theo dõi việc quản lý, sử dụng biên chế của các xã"]


def test_a_time_before_the_verb_hides_no_task() -> None:
    text = (
        "KẾ HOẠCH\nVề việc A\nI. TỔ CHỨC\n1. Phòng Nội vụ:\n- Trước ngày 22 hằng tháng báo cáo kết quả về UBND huyện.\n"
    )
    assert _said(text) == ["Phòng Nội vụ:execute"]
