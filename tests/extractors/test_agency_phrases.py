# ruff: noqa: E501 - one example a line
"""Where agencies' names begin and end: words | names."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import loader
from extractors.agency import agency_name
from extractors.agency_phrases import agencies, agency_list
from normalizers.keys import fold
from tests.extractors.small_plans import lines

LISTS = """
UBND huyện xây dựng báo cáo | UBND huyện
UBND huyện Ban hành công văn | UBND huyện
Các phòng báo cáo kết quả | các phòng
Trung tâm Truyền thông xây dựng phóng sự | Trung tâm Truyền thông
Phòng TC-KH xây dựng | Phòng TC-KH
Phòng Tài chính - Kế hoạch huyện tham mưu | Phòng Tài chính - Kế hoạch huyện
Phòng Văn hóa và Thông tin huyện Yên Lạc rà soát | Phòng Văn hóa và Thông tin huyện Yên Lạc
UBND các xã, thị trấn gửi văn bản | UBND các xã, thị trấn
Các sở, ban, ngành liên quan và UBND các huyện, thành phố rà soát | các sở, ban, ngành liên quan + UBND các huyện, thành phố
Phòng Y tế, Nội vụ, Tư pháp: Theo chức năng | Phòng Y tế + Nội vụ + Tư pháp
Ban Chỉ đạo xây dựng nông thôn mới tỉnh họp | Ban Chỉ đạo xây dựng nông thôn mới tỉnh
Ban Chỉ đạo xây dựng kế hoạch | Ban Chỉ đạo
Giám đốc các Sở: Tài chính, Nội vụ; Công an tỉnh | Giám đốc các Sở: Tài chính, Nội vụ + Công an tỉnh
Thủ trưởng các sở, ngành, Chủ tịch UBND các xã báo cáo | Thủ trưởng các sở, ngành + Chủ tịch UBND các xã
Các cơ quan, đơn vị các thôn ký cam kết | các cơ quan, đơn vị + các thôn
Hội Nông dân, Đoàn TNCS Hồ Chí Minh phát động | Hội Nông dân + Đoàn TNCS Hồ Chí Minh
Mặt trận Tổ quốc và các đoàn thể vận động | Mặt trận Tổ quốc + các đoàn thể
Đảng đoàn MTTQ huyện, Ban Tuyên giáo Huyện ủy quán triệt | Đảng đoàn MTTQ huyện + Ban Tuyên giáo Huyện ủy
Khoa Dược, Khoa Nhi tiếp nhận thuốc | Khoa Dược + Khoa Nhi
Trung tâm Văn hóa, Thể thao và Truyền thông phát tin | Trung tâm Văn hóa, Thể thao và Truyền thông
Phòng Tổ chức - Kế toán chi trả | Phòng Tổ chức - Kế toán
Văn phòng Thường trực tổng hợp | Văn phòng Thường trực
Thường trực HĐND xã giám sát | Thường trực HĐND xã
Thủ trưởng cơ quan, đơn vị, Chủ tịch UBND phường chỉ đạo | Thủ trưởng cơ quan, đơn vị + Chủ tịch UBND phường
Trưởng các khóm báo cáo | Trưởng các khóm
Bí thư chi bộ, trưởng ấp họp dân | Bí thư chi bộ + trưởng ấp
Đ/c Phó Chủ tịch UBND huyện phụ trách | Đ/c Phó Chủ tịch UBND huyện
Thành viên Ban Chỉ đạo kiểm tra | Thành viên Ban Chỉ đạo
UBND các xã: Tân An, Bình Minh và thị trấn Vĩnh Lộc: ký cam kết | UBND các xã: Tân An, Bình Minh và thị trấn Vĩnh Lộc
UBND cấp huyện, cấp xã rà soát | UBND cấp huyện, cấp xã
Ban Quản lý các khu công nghiệp tỉnh cung cấp số liệu | Ban Quản lý các khu công nghiệp tỉnh
Nhà trường, bưu điện, điện lực chủ động | Nhà trường + bưu điện + điện lực
Cán bộ, công chức chấp hành | Cán bộ, công chức
Mặt trận Tổ quốc và các tổ chức chính trị - xã hội tiếp tục | Mặt trận Tổ quốc + các tổ chức chính trị - xã hội
"""

NONE = """
Báo cáo kết quả thực hiện
Ban hành văn bản
Tổ chức hội nghị
TỔ CHỨC THỰC HIỆN
Hội nghị tổng kết
thanh tra, kiểm tra các cơ sở
bộ tiêu chí quốc gia
Môi trường: thu gom rác thải
Vụ Đông: gieo 200 ha ngô
Số HTX thành lập mới
Quý II khám sức khỏe
Hội thi nấu ăn
"""


@pytest.mark.parametrize("line", lines(LISTS), ids=lambda line: line[0])
def test_lists(line: list[str]) -> None:
    words = line[0]
    found = agency_list(words, fold(words), 0, len(words))
    assert [agency_name(words, each) for each in found] == line[1].split(" + ")


@pytest.mark.parametrize("words", NONE.strip().splitlines())
def test_words_that_open_like_agencies(words: str) -> None:
    assert agency_list(words, fold(words), 0, len(words)) == []


def test_agencies_in_running_text() -> None:
    words = "gửi Phòng Nội vụ và UBND xã Yên Sơn để tổng hợp"
    assert [agency_name(words, each) for each in agencies(words, fold(words), 0, len(words))] == [
        "Phòng Nội vụ",
        "UBND xã Yên Sơn",
    ]


@given(st.text(alphabet="các sở, ban ngành UBND xã Phòng Nội vụ;:- Giám đốc(&)", max_size=80))
def test_names_lie_in_order_within_the_text(text: str) -> None:
    found = agencies(text, fold(text), 0, len(text))
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_the_lexicons_of_verbs_and_bodies_hold_words_not_letters() -> None:
    for name, words in (("task_verbs.tsv", set()), ("agency_groups.tsv", {"ở"})):
        assert {row["phrase"] for row in loader.table(name) if len(row["phrase"].strip(" ,")) < 2} == words
