"""The small angle by which a page is askew, and turning an image straight.

The rows of a straight page change most sharply from print to blank: the angle whose horizontal
profile does is searched on a small ink map (Postl's projection profile). Turning by a small angle moves narrow
upright strips up and down, so only the strips' profiles are moved, never the image.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.medians import median_level
from pipeline.reduce import reduced, to_side
from pipeline.standing import Profile, stands_upright

Image = NDArray[np.uint8]
Profiles = NDArray[np.float32]

WIDEST = 6.0
"""Degrees that are searched to both sides; what is more is a turned page or no page."""

_SIDE = 1000  # pixels of the ink map's longer side; half of it for the first search
_WIDE_STEPS: tuple[float, ...] = tuple(np.linspace(-WIDEST, WIDEST, 25).tolist())
_NEAR = 2.0  # degrees: most pages are askew by less
_NEAR_STEPS = tuple(angle for angle in _WIDE_STEPS if abs(angle) <= _NEAR)
_CLEAR = 3.0
"""How much sharper the best of the near angles must be than the median of them, for none to be sought beyond (own
measure on 277 pages, of which 55 turned by up to 6 degrees: 2.0 where the right angle lies beyond)."""
_STEPS = (0.3, 0.15, 0.1, 0.05)
_STRIP = 12  # pixels wide: turned by the widest angle, a line crosses a strip within a row
_LEAST_INK = 0.002
_GRAIN = 16.0  # grey levels by which paper differs from itself
_QUARTER = {0: None, 90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


@dataclass(frozen=True, slots=True)
class Skew:
    """`degrees` counter-clockwise straighten the page; `gain` is how much sharper its rows become (1 = not at all).

    `stands` tells that its lines show that it is upright; where it is False they leave that open.
    """

    degrees: float
    gain: float
    stands: bool = False


def find_skew(grey: Image) -> Skew:
    """The skew of a grey page (height × width, 0 = ink); 0 degrees for a page with hardly any ink."""
    ink = _ink(grey)
    if cv2.mean(ink)[0] < _LEAST_INK * 255:
        return Skew(0.0, 1.0)
    small, fine = _strips(reduced(ink, 0.5)), _strips(ink)
    best = _searched(small, fine)
    rows, columns = _rows(fine, best), cv2.reduce(ink, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32F)[0]
    gain = _sharpness(rows) / max(_sharpness(_rows(fine, 0.0)), 1e-9)
    return Skew(round(best, 2), gain, stands_upright(rows, columns))


def _searched(small: Profiles, fine: Profiles) -> float:
    """The angle that makes the rows sharpest: of all on the small strips, then ever nearer ones on the fine strips."""
    best = _nearly(small)
    sharpness = cache(lambda angle: _sharpness(_rows(fine, angle)))
    for step in _STEPS:
        best = max((best - step, best, best + step), key=sharpness)
    return best


def _nearly(strips: Profiles) -> float:
    """The sharpest of the wide steps."""
    near = {angle: _sharpness(_rows(strips, angle)) for angle in _NEAR_STEPS}
    best = max(near, key=near.__getitem__)
    if abs(best) < _NEAR and near[best] >= _CLEAR * median(near.values()):
        return best
    beyond = {angle: _sharpness(_rows(strips, angle)) for angle in _WIDE_STEPS if angle not in near}
    return max(_WIDE_STEPS, key=(near | beyond).__getitem__)


def straightened(image: Image, degrees: float) -> Image:
    """The image turned counter-clockwise about its middle, of the same size; the corners repeat the border."""
    high, wide = image.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    turned = cv2.warpAffine(image, turn, (wide, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, np.uint8)


def turned(image: Image, clockwise: int) -> Image:
    """The image turned by 0, 90, 180 or 270 degrees clockwise; raises KeyError for another angle."""
    code = _QUARTER[clockwise]
    return image if code is None else np.asarray(cv2.rotate(image, code), np.uint8)


def _ink(grey: Image) -> Image:
    small = to_side(grey, _SIDE)
    level = np.uint8(max(median_level(small[::3, ::3]) - _GRAIN, 0))
    return np.asarray(level - np.minimum(small, level))


def _strips(ink: Image) -> Profiles:
    """The ink's profiles (strips × rows) in upright strips."""
    wide = ink.shape[1]
    upto = cv2.integral(ink)[:, np.arange(0, wide + 1, _STRIP) if wide >= _STRIP else [0, wide]]
    return np.ascontiguousarray(np.diff(np.diff(upto, axis=0), axis=1).T, np.float32)


def _rows(strips: Profiles, degrees: float) -> Profile:
    """The ink in each row of the page when it is turned."""
    count, high = strips.shape
    fall = math.sin(math.radians(degrees)) * _STRIP  # from one strip to the next
    shear = np.array([[1.0, fall, -fall * (count - 1) / 2], [0.0, 1.0, 0.0]])
    moved = cv2.warpAffine(strips, shear, (high, count), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    return np.asarray(cv2.reduce(moved, 0, cv2.REDUCE_SUM)[0], np.float32)


def _sharpness(rows: Profile) -> float:
    """How much rows change from one to the next."""
    return float((np.diff(rows) ** 2).sum())
