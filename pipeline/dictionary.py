"""The data dictionary for people, in English and Vietnamese: `python -m pipeline.dictionary` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator

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
"""


def dictionary() -> str:
    """The Markdown text of the data dictionary."""
    return "\n".join([_OPENING, *(_section(table) for table in TABLES.values()), *_codes()])


def _section(table: Table) -> str:
    rows = []
    for column in table.columns:
        name = f"**{column.name}**" if column.required else column.name
        rows.append(f"| {name} | {column.type} | {_cell(column.en)} | {_cell(column.vi)} |")
    head = f"## {table.name}\n{table.en}.\n*{table.vi}.*\n"
    return "\n".join([head, "| column | type | meaning | ý nghĩa |", "| --- | --- | --- | --- |", *rows, ""])


def _codes() -> Iterator[str]:
    """One list for each coded column; columns that share a name and a list share the entry."""
    yield "## Codes · Mã\n"
    shown: set[tuple[str, tuple[str, ...]]] = set()
    for table in TABLES.values():
        for column in table.columns:
            mark = (column.name, tuple(column.codes))
            if column.codes and mark not in shown:
                shown.add(mark)
                lines = [f"- `{code}`: {meaning}" for code, meaning in column.codes.items()]
                tables = [t.name for t in TABLES.values() for c in t.columns if (c.name, tuple(c.codes)) == mark]
                yield f"### {column.name} ({', '.join(tables)})\n" + "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    write_text(PATH, dictionary())
