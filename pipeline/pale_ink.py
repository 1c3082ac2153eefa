"""Pale ink on a page: watermarks across it, grey stamps, and print of the back that shows through.

Print is several times darker than such ink, so a level between both parts them: what is paler becomes paper, and
print that stands on it keeps its contrast. Only where pale ink was found is anything changed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.labelling import labelled
from pipeline.page_look import paper
from pipeline.reduce import darkest, to_side

Image = NDArray[np.uint8]

_SIDE = 1754  # pixels of the longer side that is looked at: A4 at 150 dpi
_LEAST_DROP, _LEAST_DEPTH = 14, 90  # grey levels below the paper: of any ink, and of print
_PALE = 0.6  # of the print's depth: what is darker is print
_NEAR = 5  # pixels around print that are grey with it
_STROKE = 3  # pixels: strokes of watermarks are wider than the soft edge of a letter
_REACH = 7
_RAMP = 25.0  # grey levels from what is taken away to what stays as it is
_LETTER = (5, 40)  # pixels high
_LEAST_LETTERS = 60
_LEAST_APART = 0.0005  # of the page's pixels that are pale, on pages that are looked at more closely
_LEAST_SHARE, _MOST_SHARE = 0.002, 0.3  # of the page's pixels; a photo is pale nearly everywhere
_SOFT = 3  # pixels: so far the soft edges of nearly all print reach
_GLIMPSE = 500  # pixels at least of the longer side of the page that is looked at first
_LEAST_GLIMPSED = 0.0012
"""Least share of the first look's squares that are pale and beside no print, for a second look (own measure: 0.0002 on
most pages without pale ink, 0.0034 and more on all 66 with it, of 253)."""


@dataclass(frozen=True, slots=True)
class PaleInk:
    """Where pale ink lies on a reduced page, how far below the paper (grey levels) it and the print reach."""

    mask: NDArray[np.bool_]
    drop: float
    depth: float


def find_pale(grey: Image, backdrop: Image) -> PaleInk | None:
    """The pale ink of a grey page (0 = ink); None where there is too little to harm, or no print to compare with.

    `backdrop` is the map of the page's paper.
    """
    if not _is_likely(grey, backdrop):
        return None
    drop = _below(backdrop, to_side(grey, _SIDE))
    depth = _depth(drop)
    if depth < _LEAST_DEPTH:
        return None
    apart = _apart(drop, depth)
    if cv2.countNonZero(apart) < _LEAST_APART * drop.size:
        return None
    broad = _broad(apart)
    if cv2.countNonZero(broad) + _most_letters(drop, depth) <= _LEAST_SHARE * drop.size:
        return None
    mask = (broad > 0) | _letters(drop, depth)
    if not _LEAST_SHARE < float(mask.mean()) < _MOST_SHARE:
        return None
    return PaleInk(mask, float(np.percentile(drop[mask], 95)), depth)


def without_pale(grey: Image, ink: PaleInk) -> Image:
    """The page with its pale ink as paper; print that lies on it is as dark as before."""
    reach = cv2.dilate(ink.mask.astype(np.uint8), np.ones((_REACH, _REACH), np.uint8))
    where = cv2.resize(reach, grey.shape[::-1], interpolation=cv2.INTER_NEAREST).astype(bool)
    backdrop = _enlarged(paper(grey), grey)[where].astype(np.float32)
    drop = backdrop - grey[where]
    cut = min(ink.drop + _LEAST_DROP / 2, _PALE * ink.depth)
    kept = drop * np.clip((drop - cut) / _RAMP, 0, 1)
    cleaned = grey.copy()
    cleaned[where] = np.where(drop > 0, np.clip(backdrop - kept, 0, 255), grey[where]).astype(np.uint8)
    return cleaned


def _is_likely(grey: Image, backdrop: Image) -> bool:
    """Whether a first look, at the darkest pixel of each small square, sees pale squares away from print."""
    drop = _below(backdrop, darkest(grey, _GLIMPSE))
    depth = _depth(drop)
    return depth >= _LEAST_DEPTH and cv2.countNonZero(_apart(drop, depth, 3)) > _LEAST_GLIMPSED * drop.size


def _below(backdrop: Image, grey: Image) -> Image:
    return np.asarray(cv2.subtract(_enlarged(backdrop, grey), grey), np.uint8)


def _enlarged(backdrop: Image, grey: Image) -> Image:
    return np.asarray(cv2.resize(backdrop, grey.shape[::-1], interpolation=cv2.INTER_LINEAR), np.uint8)


def _depth(drop: Image) -> float:
    """How far print lies below its paper: what a tenth of the ink exceeds; 0 without ink."""
    darker = np.cumsum(cv2.calcHist([drop], [0], None, [256], [0, 256])[::-1])  # pixels by depth, the deepest first
    ink = darker[254 - 2 * _LEAST_DROP]
    return float(255 - np.searchsorted(darker, ink / 10)) if ink > 50 else 0.0


def _apart(drop: Image, depth: float, near_by: int = _NEAR) -> Image:
    """What is pale (1) and no soft edge of print, which reaches over squares of `near_by` pixels."""
    near = cv2.dilate(_dark(drop, depth), np.ones((near_by, near_by), np.uint8))
    return np.asarray(cv2.subtract(_over(drop, _LEAST_DROP), near), np.uint8)


def _dark(drop: Image, depth: float) -> Image:
    """What is as dark as print (1)."""
    return _over(drop, math.ceil(_PALE * depth) - 1)


def _over(drop: Image, level: float) -> Image:
    """What lies more than `level` below the paper (1)."""
    return np.asarray(cv2.threshold(drop, level, 1, cv2.THRESH_BINARY)[1], np.uint8)


def _broad(apart: Image) -> Image:
    """Pale strokes (1) that are wider than the soft edges of print, and away from it."""
    return np.asarray(cv2.morphologyEx(apart, cv2.MORPH_OPEN, np.ones((_STROKE, _STROKE), np.uint8)), np.uint8)


def _most_letters(drop: Image, depth: float) -> int:
    """How many pixels pale shapes have at most: those that no dark one reaches through its own soft edge.

    That takes a third of the time of telling the shapes apart, and hardly any page needs more.
    """
    ink, reached = _over(drop, 1.5 * _LEAST_DROP), _dark(drop, depth)
    for _ in range(_SOFT):
        reached = np.asarray(cv2.min(cv2.dilate(reached, np.ones((3, 3), np.uint8)), ink), np.uint8)
    return cv2.countNonZero(ink) - cv2.countNonZero(reached)


def _letters(drop: Image, depth: float) -> NDArray[np.bool_]:
    """Pale shapes as high as letters that no dark one touches: print of the back; few are the page's own."""
    labels, stats = labelled(_over(drop, 1.5 * _LEAST_DROP))
    high = stats[:, cv2.CC_STAT_HEIGHT]
    pale = (high >= _LETTER[0]) & (high <= _LETTER[1])
    pale[labels[_dark(drop, depth) > 0]] = False
    pale[0] = False
    return np.asarray(pale[labels]) if pale.sum() > _LEAST_LETTERS else np.zeros(drop.shape, np.bool_)
