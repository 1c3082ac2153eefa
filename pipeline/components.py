"""The connected components of a page's ink, and which of them are letters.

Lengths are pixels. The x-height is the height of small letters, the most frequent height of all: it is
the measure for everything else, so that nothing depends on the resolution.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.labelling import Labels, labelled
from pipeline.long_runs import long_runs
from pipeline.x_height import x_height

Grey = NDArray[np.uint8]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_MOST = 40_000  # an A3 page of print with its dust has half as many
_RULE = 7  # x-heights: a straight stroke as long is a rule of a table or under a heading
_THIN = 0.3  # x-heights


@dataclass(frozen=True)
class Components:
    """Components by their number; number 0 is the paper.

    `labels` (height × width) holds each pixel's number; the others are one value a component.
    """

    labels: Labels
    left: Ints
    top: Ints
    width: Ints
    height: Ints
    area: Ints
    x_height: float
    is_letter: Flags

    @cached_property
    def right(self) -> Ints:
        """The first column behind each component."""
        return self.left + self.width

    @cached_property
    def bottom(self) -> Ints:
        """The first row below each component."""
        return self.top + self.height

    @cached_property
    def boxes(self) -> Ints:
        """A row for each component: left, top, right, bottom."""
        return np.stack([self.left, self.top, self.right, self.bottom], axis=1)


@dataclass(frozen=True)
class Ink:
    """The ink (255) of a page on its paper (0), height × width, and its x-height."""

    pixels: Grey
    x_height: float


def ink_of(grey: Grey) -> Ink:
    """The ink of a grey page (height × width, 0 = black)."""
    pixels = binary(grey)
    return Ink(pixels, x_height(pixels))


def find_components(grey: Grey, known: Ink | None = None) -> Components:
    """The components of the ink of a grey page (height × width, 0 = black), its long rules taken out.

    `known` is the page's ink where that was looked at before.
    A page with far more components than print has is smoothed first; if it still has, it is no print: none.
    """
    known = known or ink_of(grey)
    ink, small = known.pixels, known.x_height
    labels, stats = labelled(without_rules(ink, small))
    if len(stats) > _MOST:
        labels, stats = labelled(np.asarray(cv2.medianBlur(ink, 5), np.uint8))
    if len(stats) > _MOST:
        labels, stats = labelled(np.zeros_like(ink))
    left, top, width, height, area = stats[:, :5].astype(np.int64).T
    letter = (
        (height >= 0.7 * small)
        & (height <= 2.6 * small)
        & (width >= 0.1 * small)
        & (width <= 25 * small)
        & (area >= 0.06 * small**2)
    )
    letter[0] = False
    return Components(labels, left, top, width, height, area, small, letter)


def binary(grey: Grey) -> Grey:
    """The ink (255) on the paper (0), by Otsu's threshold."""
    return np.asarray(cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1], np.uint8)


def without_rules(ink: Grey, x_height: float) -> Grey:
    """The ink without long thin straight strokes."""
    cleaned = ink.copy()
    length, thin = max(int(_RULE * x_height), 3), max(int(_THIN * x_height), 2)
    for is_level in (True, False):
        rules = long_runs(ink, length, is_level)
        if not cv2.countNonZero(rules):
            continue
        x0, y0, wide, high = cv2.boundingRect(rules)
        here = slice(max(y0 - 1, 0), y0 + high + 1), slice(max(x0 - 1, 0), x0 + wide + 1)
        part = np.ascontiguousarray(rules[here])
        thick = cv2.dilate(cv2.morphologyEx(part, cv2.MORPH_OPEN, np.ones((thin, thin), np.uint8)), np.ones((3, 3)))
        cleaned[here][(part > 0) & (thick == 0)] = 0
    return cleaned
