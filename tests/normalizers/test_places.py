from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.keys import fold
from normalizers.places import COMMUNE, DISTRICT, PROVINCE, gazetteer, official_code, place_key

NAMED = [
    (PROVINCE, "Hà Tĩnh", None, {"42"}),
    (PROVINCE, "ha tinh", None, {"42"}),
    (PROVINCE, "Bà Rịa-Vũng Tàu", date(2020, 1, 1), {"77"}),
    (PROVINCE, "Thừa Thiên Huế", date(2020, 1, 1), {"46"}),
    (PROVINCE, "Huế", date(2025, 3, 1), {"46"}),
    (DISTRICT, "Vũ Quang", date(2020, 10, 1), {"441"}),
    (DISTRICT, "Kỳ Anh", date(2020, 1, 1), {"447", "449"}),
    (DISTRICT, "Quang Trung", None, set()),
    (COMMUNE, "Ngọc Thiện", date(2019, 8, 5), {"07360"}),
]


@pytest.mark.parametrize(("level", "name", "on", "codes"), NAMED)
def test_units_are_found_by_name_and_day(level: str, name: str, on: date | None, codes: set[str]) -> None:
    assert {unit.code for unit in gazetteer().named(level, name, on)} == codes


def test_names_that_agree_in_their_marks_go_first() -> None:
    names = {unit.name for unit in gazetteer().named(COMMUNE, "Quang Trung")}
    assert names == {"Quang Trung"}
    assert {"Vĩnh Hưng", "Vĩnh Hùng"} <= {unit.name for unit in gazetteer().named(COMMUNE, "vinh hung")}


def test_a_unit_keeps_its_code_when_its_kind_changes() -> None:
    before = gazetteer().unit(DISTRICT, "311", date(2024, 1, 1))
    after = gazetteer().unit(DISTRICT, "311", date(2025, 3, 1))
    assert (before.kind, after.kind) == ("huyện", "thành phố") if before and after else False


def test_districts_end_and_communes_merge_in_july_2025() -> None:
    assert all(unit.district == "" for unit in gazetteer().named(COMMUNE, "Lục Nam", date(2025, 9, 1)))
    old = gazetteer().named(COMMUNE, "Ngọc Thiện", date(2025, 1, 1))[0]
    assert old.since
    assert all(gazetteer().unit(COMMUNE, code, date(2025, 9, 1)) for code in old.since)


MENTIONS = [
    ("UBND huyện Vũ Quang, tỉnh Hà Tĩnh", ["huyện Vũ Quang", "tỉnh Hà Tĩnh"]),
    ("TP. Vinh và thị xã Cửa Lò", ["TP. Vinh", "thị xã Cửa Lò"]),
    ("Huyện ủy Lục Nam", ["Huyện ủy Lục Nam"]),
    ("các xã đạt chuẩn", []),
    ("huyện nông thôn mới", []),
    ("quận 1, phường 5", ["quận 1", "phường 5"]),
    ("Thành phố Hồ Chí Minh", ["Thành phố Hồ Chí Minh"]),
]


@pytest.mark.parametrize(("text", "expected"), MENTIONS)
def test_places_are_recognised_with_their_level_word(text: str, expected: list[str]) -> None:
    found = gazetteer().mentions(text, fold(text))
    assert [text[each.start : each.end] for each in found] == expected


def test_made_up_keys_are_no_codes() -> None:
    assert official_code("04-tralinh") == ""
    assert official_code("441") == "441"


@given(st.text(max_size=60))
def test_keys_are_stable(name: str) -> None:
    assert place_key(place_key(name)) == place_key(name)
