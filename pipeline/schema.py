"""The tables: which columns stand in each, in which order, and what a value must satisfy.

From this module come the validation of rows, the CSV headers, the Parquet types, the data package
and the data dictionary. The columns are described in `data/columns.tsv`, the tables in `data/tables.tsv`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from data import loader
from pipeline.fields import Column, Words, cautions, fields
from pipeline.model import Value

Row = dict[str, Value]

COMMON = (
    *("doc_id", "row_id", "page", "section", "quote", "source_text"),
    *("char_start", "char_end", "bbox", "confidence", "method"),
)
FORMULA_SIGNS = "=+-@＝＋－＠"
"""What a cell of text must not begin with: spreadsheets run such cells."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its meaning in both languages, its columns in order, what to mind when it is used."""

    name: str
    en: str
    vi: str
    columns: tuple[Column, ...]
    caution: Words | None = None

    @property
    def header(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column | None:
        """The column of that name, None where the table has none."""
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that does not fit its column, and whether it was kept all the same."""

    column: str
    message: str
    kept: bool = False


def _table(name: str) -> Table:
    """The table of that name; `unit=named_unit` in `_OWN` means the field under the name `unit`."""
    about = next(row for row in loader.table("tables.tsv") if row["table"] == name)
    common = COMMON if name in EXTRACTED else COMMON[:1]
    columns = []
    for entry in (*common, *_OWN[name].split()):
        shown, _, defined = entry.partition("=")
        columns.append(replace(fields()[defined or shown], name=shown))
    return Table(name, about["en"], about["vi"], tuple(columns), cautions().get(name))


_DUE = "due_text due_start due_end due_relation"
_OWN = {
    "documents": (
        "source_path sha256 pages text_source text_quality ocr_confidence doc_type number issuer parent_issuer level "
        "province province_code district district_code commune commune_code place issued_on title period_start "
        "period_end signer signer_title signed_for status error error_code remedy outcome duplicate_of "
        "near_duplicate_of"
    ),
    "citations": "cited_type cited_number cited_on cited_issuer cited_subject role=citation_role",
    "targets": (
        "indicator indicator_text area named_units comparator value value_max unit=unit_of_measure denominator basis "
        + _DUE
    ),
    "deadlines": (
        "task lead_agency coordinating_agencies unit=concerned_unit due_text due_relation due_start due_end "
        "precision tentative year_inferred recurrence"
    ),
    "criterion_statuses": (
        "unit_level unit=named_unit criteria_set criterion indicator=criterion_indicator criterion_name "
        "status=criterion_status derivation as_of reason " + _DUE
    ),
    "progress": "unit_level unit=named_unit criteria_set met total as_of recognition " + _DUE,
    "assignments": "agency role=assignment_role task",
    "issues": "source_path page code message quote=issue_quote char_start char_end",
}
EXTRACTED = ("citations", "targets", "deadlines", "criterion_statuses", "progress", "assignments")
"""The tables whose rows are findings, in the order of the contract."""

TABLES: dict[str, Table] = {name: _table(name) for name in _OWN}


def clean(table: Table, values: Mapping[str, Value]) -> tuple[Row, list[Problem]]:
    """The values that fit the table's columns, in column order, and what is wrong with the others.

    A value of the wrong type, outside a code list, a pattern or a bound is dropped; one that is only
    implausible is kept. Unknown columns are dropped. Empty text is unknown. Text loses outer blanks and
    the signs of `FORMULA_SIGNS` that it begins with.
    """
    known = set(table.header)
    problems = [Problem(name, "no such column") for name in values if name not in known]
    row: Row = {}
    for column in table.columns:
        value = _plain(values.get(column.name))
        if value is None:
            continue
        problem = _fault(column, value)
        if problem is None or problem.kept:
            row[column.name] = float(value) if column.type == "number" and isinstance(value, int) else value
        if problem is not None:
            problems.append(problem)
    return row, problems


def missing(table: Table, row: Mapping[str, Value]) -> list[str]:
    """The required columns that the row leaves empty."""
    return [column.name for column in table.columns if column.required and row.get(column.name) is None]


def revive(table: Table, stored: Mapping[str, Any]) -> Row:
    """A row as it was before it went through JSON: dates are dates again."""
    row: Row = dict(stored)
    for name in _dates(table.name):
        value = row.get(name)
        if isinstance(value, str):
            row[name] = date.fromisoformat(value)
    return row


@cache
def _dates(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in TABLES[table].columns if column.type == "date")


def safe(text: str) -> str:
    """The text without outer blanks and without signs at its beginning that a spreadsheet would run."""
    text = text.strip()
    while text and text[0] in FORMULA_SIGNS:
        text = text[1:].lstrip()
    return text


def _plain(value: Value) -> Value:
    if isinstance(value, str):
        return safe(value) or None
    return value


_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "date": date
}  # fmt: skip


def _fault(column: Column, value: Value) -> Problem | None:
    wrong = not isinstance(value, _TYPES[column.type]) or isinstance(value, datetime)
    if wrong or (isinstance(value, bool) and column.type != "boolean"):
        return Problem(column.name, f"{value!r} is no {column.type}")
    if isinstance(value, str):
        return _text_fault(column, value)
    if isinstance(value, int | float):
        return _number_fault(column, value)
    if isinstance(value, date) and column.plausible and not column.plausible[0] <= value <= column.plausible[1]:
        return Problem(column.name, f"{value} is an unlikely day", kept=True)
    return None


def _text_fault(column: Column, value: str) -> Problem | None:
    if column.codes and value not in column.codes:
        return Problem(column.name, f"{value!r} is none of {', '.join(column.codes)}")
    if column.pattern and not re.fullmatch(column.pattern, value):
        return Problem(column.name, f"{value!r} has not the form {column.pattern}")
    return None


def _number_fault(column: Column, value: float) -> Problem | None:
    if not math.isfinite(value):
        return Problem(column.name, f"{value} is no figure")
    if column.minimum is not None and value < column.minimum:
        return Problem(column.name, f"{value} is below {column.minimum}")
    if column.maximum is not None and value > column.maximum:
        return Problem(column.name, f"{value} is above {column.maximum}")
    return None
