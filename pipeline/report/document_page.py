"""The page of one document: its pictures with the boxes of the rows, its tables, its texts side by side."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.fields import Column
from pipeline.model import PAGE_BREAK
from pipeline.report.labels import Label, code_label, column_label
from pipeline.report.page_images import Pictures
from pipeline.report.passages import Mark, Piece, pieces
from pipeline.result import DocumentResult
from pipeline.schema import COMMON, TABLES, Row
from pipeline.store import Store
from pipeline.tables import cell

_FIRST = {
    "citations": ("cited_number", "cited_on", "cited_issuer"),
    "targets": ("indicator", "comparator", "value", "unit", "due_end"),
    "deadlines": ("due_relation", "due_end", "task", "lead_agency"),
    "criterion_statuses": ("unit", "criterion", "criterion_name", "status"),
    "progress": ("unit", "met", "total"),
    "assignments": ("agency", "role", "task"),
}
"""The columns that tell a row at a glance; they stand beside its quote."""

_BEHIND = ("page", "section", "confidence")


@dataclass(frozen=True, slots=True)
class Box:
    """A box on a page picture, in points of the page, with the rows of one table that it holds."""

    rows: Sequence[str]
    table: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as it is shown: its picture (empty where it has none), its boxes, its text as read and repaired."""

    number: int
    picture: str
    width: float
    height: float
    reason: str
    boxes: Sequence[Box]
    raw: Sequence[Piece]
    repaired: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is shown: its cells, and all that is known of it for the form that corrects it.

    `source_text` is empty where it says the same as the quote; cells that hold codes are in words. `decided` is
    what a person decided about it in an earlier review.
    """

    row_id: str
    page: int | None
    quote: str
    source_text: str
    method: str
    confidence: float
    cells: Sequence[str | Label]
    values: Mapping[str, str]
    decided: str


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the document: the columns that hold something, and its rows."""

    name: str
    title: Label
    columns: Sequence[Label]
    fields: Sequence[str]
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """All that the page of a document shows."""

    result: DocumentResult
    source_path: str
    about: Sequence[tuple[Label, str, str]]
    leaves: Sequence[Leaf]
    sections: Sequence[Section]
    missing_pictures: str

    @property
    def title(self) -> str:
        """What the document calls itself, or else its file's name."""
        return str(self.result.document.get("title") or Path(self.source_path).name)


@dataclass(frozen=True, slots=True)
class Source:
    """What stands beside a document's result: its file, its pictures and their folder relative to the site's.

    `decided` has what people decided about its rows, by row_id.
    """

    path: str
    folder: Path
    pictures: Pictures
    decided: Mapping[str, str]


def view(store: Store, result: DocumentResult, source: Source) -> DocumentView:
    """What the page of a document shows."""
    given = [(name, result.tables[name]) for name in TABLES if name in result.tables]
    return DocumentView(
        result=result,
        source_path=source.path,
        about=tuple(_about(result)),
        leaves=tuple(_leaves(store, result, source.folder, source.pictures)),
        sections=tuple(_section(name, rows, source.decided) for name, rows in given),
        missing_pictures=source.pictures.missing,
    )


def _about(result: DocumentResult) -> list[tuple[Label, str, str]]:
    """The document's own values: label, value, and the quote behind it."""
    quotes = {row["column"]: str(row.get("quote", "")) for row in result.evidence}
    shown = [column for column in TABLES["documents"].columns if column.name not in ("doc_id", "sha256", "source_path")]
    values = [(column, cell(result.document.get(column.name))) for column in shown]
    return [(column_label(column), value, quotes.get(column.name, "")) for column, value in values if value]


def _section(name: str, rows: Sequence[Row], decided: Mapping[str, str]) -> Section:
    own = [column for column in TABLES[name].columns if column.name not in COMMON]
    held = [column for column in own if any(row.get(column.name) is not None for row in rows)]
    held.sort(key=lambda column: _place(name, column))
    shown = [*held, *(column for column in TABLES[name].columns if column.name in _BEHIND)]
    title = Label(TABLES[name].en, TABLES[name].vi)
    lines = tuple(_line(row, shown, own, decided.get(str(row["row_id"]), "")) for row in rows)
    return Section(name, title, [column_label(column) for column in shown], [column.name for column in own], lines)


