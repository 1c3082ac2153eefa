"""Every column of the tables, described once: type, meaning in English and Vietnamese, constraints.

The descriptions stand in `data/columns.tsv`, the code lists in `data/codes.tsv`, `data/issue_codes.tsv` and the
catalogues, what to mind in `data/cautions.tsv`. The same quantity is the same field in all tables;
`pipeline.schema` tells which field stands in which table.
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
class Words:
    """The same said in English and in Vietnamese."""

    en: str
    vi: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type, its meaning in both languages, and what a value must satisfy.

    `codes` closes the column: code -> what it stands for. `minimum` and `maximum` are bounds that a value can't
    break; outside the `plausible` days a value is kept, but doubted by an issue row. `caution` is what to mind
    when the column is used.
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
    codes: Mapping[str, Words] = field(default_factory=dict)
    caution: Words | None = None


@cache
def fields() -> dict[str, Column]:
    """All fields by name, in the order of their file; codes also from the catalogues (indicators, criteria, issues)."""
    codes = _codes()
    return {row["field"]: _column(row, codes.get(row["field"], {})) for row in loader.table("columns.tsv")}


@cache
def cautions() -> dict[str, Words]:
    """What to mind, by field or table."""
    return {row["about"]: Words(row["en"], row["vi"]) for row in loader.table("cautions.tsv")}


def _codes() -> dict[str, dict[str, Words]]:
    """The code lists by field; a code of a catalogue without an English name has its Vietnamese one."""
    codes: dict[str, dict[str, Words]] = {field: {} for field in ("indicator", "criteria_set")}
    for row in reversed(loader.table("indicators.tsv")):
        codes["indicator"][row["code"]] = Words(row["name"], row["name"])
    codes["indicator"] = dict(sorted(codes["indicator"].items()))
    for row in loader.table("criteria/sets.tsv"):
        codes["criteria_set"][row["code"]] = Words(row["legal"], row["legal"])
    for row in loader.table("codes.tsv"):
        listed = codes.setdefault(row["field"], {})
        listed[row["code"]] = Words(row["en"], row["vi"] or listed[row["code"]].vi)
    for field_name, rows in (("code", loader.table("issue_codes.tsv")), ("error_code", failures())):
        codes[field_name] = {row["code"]: Words(row["en"], row["vi"]) for row in rows}
    return codes


def failures() -> tuple[dict[str, str], ...]:
    """The codes that can end or cut the reading of a file: code, outcome, en, vi."""
    return tuple(row for row in loader.table("issue_codes.tsv") if row["outcome"])


def _column(row: Mapping[str, str], codes: Mapping[str, Words]) -> Column:
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
        caution=cautions().get(row["field"]),
    )


def _number(text: str) -> float | None:
    return float(text) if text else None


def _years(text: str) -> tuple[date, date] | None:
    """The first day of the first year and the last day of the last one of `2005-2035`."""
    if not text:
        return None
    first, _, last = text.partition("-")
    return date(int(first), 1, 1), date(int(last), 12, 31)
