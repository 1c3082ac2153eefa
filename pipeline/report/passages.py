"""A text in pieces, so that quotes and repairs that overlap can both be marked in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span of a text: the quote of a row (`row`), or a repair (`title` says which)."""

    start: int
    end: int
    row: str = ""
    title: str = ""
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the same marks all along: the rows that quote it, and the repair that it is of."""

    text: str
    rows: tuple[str, ...] = ()
    title: str = ""
    doubted: bool = False


def pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Piece]:
    """`text[start:end]` cut at the borders of the marks (offsets into `text`); the pieces joined are that span."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end]
    borders = {start, end} | {place for mark in inside for place in (mark.start, mark.end) if start < place < end}
    found = []
    places = sorted(borders)
    for here, there in pairwise(places):
        over = [mark for mark in inside if mark.start <= here and there <= mark.end]
        repair = next((mark for mark in over if mark.title), None)
        rows = tuple(mark.row for mark in over if mark.row)
        title, doubted = (repair.title, repair.doubted) if repair else ("", False)
        found.append(Piece(text[here:there], rows, title, doubted))
    return found
