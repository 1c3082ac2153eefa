from __future__ import annotations

import pytest

from normalizers.agencies import find_heads, full_name, level_of, running_case
from normalizers.keys import fold

FULL = [
    ("UBND huyện Vũ Quang", "Ủy ban nhân dân huyện Vũ Quang"),
    ("ỦY BAN NHÂN DÂN HUYỆN HÀ QUẢNG", "Ủy ban nhân dân huyện Hà Quảng"),
    ("BAN CHỈ ĐẠO XÂY DỰNG NÔNG THÔN MỚI HUYỆN TÂN YÊN", "Ban Chỉ đạo xây dựng nông thôn mới huyện Tân Yên"),
    ("BAN CHỈ ĐẠO CTMTQG XD NTM", "Ban Chỉ đạo Chương trình mục tiêu quốc gia xây dựng nông thôn mới"),
    ("SỞ NÔNG NGHIỆP VÀ PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
    ("Phòng NN&PTNT", "Phòng Nông nghiệp và Phát triển nông thôn"),
    ("Phòng NN & PTNT huyện", "Phòng Nông nghiệp và Phát triển nông thôn huyện"),
    ("VP ĐP NTM tỉnh", "Văn phòng Điều phối nông thôn mới tỉnh"),
    ("UBMTTQ huyện", "Ủy ban Mặt trận Tổ quốc huyện"),
    ("PHÒNG NỘI VỤ", "Phòng Nội vụ"),
    ("HUYỆN ỦY TÂN YÊN", "Huyện ủy Tân Yên"),
    ("BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "Bộ Tài nguyên và Môi trường"),
    ("UBND THÀNH PHỐ HỒ CHÍ MINH", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
    ("Trạm Y tế xã", "Trạm Y tế xã"),
    ("ỦY BAN NHÂN DÂN XÃ MƯỜNG SƠN", "Ủy ban nhân dân xã Mường Sơn"),
    ("ỦY BAN NHÂN DÂN XÃ MƯỜNG BỜ, HUYỆN ĐÈO CẢ", "Ủy ban nhân dân xã Mường Bờ, huyện Đèo Cả"),
    ("BAN CHỈ ĐẠO XÃ MƯỜNG SƠN VỀ CHUYỂN ĐỔI SỐ", "Ban Chỉ đạo xã Mường Sơn về chuyển đổi số"),
    ("BAN CHỈ ĐẠO XÂY DỰNG XÃ NÔNG THÔN MỚI NÂNG CAO", "Ban Chỉ đạo xây dựng xã nông thôn mới nâng cao"),
    ("BAN QUẢN LÝ CÁC XÃ ĐẶC BIỆT KHÓ KHĂN", "Ban Quản lý các xã đặc biệt khó khăn"),
    ("", ""),
]


@pytest.mark.parametrize(("printed", "expected"), FULL)
def test_names_in_full_words_and_running_case(printed: str, expected: str) -> None:
    assert full_name(printed) == expected
    assert full_name(expected) == expected


LEVELS = [
    ("Ủy ban nhân dân huyện Vũ Quang", "huyện"),
    ("Ủy ban nhân dân thành phố Vinh", "huyện"),
    ("Ủy ban nhân dân thành phố Cao Bằng", "huyện"),
    ("Ủy ban nhân dân thành phố Đà Nẵng", "tỉnh"),
    ("Ủy ban nhân dân phường Hàng Bông", "xã"),
    ("Ủy ban nhân dân thị trấn Vôi", "xã"),
    ("Sở Nội vụ", "tỉnh"),
    ("Phòng Nội vụ", "huyện"),
    ("Tỉnh ủy Hà Tĩnh", "tỉnh"),
    ("Bộ Y tế", "trung ương"),
    ("Thủ tướng Chính phủ", "trung ương"),
    ("Ban Chỉ đạo", ""),
]


@pytest.mark.parametrize(("name", "level"), LEVELS)
def test_the_level_that_a_name_tells(name: str, level: str) -> None:
    assert level_of(name) == level


HEADS = [
    ("Quyết định số 5 của Sở Nội vụ", ["Sở"]),
    ("bổ sung vốn cho Bộ Y tế", ["Bộ Y tế"]),
    ("UBND xã và Hội Nông dân", ["UBND", "Hội Nông dân"]),
    ("phong trào thi đua, bao gồm hồ sơ", []),
    ("Ban Chỉ đạo huyện", ["Ban Chỉ đạo"]),
]


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_words_that_open_an_agency_need_their_marks(text: str, expected: list[str]) -> None:
    found = find_heads(text, fold(text), 0, len(text))
    assert [text[each.start() : each.end()] for each in found] == expected


def test_running_case_leaves_other_names_alone() -> None:
    assert running_case("Ban chỉ đạo NTM huyện") == "Ban chỉ đạo NTM huyện"
