"""What is wrong with a question: DuckDB's own words, and where the names that it misses may be meant to be."""

from __future__ import annotations

import re

from rapidfuzz import process

from pipeline.query.questions import views
from pipeline.query.wide import wide
from pipeline.schema import TABLES

_TABLE = re.compile(r"Table with name (\S+) does not exist")
_COLUMN = re.compile(r'(?:Referenced column "([^"]+)" not found|does not have a column named "([^"]+)")')
_FEW = 5
_NEAR = 70


def hint(message: str) -> str:
    """The message with the relations that there are, or those that have the missing column or one named alike."""
    said = re.sub(r"^[A-Za-z ]+ Error: ", "", message.strip())
    if _TABLE.search(said):
        return f"{said}\n\nTables: {', '.join(TABLES)}\nViews: {', '.join(view.name for view in views())}"
    missing = _COLUMN.search(said)
    where = _where(missing[1] or missing[2]) if missing else ""
    return f"{said}\n\n{where}" if where else said


def _where(name: str) -> str:
    """The tables and views that have a column of that name, else the nearest names with theirs."""
    homes: dict[str, list[str]] = {}
    columns = {table.name: wide(table) for table in TABLES.values()} | {view.name: view.columns for view in views()}
    for relation, own in columns.items():
        for column in own:
            homes.setdefault(column.name, []).append(relation)
    alike = process.extract(name, list(homes), score_cutoff=_NEAR, limit=3)
    near = [name] if name in homes else [each for each, *_ in alike]
    return "\n".join(f"Column {each} stands in: {', '.join(homes[each][:_FEW])}" for each in near)
