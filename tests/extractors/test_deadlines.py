# ruff: noqa: E501 - one example a line
"""Deadlines as plans word them, one a line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.deadlines import find
from pipeline.model import Finding
from tests.extractors.small_plans import PLAN_OF_2023, cells, in_goals, in_tasks, issues, lines, rows

# words | due_text | relation | first day | last day | precision | tentative
TASKS = """
Hoàn thiện hồ sơ trước ngày 15/8/2023. | trước ngày 15/8/2023 | before |  | 2023-08-15 | day | False
Rà soát hộ nghèo, thời gian xong trước tháng 10 năm 2023. | trước tháng 10 năm 2023 | before |  | 2023-10-01 | month | False
Lập danh sách, hoàn thành chậm nhất ngày 20/5/2023. | chậm nhất ngày 20/5/2023 | by |  | 2023-05-20 | day | False
Đến giữa tháng 11/2023 hoàn thành nghiệm thu. | Đến giữa tháng 11/2023 | by |  | 2023-11-20 | part_of_month | False
Đảm bảo hết năm 2023 các thôn đều có nhà văn hóa. | hết năm 2023 | by |  | 2023-12-31 | year | False
Tổ chức hội nghị trong tháng 3/2023. | trong tháng 3/2023 | within | 2023-03-01 | 2023-03-31 | month | False
Dự kiến tháng 10/2023 huyện thẩm tra, đề nghị tỉnh thẩm định. | tháng 10/2023 | within | 2023-10-01 | 2023-10-31 | month | True
Xây dựng nhà văn hóa thôn (hoàn thành trong năm 2023). | trong năm 2023 | within | 2023-01-01 | 2023-12-31 | year | False
Khởi công đường trục xã, hoàn thành năm 2023. | năm 2023 | within | 2023-01-01 | 2023-12-31 | year | False
Quý II: Tổ chức đấu thầu. | Quý II | within | 2023-04-01 | 2023-06-30 | quarter | False
Từ ngày 01/4/2023 đến ngày 30/6/2023 kiểm tra các xã. | Từ ngày 01/4/2023 đến ngày 30/6/2023 | within | 2023-04-01 | 2023-06-30 | period | False
Tổ chức lễ công bố vào ngày 02/9/2023. | vào ngày 02/9/2023 | on | 2023-09-02 | 2023-09-02 | day | False
Thực hiện thu phí kể từ ngày 01/7/2023. | kể từ ngày 01/7/2023 | from | 2023-07-01 |  | day | False
Gửi báo cáo trước 17h00 ngày 20/5/2023. | trước 17h00 ngày 20/5/2023 | before |  | 2023-05-20 | day | False
Hoàn thành các dự án đầu tư trong năm 2023. | trong năm 2023 | within | 2023-01-01 | 2023-12-31 | year | False
Giải ngân vốn đầu tư quý II năm 2023. | quý II năm 2023 | within | 2023-04-01 | 2023-06-30 | quarter | False
Báo cáo kết quả trước Thứ Tư ngày 05/7/2023. | trước Thứ Tư ngày 05/7/2023 | before |  | 2023-07-05 | day | False
Tổ chức họp vào sáng thứ Hai, ngày 05/6/2023. | vào sáng thứ Hai, ngày 05/6/2023 | on | 2023-06-05 | 2023-06-05 | day | False
Cuối năm tổ chức sơ kết, khen thưởng. | Cuối năm | within |  | 2023-12-31 | year | False
"""

# words | RRULE | due_text
REPEATED = """
Hằng tuần Ban chỉ đạo tổ chức giao ban. | FREQ=WEEKLY | Hằng tuần
Báo cáo kết quả vào ngày 25 hằng tháng về Văn phòng. | FREQ=MONTHLY;BYMONTHDAY=25 | vào ngày 25 hằng tháng
Định kỳ hằng quý báo cáo UBND huyện. | FREQ=MONTHLY;INTERVAL=3 | Định kỳ hằng quý
Hằng năm, UBND các xã tổ chức bình xét. | FREQ=YEARLY | Hằng năm
Công khai kết quả trước ngày 01/12 hằng năm. | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1 | trước ngày 01/12 hằng năm
Thực hiện chế độ báo cáo hằng tháng (trước ngày 20 hằng tháng). | FREQ=MONTHLY;BYMONTHDAY=20 | trước ngày 20 hằng tháng
"""

NO_DEADLINES = """
Thực hiện Quyết định số 123/QĐ-UBND ngày 15/8/2023 của UBND huyện.
Theo kết luận tại cuộc họp ngày 10/9/2022.
Ngày 07/10/2022, UBND huyện đã ban hành Quyết định thành lập Tổ công tác.
Xây dựng kế hoạch phát triển năm 2023 của xã.
Tham mưu dự toán ngân sách huyện năm 2023.
Lồng ghép các chương trình giai đoạn 2021-2025.
Báo cáo định kỳ theo quy định.
Phục vụ đời sống hằng ngày của người dân.
Chào mừng các ngày lễ lớn trong năm cho nhân dân.
Kịp thời xử lý vướng mắc.
Hoàn thiện hồ sơ trước khi tỉnh thẩm định.
Quyết định có hiệu lực kể từ ngày 01/7/2023.
Tuyên truyền thường xuyên trong năm.
Người hoạt động cách mạng trước ngày 01 tháng 01 năm 1945.
Thân nhân liệt sĩ đang hưởng trợ cấp nuôi dưỡng hằng tháng.
Rà soát, chi trả trợ cấp xã hội hằng tháng cho đối tượng.
Xét Tờ trình số /TTr-UBND ngày tháng 4 năm 2023 của UBND huyện.
Theo Tờ trình số   /TTr-UBND ngày … tháng 4 năm 2023 của UBND huyện về giao dự toán.
Lục Nam, ngày 12 tháng 4 năm 2023
Báo cáo tài chính hằng năm của doanh nghiệp phải được kiểm toán.
Xây dựng kế hoạch vốn đầu tư năm 2023 trình HĐND huyện.
Hỗ trợ chuyển đổi đất trồng cây hằng năm sang cây ăn quả.
"""


def _only(text: str) -> Finding:
    found = rows(find, text)
    assert len(found) == 1, [cells(each, "due_text", "task") for each in found]
    return found[0]


@pytest.mark.parametrize("line", lines(TASKS), ids=lambda line: line[0])
def test_tasks(line: list[str]) -> None:
    found = _only(in_tasks(line[0]))
    assert cells(found, "due_text", "due_relation", "due_start", "due_end", "precision", "tentative") == line[1:]


@pytest.mark.parametrize("line", lines(REPEATED), ids=lambda line: line[0])
def test_repeated_tasks(line: list[str]) -> None:
    found = _only(in_tasks(line[0]))
    assert cells(found, "recurrence", "due_text", "due_start", "due_end") == [line[1], line[2], "", ""]


@pytest.mark.parametrize("words", NO_DEADLINES.strip().splitlines())
def test_times_that_date_no_task(words: str) -> None:
    assert rows(find, in_tasks(words)) == []


def test_the_date_of_a_law_without_a_number_is_no_deadline_though_the_day_of_issue_is_unknown() -> None:
    undated = replace(PLAN_OF_2023, issued_on=None)
    for law in ("Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2015", "Pháp lệnh Dân số ngày 09/01/2013"):
        assert rows(find, in_tasks(f"{law}."), undated) == []
    assert rows(find, in_tasks("Tuyên truyền Ngày Pháp luật Việt Nam ngày 09/11/2023."), undated)


LISTED = """
Định kỳ 6 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12) báo cáo kết quả về UBND huyện. | báo cáo kết quả về UBND huyện | BYMONTH=6;BYMONTHDAY=15 | BYMONTH=12;BYMONTHDAY=15
Định kỳ 06 tháng (trước 15 tháng 6) và hằng năm (trước 15 tháng 12) hoặc đột xuất theo yêu cầu, báo cáo Cục Kinh tế. | báo cáo Cục Kinh tế | BYMONTH=6;BYMONTHDAY=15 | BYMONTH=12;BYMONTHDAY=15
Định kỳ hằng quý (trước ngày 20 tháng cuối quý), 6 tháng (trước ngày 15/6), hằng năm (trước ngày 10/12) tổng hợp số liệu. | tổng hợp số liệu | BYMONTH=3,6,9,12;BYMONTHDAY=20 | BYMONTH=6;BYMONTHDAY=15 | BYMONTH=12;BYMONTHDAY=10
Báo cáo định kỳ 6 tháng (trước ngày 10/6), năm (trước ngày 10/12) về Phòng Nông nghiệp. | Báo cáo về Phòng Nông nghiệp | BYMONTH=6;BYMONTHDAY=10 | BYMONTH=12;BYMONTHDAY=10
Biên soạn báo cáo thống kê định kỳ hằng tháng, quý, 6 tháng và cả năm. | Biên soạn báo cáo thống kê | MONTHLY | MONTHLY;INTERVAL=3 | MONTHLY;INTERVAL=6 | YEARLY
Gửi báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 15/12 hằng năm. | Gửi báo cáo 6 tháng | BYMONTH=6;BYMONTHDAY=15 | BYMONTH=12;BYMONTHDAY=15
"""


@pytest.mark.parametrize("line", lines(LISTED), ids=lambda line: line[0])
def test_the_times_of_a_list_date_one_task(line: list[str]) -> None:
    found = rows(find, in_tasks(line[0]))
    assert {cells(each, "task")[0] for each in found} == {line[1]}
    rules = [cells(each, "recurrence")[0].removeprefix("FREQ=").removeprefix("YEARLY;") for each in found]
    assert rules == line[2:]
    assert all(text.count("(") == text.count(")") for each in found for text in cells(each, "due_text"))


SEVERAL = """
Đầu tháng 3/2023 khởi công tuyến đường trục xã, đến ngày 30/8/2023 hoàn thành mặt đường. | khởi công tuyến đường trục xã | hoàn thành mặt đường
Thuê tư vấn lập đồ án từ tháng 3/2023, công bố quy hoạch xong trong tháng 7/2023. | Thuê tư vấn lập đồ án | công bố quy hoạch
Các xã nhận xi măng đợt 1 trong tháng 4/2023, đợt 2 trong tháng 9/2023. | nhận xi măng đợt 1 | nhận xi măng đợt 2
Báo cáo quý I trước ngày 10/3/2023, quý III trước ngày 10/9/2023. | Báo cáo quý I | Báo cáo quý III
Kiểm tra 04 tổ chức đảng trước ngày 30/6/2023, 05 tổ chức đảng trước ngày 30/9/2023. | Kiểm tra 04 tổ chức đảng | Kiểm tra 05 tổ chức đảng
"""


@pytest.mark.parametrize("line", lines(SEVERAL), ids=lambda line: line[0])
def test_each_time_of_a_sentence_has_its_own_task(line: list[str]) -> None:
    assert [cells(each, "task")[0] for each in rows(find, in_tasks(line[0]))] == line[1:]


def test_a_numbered_sentence_is_no_row_of_a_table() -> None:
    text = in_tasks().replace("I. NHIỆM VỤ\n", "I. NHIỆM VỤ\n1. Các xã hằng tháng báo cáo kết quả về huyện.\n")
    assert cells(_only(text), "task", "lead_agency") == ["báo cáo kết quả về huyện", "các xã"]


def test_the_body_before_a_time_that_a_task_follows_leads_it() -> None:
    assert cells(_only(in_tasks("Phòng Nội vụ trước ngày 5/5/2023 tham mưu kế hoạch.")), "lead_agency") == [
        "Phòng Nội vụ"
    ]


def test_a_yearly_task_before_another() -> None:
    found = rows(find, in_tasks("Kiểm tra, sơ kết hằng năm và tổng kết vào năm 2023."))
    assert [cells(each, "recurrence", "due_end") for each in found] == [["FREQ=YEARLY", ""], ["", "2023-12-31"]]


def test_days_say_more_closely_how_often() -> None:
    found = _only(in_tasks("Báo cáo tiến độ: hai lần trong năm, trước ngày 15/6 và trước ngày 15/12 hằng năm."))
    assert cells(found, "task", "recurrence") == ["Báo cáo tiến độ", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15"]


def test_a_report_named_by_its_half_year_keeps_its_name() -> None:
    words = "Báo cáo 6 tháng đầu năm (trước ngày 20/6/2023) gửi Phòng Kinh tế."
    assert cells(_only(in_tasks(words)), "task", "due_end") == ["Báo cáo 6 tháng đầu năm", "2023-06-20"]


@pytest.mark.parametrize(
    ("words", "task"),
    [
        ("UBND xã xây dựng kế hoạch, hoàn thành trước ngày 15/8/2023.", "xây dựng kế hoạch"),
        ("Lập tờ trình đề nghị công nhận (trước ngày 15/8/2023)", "Lập tờ trình đề nghị công nhận"),
        ("Quý II: Tổ chức đấu thầu.", "Tổ chức đấu thầu"),
        ("Ban hành trong quý II năm 2023.", "Ban hành"),
        ("UBND các xã: Rà soát hộ nghèo trước ngày 5/5/2023.", "Rà soát hộ nghèo"),
        ("Các xã tự kiểm tra hồ sơ trước ngày 5/5/2023.", "tự kiểm tra hồ sơ"),
        ("Tháng 12/2023, Hội đồng thẩm định tỉnh tổ chức thẩm định.", "tổ chức thẩm định"),
        ("Nội dung: xây dựng khu xử lý rác, hoàn thành trước ngày 5/5/2023.", "xây dựng khu xử lý rác"),
        ("UBND xã căn cứ chỉ tiêu được giao, ban hành kế hoạch trước ngày 5/5/2023.", "ban hành kế hoạch"),
        ("Gửi báo cáo về UBND huyện (qua Phòng Nội vụ) trước ngày 5/5/2023.", "Gửi báo cáo về UBND huyện"),
        ("UBND xã chủ trì, phối hợp với Phòng Kinh tế cứng hóa đường trước ngày 5/5/2023.", "cứng hóa đường"),
        ("Sở Y tế chủ trì, cùng Sở Tài chính phân bổ vốn trước ngày 5/5/2023.", "phân bổ vốn"),
        ("UBND xã báo cáo hằng tháng về Phòng Nội vụ.", "báo cáo về Phòng Nội vụ"),
        ("UBND huyện họp định kỳ hằng quý rà soát tiến độ.", "họp rà soát tiến độ"),
        ("Phòng Nội vụ trước ngày 5/5/2023 tham mưu kế hoạch.", "tham mưu kế hoạch"),
        ("Các xã hằng tháng báo cáo kết quả về huyện.", "báo cáo kết quả về huyện"),
        ("Giải ngân vốn đầu tư quý II năm 2023.", "Giải ngân vốn đầu tư"),
        ("Trong tháng 5/2023 hoàn thành việc rà soát hộ nghèo.", "hoàn thành việc rà soát hộ nghèo"),
    ],
)
def test_task_words(words: str, task: str) -> None:
    assert cells(_only(in_tasks(words)), "task") == [task]


def test_a_bullet_that_states_a_time_only_dates_the_bullet_before() -> None:
    found = _only(in_tasks("Rà soát quy hoạch vùng huyện.", "Thời gian thực hiện xong trong tháng 5 năm 2023."))
    assert cells(found, "task") == ["Rà soát quy hoạch vùng huyện"]


def test_semicolons_split_tasks_of_a_schedule() -> None:
    found = rows(find, in_tasks("Quý 1. Ban hành kế hoạch; triển khai đến các thôn."))
    assert [cells(each, "task", "due_end") for each in found] == [
        ["Ban hành kế hoạch", "2023-03-31"],
        ["triển khai đến các thôn", "2023-03-31"],
    ]


def test_bullets_under_a_time_are_its_tasks() -> None:
    text = "KẾ HOẠCH\nVề việc A\nI. TIẾN ĐỘ\n1. Quý I/2023:\n- Ban hành kế hoạch.\n- Khảo sát hiện trạng.\n"
    assert [cells(each, "task", "due_end") for each in rows(find, text)] == [
        ["Ban hành kế hoạch", "2023-03-31"],
        ["Khảo sát hiện trạng", "2023-03-31"],
    ]


def test_two_times_make_two_rows() -> None:
    found = rows(find, in_tasks("Khởi công trong quý II, hoàn thành đưa vào sử dụng cuối năm 2023."))
    assert [cells(each, "due_end") for each in found] == [["2023-06-30"], ["2023-12-31"]]


@pytest.mark.parametrize(
    ("words", "lead", "partners"),
    [
        ("Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp rà soát, xong trước ngày 15/8/2023.", "Phòng Nội vụ", "Phòng Tư pháp"),
        ("Báo cáo tình hình nợ (Phòng TC-KH xây dựng, hoàn thiện trước ngày 15/8/2023);", "Phòng TC-KH", ""),
        ("Các xã báo cáo (Các phòng tổng hợp số liệu, Văn phòng UBND hoàn thiện trước ngày 15/8/2023);", "Văn phòng UBND", "các phòng"),
        ("Giao Phòng Nội vụ rà soát, hoàn thành trong tháng 5/2023.", "Phòng Nội vụ", ""),
        ("Đề nghị các thôn gửi báo cáo trước ngày 15/8/2023.", "các thôn", ""),
        ("Hoàn thành hồ sơ trước ngày 15/8/2023.", "", ""),
        ("Tổ chức hội nghị. Thời gian: Quý II/2023. Đơn vị chủ trì: Phòng Nội vụ.", "Phòng Nội vụ", ""),
    ],
)  # fmt: skip
def test_who_leads(words: str, lead: str, partners: str) -> None:
    assert cells(_only(in_tasks(words)), "lead_agency", "coordinating_agencies") == [lead, partners]


def test_a_heading_names_the_lead() -> None:
    text = (
        "KẾ HOẠCH\nVề việc A\nI. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ:\n- Xây dựng kế hoạch, xong trước ngày 15/8/2023.\n"
    )
    assert cells(_only(text), "lead_agency") == ["Phòng Nội vụ"]


def test_a_label_line_names_lead_and_partners() -> None:
    found = _only(
        in_tasks(
            "Lập hồ sơ, thời gian xong trước tháng 4 năm 2023.",
            "Cơ quan chủ trì thực hiện: Phòng Tài nguyên và Môi trường.",
            "Cơ quan phối hợp: Phòng NN&PTNT, UBND các xã.",
        )
    )
    assert cells(found, "lead_agency", "coordinating_agencies") == [
        "Phòng Tài nguyên và Môi trường",
        "Phòng NN&PTNT;UBND các xã",
    ]


def test_a_communes_bullet_names_the_unit_and_resolves_the_commune() -> None:
    text = in_tasks("Xã Yên Sơn: Đạt 17/19 tiêu chí. Dự kiến giữa tháng 11/2023 xã hoàn thành các tiêu chí.")
    found = _only(text)
    assert cells(found, "unit", "lead_agency", "due_end") == ["xã Yên Sơn", "xã Yên Sơn", "2023-11-20"]


def test_a_targets_due_time_stays_in_targets() -> None:
    assert rows(find, in_goals("Đến hết tháng 9/2023 có 3 xã đạt chuẩn nông thôn mới.")) == []


def test_a_due_time_before_the_issue_is_an_issue() -> None:
    assert issues(find, in_tasks("Hoàn thành hồ sơ trước ngày 15/01/2023.")) == ["due_before_issue"]


def test_a_term_without_a_date_is_an_issue() -> None:
    text = in_tasks("Các đơn vị ban hành kế hoạch trong vòng 10 ngày kể từ ngày nhận được văn bản.")
    assert rows(find, text) == []
    assert issues(find, text) == ["relative_time"]


def test_mangled_words_state_the_same_time() -> None:
    found = rows(find, "KE HOACH\nPhat trien\nI. NHIEM VU\n- Hoan thien ho so truoc ngay 15/8/2023.\n")
    assert [cells(each, "due_relation", "due_end") for each in found] == [["before", "2023-08-15"]]


def test_the_year_of_a_cited_papers_name_is_no_deadline() -> None:
    words = "Thực hiện Quyết định số 749/QĐ-TTg phê duyệt Chương trình đến năm 2025, định hướng đến năm 2030."
    assert rows(find, in_tasks(words)) == []


def test_a_communes_bullet_without_a_colon_names_the_unit() -> None:
    found = _only(in_tasks("Xã Yên Sơn đã đạt 17/19 tiêu chí. Xã phấn đấu hoàn thành trong tháng 8/2023."))
    assert cells(found, "unit", "lead_agency") == ["xã Yên Sơn", "xã Yên Sơn"]


def test_the_place_of_a_task() -> None:
    found = _only(in_tasks("Phòng NN&PTNT giúp đỡ xã Hòa An giảm nghèo trước ngày 31/12/2023."))
    assert cells(found, "unit") == ["xã Hòa An"]


PLACES = """
Lát gạch vỉa hè tổ dân phố Đông Sơn. Thời hạn: trước ngày 31/12/2023. |
Tổ chức phiên chợ tại huyện Yên Bình trong tháng 5/2023. | huyện Yên Bình
Kéo điện ấp Tân Lợi B trước 30/9/2023. | ấp Tân Lợi B
UBND xã Phú Lâm làm điểm, xong trước ngày 20/9/2023. | xã Phú Lâm
Đối với xóm Đồi 2: hoàn thành sân thể thao trước 30/9/2023. | xóm Đồi 2
Kiểm tra các chợ tại thị xã Phú Thọ trước 30/9/2023. | thị xã Phú Thọ
UBND xã Phú Lâm, UBND xã Tân Hòa làm điểm, xong trước ngày 20/9/2023. |
"""


@pytest.mark.parametrize("line", lines(PLACES), ids=lambda line: line[0])
def test_the_units_of_tasks(line: list[str]) -> None:
    assert cells(rows(find, in_tasks(line[0]))[-1], "unit") == [line[1]]


def test_each_time_has_the_place_beside_it() -> None:
    found = rows(find, in_tasks("Sửa nhà văn hóa thôn Đông trong quý II, nhà văn hóa thôn Đoài trong quý III/2023."))
    assert [cells(each, "unit") for each in found] == [["thôn Đông"], ["thôn Đoài"]]


def test_each_part_of_a_bullet_has_its_own_unit() -> None:
    found = rows(find, in_tasks("Xã Tân Lập: tháng 7 năm 2023; xã Yên Sơn: đầu tháng 8 năm 2023."))
    assert [cells(each, "unit") for each in found] == [["xã Tân Lập"], ["xã Yên Sơn"]]


def test_the_time_of_a_heading_in_capitals_titles_what_follows() -> None:
    text = "KẾ HOẠCH\nVề việc A\nA. TÌNH HÌNH THỰC HIỆN ĐẾN CUỐI NĂM 2023\nCác xã đã ban hành kế hoạch.\n"
    assert rows(find, text) == []


def test_labels_before_the_time() -> None:
    text = (
        "KẾ HOẠCH\nVề việc A\nI. NHIỆM VỤ\n- Xây dựng chuyên trang:\n+ Cơ quan chủ trì: Phòng Nội vụ.\n"
        "+ Cơ quan phối hợp: UBND các xã.\n+ Thời gian hoàn thành: trước ngày 20/7/2023.\n"
    )
    assert cells(_only(text), "task", "lead_agency", "coordinating_agencies") == [
        "Xây dựng chuyên trang",
        "Phòng Nội vụ",
        "UBND các xã",
    ]


def test_roles_in_the_brackets_of_a_time() -> None:
    found = _only(
        in_tasks("Hỗ trợ cây giống (Phòng NN&PTNT chủ trì, Hội Nông dân phối hợp, xong trước ngày 05/11/2023).")
    )
    assert cells(found, "lead_agency", "coordinating_agencies") == ["Phòng NN&PTNT", "Hội Nông dân"]


def test_a_heading_that_is_titled_by_a_year_is_no_task() -> None:
    assert rows(find, "KẾ HOẠCH\nVề việc A\nI. NỘI DUNG\n1. Mục tiêu cụ thể đến năm 2025\n- Nâng cao đời sống.\n") == []