def _line(row: Row, shown: Sequence[Column], own: Sequence[Column], decided: str) -> Line:
    page = row.get("page")
    return Line(
        row_id=str(row["row_id"]),
        page=int(page) if isinstance(page, int) else None,
        quote=str(row.get("quote", "")),
        source_text="" if _words(row, "source_text") == _words(row, "quote") else str(row.get("source_text", "")),
        method=str(row.get("method", "")),
        confidence=float(str(row.get("confidence", 0))),
        cells=[_shown(column, cell(row.get(column.name))) for column in shown],
        values={column.name: cell(row.get(column.name)) for column in own},
        decided=decided,
    )


def _place(table: str, column: Column) -> int:
    """Where a column stands: the telling ones first, the others as the contract orders them."""
    first = _FIRST.get(table, ())
    return first.index(column.name) if column.name in first else len(first)


def _words(row: Row, name: str) -> str:
    """A text of a row, however its lines are broken."""
    return " ".join(str(row.get(name, "")).split())


def _shown(column: Column, text: str) -> str | Label:
    return code_label(column.name, text) if text and column.codes else text


def _leaves(store: Store, result: DocumentResult, folder: Path, pictures: Pictures) -> list[Leaf]:
    raw, text, repairs = _texts(store, result.doc_id)
    rows = [row for table in result.tables.values() for row in table]
    quoted = [Mark(_offset(row, "char_start"), _offset(row, "char_end"), row=str(row["row_id"])) for row in rows]
    mended = [_mark(repair, "start", "repaired") for repair in repairs]
    read = [_mark(repair, "raw_start", "raw") for repair in repairs]
    raw_ends = _ends(raw)
    starts = [*(page["text_start"] for page in result.pages), len(text)]
    leaves = []
    for page, (raw_start, raw_end), (start, end) in zip(result.pages, raw_ends, pairwise(starts), strict=False):
        number = page["number"]
        picture = (folder / pictures.names[number]).as_posix() if number in pictures.names else ""
        leaves.append(
            Leaf(
                number=number,
                picture=picture,
                width=page["width"],
                height=page["height"],
                reason=page["reason"],
                boxes=_boxes(result.tables, number),
                raw=pieces(raw, raw_start, raw_end, read),
                repaired=pieces(text, start, end, [*quoted, *mended]),
            )
        )
    return leaves


def _texts(store: Store, doc_id: str) -> tuple[str, str, list[dict[str, Any]]]:
    """The raw and the repaired text and the repair log; empty where the document has none."""
    paths = [store.text / f"{doc_id}.{name}" for name in ("raw.txt", "txt", "repairs.jsonl")]
    raw, text, log = (path.read_text(encoding="utf-8") if path.exists() else "" for path in paths)
    return raw, text, [json.loads(line) for line in log.splitlines()]


def _ends(raw: str) -> list[tuple[int, int]]:
    """The span of each page in the raw text."""
    spans, start = [], 0
    for page in raw.split(PAGE_BREAK):
        spans.append((start, start + len(page)))
        start += len(page) + len(PAGE_BREAK)
    return spans


def _mark(repair: Mapping[str, Any], start: str, form: str) -> Mark:
    changed = repair["raw"] != repair["repaired"]
    about = f"{repair['raw']} → {repair['repaired']} · {repair['damage']} · {repair['confidence']:.2f}"
    title = about if changed else f"{repair['raw']} ? · {repair['damage']} · {repair['confidence']:.2f}"
    return Mark(repair[start], repair[start] + len(repair[form]), title=title, doubted=not changed)


def _boxes(tables: Mapping[str, Sequence[Row]], page: int) -> list[Box]:
    """The boxes on a page; rows of a table that share a quote share the box. Large ones lie below small ones."""
    sharing: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name, rows in tables.items():
        for row in rows:
            if row.get("page") == page and row.get("bbox"):
                sharing[name, str(row["bbox"])].append(str(row["row_id"]))
    boxes = [_box(name, bbox, rows) for (name, bbox), rows in sharing.items()]
    return sorted(boxes, key=lambda box: -box.width * box.height)


def _box(table: str, bbox: str, rows: Sequence[str]) -> Box:
    x0, y0, x1, y1 = map(float, bbox.split(","))
    return Box(rows, table, x0, y0, round(x1 - x0, 1), round(y1 - y0, 1))


def _offset(row: Row, name: str) -> int:
    return int(str(row[name]))
