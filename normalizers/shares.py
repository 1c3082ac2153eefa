"""Shares that an engine misread: the ring of `%` taken for a 9 before it (`85%` becomes `859%`)."""

from __future__ import annotations

import re

Replacement = tuple[int, int, str]

_DOUBLED = re.compile(r"(?<![\d.,/-])[2-9]\d(?P<ring>9)\s?%")
"""Two digits and a 9: a level of 200 % and more that ends in 9 is rarer than the slip; `119%` may be a growth."""


def replacements(text: str) -> list[Replacement]:
    """Replacements that drop the digit which is the first ring of a `%`; for text that an engine read."""
    return [(*found.span("ring"), "") for found in _DOUBLED.finditer(text)]
