"""The image of one printed line: its own ink on white, straight, with room for the marks above and below."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from pipeline.components import Components, Grey, Ints
from pipeline.labelling import Labels, among
from pipeline.line_finder import InkLine
from pipeline.model import Box

# In x-heights.
_ASCENT, _DESCENT = 1.5, 0.45  # every line image shows at least this much about its base line
_ROOM, _SIDE = 0.5, 0.36
_STEEP = 0.002  # a base line as level as this needs no straightening
_BLANK = 0.3  # letters of a word stand closer
_INK = 160

HEIGHT = 36
"""Pixels that Tesseract's network for lines sees of a line. Higher images it packs as PNG and reduces by itself, which
takes longer and reads no better (own measure: a seventh of its time, a quarter of the errors at 120 dots an inch)."""


_Shape = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class LineImage:
    """A line's image, the page's column of its left edge, its pixels a page pixel, the boxes of its ink on the page.

    `boxes` has a row for each component, from left to right: left, top, right, bottom in pixels; `blank` is how many
    pixels part two words at least.
    """

    image: Grey
    left: float
    scale: float
    boxes: Ints
    blank: float

    def on_page(self, left: float, right: float, following: float = math.inf) -> Box:
        """The page's box, in pixels, of a word whose ink lies between two columns of the image.

        Tesseract ends a word within its last letter, and one of 150 far behind it (own measure); it begins where it
        should. So a word reaches as far as its ink does before the column `following`, where the next one begins.
        """
        start, end, limit = (column / self.scale + self.left for column in (left, right, following))
        middles, shapes = self._shapes
        first, limit = bisect_left(middles, start), max(limit, start)
        end = self._end(min(end, limit), sorted(shapes[first : bisect_left(middles, limit)]))
        rows = shapes[first : bisect_right(middles, end)] or shapes
        return Box(start, min([top for _, top, _, _ in rows]), end, max([bottom for _, _, _, bottom in rows]))

    @cached_property
    def _shapes(self) -> tuple[list[float], list[_Shape]]:
        """The middle columns of the boxes, in order, and the boxes by them."""
        boxes: list[_Shape] = [tuple(box) for box in self.boxes.astype(float).tolist()]
        ordered = sorted(boxes, key=lambda box: box[0] + box[2])
        return [(left + right) / 2 for left, _, right, _ in ordered], ordered

    def _end(self, end: float, own: Sequence[_Shape]) -> float:
        """Where the ink of a word that an engine ends at a column has its end: behind it there is a blank."""
        if not own:
            return end
        for number, (left, _, right, _) in enumerate(own):
            if not number or left < end + self.blank:
                end = max(end, right)
        return min(end, max([right for _, _, right, _ in own]))


def line_image(grey: Grey, found: Components, line: InkLine) -> LineImage | None:
    """The image of `line` on the grey page that `found` was found on; None where no ink is left."""
    members, x_height = line.members, found.x_height
    boxes = found.boxes[members]
    (left, top), (right, bottom) = boxes[:, :2].min(axis=0).tolist(), boxes[:, 2:].max(axis=0).tolist()
    margin = int(_ROOM * x_height) + 2
    own = _own_ink(grey[top:bottom, left:right], found.labels[top:bottom, left:right], members, margin)
    middle = (left + right) / 2
    straight = _straight(own, line.slope, middle - left + margin)
    base = line.slope * middle + line.level - (top - margin)
    cut = _cut(straight, base, x_height)
    if cut is None:
        return None
    image, offset = cut
    scale = min(1.0, HEIGHT / image.shape[0])
    ordered = boxes[np.argsort(boxes[:, 0], kind="stable")]
    return LineImage(_reduced(image, scale), left - margin + offset, scale, ordered, _BLANK * x_height)


def _reduced(image: Grey, scale: float) -> Grey:
    if scale == 1.0:
        return image
    size = (max(1, round(image.shape[1] * scale)), HEIGHT)
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def _own_ink(grey: Grey, labels: Labels, members: Ints, margin: int) -> Grey:
    """The pixels of the components and of their soft edges; white elsewhere and in a margin around."""
    own = cv2.dilate(among(labels, members), np.ones((3, 3), np.uint8))
    inked = cv2.max(grey, cv2.bitwise_not(own))
    return np.asarray(cv2.copyMakeBorder(inked, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=255))


def _straight(image: Grey, slope: float, middle: float) -> Grey:
    """The image sheared so that its base line is level; the column `middle` stays in place."""
    if abs(slope) < _STEEP:
        return image
    shear = np.array([[1, 0, 0], [-slope, 1, slope * middle]], np.float32)
    size = (image.shape[1], image.shape[0])
    return np.asarray(cv2.warpAffine(image, shear, size, flags=cv2.INTER_CUBIC, borderValue=255), np.uint8)


def _cut(image: Grey, base: float, x_height: float) -> tuple[Grey, int] | None:
    """The line's rows and inked columns with room around them, and the first column's place in `image`."""
    rows, columns = (np.flatnonzero(image.min(axis=axis) < _INK) for axis in (1, 0))
    if not len(rows):
        return None
    first = round(min(rows[0], base - _ASCENT * x_height) - _ROOM * x_height)
    last = round(max(rows[-1] + 1, base + _DESCENT * x_height) + _ROOM * x_height)
    side = int(_SIDE * x_height)
    start, end = max(0, columns[0] - side), min(image.shape[1], columns[-1] + 1 + side)
    cut = np.full((last - first, end - start), 255, np.uint8)
    low, high = max(first, 0), min(last, image.shape[0])
    cut[low - first : high - first] = image[low:high, start:end]
    return cut, int(start)
