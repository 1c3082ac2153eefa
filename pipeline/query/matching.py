"""Which row of one output is which row of another: rows of one document and table that are not wholly equal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from pipeline.schema import COMMON

Row = Mapping[str, Any]
Pair = tuple[Row | None, Row | None]

PLACES = ("row_id", "doc_id", "char_start", "char_end", "bbox")
"""Where a row stands; it moves when the text before it changes, or when another row comes before it."""

_ALIKE = 80.0
"""Percent of likeness from which two quotes are one sentence that was read in two ways."""


def matched(old: Sequence[Row], new: Sequence[Row]) -> Iterator[Pair]:
    """Each row once: with its partner, or alone where it has none.

    Partners are, in this order: rows that say the same of the same quote; rows of one number and quote; rows of one
    quote in their order; rows of one number whose quotes are alike. Numbers alone are no sign: they shift when a
    rule finds a row more.
    """
    for same in (_said, _numbered, _quote):
        pairs, old, new = _paired(old, new, same)
        yield from pairs
    pairs, old, new = _paired(old, new, _number)
    for left, right in pairs:
        alike = left and right and fuzz.ratio(left["quote"] or "", right["quote"] or "") >= _ALIKE
        yield from [(left, right)] if alike else [(left, None), (None, right)]
    yield from ((row, None) for row in old)
    yield from ((None, row) for row in new)


def matched_files(old: Sequence[Row], new: Sequence[Row]) -> Iterator[Pair]:
    """Rows of files: of one source_path first, then of the same bytes under another name."""
    return _chained(old, new, lambda row: row["source_path"], lambda row: row["doc_id"])


def matched_issues(old: Sequence[Row], new: Sequence[Row]) -> Iterator[Pair]:
    """Issues that say the same of the same words are one, wherever they stand; the others are gone or new."""
    return _chained(old, new, lambda row: (row["code"], row["message"], row["quote"]))


def _chained(old: Sequence[Row], new: Sequence[Row], *signs: Callable[[Row], Hashable]) -> Iterator[Pair]:
    """The pairs by each sign in turn, then what has no partner."""
    for sign in signs:
        pairs, old, new = _paired(old, new, sign)
        yield from pairs
    yield from ((row, None) for row in old)
    yield from ((None, row) for row in new)


def _paired(
    old: Sequence[Row], new: Sequence[Row], same: Callable[[Row], Hashable]
) -> tuple[list[Pair], list[Row], list[Row]]:
    """The pairs with one `same` value, first with first, and what is left of both."""
    waiting: defaultdict[Hashable, list[Row]] = defaultdict(list)
    for row in reversed(new):
        waiting[same(row)].append(row)
    pairs: list[Pair] = []
    left = []
    for row in old:
        if partners := waiting.get(same(row)):
            pairs.append((row, partners.pop()))
        else:
            left.append(row)
    taken = {id(partner) for _, partner in pairs}
    return pairs, left, [row for row in new if id(row) not in taken]


def _said(row: Row) -> Hashable:
    return tuple(value for name, value in row.items() if name == "quote" or name not in COMMON)


def _numbered(row: Row) -> Hashable:
    return _number(row), row["quote"]


def _quote(row: Row) -> Hashable:
    return str(row["quote"])


def _number(row: Row) -> Hashable:
    return str(row["row_id"]).rpartition("-")[2]
