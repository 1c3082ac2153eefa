"""Where paragraphs begin among full-width printed lines, by geometry alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import quantiles

from pipeline.segments import Segment, union, word_height

_GAP = 1.22  # of the page's usual pitch of lines
_WINDOW = 8  # lines above and below that show the margins, so that a skewed page has them too


@dataclass(frozen=True)
class PrintedLine:
    """The segments of one printed line, from left to right."""

    segments: tuple[Segment, ...]

    @property
    def x0(self) -> float:
        """The left end."""
        return self.segments[0].box.x0

    @cached_property
    def x1(self) -> float:
        """The right end."""
        return max(s.box.x1 for s in self.segments)

    @cached_property
    def baseline(self) -> float:
        """The height on the page on which its letters stand, of its longest segment."""
        return max(self.segments, key=lambda s: s.box.x1 - s.box.x0).baseline

    @property
    def is_capitals(self) -> bool:
        """Whether all its letters are capitals."""
        return " ".join(s.key_text for s in self.segments).isupper()


def begins(lines: Sequence[PrintedLine]) -> list[bool]:
    """For each line whether a paragraph begins there; the first one always does."""
    if not lines:
        return []
    height = word_height([word for line in lines for s in line.segments for word in s.words])
    pitch, everywhere = _pitch(lines, height), union(s.box for line in lines for s in line.segments)
    found = [True]
    for index in range(1, len(lines)):
        near = lines[max(0, index - _WINDOW) : index + _WINDOW + 1]
        margins = _margins(near, everywhere.x1 - everywhere.x0)
        found.append(_is_break(lines[index - 1], lines[index], margins, height, pitch))
    return found


def _pitch(lines: Sequence[PrintedLine], height: float) -> float:
    """The usual distance between the lines of a paragraph: the lower of the distances seen."""
    steps = [b.baseline - a.baseline for a, b in pairwise(lines) if 0.8 * height < b.baseline - a.baseline < 4 * height]
    if len(steps) < 2:
        return 2 * height
    return quantiles(steps, n=4, method="inclusive")[0]


def _margins(near: Sequence[PrintedLine], width: float) -> tuple[float, float]:
    """The left and right ends of lines, of a page with print so wide, that are not short."""
    long = [line for line in near if line.x1 - line.x0 > 0.5 * width] or list(near)
    return min(line.x0 for line in long), max(line.x1 for line in long)


def _is_break(
    before: PrintedLine, line: PrintedLine, margins: tuple[float, float], height: float, pitch: float
) -> bool:
    left, right = margins
    if line.baseline - before.baseline > _GAP * pitch:
        return True
    centred = _is_centred(line, margins, height)
    if centred or _is_centred(before, margins, height):
        return not (centred and _is_centred(before, margins, height) and before.is_capitals == line.is_capitals)
    first = line.segments[0].words[0].box
    would_fit = before.x1 + (first.x1 - first.x0) + 0.8 * height < right
    return would_fit or line.x0 - left > 1.2 * height


def _is_centred(line: PrintedLine, margins: tuple[float, float], height: float) -> bool:
    left, right = margins
    inset = min(line.x0 - left, right - line.x1)
    return inset > 2.5 * height and abs((line.x0 + line.x1) - (left + right)) < 3 * height
