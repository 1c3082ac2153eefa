"""The data dictionary as Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.dictionary.contents import OPENING, VIEWS, CodeList, code_lists, own_columns, tables, usual_views
from pipeline.fields import Column, Words
from pipeline.query.views import View
from pipeline.schema import Table

_HEAD = ("| column | type | meaning | ý nghĩa |", "| --- | --- | --- | --- |")


def dictionary() -> str:
    """The Markdown text of the data dictionary."""
    parts = [
        "# Data dictionary · Từ điển dữ liệu\n",
        "Made by `kehoach dictionary --out docs --form md`; a test keeps it in step.\n",
        *(f"{_words(words)}\n" for words in OPENING),
        *map(_table, tables()),
        f"## Views · Khung nhìn\n\n{_words(VIEWS)}\n",
        *map(_view, usual_views()),
        "## Codes · Mã\n",
        *map(_codes, code_lists()),
    ]
    return "\n".join(parts)


def _table(table: Table) -> str:
    return _section("##", table.name, Words(f"{table.en}.", f"{table.vi}."), table.caution, table.columns)


def _view(view: View) -> str:
    return _section("###", view.name, Words(f"{view.en}.", f"{view.vi}."), view.caution, own_columns(view))


def _section(level: str, name: str, about: Words, caution: Words | None, columns: Iterable[Column]) -> str:
    head = f"{level} {name}\n{_words(about)}\n"
    if caution:
        head += f"\n⚠ {_words(caution)}\n"
    rows = list(map(_column, columns))
    return "\n".join([head, *_HEAD, *rows, ""]) if rows else head


def _column(column: Column) -> str:
    name = f"**{column.name}**" if column.required else column.name
    told = [Words(column.en, column.vi)]
    if column.caution:
        told.append(Words(f"⚠ {column.caution.en}", f"⚠ {column.caution.vi}"))
    en, vi = ("<br>".join(map(_cell, texts)) for texts in zip(*((each.en, each.vi) for each in told), strict=True))
    return f"| {name} | {column.type} | {en} | {vi} |"


def _codes(listed: CodeList) -> str:
    rows = (f"| `{code}` | {_cell(words.en)} | {_cell(words.vi)} |" for code, words in listed.column.codes.items())
    head = f"### {listed.column.name} ({', '.join(listed.tables)})\n"
    return "\n".join([head, "| code | meaning | ý nghĩa |", "| --- | --- | --- |", *rows, ""])


def _words(words: Words) -> str:
    return f"{_cell(words.en)}\n*{_cell(words.vi)}*"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
