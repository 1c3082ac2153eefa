# ruff: noqa: E501 - one example a line
"""Time forms, one a line: words | relation | first day | last day | precision | due_text."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.dates import TimePhrase, Years, find_times
from normalizers.keys import fold

PLAN_OF_2023 = Years(2023, date(2023, 2, 10))

STATED = """
gửi báo cáo trước ngày 15/8/2022 | before | | 2022-08-15 | day | trước ngày 15/8/2022
hoàn thành trước 05/9/2022 | before | | 2022-09-05 | day | trước 05/9/2022
xong trước tháng 7 năm 2022 | before | | 2022-07-01 | month | trước tháng 7 năm 2022
trình ký trước Quý IV/2022 | before | | 2022-10-01 | quarter | trước Quý IV/2022
nộp hồ sơ chậm nhất ngày 20/11/2022 | by | | 2022-11-20 | day | chậm nhất ngày 20/11/2022
nộp hồ sơ chậm nhất là ngày 20 tháng 11 năm 2022 | by | | 2022-11-20 | day | chậm nhất là ngày 20 tháng 11 năm 2022
chậm nhất đến tháng 4/2022 có mặt bằng | by | | 2022-04-30 | month | chậm nhất đến tháng 4/2022
muộn nhất vào tháng 4/2022 | by | | 2022-04-30 | month | muộn nhất vào tháng 4/2022
đến hết quý III/2022 xong móng | by | | 2022-09-30 | quarter | đến hết quý III/2022
phấn đấu đến năm 2030 đạt | by | | 2030-12-31 | year | đến năm 2030
phấn đấu đến 2030 đạt | by | | 2030-12-31 | year | đến 2030
hạn chót ngày 20/11/2022 | by | | 2022-11-20 | day | hạn chót ngày 20/11/2022
không trễ hơn ngày 20/11/2022 | by | | 2022-11-20 | day | không trễ hơn ngày 20/11/2022
chậm nhất là ngày 30 của tháng 6 năm 2022 | by | | 2022-06-30 | day | chậm nhất là ngày 30 của tháng 6 năm 2022
làm đường xong 30/6/2022 | by | | 2022-06-30 | day | 30/6/2022
làm đường xong quý IV/2022 | within | 2022-10-01 | 2022-12-31 | quarter | quý IV/2022
bắt đầu từ 01/9, kết thúc 30/11/2022 | within | 2022-09-01 | 2022-11-30 | period | bắt đầu từ 01/9, kết thúc 30/11/2022
hết năm 2022 tất cả các thôn | by | | 2022-12-31 | year | hết năm 2022
từ nay đến hết năm 2024 | by | | 2024-12-31 | year | từ nay đến hết năm 2024
đến cuối tháng 5/2022 | by | | 2022-05-31 | part_of_month | đến cuối tháng 5/2022
xong trong tháng 5 năm 2022 | within | 2022-05-01 | 2022-05-31 | month | trong tháng 5 năm 2022
thời gian xong trong 9/2022 | within | 2022-09-01 | 2022-09-30 | month | trong 9/2022
vào tháng 2/2024 họp | within | 2024-02-01 | 2024-02-29 | month | vào tháng 2/2024
đầu tháng 3/2022 | within | 2022-03-01 | 2022-03-10 | part_of_month | đầu tháng 3/2022
giữa tháng 3/2022 | within | 2022-03-11 | 2022-03-20 | part_of_month | giữa tháng 3/2022
cuối tháng 3/2022 | within | 2022-03-21 | 2022-03-31 | part_of_month | cuối tháng 3/2022
trong Quý II/2022 | within | 2022-04-01 | 2022-06-30 | quarter | trong Quý II/2022
quý 3 năm 2022 | within | 2022-07-01 | 2022-09-30 | quarter | quý 3 năm 2022
Quí I/2022 | within | 2022-01-01 | 2022-03-31 | quarter | Quí I/2022
cuối năm 2022 | within | | 2022-12-31 | year | cuối năm 2022
đầu năm 2022 | within | 2022-01-01 | | year | đầu năm 2022
năm 2022, 2023 | within | 2022-01-01 | 2023-12-31 | period | năm 2022, 2023
6 tháng đầu năm 2022 | within | 2022-01-01 | 2022-06-30 | period | 6 tháng đầu năm 2022
06 tháng cuối năm 2022 | within | 2022-07-01 | 2022-12-31 | period | 06 tháng cuối năm 2022
9 tháng đầu năm 2022 | within | 2022-01-01 | 2022-09-30 | period | 9 tháng đầu năm 2022
giai đoạn 2021-2025 | within | 2021-01-01 | 2025-12-31 | period | giai đoạn 2021-2025
từ năm 2021 đến năm 2025 | within | 2021-01-01 | 2025-12-31 | period | từ năm 2021 đến năm 2025
từ tháng 3 đến tháng 6/2022 | within | 2022-03-01 | 2022-06-30 | period | từ tháng 3 đến tháng 6/2022
từ ngày 01/3 đến hết ngày 30/4/2022 | within | 2022-03-01 | 2022-04-30 | period | từ ngày 01/3 đến hết ngày 30/4/2022
từ 15/3 - 30/4/2022 | within | 2022-03-15 | 2022-04-30 | period | từ 15/3 - 30/4/2022
từ 10 đến 24/01/2022 | within | 2022-01-10 | 2022-01-24 | period | từ 10 đến 24/01/2022
từ ngày 05 đến ngày 15 tháng 4 năm 2022 | within | 2022-04-05 | 2022-04-15 | period | từ ngày 05 đến ngày 15 tháng 4 năm 2022
các ngày 20-22/12/2022 | within | 2022-12-20 | 2022-12-22 | period | các ngày 20-22/12/2022
trong hai ngày 18 và 19/6/2022 | within | 2022-06-18 | 2022-06-19 | period | trong hai ngày 18 và 19/6/2022
chậm nhất trong tháng 4/2022 | within | 2022-04-01 | 2022-04-30 | month | chậm nhất trong tháng 4/2022
chậm nhất vào ngày 15/4/2022 | by | | 2022-04-15 | day | chậm nhất vào ngày 15/4/2022
trước Tết Dương lịch 2024 | before | | 2024-01-01 | day | trước Tết Dương lịch 2024
chậm nhất ngày 15/01/2022 (theo lịch âm là 13 tháng Chạp) | by | | 2022-01-15 | day | chậm nhất ngày 15/01/2022
cả năm 2022 | within | 2022-01-01 | 2022-12-31 | year | cả năm 2022
từ đầu tháng 9/2022 | from | 2022-09-01 | | part_of_month | từ đầu tháng 9/2022
ngày 12-15/5/2022 | within | 2022-05-12 | 2022-05-15 | period | ngày 12-15/5/2022
tổ chức ngày 18/11/2022 | on | 2022-11-18 | 2022-11-18 | day | ngày 18/11/2022
vào ngày 18 tháng 11 năm 2022 | on | 2022-11-18 | 2022-11-18 | day | vào ngày 18 tháng 11 năm 2022
kể từ ngày 01/01/2022 | from | 2022-01-01 | | day | kể từ ngày 01/01/2022
tính đến 31/12/2022 | as_of | 2022-12-31 | 2022-12-31 | day | tính đến 31/12/2022
"""

INFERRED = """
trước ngày 15/8 | before | | 2023-08-15 | day | trước ngày 15/8
trước 15/8 | before | | 2023-08-15 | day | trước 15/8
Quý II: tổ chức hội thi | within | 2023-04-01 | 2023-06-30 | quarter | Quý II
tháng 10 tổng kết | within | 2023-10-01 | 2023-10-31 | month | tháng 10
trong năm | within | 2023-01-01 | 2023-12-31 | year | trong năm
phấn đấu năm nay trong quý II | within | 2023-04-01 | 2023-06-30 | quarter | trong quý II
từ 3 đến 17/11 | within | 2023-11-03 | 2023-11-17 | period | từ 3 đến 17/11
đợt 1 tháng 7 | within | 2023-07-01 | 2023-07-31 | month | tháng 7
diệt bọ gậy lần 2 tháng 9 | within | 2023-09-01 | 2023-09-30 | month | tháng 9
trước ngày Quốc khánh 02/9 | before | | 2023-09-02 | day | trước ngày Quốc khánh 02/9
cả năm | within | 2023-01-01 | 2023-12-31 | year | cả năm
cuối năm sơ kết | within | | 2023-12-31 | year | cuối năm
"""

RECURRING = """
Hàng tuần họp giao ban | FREQ=WEEKLY | | Hàng tuần
sáng Chủ nhật hằng tuần | FREQ=WEEKLY;BYDAY=SU |  | sáng Chủ nhật hằng tuần
chiều thứ Sáu hằng tuần | FREQ=WEEKLY;BYDAY=FR | | chiều thứ Sáu hằng tuần
định kỳ vào thứ Hai đầu tháng | FREQ=MONTHLY;BYDAY=1MO | day | định kỳ vào thứ Hai đầu tháng
tháng nào cũng có báo cáo trước ngày 28 | FREQ=MONTHLY;BYMONTHDAY=28 | day | tháng nào cũng có báo cáo trước ngày 28
mỗi năm 2 lần vào tháng 6 và tháng 12 | FREQ=YEARLY;BYMONTH=6,12 | month | mỗi năm 2 lần vào tháng 6 và tháng 12
từ ngày 15/5 đến hết ngày 31/10 hằng năm | FREQ=YEARLY | period | từ ngày 15/5 đến hết ngày 31/10 hằng năm
báo cáo vào ngày 16 hằng tháng | FREQ=MONTHLY;BYMONTHDAY=16 | day | vào ngày 16 hằng tháng
trước ngày 25 hàng tháng | FREQ=MONTHLY;BYMONTHDAY=25 | day | trước ngày 25 hàng tháng
1 lần/tháng | FREQ=MONTHLY | month | 1 lần/tháng
hằng quý | FREQ=MONTHLY;INTERVAL=3 | quarter | hằng quý
trước ngày 15 của tháng cuối quý | FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15 | day | trước ngày 15 của tháng cuối quý
6 tháng một lần | FREQ=MONTHLY;INTERVAL=6 | period | 6 tháng một lần
06 tháng/lần | FREQ=MONTHLY;INTERVAL=6 | period | 06 tháng/lần
Định kỳ hằng năm | FREQ=YEARLY | year | Định kỳ hằng năm
hai tuần một lần | FREQ=WEEKLY;INTERVAL=2 | | hai tuần một lần
cứ 03 tuần một lần báo cáo | FREQ=WEEKLY;INTERVAL=3 | | cứ 03 tuần một lần
phát thanh tuần một lần | FREQ=WEEKLY | | tuần một lần
phát thanh 03 lần mỗi ngày | FREQ=DAILY | day | 03 lần mỗi ngày
trực và báo cáo hằng ngày | FREQ=DAILY | day | hằng ngày
mỗi quý ít nhất 1 lần | FREQ=MONTHLY;INTERVAL=3 | quarter | mỗi quý ít nhất 1 lần
tối thiểu 02 lần/tháng | FREQ=MONTHLY | month | tối thiểu 02 lần/tháng
mỗi năm hai lần | FREQ=MONTHLY;INTERVAL=6 | period | mỗi năm hai lần
04 lần/năm | FREQ=MONTHLY;INTERVAL=3 | quarter | 04 lần/năm
ngày cuối cùng của tháng | FREQ=MONTHLY;BYMONTHDAY=-1 | day | ngày cuối cùng của tháng
ngày làm việc cuối cùng của tháng | FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 | day | ngày làm việc cuối cùng của tháng
hằng tháng sinh hoạt vào ngày 12 | FREQ=MONTHLY;BYMONTHDAY=12 | day | hằng tháng sinh hoạt vào ngày 12
mỗi tháng 02 phiên vào ngày 8 | FREQ=MONTHLY;BYMONTHDAY=8 | day | mỗi tháng 02 phiên vào ngày 8
thứ Bảy đầu tiên của tháng | FREQ=MONTHLY;BYDAY=1SA | day | thứ Bảy đầu tiên của tháng
chiều thứ Sáu tuần cuối hằng tháng | FREQ=MONTHLY;BYDAY=-1FR | day | chiều thứ Sáu tuần cuối hằng tháng
Chủ nhật tuần thứ 2 của tháng | FREQ=MONTHLY;BYDAY=2SU | day | Chủ nhật tuần thứ 2 của tháng
tuần cuối của tháng | FREQ=MONTHLY | month | tuần cuối của tháng
thứ Ba và thứ Sáu hằng tuần | FREQ=WEEKLY;BYDAY=TU,FR | | thứ Ba và thứ Sáu hằng tuần
hằng tuần, vào chiều thứ Năm | FREQ=WEEKLY;BYDAY=TH | | hằng tuần, vào chiều thứ Năm
mỗi tuần một lần (thứ Tư) | FREQ=WEEKLY;BYDAY=WE | | mỗi tuần một lần (thứ Tư)
các ngày 5, 15 và 25 hằng tháng | FREQ=MONTHLY;BYMONTHDAY=5,15,25 | day | các ngày 5, 15 và 25 hằng tháng
hằng quý, trước ngày 18 của tháng cuối quý | FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=18 | day | hằng quý, trước ngày 18 của tháng cuối quý
hằng năm tổ chức vào tháng 9 | FREQ=YEARLY;BYMONTH=9 | month | hằng năm tổ chức vào tháng 9
trước ngày 05/12 hàng năm | FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5 | day | trước ngày 05/12 hàng năm
"""

NO_TIME = """
Tế Thắng 03 thôn, Vạn Thắng 02 thôn.
Xã Quyết Thắng 5 sản phẩm.
Mít tinh mừng chiến thắng 7 tại xã.
Đoạn đường thẳng 02 dài 3 km.
đạt 17/19 tiêu chí
đến 12/15 xã hoàn thành
năm học 2022-2023
tầm nhìn nước Việt Nam 2045
trước ngày 31/2/2022
trong năm xã điểm
mỗi xã một sản phẩm
Ngày tháng năm
khai hội mùng 6 tháng Giêng
lễ hội ngày 10/3 âm lịch
ngày rằm tháng Tám
đón Tết vào ngày 30 tháng Chạp
từ 5 đến 12 xã
chào mừng Quốc khánh
lễ hội ngày 10/3 (âm lịch)
báo cáo định kỳ theo quy định
Quyết định số 12/2022/QĐ-TTg
"""


def _lines(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def _only(words: str, years: Years = PLAN_OF_2023) -> TimePhrase:
    found = find_times(words, years)
    assert len(found) == 1, [each.text for each in found]
    return found[0]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


@pytest.mark.parametrize("line", _lines(STATED), ids=lambda line: line[0])
def test_stated_times(line: list[str]) -> None:
    words, relation, start, end, precision, due_text = line
    found = _only(words)
    assert (found.relation, _iso(found.due_start), _iso(found.due_end)) == (relation, start, end)
    assert (found.precision, found.text, found.year_inferred) == (precision, due_text, False)
    assert words[found.start : found.end] == found.text


@pytest.mark.parametrize("line", _lines(INFERRED), ids=lambda line: line[0])
def test_half_dates_take_the_plans_year(line: list[str]) -> None:
    words, relation, start, end, precision, due_text = line
    found = _only(words)
    assert (found.relation, _iso(found.due_start), _iso(found.due_end)) == (relation, start, end)
    assert (found.precision, found.text, found.year_inferred) == (precision, due_text, True)


@pytest.mark.parametrize(("words", "rrule", "precision", "due_text"), _lines(RECURRING))
def test_recurring_times(words: str, rrule: str, precision: str, due_text: str) -> None:
    found = _only(words)
    assert (found.recurrence, found.precision, found.text) == (rrule, precision, due_text)
    assert (found.relation, found.due_start, found.due_end) == ("recurring", None, None)


@pytest.mark.parametrize("words", NO_TIME.strip().splitlines())
def test_what_is_no_time(words: str) -> None:
    assert find_times(words, PLAN_OF_2023) == []


def test_lists_of_frequencies_are_several_times() -> None:
    found = find_times("báo cáo định kỳ hằng tháng, quý, 6 tháng, năm", PLAN_OF_2023)
    assert [each.recurrence for each in found] == [
        "FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY",
    ]  # fmt: skip


def test_two_days_of_every_year_are_one_rule_where_one_can_say_them() -> None:
    same = find_times("trước ngày 15/6 và trước ngày 15/12 hằng năm", PLAN_OF_2023)
    assert [(each.recurrence, each.text) for each in same] == [
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15", "trước ngày 15/6 và trước ngày 15/12 hằng năm")
    ]
    other = find_times("trước ngày 10/6 và 05/12 hằng năm", PLAN_OF_2023)
    assert [each.recurrence for each in other] == [
        "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=10",
        "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5",
    ]


LISTS = """
tháng 3 và tháng 4/2022 | 2022-03-01..2022-03-31 | 2022-04-01..2022-04-30
trong tháng 5, 6 và 8/2022 | 2022-05-01..2022-05-31 | 2022-06-01..2022-06-30 | 2022-08-01..2022-08-31
Quý II và Quý IV | 2023-04-01..2023-06-30 | 2023-10-01..2023-12-31
quý I, II năm 2022 | 2022-01-01..2022-03-31 | 2022-04-01..2022-06-30
tháng 2, tháng 6 - 8/2022 | 2022-02-01..2022-02-28 | 2022-06-01..2022-08-31
ngày 20 và ngày 21/5/2022 | 2022-05-20..2022-05-20 | 2022-05-21..2022-05-21
các ngày 5, 15 và 25 tháng 10 | 2023-10-05..2023-10-05 | 2023-10-15..2023-10-15 | 2023-10-25..2023-10-25
"""


@pytest.mark.parametrize("line", _lines(LISTS), ids=lambda line: line[0])
def test_two_times_are_two(line: list[str]) -> None:
    found = find_times(line[0], PLAN_OF_2023)
    assert [f"{_iso(each.due_start)}..{_iso(each.due_end)}" for each in found] == line[1:]


def test_a_list_shares_year_and_relation() -> None:
    found = find_times("gửi trước ngày 15/6 và ngày 15/12 năm 2024", PLAN_OF_2023)
    assert [(each.relation, _iso(each.due_end)) for each in found] == [
        ("before", "2024-06-15"),
        ("before", "2024-12-15"),
    ]


def test_a_later_half_date_follows_the_year_of_the_sentence() -> None:
    found = find_times("cuối tháng 8/2019 thẩm tra, tháng 9 trình", PLAN_OF_2023)
    assert _iso(found[1].due_end) == "2019-09-30"
    assert found[1].year_inferred


def test_without_a_plan_year_a_passed_day_is_next_years() -> None:
    assert _iso(_only("trước ngày 15/01", Years(None, date(2023, 11, 20))).due_end) == "2024-01-15"


def test_without_any_year_a_half_date_is_none() -> None:
    assert find_times("trước ngày 15/8", Years()) == []


@pytest.mark.parametrize(
    ("words", "tentative"),
    [("Dự kiến tháng 3/2021 thẩm định", True), ("Đối với 5 xã dự kiến đạt chuẩn tháng 3/2021", False)],
)
def test_tentative_speaks_of_the_task(words: str, tentative: bool) -> None:
    assert _only(words).tentative is tentative


@pytest.mark.parametrize("line", _lines(STATED))
def test_mangled_text_reads_the_same(line: list[str]) -> None:
    plain = fold(line[0])
    assert [each.due_end for each in find_times(plain, PLAN_OF_2023)] == [
        each.due_end for each in find_times(line[0], PLAN_OF_2023)
    ]


DAY_FORMS = ["ngày {d}/{m}/{y}", "ngày {d} tháng {m} năm {y}", "{d}-{m}-{y}"]


@given(st.dates(date(2005, 1, 1), date(2035, 12, 31)), st.sampled_from(DAY_FORMS))
def test_every_day_is_read_back(day: date, form: str) -> None:
    found = _only("trước " + form.format(d=day.day, m=f"{day.month:02}", y=day.year), Years())
    assert found.due_end == day
    assert found.due_start is None


@given(st.text(alphabet="0123456789/-., tháng năm quý ngày trước đến IVX\n", max_size=60))
def test_never_fails_and_stays_in_order(text: str) -> None:
    found = find_times(text, PLAN_OF_2023)
    assert all(a.end <= b.start or a.start <= b.start for a, b in itertools.pairwise(found))
    assert all(text[each.start : each.end] == each.text for each in found)
