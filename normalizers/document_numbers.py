"""Numbers of official documents: `34-NQ/ĐU`, `12/2021/QĐ-TTg`, `39/2019/QH14`.

State papers print NUMBER/SYMBOLS, papers of the party NUMBER-SYMBOLS/BODY (Nghị định 30/2020/NĐ-CP;
Hướng dẫn 36-HD/VPTW). Blanks that printing or reading puts in are dropped, symbols whose marks or case
were lost are set by the lexicon (`QD-TTG` -> `QĐ-TTg`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from data.loader import table
from normalizers.keys import fold

_SYMBOL = r"[A-ZĐƯ][A-Za-zĐđƯư&]*(?:\d[a-z])?\d{0,2}"
# `VPCP-V.I`. Behind a full stop or a comma, a blank or a small letter begins the next sentence or paper.
_PART = r"[.,][A-ZĐƯ]+\d{0,2}(?!\w)"
# The government's resolutions on bottlenecks of 2025 are counted within one another: "Nghị quyết số 66.7/2025/NQ-CP".
# Blanks and letters among the digits are a reader's: "số 1 33/QĐ-TTg", "số L1/CT-TTg".
_FULL = re.compile(
    r"(?P<digits>\d{1,3}\.\d{1,2}(?=/20\d\d/)|\d{1,5}[a-zA-Z]?|\d{1,2}(?: \d{1,3}){1,2}"
    r"|(?=[lLIOo]*\d)[\dlLIOo]{2,4})\s?"
    r"(?:/\s?(?P<year>(?:19|20)\d\d))?\s?(?P<mark>[/-])\s?"
    rf"(?P<symbols>{_SYMBOL}(?:\s?[-–/]\s?{_SYMBOL}|{_PART})*)"
)
_ASSEMBLY = re.compile(r"QH[IlL](\d{1,2})")
_MISREAD = str.maketrans("lLIOo", "11100")
_PLAIN = re.compile(r"(?P<digits>\d{1,5}[a-z]?)(?![\d./-]*\d|[\w%])")
_LOCAL = (
    "UBND", "HĐND", "BCĐ", "BCĐNTM", "UB", "TU", "HU", "ĐU", "TTg", "CP", "BTV", "VPĐP", "MTTQ", "TW", "SNN", "SNNPTNT",
    "STNMT", "SGDĐT", "SYT", "STC", "SKHĐT", "SXD", "VP", "NTM",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number as normalised, its symbols (empty for a bare number) and its end in the text."""

    text: str
    symbols: str
    end: int


def read_number(text: str, start: int, end: int, plain: bool = False) -> DocumentNumber | None:
    """The document number that begins at `start`; with `plain` a bare number (`558`) counts as well."""
    found = _FULL.match(text, start, end)
    if found and (found["year"] or re.search(r"[A-ZĐƯ]{2}|[A-ZĐ]-", found["symbols"])):
        symbols = normal_symbols(found["symbols"])
        year = f"/{found['year']}" if found["year"] else ""
        digits = found["digits"].replace(" ", "")
        digits = digits if re.fullmatch(r"[\d.]+[a-km-zA-HJ-KM-NP-Z]?", digits) else digits.translate(_MISREAD)
        return DocumentNumber(f"{digits}{year}{found['mark']}{symbols}", symbols, found.end())
    bare = _PLAIN.match(text, start, end) if plain else None
    return DocumentNumber(bare["digits"], "", bare.end()) if bare else None


def normal_symbols(printed: str) -> str:
    """Symbols without blanks and with the marks and the case of the lexicon."""
    parts = re.split(r"([-–/.,])", re.sub(r"\s", "", printed))
    return "".join("-" if part == "–" else _term(_lexicon().get(_plain(part), part)) for part in parts)


def _term(symbol: str) -> str:
    """A symbol of the National Assembly with the one of its term's number, read as a letter (`QHI4`, `QHI14`), as 1."""
    misread = _ASSEMBLY.fullmatch(symbol)
    return f"QH{misread[1].rjust(2, '1')}" if misread else symbol


def _plain(part: str) -> str:
    """The key of a symbol, without a digit misread into it (`TT1g`)."""
    key = fold(part)
    return key if key in _lexicon() else re.sub(r"(?<=[a-z])\d(?=[a-z])", "", key)


def implied_issuer(symbols: str) -> str:
    """The issuer that the symbols imply by themselves (`QĐ-TTg`: Thủ tướng Chính phủ), else empty."""
    last = re.split(r"[-/]", symbols)[-1]
    return _issuers().get(re.sub(r"\d+$", "", last), "")


@cache
def _lexicon() -> dict[str, str]:
    kinds = (symbol for row in table("document_types.tsv") for symbol in row["symbols"].split(";") if symbol)
    issuers = (row["symbol"] for row in table("issuers.tsv"))
    known: dict[str, str] = {}
    for symbol in (*kinds, *issuers, *_LOCAL):
        known.setdefault(fold(symbol), symbol)
    for ambiguous in ("tt", "ttr", "ct", "ctr", "hd", "cd"):  # TT/TTr, CT/CTr, HD/HĐ, CĐ/CD: as printed
        known.pop(ambiguous, None)
    return known


@cache
def _issuers() -> dict[str, str]:
    return {row["symbol"]: row["issuer"] for row in table("issuers.tsv")}
