from __future__ import annotations

from datetime import date

import pytest

from extractors.spellings import settle
from pipeline.model import Finding, Value

TAN_YEN: dict[str, Value] = {"district_code": "216", "issued_on": date(2019, 8, 5)}

NAMES = [
    ("Ngọc Thiệp", "Ngọc Thiện"),
    ("xã Ngọc Thiệp", "xã Ngọc Thiện"),
    ("Ngọc Thiện", "Ngọc Thiện"),
    ("Hợp Đúc", "Hợp Đức"),
    ("Quang Trung", "Quang Trung"),
    ("Tân Tiến", "Tân Tiến"),
    ("Xyzw", "Xyzw"),
    ("Ngọc Thiệp;An Dương", "Ngọc Thiện;An Dương"),
]


@pytest.mark.parametrize(("read", "expected"), NAMES)
def test_unknown_names_become_the_districts_nearest(read: str, expected: str) -> None:
    row = Finding("progress", 0, 5, {"unit_level": "xã", "unit": read}, "rule", 0.9)
    (settled,), issues = settle([row], TAN_YEN)
    assert settled.values["unit"] == expected
    assert [issue.code for issue in issues] == ["place_spelling"] * (read != expected)
    assert (settled.confidence < row.confidence) == (read != expected)


def test_districts_and_hamlets_keep_their_names() -> None:
    rows = [
        Finding("progress", 0, 5, {"unit_level": level, "unit": "Ngọc Thiệp"}, "rule", 0.9)
        for level in ("huyện", "thôn")
    ]
    assert settle(rows, TAN_YEN) == (rows, [])


def test_without_a_district_nothing_changes() -> None:
    rows = [Finding("progress", 0, 5, {"unit_level": "xã", "unit": "Ngọc Thiệp"}, "rule", 0.9)]
    assert settle(rows, {}) == (rows, [])
