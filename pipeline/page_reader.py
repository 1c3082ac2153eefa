"""Reads an upright page line by line: Tesseract first, a second engine where it is unsure, both put together.

What only the second engine sees (print under a seal, white letters on a dark ground) is added where it is sure;
what only Tesseract sees stays where it is a word.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from normalizers import syllables
from normalizers.plausible import Plausibility
from pipeline.bullets import with_bullet
from pipeline.components import Ink, ink_of
from pipeline.letter_shapes import reshaped
from pipeline.line_engines import LineEngine, Recognised
from pipeline.line_fusion import alone, fuse
from pipeline.line_reader import LineReader, ReadLine
from pipeline.lost_hooks import has_odd_hook, with_hooks
from pipeline.model import Box
from pipeline.page_lines import Grey, PageLine, PageLines, page_lines, scale_for_reading, scaled
from pipeline.pen import doubted, without_pen
from pipeline.segments import PlacedWord
from pipeline.strokes import is_swollen, thinned

Words = Sequence[PlacedWord]

SURE = 0.93
"""Least confidence of every word of a line that is not read a second time (own measure on seven sorts of pages: at
0.96 as many words are wrong and the second engine takes 1.7 times as long; at 0.90 a sixth more are on real scans)."""

SURE_OF_SMALL = 0.96
"""The same where print is so small that the page is enlarged by `_ENLARGED` or more: the first engine is surer there
than it should be (own measure on 40 pages of 120 dpi: 78 words wrong at 0.93, 71 at 0.96 and above)."""

_ENLARGED = 1.4
_POINTS = 72.0
_LEAST_CONFIDENCE = 0.4  # a line below is a seal, a signature or dust
_FEW, _LEAST_CONFIDENCE_OF_FEW = 2, 0.8
_LONE_MARKS = frozenset("-–+x*")  # they fill cells of tables
_ALONE, _SURE_ALONE = 0.6, 0.5  # what remains of a word's confidence where the second engine sees no line
_ON_LINE, _COVERED, _WHOLE = 0.3, 0.5, 0.85  # shares of a line's length
_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Readings:
    """What the engines read on a page, in points, before it is put together.

    `first` has the first engine's words of each of the page's lines; `unseen` are the numbers of the lines that the
    second doesn't see, `again` holds those that it was asked for, `lost` the lines that only it sees. `scale` is points
    a pixel.
    """

    page: PageLines
    scale: float
    first: Sequence[Words]
    unseen: frozenset[int] = frozenset()
    again: Mapping[int, ReadLine] = field(default_factory=dict)
    lost: Sequence[ReadLine] = ()


@dataclass(frozen=True)
class PageReader:
    """A `Reader`. `second` is asked for the lines that `engine` is unsure of; `timeout` is in seconds a page.

    With `thinning` the first engine gets strokes that swelled on a photocopier thinned; the second reads them better
    as they are (own measure on 18 pages of third photocopies: 360 words wrong, both thinned 298, only the first 276).
    With `hooks` tones that both engines misread are mended by the words beside them (`pipeline.lost_hooks`).
    """

    engine: LineEngine
    second: LineReader | None
    language: Plausibility
    timeout: float = 120.0
    thinning: bool = True
    hooks: bool = True

    def read(self, grey: Grey, dpi: float) -> list[PlacedWord]:
        """An upright page's words; raises EngineMissingError, EngineCrashedError or EngineTimeoutError."""
        read = self.readings(grey, dpi)
        page, scale = read.page, read.scale
        found = [
            without_pen(_shaped(words, line, page, scale), first, line, page.components, scale)
            for words, first, line in zip(self._worded(self._fused(read)), read.first, page.lines, strict=True)
        ]
        return [*(word for words in found for word in words), *_lost(read)]

    def readings(self, grey: Grey, dpi: float) -> Readings:
        """What the engines read on an upright page; raises as `read` does."""
        ink = ink_of(grey)
        by = scale_for_reading(grey, ink)
        page, dpi = self._lines(grey, by, ink), dpi * by
        scale = _POINTS / dpi
        first = self._first(page, scale)
        if self.second is None:
            return Readings(page, scale, first)
        spots = self.second.detect(page.grey)
        seen = spots_of([line.box for line in page.lines], spots)
        read = [line.box for line, words in zip(page.lines, first, strict=True) if words]
        sure = SURE if by < _ENLARGED else SURE_OF_SMALL
        asked = [number for number in _unsure(first, sure, self.language) if seen[number]]
        lost = [spot for spot in spots if _covered(spot, read) < _COVERED]
        said = [" ".join(word.text for word in first[number]) for number in asked]
        again = self.second.read(page.grey, [*(box for number in asked if (box := seen[number])), *lost], dpi, said)
        unseen = frozenset(number for number, spot in enumerate(seen) if spot is None)
        return Readings(page, scale, first, unseen, dict(zip(asked, again, strict=False)), again[len(asked) :])

    def _worded(self, lines: Sequence[Words]) -> list[Words]:
        """The lines with the hooks that were read as acutes; a line's neighbours tell of its first and last words."""
        if not self.hooks:
            return list(lines)
        words = iter(with_hooks([word for line in lines for word in line], self.language))
        return [list(islice(words, len(line))) for line in lines]

    def _lines(self, grey: Grey, by: float, ink: Ink) -> PageLines:
        """The lines of a page scaled by `by`, their images with thinned strokes where it needs that."""
        page = scaled(grey, by)
        if not (self.thinning and is_swollen(grey)):
            return page_lines(page, ink if page is grey else None)
        return replace(page_lines(scaled(thinned(grey), by)), grey=page)

    def _first(self, page: PageLines, scale: float) -> list[Words]:
        """The first engine's words of each line; none of what is no print."""
        found = self.engine.recognise([line.image.image for line in page.lines], self.timeout)
        lines = [placed(line, words, scale) for line, words in zip(page.lines, found, strict=True)]
        return [() if is_noise(words) else words for words in lines]

    def _fused(self, read: Readings) -> list[Words]:
        """The lines with what the second engine says of them."""
        fused = [_doubted(words) if number in read.unseen else words for number, words in enumerate(read.first)]
        for number, line in read.again.items():
            fused[number] = fuse(read.first[number], line, self.language)
        return fused


