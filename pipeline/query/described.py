"""What a database says of itself, as tables in it: its columns, its codes, and what it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.query.relations import relations

Record = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class SelfDescription:
    """A table about the database: its name, what it is for, its columns as (name, SQL type), its rows."""

    name: str
    about: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Record, ...]


def descriptions(stamp: str) -> tuple[SelfDescription, ...]:
    """`_columns`, `_codes` and `_about`; `stamp` tells of which tables the database was made."""
    words = tuple((name, "TEXT") for name in ("en", "vi", "caution_en", "caution_vi"))
    place = (("table_name", "TEXT"), ("column_name", "TEXT"))
    return (
        SelfDescription(
            "_columns",
            "What each column means and what to mind; column_name is empty for the table itself",
            (*place, ("position", "INTEGER"), ("type", "TEXT"), *words),
            tuple(_columns()),
        ),
        SelfDescription("_codes", "What each code means", (*place, ("code", "TEXT"), *words[:2]), tuple(_codes())),
        SelfDescription(
            "_about", "What this file was made of", (("name", "TEXT"), ("value", "TEXT")), (("tables", stamp),)
        ),
    )


def _columns() -> Iterator[Record]:
    for relation in relations():
        kind, mind = "view" if relation.is_view else "table", relation.caution
        words = (relation.about.en, relation.about.vi)
        yield relation.name, "", 0, kind, *words, *((mind.en, mind.vi) if mind else ("", ""))
        for position, column in enumerate(relation.columns, 1):
            mind = column.caution
            place = (relation.name, column.name, position, column.type)
            yield *place, column.en, column.vi, *((mind.en, mind.vi) if mind else ("", ""))


def _codes() -> Iterator[Record]:
    for relation in relations():
        for column in relation.columns:
            for code, words in column.codes.items():
                yield relation.name, column.name, code, words.en, words.vi
