"""The small angle by which a page is askew, and turning an image straight.

The rows of a straight page change most sharply from print to blank: the angle whose horizontal
profile does is searched on a small ink map (Postl's projection profile).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]

WIDEST = 6.0
"""Degrees that are searched to both sides; what is more is a turned page or no page."""

_SIDE = 1000  # pixels of the ink map's longer side; half of it for the first search
_COARSE, _MIDDLE, _FINE = 0.5, 0.15, 0.05
_LEAST_INK = 0.002
_GRAIN = 16.0  # grey levels by which paper differs from itself
_QUARTER = {0: None, 90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


@dataclass(frozen=True, slots=True)
class Skew:
    """`degrees` counter-clockwise straighten the page; `gain` is how much sharper its rows become (1 = not at all)."""

    degrees: float
    gain: float


def find_skew(grey: Image) -> Skew:
    """The skew of a grey page (height × width, 0 = ink); 0 degrees for a page with hardly any ink."""
    ink = _ink(grey)
    if ink.mean() < _LEAST_INK * 255:
        return Skew(0.0, 1.0)
    small = np.asarray(cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    best = _sharpest(small, np.arange(-WIDEST, WIDEST + _COARSE / 2, _COARSE))
    best = _sharpest(ink, best + np.arange(-_COARSE, _COARSE + _MIDDLE / 2, _MIDDLE))
    best = _sharpest(ink, best + np.arange(-2, 3) * _FINE)
    return Skew(round(best, 2), _sharpness(ink, best) / max(_sharpness(ink, 0.0), 1e-9))


def _sharpest(ink: NDArray[Any], angles: NDArray[Any]) -> float:
    return float(max(angles, key=lambda angle: _sharpness(ink, float(angle))))


def straightened(image: Image, degrees: float) -> Image:
    """The image turned counter-clockwise about its middle, of the same size; the corners repeat the border."""
    high, wide = image.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    turned = cv2.warpAffine(image, turn, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, np.uint8)


def turned(image: Image, clockwise: int) -> Image:
    """The image turned by 0, 90, 180 or 270 degrees clockwise; raises KeyError for another angle."""
    code = _QUARTER[clockwise]
    return image if code is None else np.asarray(cv2.rotate(image, code), np.uint8)


def _ink(grey: Image) -> NDArray[Any]:
    scale = _SIDE / max(grey.shape)
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    level = max(float(np.median(small)) - _GRAIN, 0.0)
    return np.asarray(np.clip(level - small, 0, 255), np.uint8)


def _sharpness(ink: NDArray[Any], degrees: float) -> float:
    high, wide = ink.shape
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    rows = cv2.warpAffine(ink, turn, (wide, high)).sum(1, dtype=np.int64).astype(np.float64)
    return float(((rows[1:] - rows[:-1]) ** 2).sum())
