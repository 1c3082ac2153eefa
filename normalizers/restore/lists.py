"""What the lists and numbers of papers say by their order: `đ)` behind `d)`, "Số" before a paper's number.

Vietnamese lists go a, b, c, d, đ, e; an engine without Vietnamese letters reads both as `d`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.keys import fold
from normalizers.restore.item import Item
from normalizers.restore.tokens import Kind
from normalizers.triage import Damage

SURE = 0.95
_LETTER = re.compile(r"([a-zđA-ZĐ])([).])")
_NUMBER = re.compile(r"\d+|\.{2,}|…|_{2,}")  # of a paper, which may be left blank


def mend(items: Sequence[Item]) -> None:
    """Mend list letters and the word "số" of damaged lines in place."""
    last = ""
    for index, item in enumerate(items):
        if item.damage not in (Damage.MANGLED, Damage.STRIPPED):
            continue
        if item.opens:
            last = _letter(item, last)
        after = items[index + 1] if index + 1 < len(items) else None
        if after is not None and after.line == item.line:
            code = index + 2 < len(items) and items[index + 2].token.kind is Kind.CODE
            _number_word(item, after, code)


def _letter(item: Item, last: str) -> str:
    """The last two letters of the list, with that of the item that the line opens."""
    found = _LETTER.fullmatch(item.token.text)
    if not found:
        return last
    letter = found[1]
    if letter in "dD" and last.lower() == "cd":
        letter = "đ" if letter == "d" else "Đ"
        item.text, item.confidence = letter + found[2], SURE
    return last[-1:] + letter


def _number_word(item: Item, after: Item, code: bool) -> None:
    """`Số: 31/KH-UBND` is no office (`Sở`); `code` says that a paper's symbol stands behind the number."""
    lead, trail = item.token.lead, item.token.trail
    core = item.text[len(lead) : len(item.text) - len(trail)]
    if fold(core) == "so" and _NUMBER.fullmatch(after.token.text) and (trail == ":" or (code and not trail)):
        item.text = lead + ("SỐ" if core.isupper() else "Số" if core[0].isupper() else "số") + trail
        item.confidence = SURE
