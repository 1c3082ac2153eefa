"""Đ in abbreviations: `BCD` is BCĐ, `16/QD-UBND` is 16/QĐ-UBND.

Engines that know Vietnamese words still read the bar of a capital Đ as nothing where no word helps. Only
abbreviations of `data/lexicons/document_symbols.tsv` are mended, and only where the form with D is none;
those of two letters, which may mean anything, only inside a paper's number.
"""

from __future__ import annotations

import re
from functools import cache

from data import loader

Replacement = tuple[int, int, str]

_CAPITALS = re.compile(r"(?<![^\W_])[A-ZĐ]*D[A-ZĐ]*(?![^\W_])")
_IN_NUMBER = re.compile(r"\d[ ]?[/-][ ]?[A-ZĐ/-]*$")
_LONGEST_NUMBER = 24


def replacements(text: str) -> list[Replacement]:
    """Replacements (start, end, symbol) for the abbreviations of `text` that lost the bar of a Đ."""
    known = _barred()
    found = []
    for match in _CAPITALS.finditer(text):
        symbol = known.get(match.group())
        if symbol and (len(symbol) > 2 or _in_number(text, match)):
            found.append((match.start(), match.end(), symbol))
    return found


def _in_number(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _LONGEST_NUMBER) : match.start()]
    return bool(_IN_NUMBER.search(before))


@cache
def _barred() -> dict[str, str]:
    """Symbols with Đ by their form with D, where that form is no symbol, no loan word and means one only."""
    symbols = {row["symbol"] for row in loader.table("lexicons/document_symbols.tsv") if row["kind"] != "slash"}
    loans = {word.upper() for row in loader.table("lexicons/loanwords.tsv") for word in row["words"].split()}
    forms: dict[str, set[str]] = {}
    for symbol in symbols:
        if "Đ" in symbol and symbol.isupper():
            forms.setdefault(symbol.replace("Đ", "D"), set()).add(symbol)
    return {
        form: next(iter(meant))
        for form, meant in forms.items()
        if len(meant) == 1 and form not in symbols and form not in loans
    }
