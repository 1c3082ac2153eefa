"""Text of a spreadsheet cell -> value of a column."""

from __future__ import annotations

from datetime import date

from pipeline.fields import Column
from pipeline.model import Value
from pipeline.schema import Table, clean

_TRUE, _FALSE = ("true", "đúng", "1"), ("false", "sai", "0")


def value_of(table: Table, column: Column, text: str) -> Value:
    """The value that `text` stands for; empty text is unknown.

    Days are ISO (2020-10-27) or as Vietnamese spreadsheets write them (27/10/2020). Raises ValueError with what is
    wrong, also where the value does not fit the column.
    """
    if not text:
        return None
    value = _parsed(column, text)
    _, problems = clean(table, {column.name: value})
    if problems:
        raise ValueError(f"{problems[0].column}: {problems[0].message}")
    return value


def _parsed(column: Column, text: str) -> Value:
    try:
        if column.type == "integer":
            return int(text)
        if column.type == "number":
            return float(text.replace(",", "."))
        if column.type == "date":
            return _day(text)
    except ValueError as error:
        raise ValueError(f"{column.name}: {text!r} is no {column.type}") from error
    if column.type == "boolean":
        if text.lower() not in _TRUE + _FALSE:
            raise ValueError(f"{column.name}: {text!r} is neither true nor false")
        return text.lower() in _TRUE
    return text


def _day(text: str) -> date:
    if "/" in text:
        day, month, year = text.split("/")
        return date(int(year), int(month), int(day))
    return date.fromisoformat(text)
