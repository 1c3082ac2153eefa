"""The symbols of official papers: acts, bodies, abbreviations in capitals (`data/lexicons/document_symbols.tsv`)."""

from __future__ import annotations

from functools import cache

from data import loader
from normalizers.keys import fold

_TABLE = "lexicons/document_symbols.tsv"


@cache
def capitals() -> tuple[str, ...]:
    """All symbols that are written in capitals, in the order of the table."""
    return tuple(dict.fromkeys(row["symbol"] for row in loader.table(_TABLE) if row["kind"] != "slash"))


@cache
def slashed() -> dict[str, str]:
    """Abbreviations with a slash by their form without marks: `d/c` is `đ/c`."""
    return {fold(row["symbol"]): row["symbol"] for row in loader.table(_TABLE) if row["kind"] == "slash"}
