"""The gold of the plans written by hand is well formed: it keeps the contract, and its quotes stand in the plans."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pipeline.model import Value
from pipeline.schema import COMMON, EXTRACTED, TABLES, Table, clean, missing
from pipeline.scoring import read_rows

PLANS = Path(__file__).parent / "plans"
FOLDERS = sorted(path.parent for path in PLANS.rglob("plan.txt"))
RUN_ONLY = set(COMMON) - {"section", "quote"}
TIMES = {
    "before": (False, True),
    "by": (False, True),
    "on": (True, True),
    "from": (True, False),
    "recurring": (False, False),
}
"""Relation -> whether the row has a first and a last day; `within` always has the last one."""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
@pytest.mark.parametrize("table", ["documents", *EXTRACTED])
def test_rows_keep_the_contract(folder: Path, table: str) -> None:
    rows = read_rows(folder / f"{table}.csv")
    for row in rows:
        values = {name: _value(TABLES[table], name, cell) for name, cell in row.items()}
        kept, problems = clean(TABLES[table], values)
        assert not [problem for problem in problems if not problem.kept], row
        assert table == "documents" or set(missing(TABLES[table], kept)) <= RUN_ONLY, row
    assert table != "documents" or len(rows) == 1


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
@pytest.mark.parametrize("table", EXTRACTED)
def test_quotes_and_times_stand_in_the_plan(folder: Path, table: str) -> None:
    text = " ".join((folder / "plan.txt").read_text(encoding="utf-8").split())
    for row in read_rows(folder / f"{table}.csv"):
        assert row["quote"]
        assert row["quote"] in text
        assert (row.get("due_text") or "") in text


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
@pytest.mark.parametrize("table", EXTRACTED)
def test_sections_are_labels_of_the_plan(folder: Path, table: str) -> None:
    lines = (folder / "plan.txt").read_text(encoding="utf-8").splitlines()
    for row in read_rows(folder / f"{table}.csv"):
        assert _is_path(row["section"], lines), row["section"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
@pytest.mark.parametrize("table", ["targets", "deadlines", "criterion_statuses", "progress"])
def test_days_follow_from_the_relation(folder: Path, table: str) -> None:
    for row in read_rows(folder / f"{table}.csv"):
        first, last, relation = row["due_start"], row["due_end"], row["due_relation"]
        assert not (first and last) or first <= last, row
        if relation in TIMES:
            assert (bool(first), bool(last)) == TIMES[relation], row
        assert relation != "within" or last, row
        assert (relation == "recurring") == bool(row.get("recurrence")), row


def _value(table: Table, name: str, cell: str) -> Value:
    column = table.column(name)
    assert column is not None, name
    if not cell:
        return None
    if column.type == "boolean":
        return {"true": True, "false": False}[cell]
    of: dict[str, type[int] | type[float]] = {"integer": int, "number": float}
    return date.fromisoformat(cell) if column.type == "date" else of[column.type](cell) if column.type in of else cell


def _is_path(section: str, lines: list[str]) -> bool:
    """Whether the section is made of labels that stand at the beginning of lines."""
    if not section:
        return True
    heads = (section[:at] for at in range(len(section), 0, -1) if at == len(section) or section[at] == ".")
    return any(_is_label(head, lines) and _is_path(section[len(head) + 1 :], lines) for head in heads)


def _is_label(label: str, lines: list[str]) -> bool:
    return any(re.match(rf"[\s*]*{re.escape(label)}(?!\w)", line, re.IGNORECASE) for line in lines)
