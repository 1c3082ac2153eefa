"""What stands behind the contract's columns in `query` and in the databases: keys to search by, and the plan's place.

DuckDB's strip_accents leaves `đ`, which is a letter of its own and not a marked `d`.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.fields import Column
from pipeline.schema import EXTRACTED, TABLES, Table

UNMARK = "CREATE OR REPLACE MACRO unmark(words) AS lower(strip_accents(translate(words, 'đĐ', 'dd')))"
"""`unmark('Nông thôn mới')` is `nong thon moi`; the same as `normalizers.keys.fold` on Vietnamese text."""

KEYED = frozenset(
    (
        *("number", "issuer", "province", "district", "commune", "title", "signer", "quote"),
        *("cited_number", "cited_issuer", "cited_subject", "indicator_text", "area", "named_units", "unit"),
        *("task", "lead_agency", "coordinating_agencies", "criterion_name", "reason", "agency"),
    )
)
"""The columns of words that people search."""

PLACED = ("number", "issued_on", "level", "province", "district", "commune")
"""The columns of its document that a row carries, so that a count by province needs no join."""

YEAR = Column(
    "year",
    "integer",
    "Year of the plan: that of its period's first day, else of its issue",
    "Năm của kế hoạch: năm của ngày đầu kỳ kế hoạch, nếu không có thì năm ban hành",
)


def year(alias: str) -> str:
    """The expression of `YEAR` over the columns of a document."""
    return f"CAST(substr(CAST(COALESCE({alias}.period_start, {alias}.issued_on) AS VARCHAR), 1, 4) AS INTEGER)"


def keyed(table: Table) -> tuple[Column, ...]:
    """The columns of a table that have a key."""
    return tuple(column for column in table.columns if column.name in KEYED)


def key_column(column: Column) -> Column:
    """The key of a column."""
    return Column(
        f"{column.name}_key",
        "string",
        f"{column.name} in small letters without marks, for searching: LIKE '%nong thon moi%'",
        f"{column.name} viết thường không dấu, để tìm kiếm: LIKE '%nong thon moi%'",
    )


def placed(table: Table) -> tuple[Column, ...]:
    """The columns that a table's rows carry of their document."""
    if table.name not in EXTRACTED:
        return ()
    columns = (column for column in TABLES["documents"].columns if column.name in PLACED)
    return (*(replace(column, required=False) for column in columns), YEAR)


def wide(table: Table) -> tuple[Column, ...]:
    """A table's own columns, their keys, and what its rows carry of their document."""
    return (*table.columns, *map(key_column, keyed(table)), *placed(table))
