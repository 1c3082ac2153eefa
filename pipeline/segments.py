"""Words become segments: runs of words on one printed line without a gap as wide as a gutter.

All lengths are PDF points on the upright page, origin top left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from statistics import median

from pipeline.model import Box

_GUTTER = 1.8  # of the usual word height: justified lines have wide blanks too
_SAME_LINE = 0.5  # share of the lower word's height that must overlap
_CORE = 0.25  # marks above and tails below reach into the next lines
_TALL = 2.2  # of the usual word height: what is taller is a rule, a seal or several lines read as one word
_LAST_WORDS = 5
_OFTEN = 16  # words after which lines that have ended are left out
_LEAST_LINES, _LEAST_FLAT = 4, 4
_LEVEL, _STEEPEST = 0.001, 0.1  # a page is neither straightened for less nor for more
_DEEP = set("gpqyjQJ,;()[]{}/|_ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ")  # these reach below the base line
_TAIL = 0.22  # of the height of a word that has tails


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word as a reader gives it: its text, its box on the upright page, its confidence (0..1)."""

    text: str
    box: Box
    confidence: float | None = None


@dataclass(frozen=True)
class Segment:
    """A run of words from left to right that stand on one line; never empty."""

    words: tuple[PlacedWord, ...]
    usual: float

    @cached_property
    def box(self) -> Box:
        """The union of the words' boxes."""
        return union(word.box for word in self.words)

    @cached_property
    def core(self) -> tuple[float, float]:
        """The vertical range without what reaches up and down: two lines never share it."""
        top, bottom = _extent([word.box for word in self.words], self.usual)
        inset = _CORE * (bottom - top)
        if bottom - top > _TALL * self.usual:
            inset = (bottom - top - self.usual / 2) / 2
        return top + inset, bottom - inset

    @cached_property
    def middle(self) -> float:
        """The height on the page of the line's middle."""
        return sum(self.core) / 2

    @cached_property
    def baseline(self) -> float:
        """The height on the page on which the letters stand."""
        flat = [word.box.y1 for word in self.words if _is_flat(word.text)]
        if flat:
            return median(flat)
        return _extent([word.box for word in self.words], self.usual)[1] - _TAIL * self.usual

    @cached_property
    def key_text(self) -> str:
        """The words joined by one blank."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def confidence(self) -> float:
        """The mean confidence of the words; 1 where the reader gives none."""
        known = [word.confidence for word in self.words if word.confidence is not None]
        return sum(known) / len(known) if known else 1.0


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of `boxes` (at least one)."""
    corners = [(box.x0, box.y0, box.x1, box.y1) for box in boxes]
    x0, y0, x1, y1 = zip(*corners, strict=True)
    return Box(min(x0), min(y0), max(x1), max(y1))


def word_height(words: Iterable[PlacedWord]) -> float:
    """The usual height of a word: the median over words that hold letters, 10 points without any."""
    heights = [word.box.y1 - word.box.y0 for word in words if _has_letters(word.text)]
    return max(median(heights), 1.0) if heights else 10.0


@lru_cache(maxsize=1 << 14)
def _has_letters(text: str) -> bool:
    """Whether a word holds letters or digits."""
    return any(map(str.isalnum, text))


@lru_cache(maxsize=1 << 14)
def _is_flat(text: str) -> bool:
    """Whether a word stands on the base line: it holds letters, and none of its signs reaches below."""
    return _has_letters(text) and _DEEP.isdisjoint(text)


def segments(words: Sequence[PlacedWord]) -> list[Segment]:
    """The segments of a page, by their tops; every word is in exactly one."""
    usual = word_height(words)
    chains: list[_Chain] = []
    waiting: list[_Chain] = []  # those that end so far to the left that no further word goes on with them are left out
    for number, word in enumerate(sorted(words, key=lambda w: (w.box.x0, w.box.y0))):
        left, top, bottom = word.box.x0 - _GUTTER * usual, word.box.y0, word.box.y1
        if number % _OFTEN == 0:
            waiting = [chain for chain in waiting if chain.last.x1 > left]
        near = [each for each in waiting if each.top < bottom and each.bottom > top and each.goes_on_with(word)]
        if near:
            nearest = near[0] if len(near) == 1 else min(near, key=lambda chain: chain.offset(word))
            nearest.append(word)
        else:
            waiting.append(_Chain(word, usual))
            chains.append(waiting[-1])
    return sorted((Segment(tuple(chain.words), usual) for chain in chains), key=lambda s: (s.middle, s.box.x0))


def levelled(words: Sequence[PlacedWord], lines: Iterable[Segment]) -> Sequence[PlacedWord]:
    """The words, in their order, moved up or down so that their `lines` are level; the same where they are."""
    slopes = [slope for segment in lines if (slope := _slope(segment)) is not None]
    slope = median(slopes) if len(slopes) >= _LEAST_LINES else 0.0
    if not _LEVEL < abs(slope) < _STEEPEST:
        return words
    return [PlacedWord(word.text, _moved(word.box, -slope * word.box.x0), word.confidence) for word in words]


def _slope(segment: Segment) -> float | None:
    """How far a long line sinks to its right, in points a point; None for a short one."""
    flat = [word.box for word in segment.words if _is_flat(word.text)]
    if len(flat) < _LEAST_FLAT:
        return None
    third = max(len(flat) // 3, 1)
    start, end = flat[:third], flat[-third:]
    run = median(b.x0 for b in end) - median(b.x0 for b in start)
    return (median(b.y1 for b in end) - median(b.y1 for b in start)) / run if run > 0 else None


def _moved(box: Box, by: float) -> Box:
    return Box(box.x0, box.y0 + by, box.x1, box.y1 + by)


def _extent(boxes: Sequence[Box], usual: float) -> tuple[float, float]:
    """Top and bottom of a line, as most of its words have them."""
    low, high = 0.5 * usual, _TALL * usual
    plain = [box for box in boxes if low < box.y1 - box.y0 <= high] or boxes
    if len(plain) == 1:
        return plain[0].y0, plain[0].y1
    return _middle(sorted([box.y0 for box in plain])), _middle(sorted([box.y1 for box in plain]))


def _middle(ordered: Sequence[float]) -> float:
    """The median of sorted numbers."""
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


class _Chain:
    """A segment as far as it is known; `top` and `bottom` are those of its last words."""

    __slots__ = ("bottom", "last", "latest", "top", "usual", "words")

    def __init__(self, word: PlacedWord, usual: float) -> None:
        self.words: list[PlacedWord] = []
        self.latest: list[Box] = []
        self.usual = usual
        self.append(word)

    def append(self, word: PlacedWord) -> None:
        """Go on with a word."""
        self.words.append(word)
        self.last = word.box
        self.latest = [*self.latest[1 - _LAST_WORDS :], word.box]
        self.top, self.bottom = _extent(self.latest, self.usual)

    def goes_on_with(self, word: PlacedWord) -> bool:
        """Whether the word goes on with the line, which ends to its left."""
        box, last, usual = word.box, self.last, self.usual
        if not -0.6 * usual < box.x0 - last.x1 < _GUTTER * usual:
            return False
        if max(last.y1 - last.y0, box.y1 - box.y0) > _TALL * usual:
            return False
        overlap = min(self.bottom, box.y1) - max(self.top, box.y0)
        return overlap > _SAME_LINE * min(self.bottom - self.top, box.y1 - box.y0)

    def offset(self, word: PlacedWord) -> float:
        """How far the word's middle lies from the line's, twice."""
        return abs(self.top + self.bottom - word.box.y0 - word.box.y1)
