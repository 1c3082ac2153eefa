"""Units of printed numbers: `xã`, `%`, `triệu đồng/người/năm`, `tiêu chí/xã`; the lexicon is data/units.tsv."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache

from data import loader
from normalizers.keys import fold


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in the text: its span, its spelling for the tables and its kind (of its first part)."""

    start: int
    end: int
    text: str
    kind: str


def unit_at(text: str, key: str, at: int) -> Unit | None:
    """The unit that starts at `at` (after blanks) in `text`, the longest reading; None where none stands there.

    `key` is the mark-free form of `text`. Parts joined by `/` belong together (`triệu đồng/người/năm`).
    """
    found = _pattern().match(key, at)
    if found is None:
        return None
    start = found.start("unit")
    head = text[start : start + len(found["first"])].lower()
    if " " not in head and not head.isascii() and head not in _printed():
        return None  # `đến 2025 còn 3%`: `còn` is no `con`
    parts = [_part(text[s:e], key[s:e]) for s, e in _slashes(key, start, found.end())]
    kind = _lexicon()[_plain(key[start : start + len(found["first"])])][1]
    return Unit(start, found.end(), "/".join(parts), kind)


def is_unit(words: str) -> bool:
    """Whether the words are a unit and nothing else: `hộ`, `triệu đồng/người/năm`."""
    key = fold(words)
    found = unit_at(words, key, 0)
    return found is not None and not key[found.end :].strip(" .")


def kind_of(unit: str) -> str:
    """The kind of a unit as the tables write it; empty for one that the lexicon lacks."""
    return _lexicon().get(fold(unit.split("/", maxsplit=1)[0]), ("", ""))[1]


def _slashes(key: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start, *(i for i in range(start, end) if key[i] == "/"), end]
    return [(low + (key[low] == "/"), high) for low, high in itertools.pairwise(cuts)]


def _part(printed: str, key: str) -> str:
    spelling = _lexicon().get(_plain(key), ("", ""))[0]
    words = " ".join(printed.split())
    return spelling or (words if words.isupper() or words[1:2].isupper() else words.lower())


def _plain(key: str) -> str:
    return " ".join(key.split())


@cache
def _lexicon() -> dict[str, tuple[str, str]]:
    return {fold(row["phrase"]): (row["unit"], row["kind"]) for row in loader.table("units.tsv")}


@cache
def _printed() -> frozenset[str]:
    return frozenset(row["phrase"].lower() for row in loader.table("units.tsv"))


@cache
def _pattern() -> re.Pattern[str]:
    phrases = sorted(_lexicon(), key=len, reverse=True)
    one = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    # `%` needs no blank before it and no word boundary behind it
    known = rf"(?:\s[a-z]+(?=/))?(?:\s?/\s?(?:1\s|một\s)?(?:{one})(?![\w]))+"  # `lít nước/người/ngày`
    return re.compile(rf"\s*(?P<unit>(?P<first>(?:{one}))(?![\w])(?:{known}|(?:/[a-z]+(?![\w/]))?))")
