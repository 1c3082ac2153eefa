"""The data dictionary for people, in English and Vietnamese: `python -m pipeline.dictionary` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.fields import Column
from pipeline.files import write_text
from pipeline.schema import TABLES, Table
from pipeline.version import ROOT

PATH = ROOT / "docs" / "data-dictionary.md"
_OPENING = """# Data dictionary · Từ điển dữ liệu

Made from `pipeline/schema.py` by `python -m pipeline.dictionary`; a test keeps it in step.
Every table is a CSV file (UTF-8 with a byte order mark, RFC 4180, ISO 8601 dates, `.` as the decimal
point, an empty cell is unknown) and a Parquet file with the same columns. Columns in **bold** are
never empty. No cell of text begins with `=`, `+`, `-` or `@`, which spreadsheets would run: quotes and
source texts begin behind such signs.

*Mỗi bảng gồm một tệp CSV (UTF-8 có BOM, ngày theo ISO 8601, dấu thập phân là `.`, ô trống là không rõ)
và một tệp Parquet cùng các cột. Cột in **đậm** không bao giờ trống. Không ô chữ nào bắt đầu bằng `=`,
`+`, `-`, `@` vì bảng tính sẽ chạy chúng như công thức.*

⚠ marks what to mind when a column is used. · *⚠ là điều cần lưu ý khi dùng.*
"""


def dictionary() -> str:
    """The Markdown text of the data dictionary."""
    return "\n".join([_OPENING, *(_section(table) for table in TABLES.values()), *_codes()])


def _section(table: Table) -> str:
    head = f"## {table.name}\n{table.en}.\n*{table.vi}.*\n"
    if table.caution:
        head += f"\n⚠ {table.caution.en}\n*{table.caution.vi}*\n"
    rows = ["| column | type | meaning | ý nghĩa |", "| --- | --- | --- | --- |", *map(_column, table.columns)]
    return "\n".join([head, *rows, ""])


def _column(column: Column) -> str:
    name = f"**{column.name}**" if column.required else column.name
    told = [(column.en, column.vi)] + ([(f"⚠ {column.caution.en}", f"⚠ {column.caution.vi}")] if column.caution else [])
    en, vi = ("<br>".join(map(_cell, texts)) for texts in zip(*told, strict=True))
    return f"| {name} | {column.type} | {en} | {vi} |"


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes of a column, and the tables in which the column has them."""

    column: Column
    tables: tuple[str, ...]


def code_lists() -> list[CodeList]:
    """Every list of codes once; columns that share a name and a list share the entry."""
    lists: dict[tuple[str, tuple[str, ...]], CodeList] = {}
    for table in TABLES.values():
        for column in table.columns:
            if column.codes:
                mark = (column.name, tuple(column.codes))
                before = lists[mark].tables if mark in lists else ()
                lists[mark] = CodeList(column, (*before, table.name))
    return list(lists.values())


def _codes() -> Iterator[str]:
    yield "## Codes · Mã\n"
    for each in code_lists():
        yield f"### {each.column.name} ({', '.join(each.tables)})\n"
        rows = (f"| `{code}` | {_cell(words.en)} | {_cell(words.vi)} |" for code, words in each.column.codes.items())
        yield "\n".join(["| code | meaning | ý nghĩa |", "| --- | --- | --- |", *rows, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    write_text(PATH, dictionary())
