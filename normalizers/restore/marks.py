"""Punctuation that an engine misread, mended by what stands around it.

Observed in mangled plans: a comma read as a full stop before a small letter, a semicolon at the end of a
list's item read as a colon, a dash (–) read as a long one (—), which plans don't print, specks read as
`|`, `_`, `‘` beside words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.restore.item import Item
from normalizers.restore.tokens import Kind
from normalizers.triage import Damage

SURE, LIKELY = 0.95, 0.85
_SPECK = re.compile(r"[|_‘`~^°¬·'>]{1,2}")
_BULLET = re.compile(r"[-+*•–]|\(?\w{1,3}[.)]")
_ITEM_C = re.compile(r"(\(?)¢(\).*)")  # the item c) of a list
_BULLET_SHAPES = {"~": "-", "«": "•", "®": "•", "¢": "•", "©": "•", "°": "•"}


def mend(items: Sequence[Item], lines: Sequence[str]) -> None:
    """Mend the punctuation of mangled lines in place."""
    for index, item in enumerate(items):
        if item.damage is not Damage.MANGLED:
            continue
        if item.token.kind is Kind.MARKS or (item.opens and item.token.text in _BULLET_SHAPES):
            _mend_marks(item)
            continue
        item_c = _ITEM_C.fullmatch(item.token.text)
        if item.opens and item_c:
            _set(item, f"{item_c[1]}c{item_c[2]}", SURE)
            continue
        after = items[index + 1] if index + 1 < len(items) else None
        if item.text.endswith(".") and _goes_on(item, after):
            _set(item, item.text[:-1] + ",", LIKELY)
        elif item.text.endswith(":") and _ends_item(item, after, lines):
            _set(item, item.text[:-1] + ";", LIKELY)
        if item.text[:1] in "_|" and len(item.text) > 1:
            _set(item, item.text[1:], SURE)


def _mend_marks(item: Item) -> None:
    text = item.token.text
    if item.opens and text in _BULLET_SHAPES:
        _set(item, _BULLET_SHAPES[text], LIKELY)
    elif text == "—":
        _set(item, "–", SURE)
    elif _SPECK.fullmatch(text):
        _set(item, "", LIKELY)


def _set(item: Item, text: str, confidence: float) -> None:
    item.text = text
    item.confidence = min(item.confidence, confidence)


def _goes_on(item: Item, after: Item | None) -> bool:
    """A full stop in the middle of a sentence: a small letter follows a whole word at once."""
    core = item.token.core
    if after is None or after.token.kind is not Kind.WORD or after.line > item.line + 1 or after.token.lead:
        return False
    whole = len(core) > 1 and core.isalpha() and not core.isupper() and item.token.trail == "."
    return whole and item.token.closes and after.text[:1].islower() and len(after.token.core) > 1


def _ends_item(item: Item, after: Item | None, lines: Sequence[str]) -> bool:
    """A colon at the end of a list's item: the next line is an item of the same list."""
    if after is None or after.line == item.line or not item.token.closes:
        return False
    here, there = _bullet(lines[item.line]), _bullet(lines[after.line])
    return bool(here) and here == there and here in "+*•-–"


def _bullet(line: str) -> str:
    found = _BULLET.match(line.lstrip())
    return found[0][:1] if found else ""
