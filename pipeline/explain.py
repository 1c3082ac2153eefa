"""Where a row comes from: its quote in context, page, box, raw text, repairs, rule and values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pipeline.schema import COMMON, TABLES, Row
from pipeline.store import OutputError, Store
from pipeline.tables import cell

CONTEXT = 200
"""Characters shown before and behind the quote."""


class UnknownRowError(LookupError):
    """No such row in the output folder; the message says what to look for instead."""


def explain(store: Store, row_id: str) -> str:
    """The origin of a row in words, a line for each thing; raises UnknownRowError, OutputError."""
    table, row = _find(store, row_id)
    text = (store.text / f"{row['doc_id']}.txt").read_text(encoding="utf-8")
    start, end = int(str(row["char_start"])), int(str(row["char_end"]))
    document = store.load(str(row["doc_id"])).document
    lines = [
        f"row        {row_id}",
        f"document   {', '.join(cell(document.get(name)) or '–' for name in ('number', 'issuer', 'issued_on'))}",
        f"place      page {row.get('page')}, section {row.get('section') or '–'}, box {row.get('bbox') or '–'}",
        f"found by   {row.get('method')}, confidence {row.get('confidence')}",
        f"quote      {row['quote']}",
        f"as read    {row.get('source_text') or '–'}",
        f"in context …{text[max(0, start - CONTEXT) : start]}⟦{text[start:end]}⟧{text[end : end + CONTEXT]}…",
        *_repairs(store, row, start, end),
        *_values(table, row),
    ]
    return "\n".join(lines)


def _find(store: Store, row_id: str) -> tuple[str, Row]:
    doc_id, _, rest = row_id.partition("-")
    table = rest.rpartition("-")[0]
    if table not in TABLES or not re.fullmatch("[0-9a-f]{16}", doc_id) or store.state(doc_id) is None:
        raise UnknownRowError(f"no row {row_id} in {store.root}; row_id is a column of the tables in {store.tables}")
    for row in store.load(doc_id).tables.get(table, ()):
        if row["row_id"] == row_id:
            return table, row
    raise UnknownRowError(f"no row {row_id} in {store.root}; the document may have been read anew since")


def _repairs(store: Store, row: Row, start: int, end: int) -> Iterator[str]:
    """The repairs within the quote."""
    path = store.text / f"{row['doc_id']}.repairs.jsonl"
    if not path.exists():
        raise OutputError(f"{path} is missing; run again with --force")
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            repair = json.loads(line)
            if start <= repair["start"] < end:
                about = f"({repair['damage']}, {repair['confidence']:.2f})"
                yield f"repair     {repair['raw']} → {repair['repaired']} {about}"


def _values(table: str, row: Row) -> Iterator[str]:
    for column in TABLES[table].columns:
        if column.name not in COMMON and row.get(column.name) is not None:
            yield f"{column.name:<10} {cell(row[column.name])}"
