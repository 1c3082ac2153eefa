"""Vietnamese numbers: decimal comma, thousands point (`1.234,5`), and the small number words.

A point before exactly three digits groups thousands (`1.234`); before one or two it is a decimal point that
some offices write (`79.9`).
"""

from __future__ import annotations

import re

NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d+\.\d{1,2}(?!\d)|\d+)"
WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_FORM = re.compile(NUMBER)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


def parse_number(printed: str) -> float:
    """The value of a printed number; raises ValueError for what is none.

    `79,9` is 79.9, `1.234,5` is 1234.5, `01` is 1.
    """
    if not _FORM.fullmatch(printed):
        raise ValueError(f"{printed!r} is no Vietnamese number")
    plain = printed.replace(".", "") if _GROUPED.fullmatch(printed) else printed
    return float(plain.replace(",", "."))
