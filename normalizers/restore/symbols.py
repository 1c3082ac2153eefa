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


@cache
def unmarked() -> dict[str, str]:
    """Symbols of three letters and more by their form with D for Đ, where that is no symbol itself: `BCD` is `BCĐ`."""
    known = frozenset(capitals())
    plain = ((symbol.replace("Đ", "D"), symbol) for symbol in capitals() if "Đ" in symbol and len(symbol) > 2)
    return {bare: symbol for bare, symbol in plain if bare not in known}
