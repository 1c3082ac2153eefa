"""Maps between a text and its repaired form.

An alignment is the list of places where the two differ; between them they are the same,
character by character. Alignments compose, so that each step of the repair makes its own. The places
are held in arrays, 32 bytes each, since a damaged document has one for nearly every word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Offsets = NDArray[np.int64]


class Edit(NamedTuple):
    """`raw[raw_start:raw_end]` became `text[start:end]`; either side may be empty."""

    raw_start: int
    raw_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of the edits: where each begins and ends."""

    starts: Offsets
    ends: Offsets


class Alignment:
    """A monotone and complete map between a raw text and a text made from it.

    `edits` are in order and do not overlap; what lies between two edits has the same length on
    both sides. Raises ValueError where that does not hold.
    """

    __slots__ = ("_raw", "_text", "length", "raw_length")

    def __init__(self, raw_length: int, length: int, edits: Sequence[Edit] | Offsets = ()) -> None:
        self.raw_length = raw_length
        self.length = length
        columns = np.asarray(edits, np.int64).reshape(-1, 4).T
        raw_starts, raw_ends, starts, ends = (np.ascontiguousarray(column) for column in columns)
        self._raw, self._text = _Side(raw_starts, raw_ends), _Side(starts, ends)
        self._check()

    @classmethod
    def identity(cls, length: int) -> Alignment:
        """The alignment of a text with itself."""
        return cls(length, length)

    @property
    def table(self) -> Offsets:
        """The edits as an array of the shape (edits, 4), in the order of `Edit`'s fields."""
        return np.stack([self._raw.starts, self._raw.ends, self._text.starts, self._text.ends], 1)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The places where the texts differ, in order."""
        return tuple(Edit(*row) for row in self.table.tolist())

    def __len__(self) -> int:
        """The number of edits."""
        return len(self._raw.starts)

    def __eq__(self, other: object) -> bool:
        """Whether both map the same lengths by the same edits."""
        if not isinstance(other, Alignment):
            return NotImplemented
        same = (self.raw_length, self.length) == (other.raw_length, other.length)
        return same and np.array_equal(self.table, other.table)

    def __hash__(self) -> int:
        return hash((self.raw_length, self.length, self.table.tobytes()))

    def __repr__(self) -> str:
        return f"Alignment({self.raw_length}, {self.length}, {self.edits})"

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The span of the raw text behind `text[start:end]`."""
        _within(start, end, self.length)
        (low,), (high,) = self.to_raw_all([start], [end])
        return int(low), int(high)

    def from_raw(self, start: int, end: int) -> tuple[int, int]:
        """The span of the repaired text that `raw[start:end]` became."""
        _within(start, end, self.raw_length)
        (low,), (high,) = self.from_raw_all([start], [end])
        return int(low), int(high)

    def to_raw_all(self, starts: ArrayLike, ends: ArrayLike) -> tuple[Offsets, Offsets]:
        """`to_raw` of many spans, unchecked."""
        low = _opening(np.asarray(starts, np.int64), self._text, self._raw)
        return low, np.maximum(low, _closing(np.asarray(ends, np.int64), self._text, self._raw))

    def from_raw_all(self, starts: ArrayLike, ends: ArrayLike) -> tuple[Offsets, Offsets]:
        """`from_raw` of many spans, unchecked."""
        low = _opening(np.asarray(starts, np.int64), self._raw, self._text)
        return low, np.maximum(low, _closing(np.asarray(ends, np.int64), self._raw, self._text))

    def then(self, later: Alignment) -> Alignment:
        """This alignment followed by `later`, whose raw text is this one's text.

        Raises ValueError where the lengths differ.
        """
        if later.raw_length != self.length:
            raise ValueError(f"lengths differ: {self.length}, {later.raw_length}")
        if not len(self) or not len(later):
            return Alignment(self.raw_length, later.length, (later if len(later) else self).table)
        starts, ends = _merged(self._text, later._raw)
        edits = np.stack(
            [
                _closing(starts, self._text, self._raw),
                _opening(ends, self._text, self._raw),
                _closing(starts, later._raw, later._text),
                _opening(ends, later._raw, later._text),
            ],
            1,
        )
        return Alignment(self.raw_length, later.length, edits)

    def _check(self) -> None:
        ends = np.concatenate([[0], self._text.ends]), np.concatenate([[0], self._raw.ends])
        gaps = np.append(self._text.starts, self.length) - ends[0]
        raw_gaps = np.append(self._raw.starts, self.raw_length) - ends[1]
        wrong = (gaps != raw_gaps) | (gaps < 0)
        wrong[:-1] |= (self._raw.ends < self._raw.starts) | (self._text.ends < self._text.starts)
        if wrong.any():
            at = int(wrong.argmax())
            edit = self.edits[at] if at < len(self) else (self.raw_length, self.length)
            raise ValueError(f"edit {edit} does not follow position {int(ends[1][at])}, {int(ends[0][at])}")


