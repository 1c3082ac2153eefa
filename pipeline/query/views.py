"""What a view is: described columns over a FROM clause, so that its SQL and the comments on its columns can't part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.fields import Column, Type, Words
from pipeline.query.wide import key_column, keyed
from pipeline.schema import TABLES


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a database says what the standard leaves open; `day_before` is a format of the day's expression."""

    day_before: str


DUCKDB = Dialect("CAST({} - 1 AS DATE)")
SQLITE = Dialect("date({}, '-1 day')")

DAY_BEFORE_DUE = "$day_before_due"
"""Stands in the SQL of a view for the day before `r.due_end`."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A column of a view and the expression that gives it."""

    sql: str
    column: Column


@dataclass(frozen=True, slots=True)
class View:
    """A named question: its meaning in both languages, its columns, where they come from."""

    name: str
    en: str
    vi: str
    picks: tuple[Pick, ...]
    source: str
    caution: Words | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in order."""
        return tuple(pick.column for pick in self.picks)

    def select(self, dialect: Dialect) -> str:
        """The SELECT statement of the view."""
        picks = ",\n  ".join(f"{pick.sql} AS {pick.column.name}" for pick in self.picks)
        return f"SELECT\n  {picks}\n{self.source}".replace(DAY_BEFORE_DUE, dialect.day_before.format("r.due_end"))


def table_column(table: str, name: str) -> Column:
    """A column of a table, or the key of one; in a view nothing is required."""
    column = TABLES[table].column(name)
    if column is None:
        (column,) = (key_column(each) for each in keyed(TABLES[table]) if f"{each.name}_key" == name)
    return replace(column, required=False)


def picks(alias: str, table: str, names: Iterable[str]) -> tuple[Pick, ...]:
    """Columns of a table, or keys of them, as they are."""
    return tuple(Pick(f"{alias}.{name}", table_column(table, name)) for name in names)


def own(kind: Type, name: str, sql: str, en: str, vi: str) -> Pick:
    """A column that only the view has."""
    return Pick(sql, Column(name, kind, en, vi))


def all_columns(alias: str, table: str, without: tuple[str, ...] = ()) -> tuple[Pick, ...]:
    """All columns of a table and their keys."""
    names = [*TABLES[table].header, *(f"{column.name}_key" for column in keyed(TABLES[table]))]
    return picks(alias, table, (name for name in names if name not in without))
