"""Strokes that swell with every photocopy: thinned again, so that marks come off their letters and points are points.

A stroke's width is twice its area by its outline, and is compared with the x-height: print has 0.13 to 0.26 (own
measure: 60 pages of archive scans, bold heads and all), a third photocopy 0.30 to 0.40.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.components import binary
from pipeline.x_height import x_height

Grey = NDArray[np.uint8]

_SWOLLEN = 0.275  # of the x-height
_LEAST = 6.0  # pixels: less can't spare the two that go
_BAND = (0.25, 0.5)  # of the page's height: enough to measure
_CROSS: Any = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))


def is_swollen(grey: Grey) -> bool:
    """Whether the strokes of a page (0 = ink) are too thick for the size of its letters."""
    band = grey[slice(*(round(share * grey.shape[0]) for share in _BAND))]
    wide = stroke_width(band) if band.size else 0.0
    return wide >= _LEAST and wide > _SWOLLEN * x_height(binary(grey))


def stroke_width(grey: Grey) -> float:
    """The mean width of the strokes in pixels; 0 without ink."""
    ink = cv2.threshold(grey, 127, 1, cv2.THRESH_BINARY_INV)[1]
    area = cv2.countNonZero(ink)
    outline = area - cv2.countNonZero(cv2.erode(ink, _CROSS))
    return 2 * area / outline if outline else 0.0


def thinned(grey: Grey) -> Grey:
    """The page with its strokes a pixel thinner on every side."""
    return np.asarray(cv2.dilate(grey, _CROSS), np.uint8)
