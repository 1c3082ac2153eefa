from __future__ import annotations

from datetime import date

import pytest

from data.loader import table
from normalizers.criteria_sets import criteria_set, set_for

CODES = [row["code"] for row in table("criteria/sets.tsv")]


@pytest.mark.parametrize("code", CODES)
def test_sets_are_whole(code: str) -> None:
    found = criteria_set(code)
    assert sorted(found.names) == list(range(1, found.total + 1))
    assert all(int(each.split(".")[0]) in found.names for each in found.indicators)


SETS = [
    ("xã", date(2014, 1, 1), "", "xa-2009-2015"),
    ("xã", date(2019, 8, 5), "", "xa-2016-2020"),
    ("xã", date(2024, 2, 27), "", "xa-2021-2025"),
    ("xã", date(2024, 2, 27), "nâng cao", "xa-nang-cao-2021-2025"),
    ("xã", date(2026, 5, 1), "", "xa-2026-2030"),
    ("huyện", date(2019, 8, 5), "", "huyen-2016-2020"),
    ("huyện", date(2024, 8, 5), "", "huyen-2021-2025"),
]


@pytest.mark.parametrize(("level", "on", "grade", "code"), SETS)
def test_the_set_of_a_day(level: str, on: date, grade: str, code: str) -> None:
    found = set_for(level, on, grade)
    assert found is not None
    assert found.code == code


def test_no_national_set_is_none() -> None:
    assert set_for("thôn", date(2024, 1, 1)) is None
    assert set_for("xã", date(2019, 1, 1), "nâng cao") is None
    assert set_for("huyện", date(2025, 9, 1)) is None


def test_without_a_day_the_words_may_name_the_set() -> None:
    found = set_for("xã", None, "", "theo Bộ tiêu chí giai đoạn 2016-2020")
    assert found is not None
    assert found.code == "xa-2016-2020"
    assert set_for("xã", None) is None


def test_the_same_number_means_other_things() -> None:
    names = {code: criteria_set(code).name(8) for code in CODES if criteria_set(code).name(8)}
    assert names["xa-2009-2015"] == "Bưu điện"
    assert names["huyen-2016-2020"] == "An ninh, trật tự xã hội"
    assert names["huyen-2021-2025"] == "Chất lượng môi trường sống"


def test_an_indicator_is_told_by_its_words() -> None:
    found = criteria_set("xa-2021-2025")
    assert found.indicator_like("Tỷ lệ hộ được sử dụng nước sạch tập trung theo quy chuẩn", 17) == "17.1"
    assert found.indicator_like("Tỷ lệ người dân tham gia bảo hiểm y tế", 15) == "15.1"
    assert found.indicator_like("Trồng hoa ven đường", 17) == ""


TOLD = [
    ("xa-2009-2015", "Quy hoạch các khu dân cư mới và chỉnh trang khu dân cư hiện có", 1, "1.3"),
    ("xa-2009-2015", "Tỷ lệ km đường ngõ, xóm sạch, không lầy lội vào mùa mưa", 2, "2.3"),
    ("xa-2009-2015", "Tỷ lệ hộ sử dụng điện thường xuyên, an toàn", 4, "4.2"),
    ("xa-2009-2015", "Xã có Internet đến thôn", 8, "8.2"),
    ("xa-nang-cao-2021-2025", "Có mô hình điển hình về phổ biến, giáo dục pháp luật, hòa giải ở cơ sở", 16, "16.1"),
    ("xa-nang-cao-2021-2025", "Người dân thuộc đối tượng trợ giúp pháp lý được trợ giúp khi có yêu cầu", 16, ""),
    ("huyen-2021-2025", "Bến xe khách tại trung tâm huyện đạt tiêu chuẩn loại IV", 2, "2.4"),
    ("huyen-2021-2025", "Tỷ lệ km đường huyện được trồng cây xanh dọc tuyến đường", 2, ""),
]


@pytest.mark.parametrize(("code", "words", "criterion", "indicator"), TOLD)
def test_only_listed_indicators_are_told_by_words(code: str, words: str, criterion: int, indicator: str) -> None:
    assert criteria_set(code).indicator_like(words, criterion) == indicator