def _lost(read: Readings) -> list[PlacedWord]:
    """The words of lines that only the second engine sees."""
    return [word for line in read.lost for word in doubted(alone(line))]


def placed(line: PageLine, words: Sequence[Recognised], scale: float) -> list[PlacedWord]:
    """What an engine reads on a line's image as words on the page, `scale` points a pixel."""
    begins = [*(word.left for word in words[1:]), math.inf]
    boxes = (line.image.on_page(w.left, w.right, begin) for w, begin in zip(words, begins, strict=False))
    return [
        PlacedWord(word.text, Box(box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale), word.confidence)
        for word, box in zip(words, boxes, strict=True)
    ]


def _shaped(words: Words, line: PageLine, page: PageLines, scale: float) -> list[PlacedWord]:
    """A line's words as the shapes of its ink have them."""
    return reshaped(with_bullet(words, line, page.components, scale), line, page.components, scale)


def is_noise(words: Words) -> bool:
    """Whether a line is a piece of a seal, of a signature or dust: unsure as a whole, or hardly any letter."""
    length = sum(len(word.text) for word in words)
    if not length:
        return True
    sure = sum(len(word.text) * (word.confidence or 0.0) for word in words) / length
    letters = sum(char.isalnum() for word in words for char in word.text)
    if letters == 0:
        return length > 1 or words[0].text not in _LONE_MARKS
    return sure < (_LEAST_CONFIDENCE if letters > _FEW else _LEAST_CONFIDENCE_OF_FEW)


def _unsure(lines: Sequence[Words], least: float, language: Plausibility) -> list[int]:
    """The numbers of the lines that are to be read again."""
    return [
        number
        for number, words in enumerate(lines)
        if words and (not _is_sure(words, least) or has_odd_hook(words, language))
    ]


def _is_sure(words: Words, least: float) -> bool:
    """Whether an engine is sure (at `least`) of every word of a line, and all may be Vietnamese."""
    return min(word.confidence or 0.0 for word in words) >= least and not any(
        syllables.weigh(run) == syllables.INVALID for word in words for run in _RUN.findall(word.text)
    )


def _doubted(words: Words) -> Words:
    """What stays of a line that the second engine does not see: words, less sure."""
    stand = [w for w in words if any(c.isalnum() for c in w.text) and (w.confidence or 0.0) > _SURE_ALONE]
    return [replace(word, confidence=_ALONE * (word.confidence or 0.0)) for word in stand]


def spots_of(lines: Sequence[Box], spots: Sequence[Box]) -> list[Box | None]:
    """Each line's box with the height that the second engine sees it in, where it sees print there.

    A spot that holds several lines, such as the parts before and after a wide dash, is each line's along that line;
    a letter alone, which touches the next line, is none.
    """
    found = [_spot_of(line, spots) for line in lines]
    held = Counter(spot for line, spot in zip(lines, found, strict=True) if line.x1 - line.x0 > line.y1 - line.y0)
    return [
        spot if spot is None or (held[spot] <= 1 and _is_whole(spot, line)) else Box(line.x0, spot.y0, line.x1, spot.y1)
        for line, spot in zip(lines, found, strict=True)
    ]


def _spot_of(line: Box, spots: Sequence[Box]) -> Box | None:
    near = [spot for spot in spots if _shared(spot, line) > _ON_LINE * min(spot.x1 - spot.x0, line.x1 - line.x0)]
    return max(near, key=lambda spot: _shared(spot, line), default=None)


def _is_whole(spot: Box, line: Box) -> bool:
    return _shared(spot, line) > _WHOLE * max(spot.x1 - spot.x0, line.x1 - line.x0)


def _covered(spot: Box, lines: Sequence[Box]) -> float:
    """The share of a spot's length that lines at its height cover."""
    return sum(_shared(spot, line) for line in lines) / max(spot.x1 - spot.x0, 1.0)


def _shared(a: Box, b: Box) -> float:
    """How many pixels of their length two boxes at the same height share; 0 where the heights differ."""
    if not b.y0 < (a.y0 + a.y1) / 2 < b.y1 and not a.y0 < (b.y0 + b.y1) / 2 < a.y1:
        return 0.0
    return max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0))
