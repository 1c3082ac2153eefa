"""A page in grey becomes the images of its printed lines, each with its place on the page.

Pages are scaled so that their small letters are 20 pixels high: this is the least at which marks stay apart from
letters, and larger images only take longer (own measure: 20, 24 and 28 pixels read alike, 17 worse).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.components import Components, Ink, find_components, ink_of
from pipeline.line_finder import InkLine, find_lines
from pipeline.line_images import LineImage, line_image
from pipeline.model import Box

Grey = NDArray[np.uint8]

WANTED_X_HEIGHT = 20.0
_NEAR_ENOUGH = (0.85, 1.12)  # scaling by so little blurs more than it helps
_LARGEST_SCALE = 3.0
_MOST_PIXELS = 40_000_000  # an enlarged page stays below
_ASCENT, _DESCENT, _SIDE = 1.64, 0.43, 0.1
"""What the second engine's own boxes hold, in x-heights from the base line (own measure on 600 lines)."""


@dataclass(frozen=True)
class PageLine:
    """A printed line: where its ink lies, its image, and its box in pixels for an engine that cuts it out itself."""

    ink: InkLine
    image: LineImage
    box: Box


@dataclass(frozen=True)
class PageLines:
    """The lines of a page from top to bottom, and the components that they were found on."""

    grey: Grey
    components: Components
    lines: tuple[PageLine, ...]


def scale_for_reading(grey: Grey, known: Ink | None = None) -> float:
    """By how much a grey page, whose ink may be `known`, is to be scaled; 1 where its print is right or it has none."""
    if min(grey.shape) < 2:
        return 1.0
    small = (known or ink_of(grey)).x_height
    by = min(WANTED_X_HEIGHT / small, _LARGEST_SCALE, max((_MOST_PIXELS / grey.size) ** 0.5, 1.0))
    return 1.0 if _NEAR_ENOUGH[0] <= by <= _NEAR_ENOUGH[1] else by


def scaled(grey: Grey, by: float) -> Grey:
    """The page at another scale."""
    if by == 1.0:
        return grey
    how = cv2.INTER_AREA if by < 1 else cv2.INTER_CUBIC
    size = (max(1, round(grey.shape[1] * by)), max(1, round(grey.shape[0] * by)))
    return np.asarray(cv2.resize(grey, size, interpolation=how), np.uint8)


def page_lines(grey: Grey, known: Ink | None = None) -> PageLines:
    """The lines of an upright grey page (height × width, 0 = ink), whose ink may be `known`."""
    found = find_components(grey, known)
    lines = (_line(grey, found, ink) for ink in find_lines(found))
    return PageLines(grey, found, tuple(line for line in lines if line is not None))


def _line(grey: Grey, found: Components, ink: InkLine) -> PageLine | None:
    image = line_image(grey, found, ink)
    if image is None:
        return None
    left, right = float(found.left[ink.members].min()), float(found.right[ink.members].max())
    base, unit = ink.slope * (left + right) / 2 + ink.level, found.x_height
    box = Box(left - _SIDE * unit, base - _ASCENT * unit, right + _SIDE * unit, base + _DESCENT * unit)
    return PageLine(ink, image, box)
