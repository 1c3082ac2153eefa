"""Stamps of receipt in the head of a page: boxed, with `CÔNG VĂN ĐẾN` or `ĐẾN`, a number and a day by hand.

They are the receiver's, not the paper's: read as body text their number passes for the document's and their lines
break the title's. The form is that of Nghị định 30/2020/NĐ-CP, phụ lục IV (a frame of 35 × 50 mm); offices use
longer ones. A frame counts only where the words in it are those of such a stamp.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import partial_ratio

from normalizers.keys import fold
from pipeline.line_reader import LineReader
from pipeline.model import Box
from pipeline.ruled import Edge
from pipeline.rules import without_strokes

Grey = NDArray[np.uint8]

_POINTS = 72.0
_HEAD = 0.5  # of the page: stamps of receipt stand beside the number and the title
# Points
_WIDE, _HIGH = (90.0, 270.0), (32.0, 135.0)
_ALIGNED = 9.0  # how far the ends of a frame's strokes may miss each other
_BEYOND = 7.0  # how far a line of the stamp may stand over its frame
_ABOVE, _BELOW = 0.45, 0.2  # of a line's height: marks stand above and below what the reader takes for it
_SIDES = 0.45  # of a frame's height that upright strokes fill on one side
_WORDS = re.compile(r"cong\W*van\W*den|\bcv\W+den\b|(?:^|\n)\W*den\b|\b(?:so|ngay) den\b")
_PHRASES = ("kinh chuyen", "cong thong tin dien tu", "so va ky hieu ho so")
_ALIKE = 85.0  # of 100: small print of stamps is misread


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp of receipt: its frame and the printed lines that cross it (pixels), and what is read in it."""

    frame: Box
    crossing: tuple[Box, ...]
    text: str


def find_stamps(grey: Grey, edges: Sequence[Edge], dpi: float, reader: LineReader) -> tuple[Stamp, ...]:
    """The stamps of receipt of an upright page (0 = ink) with such `edges`, as `pipeline.rules` finds them."""
    head = grey[: max(1, round(_HEAD * grey.shape[0]))]
    scale = dpi / _POINTS
    above = [edge for edge in edges if edge.y0 * scale < len(head)]
    frames = [Box(*(round(v * scale) for v in (f.x0, f.y0, f.x1, f.y1))) for f in frames_of(above)]
    if not frames:
        return ()
    spots = reader.detect(head)
    found = (_stamp(frame, spots, head, dpi, reader) for frame in frames)
    return tuple(stamp for stamp in found if _is_receipt(fold(stamp.text)))


def without_stamps(grey: Grey, stamps: Sequence[Stamp], dpi: float) -> Grey:
    """The page without its stamps; lines of the text that run through a frame stay, its strokes over them go."""
    scale = _POINTS / dpi
    frames = [Box(s.frame.x0 * scale, s.frame.y0 * scale, s.frame.x1 * scale, s.frame.y1 * scale) for s in stamps]
    bare = without_strokes(grey, dpi, frames)
    cleaned = bare.copy()
    for stamp in stamps:
        frame = _cut(stamp.frame, grey)
        cleaned[frame] = np.uint8(np.percentile(grey[frame], 90))
        for place in (_cut(_with_marks(box), grey) for box in stamp.crossing):
            cleaned[place] = bare[place]
    return cleaned


def frames_of(edges: Sequence[Edge]) -> list[Box]:
    """The boxes (points) that two level strokes and an upright one at an end of both make, larger ones first."""
    level = [edge for edge in edges if edge.is_level and _WIDE[0] <= edge.length <= _WIDE[1]]
    upright = [edge for edge in edges if not edge.is_level]
    found: list[Box] = []
    for box in sorted(_boxes(level, upright), key=lambda box: (box.y0 - box.y1) * (box.x1 - box.x0)):
        if not any(_meet(box, other) for other in found):
            found.append(box)
    return found


def _boxes(level: Sequence[Edge], upright: Sequence[Edge]) -> Iterator[Box]:
    """Level strokes that begin or end at one upright stroke: the other ends may be worn off."""
    for one, other in combinations(sorted(level, key=lambda edge: edge.y0), 2):
        box = Box(min(one.x0, other.x0), min(one.y0, one.y1), max(one.x1, other.x1), max(other.y0, other.y1))
        if box.x1 - box.x0 > _WIDE[1] or not _HIGH[0] <= box.y1 - box.y0 <= _HIGH[1]:
            continue
        left = _side(box.x0, box, upright) if abs(one.x0 - other.x0) <= _ALIGNED else []
        right = _side(box.x1, box, upright) if abs(one.x1 - other.x1) <= _ALIGNED else []
        if left or right:
            ends = [box.y0, box.y1, *(y for edge in (*left, *right) for y in (edge.y0, edge.y1))]
            yield Box(box.x0, min(ends), box.x1, max(ends))


def _side(x: float, box: Box, upright: Sequence[Edge]) -> list[Edge]:
    """The upright strokes at a box's left or right side; none where they fill too little of it."""
    near = [e for e in upright if abs((e.x0 + e.x1) / 2 - x) <= _ALIGNED and e.y0 < box.y1 and box.y0 < e.y1]
    filled = sum(min(edge.y1, box.y1) - max(edge.y0, box.y0) for edge in near)
    return near if filled >= _SIDES * (box.y1 - box.y0) else []


def _is_receipt(text: str) -> bool:
    """Whether folded text is that of a stamp of receipt."""
    return bool(_WORDS.search(text)) or any(partial_ratio(phrase, text) >= _ALIKE for phrase in _PHRASES if text)


def _stamp(frame: Box, spots: Sequence[Box], head: Grey, dpi: float, reader: LineReader) -> Stamp:
    beyond = _BEYOND * dpi / _POINTS
    here = [spot for spot in spots if _meet(_with_marks(spot), frame)]
    inside = [spot for spot in here if _is_within(spot, frame, beyond)]
    crossing = tuple(spot for spot in here if spot not in inside)
    lines = reader.read(head, sorted(inside, key=lambda box: box.y0), dpi)
    text = "\n".join(" ".join(word.text for word in line.readings[0]) for line in lines)
    return Stamp(frame, crossing, text)


def _meet(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _is_within(line: Box, frame: Box, beyond: float) -> bool:
    """Whether a line lies in a frame, but for `beyond` pixels at its ends."""
    middle = (line.y0 + line.y1) / 2
    return frame.y0 < middle < frame.y1 and line.x0 > frame.x0 - beyond and line.x1 < frame.x1 + beyond


def _with_marks(line: Box) -> Box:
    """A line's box with the marks above and below its letters."""
    high = line.y1 - line.y0
    return Box(line.x0, line.y0 - _ABOVE * high, line.x1, line.y1 + _BELOW * high)


def _cut(box: Box, grey: Grey) -> tuple[slice, slice]:
    """The part of the page that a box covers."""
    y0, y1 = (min(max(round(y), 0), grey.shape[0]) for y in (box.y0, box.y1 + 1))
    x0, x1 = (min(max(round(x), 0), grey.shape[1]) for x in (box.x0, box.x1 + 1))
    return slice(y0, y1), slice(x0, x1)
