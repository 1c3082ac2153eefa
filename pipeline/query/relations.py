"""Tables and views alike: what a database holds, described."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.fields import Column, Words
from pipeline.query.questions import views
from pipeline.query.source import connect
from pipeline.query.wide import wide
from pipeline.schema import TABLES


@dataclass(frozen=True, slots=True)
class Relation:
    """A table with its `wide` columns, or a view."""

    name: str
    about: Words
    columns: tuple[Column, ...]
    caution: Words | None
    is_view: bool


def relations() -> Iterator[Relation]:
    """The tables, then the views."""
    for table in TABLES.values():
        yield Relation(table.name, Words(table.en, table.vi), wide(table), table.caution, is_view=False)
    for view in views():
        yield Relation(view.name, Words(view.en, view.vi), view.columns, view.caution, is_view=True)


def comment(about: Words, caution: Words | None) -> str:
    """What a comment says of a table or column: its meaning and what to mind, in both languages."""
    told = f"{about.en}. {about.vi}."
    return f"{told} ⚠ {caution.en} {caution.vi}" if caution else told


def overview(out: Path) -> str:
    """The tables and views of an output folder with their rows and columns; raises OutputError."""
    lines = []
    with connect(out) as connection:
        for relation in relations():
            (count,) = connection.execute(f"SELECT count(*) FROM {relation.name}").fetchone() or (0,)
            kind = "view, " if relation.is_view else ""
            names = ", ".join(column.name for column in relation.columns)
            lines.append(f"{relation.name} ({kind}{count} rows): {relation.about.en}\n  {names}")
    return "\n".join(lines)
