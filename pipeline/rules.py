"""The ruling lines of a page image: long level and upright strokes, found by morphology and taken out of the print."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.labelling import labelled
from pipeline.long_runs import long_runs
from pipeline.model import Box
from pipeline.reduce import reduced
from pipeline.ruled import Edge, RuledTable, ruled_tables

Grey = NDArray[np.uint8]

_POINTS = 72.0
_DPI = 150.0  # rules are long: a coarse image shows them
_INK = 175  # rules are thin: blurred or copied ones are grey
# Points. Stems of letters are shorter than the shortest border between two rows.
_LEAST_WIDE, _LEAST_HIGH, _THICKEST = 20.0, 12.5, 6.0
_HALO = 1  # pixels around a stroke that are grey with it


def find_edges(grey: Grey, dpi: float) -> list[Edge]:
    """The strokes of an upright page (0 = ink) that are as long and thin as rules; places in points."""
    level, upright, scale = _strokes(grey, dpi)
    return [*_edges(level, scale, is_level=True), *_edges(upright, scale, is_level=False)]


def find_tables(grey: Grey, dpi: float) -> list[RuledTable]:
    """The ruled tables of an upright page, from top to bottom; skew of more than a quarter degree hides them."""
    return ruled_tables(find_edges(grey, dpi))


def without_rules(grey: Grey, dpi: float, tables: Sequence[RuledTable]) -> Grey:
    """The page with the rules of its tables painted over: engines take them for letters."""
    return without_strokes(grey, dpi, [table.box for table in tables])


def without_strokes(grey: Grey, dpi: float, boxes: Sequence[Box]) -> Grey:
    """The page with what is long and thin as rules painted over in `boxes` (points)."""
    scale = dpi / _POINTS
    level, upright, _ = _strokes(grey, dpi)
    rules = cv2.dilate(cv2.bitwise_or(level, upright), np.ones((2 * _HALO + 1, 2 * _HALO + 1), np.uint8))
    rules = cv2.resize(rules, grey.shape[::-1], interpolation=cv2.INTER_NEAREST)
    inside = np.zeros_like(rules)
    for box in boxes:
        x0, y0 = (int(place * scale) - 4 for place in (box.x0, box.y0))
        x1, y1 = (int(place * scale) + 5 for place in (box.x1, box.y1))
        inside[max(y0, 0) : y1, max(x0, 0) : x1] = 1
    return np.where((rules > 0) & (inside > 0), np.uint8(255), grey).astype(np.uint8)


def _strokes(grey: Grey, dpi: float) -> tuple[Grey, Grey, float]:
    """Masks of the level and of the upright strokes, reduced, and their pixels a point."""
    share = min(1.0, _DPI / dpi)
    scale = share * dpi / _POINTS
    ink = np.asarray(cv2.threshold(reduced(grey, share), _INK - 1, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    level = long_runs(ink, max(2, round(_LEAST_WIDE * scale)), is_level=True)
    return level, long_runs(ink, max(2, round(_LEAST_HIGH * scale)), is_level=False), scale


def _edges(mask: Grey, scale: float, is_level: bool) -> list[Edge]:
    """The strokes of a mask that are thin as rules."""
    if not cv2.countNonZero(mask):
        return []
    x0, y0, across, down = cv2.boundingRect(mask)
    inked = mask[y0 : y0 + down, x0 : x0 + across]
    along = inked if is_level else np.ascontiguousarray(inked.T)  # so that strokes run from left to right
    first, top = (x0, y0) if is_level else (y0, x0)
    labels, stats = labelled(along)
    found = []
    for label, (x, y, wide, high, area) in enumerate(stats[1:].tolist(), 1):
        if area > _THICKEST * scale * wide:
            continue
        stroke = labels[y : y + high, x : x + wide] == label
        end = max(1, wide // 16)
        start, stop = top + y + _middle(stroke[:, :end]), top + y + _middle(stroke[:, -end:])
        left, right, near, far = (place / scale for place in (first + x, first + x + wide, start, stop))
        found.append(Edge(left, near, right, far, True) if is_level else Edge(near, left, far, right, False))
    return found


def _middle(stroke: NDArray[np.bool_]) -> float:
    """The mean row of the ink."""
    rows = np.nonzero(stroke)[0]
    return float(rows.mean()) + 0.5 if rows.size else stroke.shape[0] / 2
