from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fields import cautions
from pipeline.schema import COMMON, EXTRACTED, TABLES, clean, missing, revive, safe

TARGETS = TABLES["targets"]


def test_tables_stand_in_the_order_of_the_contract() -> None:
    names = [
        "documents",
        "citations",
        "targets",
        "deadlines",
        "criterion_statuses",
        "progress",
        "assignments",
        "issues",
    ]
    assert list(TABLES) == names


@pytest.mark.parametrize("name", EXTRACTED)
def test_extracted_rows_begin_with_the_common_columns(name: str) -> None:
    assert TABLES[name].header[: len(COMMON)] == COMMON


def test_documents_end_with_what_to_do() -> None:
    assert TABLES["documents"].header[-6:] == (
        *("error", "error_code", "remedy", "outcome", "duplicate_of", "near_duplicate_of"),
    )


def test_every_column_is_described_in_both_languages() -> None:
    for table in TABLES.values():
        for column in table.columns:
            assert len(column.en) > 5, column
            assert len(column.vi) > 5, column


def test_the_same_name_may_hold_another_code_list_in_another_table() -> None:
    assert TABLES["citations"].column("role") != TABLES["assignments"].column("role")
    role = TABLES["citations"].column("role")
    assert role is not None
    assert set(role.codes) == {"basis", "mention"}


def test_fitting_values_are_kept_in_column_order() -> None:
    row, problems = clean(
        TARGETS, {"value": 5, "indicator": "ntm_commune", "comparator": "ge", "due_end": date(2025, 12, 31)}
    )
    assert list(row) == ["indicator", "comparator", "value", "due_end"]
    assert row["value"] == 5.0
    assert isinstance(row["value"], float)
    assert problems == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("comparator", "at least"),
        ("value", "5"),
        ("value", True),
        ("value", float("nan")),
        ("value", float("inf")),
        ("due_end", "2025-12-31"),
        ("due_end", datetime(2025, 12, 31)),
        ("indicator", "Xã đạt chuẩn"),
        ("confidence", 1.2),
        ("page", 0),
        ("page", 1.0),
        ("no_such", "x"),
    ],
)
def test_a_value_that_does_not_fit_is_dropped_and_told(column: str, value: Any) -> None:
    row, problems = clean(TARGETS, {column: value})
    assert row == {}
    assert [(problem.column, problem.kept) for problem in problems] == [(column, False)]


def test_an_unlikely_day_is_kept_and_told() -> None:
    row, problems = clean(TARGETS, {"due_end": date(2205, 1, 1)})
    assert row == {"due_end": date(2205, 1, 1)}
    assert problems[0].kept


def test_empty_text_is_unknown() -> None:
    assert clean(TARGETS, {"area": "  ", "unit": None}) == ({}, [])


@pytest.mark.parametrize("text", ["=1+1", "+84", "- gạch", "@x", "\t=cmd", " - = x", "-\u00a0-x", "＝1", "＋－＠x"])
def test_text_does_not_begin_as_a_formula(text: str) -> None:
    row, problems = clean(TARGETS, {"area": text})
    assert str(row["area"])[0] not in "=+-@＝＋－＠\t "
    assert problems == []


@given(st.text())
def test_safe_text_only_loses_its_beginning_and_outer_blanks(text: str) -> None:
    kept = safe(text)
    assert kept in text
    assert text.rstrip().endswith(kept)
    assert kept == safe(kept)
    assert not kept or not (kept[0] in "=+-@" or kept[0].isspace())


def test_required_columns() -> None:
    assert missing(TARGETS, {"indicator": "other", "value": 1.0}) == ["row_id", "confidence", "method", "comparator"]


def test_days_come_back_from_json() -> None:
    assert revive(TARGETS, {"due_end": "2025-12-31", "due_text": "2025"}) == {
        "due_end": date(2025, 12, 31),
        "due_text": "2025",
    }


def test_every_code_is_explained_in_both_languages() -> None:
    for table in TABLES.values():
        for column in table.columns:
            for code, words in column.codes.items():
                assert len(words.en) > 2, (column.name, code)
                assert len(words.vi) > 2, (column.name, code)
                assert words.en != words.vi, f"{column.name} {code}: data/codes.tsv has no English name for it"


def test_every_caution_stands_by_a_column_or_table() -> None:
    used = {column.caution for table in TABLES.values() for column in table.columns} | {
        table.caution for table in TABLES.values()
    }
    assert set(cautions().values()) <= used