def from_edits(raw: str, replacements: Iterable[tuple[int, int, str]]) -> tuple[str, Alignment]:
    """Apply replacements (raw_start, raw_end, new text), in order and apart; the text and its alignment.

    Replacements that change nothing leave no edit.
    """
    pieces: list[str] = []
    spans: list[tuple[int, int, int]] = []
    at = 0
    for start, end, new in replacements:
        if raw[start:end] != new:
            pieces += (raw[at:start], new)
            spans.append((start, end, len(new)))
            at = end
    text = "".join([*pieces, raw[at:]])
    starts, ends, sizes = np.array(spans, np.int64).reshape(-1, 3).T
    shifts = np.cumsum(sizes - (ends - starts))
    new_ends = ends + shifts
    return text, Alignment(len(raw), len(text), np.stack([starts, ends, new_ends - sizes, new_ends], 1))


def _within(start: int, end: int, length: int) -> None:
    if not 0 <= start <= end <= length:
        raise ValueError(f"span {start}, {end} lies outside 0..{length}")


def _opening(at: Offsets, side: _Side, other: _Side) -> Offsets:
    """Where the character at `at` begins on the other side: behind what was inserted or dropped there."""
    return _across(at, np.searchsorted(side.starts, at, "right") - 1, (side, other), up=False)


def _closing(at: Offsets, side: _Side, other: _Side) -> Offsets:
    """Where the character before `at` ends on the other side: before what was inserted or dropped there."""
    return _across(at, np.searchsorted(side.starts, at, "left") - 1, (side, other), up=True)


def _across(at: Offsets, edit: Offsets, sides: tuple[_Side, _Side], *, up: bool) -> Offsets:
    """The place on the other side, given the last edit before (-1: none); within an edit in proportion."""
    side, other = sides
    if not len(side.starts):
        return at.copy()
    start, end, other_start, other_end = (column[edit] for column in (side.starts, side.ends, other.starts, other.ends))
    scaled = (at - start) * (other_end - other_start)
    width = np.maximum(end - start, 1)
    inside = other_start + (-(-scaled // width) if up else scaled // width)
    return np.where(edit < 0, at, np.where(at >= end, other_end + at - end, inside))


def _merged(*sides: _Side) -> tuple[Offsets, Offsets]:
    """The union of all spans; spans that only touch stay apart unless one of them is empty."""
    starts, ends = (np.concatenate([getattr(side, name) for side in sides]) for name in ("starts", "ends"))
    order = np.lexsort((ends, starts))
    starts, ends = starts[order], ends[order]
    reached = np.maximum.accumulate(ends)
    touching = np.isin(starts[1:], starts[starts == ends]) & (starts[1:] == reached[:-1])
    begins = np.append(True, ~((starts[1:] < reached[:-1]) | touching))
    last = np.append(np.flatnonzero(begins[1:]), len(starts) - 1)
    return starts[begins], reached[last]
