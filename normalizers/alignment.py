"""Maps between a text and its repaired form.

An alignment is the list of places where the two differ; between them they are the same,
character by character. Alignments compose, so that each step of the repair makes its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """`raw[raw_start:raw_end]` became `text[start:end]`; either side may be empty."""

    raw_start: int
    raw_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """A monotone and complete map between a raw text and a text made from it.

    `edits` are in order and do not overlap; what lies between two edits has the same length on
    both sides. Raises ValueError where that does not hold.
    """

    raw_length: int
    length: int
    edits: tuple[Edit, ...] = ()
    _raw_starts: list[int] = field(init=False, repr=False, compare=False)
    _raw_ends: list[int] = field(init=False, repr=False, compare=False)
    _starts: list[int] = field(init=False, repr=False, compare=False)
    _ends: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        raw_at = at = 0
        for edit in (*self.edits, Edit(self.raw_length, self.raw_length, self.length, self.length)):
            gap, raw_gap = edit.start - at, edit.raw_start - raw_at
            if gap != raw_gap or gap < 0 or edit.raw_end < edit.raw_start or edit.end < edit.start:
                raise ValueError(f"edit {edit} does not follow position {raw_at}, {at}")
            raw_at, at = edit.raw_end, edit.end
        for name in ("raw_start", "raw_end", "start", "end"):
            object.__setattr__(self, f"_{name}s", [getattr(edit, name) for edit in self.edits])

    @classmethod
    def identity(cls, length: int) -> Alignment:
        """The alignment of a text with itself."""
        return cls(length, length)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The span of the raw text behind `text[start:end]`."""
        _check(start, end, self.length)
        low = _opening(start, self._starts, self._ends, self._raw_starts, self._raw_ends)
        high = _closing(end, self._starts, self._ends, self._raw_starts, self._raw_ends)
        return low, max(low, high)

    def from_raw(self, start: int, end: int) -> tuple[int, int]:
        """The span of the repaired text that `raw[start:end]` became."""
        _check(start, end, self.raw_length)
        low = _opening(start, self._raw_starts, self._raw_ends, self._starts, self._ends)
        high = _closing(end, self._raw_starts, self._raw_ends, self._starts, self._ends)
        return low, max(low, high)

    def then(self, later: Alignment) -> Alignment:
        """This alignment followed by `later`, whose raw text is this one's text.

        Raises ValueError where the lengths differ.
        """
        if later.raw_length != self.length:
            raise ValueError(f"lengths differ: {self.length}, {later.raw_length}")
        blocks = _merge([(e.start, e.end) for e in self.edits], [(e.raw_start, e.raw_end) for e in later.edits])
        mine = (self._starts, self._ends, self._raw_starts, self._raw_ends)
        theirs = (later._raw_starts, later._raw_ends, later._starts, later._ends)
        edits = tuple(
            Edit(_closing(s, *mine), _opening(e, *mine), _closing(s, *theirs), _opening(e, *theirs)) for s, e in blocks
        )
        return Alignment(self.raw_length, later.length, edits)


def from_edits(raw: str, replacements: Iterable[tuple[int, int, str]]) -> tuple[str, Alignment]:
    """Apply replacements (raw_start, raw_end, new text), in order and apart; the text and its alignment.

    Replacements that change nothing leave no edit.
    """
    pieces: list[str] = []
    edits: list[Edit] = []
    raw_at = at = 0
    for raw_start, raw_end, new in replacements:
        pieces.append(raw[raw_at:raw_start])
        at += raw_start - raw_at
        if raw[raw_start:raw_end] != new:
            edits.append(Edit(raw_start, raw_end, at, at + len(new)))
        pieces.append(new)
        raw_at, at = raw_end, at + len(new)
    pieces.append(raw[raw_at:])
    text = "".join(pieces)
    return text, Alignment(len(raw), len(text), tuple(edits))


def _check(start: int, end: int, length: int) -> None:
    if not 0 <= start <= end <= length:
        raise ValueError(f"span {start}, {end} lies outside 0..{length}")


def _opening(at: int, starts: list[int], ends: list[int], other_starts: list[int], other_ends: list[int]) -> int:
    """Where the character at `at` begins on the other side: behind what was inserted or dropped there."""
    index = bisect_right(starts, at) - 1
    if index < 0:
        return at
    if at >= ends[index]:
        return other_ends[index] + at - ends[index]
    width, other_width = ends[index] - starts[index], other_ends[index] - other_starts[index]
    return other_starts[index] + (at - starts[index]) * other_width // width


def _closing(at: int, starts: list[int], ends: list[int], other_starts: list[int], other_ends: list[int]) -> int:
    """Where the character before `at` ends on the other side: before what was inserted or dropped there."""
    index = bisect_left(starts, at) - 1
    if index < 0:
        return at
    if at >= ends[index]:
        return other_ends[index] + at - ends[index]
    width, other_width = ends[index] - starts[index], other_ends[index] - other_starts[index]
    return other_starts[index] - (-(at - starts[index]) * other_width // width)


def _merge(*groups: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The union of all spans; spans that only touch stay apart unless one of them is empty."""
    spans = sorted(span for group in groups for span in group)
    empty = {start for start, end in spans if start == end}
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and (start < merged[-1][1] or (start == merged[-1][1] and start in empty)):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
