"""The words of the report in English and Vietnamese (`data/report_labels.tsv`, code lists, schema)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from markupsafe import Markup

from data import loader
from pipeline.fields import Column, fields

Language = Literal["en", "vi"]
LANGUAGES: tuple[Language, ...] = ("en", "vi")


@dataclass(frozen=True, slots=True)
class Label:
    """A text in both languages."""

    en: str
    vi: str

    def text(self, language: Language) -> str:
        """The text in one language."""
        return self.vi if language == "vi" else self.en

    def __html__(self) -> str:
        """Both texts, of which the style sheet shows the one in the reader's language."""
        return Markup('<span lang="en">{}</span><span lang="vi">{}</span>').format(self.en, self.vi)


@cache
def _labels() -> dict[str, Label]:
    return {row["key"]: Label(row["en"], row["vi"]) for row in loader.table("report_labels.tsv")}


def label(key: str) -> Label:
    """The label of that key; raises KeyError where `data/report_labels.tsv` lacks it."""
    return _labels()[key]


def column_label(column: Column) -> Label:
    """The short head of a column; its own name in English."""
    return Label(column.name, _labels()[f"column.{column.name}"].vi)


def code_label(column: str, code: str) -> Label:
    """A code in words: short ones of `data/report_labels.tsv`, else an indicator's name, else the code itself."""
    short = _labels().get(f"code.{column}.{code}")
    if short is not None:
        return short
    words = fields()["indicator"].codes.get(code) if column == "indicator" else None
    return Label(words.en, words.vi) if words else Label(code, code)
