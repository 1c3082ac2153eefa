"""Page images made smaller to be looked at: fast, and without the moiré of plain sampling.

OpenCV averages two pixels by two quickly, other whole numbers eight times and sizes in between thirty times more
slowly, so pages are first halved and the rest, at most another half, is interpolated (own measure on an A4 page of 200
dots an inch).
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]


def reduced(image: Image, scale: float) -> Image:
    """The image (height × width) by `scale`, at least one pixel each way; as it is where `scale` is 1 or more."""
    if scale >= 1:
        return image
    high, wide = image.shape[:2]
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    halved = _averaged(image, 2 ** int(math.log2(1 / scale)))
    return np.asarray(cv2.resize(halved, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def reduced_evenly(image: Image, scale: float) -> tuple[Image, float]:
    """The image (height × width) reduced by the whole number that is nearest to `scale`, and its scale then."""
    by = max(1, round(1 / scale))
    return _averaged(image, by), 1 / by


def darkest(image: Image, side: int) -> Image:
    """The darkest grey of each small square of a page whose noise was averaged first; its longer side is `side` to
    twice as many pixels, or what the image has."""
    halvings = int(math.log2(max(1.0, max(image.shape) / side)))
    means = _averaged(image, 2 ** (halvings - 1)) if halvings else image
    if not halvings or min(means.shape) < 2:
        return means
    return np.ascontiguousarray(cv2.erode(means, np.ones((2, 2), np.uint8), anchor=(0, 0))[:-1:2, :-1:2])


def _averaged(image: Image, by: int) -> Image:
    """Means of squares of `by` pixels; what is left over at the right and lower edge is cut off."""
    by = min(by, *image.shape[:2])
    while by % 2 == 0:
        image, by = _mean(image, 2), by // 2
    return _mean(image, by)


def _mean(image: Image, by: int) -> Image:
    if by <= 1:
        return image
    high, wide = (side // by for side in image.shape[:2])
    return np.asarray(cv2.resize(image[: high * by, : wide * by], (wide, high), interpolation=cv2.INTER_AREA), np.uint8)


def to_side(image: Image, side: int) -> Image:
    """The image with its longer side at most `side` pixels."""
    return reduced(image, min(1.0, side / max(image.shape)))
