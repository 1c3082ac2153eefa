"""Every column of the tables, described once: type, meaning in English and Vietnamese, constraints.

The descriptions stand in `data/columns.tsv`, the code lists in `data/codes.tsv` and the catalogues. The
same quantity is the same field in all tables; `pipeline.schema` tells which field stands in which table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal, cast

from data import loader

Type = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type, its meaning in both languages, and what a value must satisfy.

    `codes` closes the column: code -> what it stands for. `minimum` and `maximum` are bounds that a
    value can't break; outside the `plausible` days a value is kept, but doubted by an issue row.
    """

    name: str
    type: Type
    en: str
    vi: str
    required: bool = False
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    plausible: tuple[date, date] | None = None
    codes: Mapping[str, str] = field(default_factory=dict)


@cache
def fields() -> dict[str, Column]:
    """All fields by name, in the order of their file; codes also from the catalogues (indicators, criteria, issues)."""
    codes: dict[str, dict[str, str]] = {}
    for row in loader.table("codes.tsv"):
        codes.setdefault(row["field"], {})[row["code"]] = row["meaning"]
    catalogue = {row["code"]: row["name"] for row in loader.table("indicators.tsv")}
    codes["indicator"] = dict(sorted(catalogue.items())) | {"other": "chỉ tiêu khác: none of these"}
    codes["code"] = {row["code"]: f"{row['en']} ({row['vi']})" for row in loader.table("issue_codes.tsv")}
    codes["error_code"] = {row["code"]: codes["code"][row["code"]] for row in failures()}
    codes["criteria_set"] = {row["code"]: row["legal"] for row in loader.table("criteria/sets.tsv")}
    return {row["field"]: _column(row, codes.get(row["field"], {})) for row in loader.table("columns.tsv")}


def failures() -> tuple[dict[str, str], ...]:
    """The codes that can end or cut the reading of a file: code, outcome, en, vi."""
    return tuple(row for row in loader.table("issue_codes.tsv") if row["outcome"])


def _column(row: Mapping[str, str], codes: Mapping[str, str]) -> Column:
    return Column(
        name=row["field"],
        type=cast(Type, row["type"]),
        en=row["en"],
        vi=row["vi"],
        required=bool(row["required"]),
        pattern=row["pattern"],
        minimum=_number(row["minimum"]),
        maximum=_number(row["maximum"]),
        plausible=_years(row["plausible"]),
        codes=codes,
    )


def _number(text: str) -> float | None:
    return float(text) if text else None


def _years(text: str) -> tuple[date, date] | None:
    """The first day of the first year and the last day of the last one of `2005-2035`."""
    if not text:
        return None
    first, _, last = text.partition("-")
    return date(int(first), 1, 1), date(int(last), 12, 31)
