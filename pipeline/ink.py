"""Colours of a scan: seals, stamps and pens in red or blue are taken off, black print below them stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.medians import median_level

Image = NDArray[np.uint8]

LEAST_SHARE = 0.0004
"""Of the page's pixels: less coloured ink than a third of a small stamp is not worth a step."""

_CHROMA = 48  # difference of the channels: scanners give black print fringes of up to 40
_DARK = 96  # in its brightest channel: ink is black there, whatever lies over it
_GROWN = 5  # pixels at 300 dpi: the pale edge of a stroke goes with it


@dataclass(frozen=True, slots=True)
class ColourInk:
    """Where coloured ink lies (height × width) and its share of the page."""

    mask: NDArray[np.bool_]
    share: float


def find_colour(image: Image) -> ColourInk:
    """The coloured ink of an RGB page (height × width × 3); a page of one colour as a whole has none."""
    red, green, blue = cv2.split(image)
    highest, lowest = cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)
    chroma = np.asarray(cv2.subtract(highest, lowest), np.uint8)
    mask = np.asarray(chroma > _CHROMA + int(median_level(chroma[::4, ::4])))
    return ColourInk(mask, float(mask.mean()))


def without_colour(image: Image, ink: ColourInk) -> Image:
    """The page in grey, coloured ink as paper: black print under a red or blue stroke stays black.

    Under a stroke the brightest channel tells print from paper, for a coloured ink is bright in its own colour.
    """
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)
    red, green, blue = cv2.split(image)
    brightest = cv2.max(cv2.max(red, green), blue)
    kernel: Any = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_GROWN, _GROWN))
    stroke = cv2.dilate(ink.mask.astype(np.uint8), kernel).astype(bool) & (brightest > _DARK)
    paper = np.uint8(median_level(grey[::4, ::4]))
    grey[stroke] = np.where(ink.mask[stroke], paper, brightest[stroke])
    return grey
