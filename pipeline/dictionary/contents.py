"""What the dictionary tells, whatever its form: opening, tables, code lists, views."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.fields import Column, Words
from pipeline.query.questions import views
from pipeline.query.views import View
from pipeline.schema import TABLES, Table

OPENING = (
    Words(
        "Every table is a CSV file (UTF-8 with a byte order mark, RFC 4180, ISO 8601 dates, . as the decimal point, an "
        "empty cell is unknown) and a Parquet file with the same columns. Columns in bold are never empty. No cell of "
        "text begins with = + - @, which spreadsheets would run: quotes and source texts begin behind such signs.",
        "Mỗi bảng gồm một tệp CSV (UTF-8 có BOM, RFC 4180, ngày theo ISO 8601, dấu thập phân là dấu chấm, ô trống là "
        "không rõ) và một tệp Parquet cùng các cột. Cột in đậm không bao giờ trống. Không ô chữ nào bắt đầu bằng "
        "= + - @ vì bảng tính sẽ chạy chúng như công thức.",
    ),
    Words("⚠ marks what to mind when a table or column is used.", "⚠ là điều cần lưu ý khi dùng bảng hoặc cột."),
)
VIEWS = Words(
    "The views of `kehoach query`, kehoach.duckdb and kehoach.sqlite. There the tables also carry, behind their own "
    "columns, keys to search by (quote_key: small letters without marks) and the place of their plan (number, "
    "issued_on, level, province, district, commune, year).",
    "Các khung nhìn trong `kehoach query`, kehoach.duckdb và kehoach.sqlite. Ở đó mỗi bảng còn có, sau các cột của "
    "mình, các khóa để tìm (quote_key: chữ thường không dấu) và nơi ban hành kế hoạch (number, issued_on, level, "
    "province, district, commune, year).",
)


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes of a column, and the tables in which the column has them."""

    column: Column
    tables: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """A name for links to the list."""
        return f"codes-{self.tables[0]}-{self.column.name}"


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


def anchors() -> dict[tuple[str, str], str]:
    """The anchor of a column's code list, by table and column."""
    return {(table, each.column.name): each.anchor for each in code_lists() for table in each.tables}


def own_columns(view: View) -> list[Column]:
    """The columns that no table has."""
    known = {column.name for table in TABLES.values() for column in table.columns}
    return [column for column in view.columns if column.name not in known and not column.name.endswith("_key")]


def tables() -> list[Table]:
    """The tables in order."""
    return list(TABLES.values())


def usual_views() -> list[View]:
    """The views in order."""
    return list(views())
