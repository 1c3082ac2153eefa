"""Components become printed lines: letters that stand side by side, with the marks that belong to them.

Vietnamese puts a tone above a hat above a letter: engines that cut a line at its capitals' height lose
the tone. Here each mark goes to the line whose base line it suits, and a line's image holds its own ink only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.components import Components, Ints
from pipeline.medians import median
from pipeline.model import Box
from pipeline.segments import PlacedWord, segments

Floats = NDArray[np.float64]
Line = tuple[float, float]
"""Slope and level of a base line: `slope * x + level` in pixels."""

# All in x-heights. Heights are above the base line, negative below it.
_BLANK = 2.2  # letters of one line stand closer
_LOWEST_MARK, _HIGHEST_MARK = -0.45, 2.6
_DOT = -0.33  # a dot below or a comma lies higher: what is lower is rather a mark of the next line
_BODY = 1.45  # what lies lower belongs to letters of this line, what lies higher are stacked marks
_STACKED = 2.0  # the tone of a capital with a hat stands about so high, hardly higher
_BESIDE = 3.0  # a bullet's dash stands so far from the letters
_CLOSEST_LINES = 1.9
_SMALLEST_AREA = 0.012  # of the x-height's square
_MOST_SMEARS = 1500  # runs of letters; a page of print with a wide table has a third of it
_FITTED = 0.12
_LEAST_FITTED, _LEAST_WIDTH = 6, 10


@dataclass(frozen=True)
class InkLine:
    """A printed line: its components, and its base line `slope * x + level` in pixels."""

    members: Ints
    slope: float
    level: float


def find_lines(found: Components) -> list[InkLine]:
    """The printed lines of a page, from top to bottom; cells of a table row are lines of their own."""
    groups = _grouped(found, _seeds(found))
    if not groups:
        return []
    groups, fits = _without_loose_marks(found, groups, _fits(found, groups))
    groups, fits = _released(found, groups, fits)
    members = _with_marks(found, groups, fits)
    lines = [InkLine(m, slope, level) for m, (slope, level) in zip(members, fits, strict=True)]
    return sorted(lines, key=lambda line: found.top[line.members].min())


def _seeds(found: Components) -> Ints:
    """For each component the number of the smear of letter bodies that it lies in; 0 for none."""
    owner = np.zeros(len(found.left), np.int64)
    letters = np.flatnonzero(found.is_letter)
    if len(letters):
        left, high = found.left[letters] - found.left[letters].min(), found.height[letters]
        top = found.top[letters] + (0.3 * high).astype(int)
        bottom = found.bottom[letters] - (0.25 * high).astype(int)  # a letter without what reaches up and down
        row = _row_without_blanks(top, bottom, found.labels.shape[0])
        top, bottom, right = row[top], row[bottom - 1] + 1, left + found.width[letters]
        smear = _smear(left, top, right, bottom, found.x_height)
        owner[letters] = cv2.connectedComponents(smear)[1][(top + bottom) // 2, (left + right) // 2]
    return owner


def _row_without_blanks(top: Ints, bottom: Ints, high: int) -> Ints:
    """Where each of a page's rows lies if of the blank ones between the bodies of letters only every first is kept."""
    change = np.bincount(top, minlength=high + 1) - np.bincount(bottom, minlength=high + 1)
    is_inked = np.cumsum(change)[:high] > 0
    return np.cumsum(is_inked | np.append(False, is_inked[:-1])) - 1


def _smear(left: Ints, top: Ints, right: Ints, bottom: Ints, x_height: float) -> NDArray[np.uint8]:
    """The bodies of letters (255) with the blanks between those of one line."""
    bodies = np.zeros((int(bottom.max()) + 1, int(right.max()) + 1), np.uint8)
    for x0, y0, x1, y1 in zip(left.tolist(), top.tolist(), right.tolist(), bottom.tolist(), strict=True):
        bodies[y0:y1, x0:x1] = 255
    smear = cv2.morphologyEx(bodies, cv2.MORPH_CLOSE, np.ones((1, max(int(_BLANK * x_height), 2)), np.uint8))
    smear = cv2.morphologyEx(smear, cv2.MORPH_OPEN, np.ones((max(2, int(0.25 * x_height)), 1), np.uint8))
    return np.asarray(smear, np.uint8)


def _grouped(found: Components, owner: Ints) -> list[Ints]:
    """The letters of each line: smears that follow each other on a line are one."""
    owned = np.flatnonzero(owner)
    order = owned[np.argsort(owner[owned], kind="stable")]
    smears = np.split(order, np.flatnonzero(np.diff(owner[order])) + 1) if len(order) else []
    smears = sorted(smears, key=len, reverse=True)[:_MOST_SMEARS]
    placed = [PlacedWord(str(number), _typical_box(found, members)) for number, members in enumerate(smears)]
    return [np.concatenate([smears[int(word.text)] for word in line.words]) for line in segments(placed)]


def _typical_box(found: Components, members: Ints) -> Box:
    return Box(
        float(found.left[members].min()),
        median(found.top[members]),
        float(found.right[members].max()),
        median(found.bottom[members]),
    )


def _fits(found: Components, groups: Sequence[Ints]) -> list[Line]:
    return [_fit(found, members) for members in groups]


def _fit(found: Components, members: Ints) -> Line:
    """The base line through the lower ends of most letters; level where there are few."""
    middles = found.left[members] + found.width[members] / 2
    ends = found.bottom[members].astype(float)
    if len(members) < _LEAST_FITTED or np.ptp(middles) < _LEAST_WIDTH * found.x_height:
        return 0.0, median(ends)
    line = _regression(middles, ends)
    for _ in range(4):
        off = np.abs(ends - (line[0] * middles + line[1]))
        near = off <= max(_FITTED * found.x_height, median(off))
        before, line = line, _regression(middles[near], ends[near])
        if line == before:
            break
    return line


def _regression(x: Floats, y: Floats) -> Line:
    """Slope and level of the line of least squares through points that do not all stand in one column."""
    middle, height = float(x.mean()), float(y.mean())
    apart = x - middle
    slope = float(apart @ (y - height)) / max(float(apart @ apart), 1e-9)
    return slope, height - slope * middle


def _without_loose_marks(
    found: Components, groups: Sequence[Ints], fits: Sequence[Line]
) -> tuple[list[Ints], list[Line]]:
    """The groups, with their base lines, that are no bold line's marks: too close above a longer line to be one."""
    slopes, levels = np.array(fits).T
    left = np.array([found.left[members].min() for members in groups])
    right = np.array([found.right[members].max() for members in groups])
    wide, is_line = right - left, np.ones(len(groups), bool)
    for at in np.argsort(wide):
        middle = (left[at] + right[at]) / 2
        above = slopes * middle + levels - (slopes[at] * middle + levels[at])
        shared = np.minimum(right, right[at]) - np.maximum(left, left[at])
        close = (above > -found.x_height) & (above < _CLOSEST_LINES * found.x_height)
        is_low = median(found.height[groups[at]]) <= 1.3 * found.x_height
        is_line[at] = not (is_low and (is_line & close & (wide > 1.5 * wide[at]) & (shared > 0.5 * wide[at])).any())
    kept = np.flatnonzero(is_line).tolist()
    return [groups[at] for at in kept], [fits[at] for at in kept]


def _released(found: Components, groups: Sequence[Ints], fits: Sequence[Line]) -> tuple[list[Ints], list[Line]]:
    """The groups, with their base lines, without marks of the line below that hang between their letters' tails."""
    kept, lines = [], []
    for members, (slope, level) in zip(groups, fits, strict=True):
        base = slope * (found.left[members] + found.width[members] / 2) + level
        hangs = found.top[members] > base - 0.1 * found.x_height
        has_marks = hangs.any() and not hangs.all()
        kept.append(members[~hangs] if has_marks else members)
        lines.append(_fit(found, kept[-1]) if has_marks else (slope, level))
    return kept, lines


def _with_marks(found: Components, groups: Sequence[Ints], fits: Sequence[Line]) -> list[Ints]:
    """Each line's letters and the small components that suit its base line better than any other's."""
    x_height = found.x_height
    is_small = (found.height < 1.6 * x_height) & (found.width < 6 * x_height)
    is_small &= found.area >= max(4.0, _SMALLEST_AREA * x_height**2)
    is_small[[0, *np.concatenate(groups)]] = False
    small = np.flatnonzero(is_small)
    across, down = (found.left + found.width / 2)[small], (found.top + found.height / 2)[small]
    slopes, levels = np.array(fits).T
    heights = (np.outer(across, slopes) + levels - down[:, None]) / x_height
    left = np.array([found.left[members].min() for members in groups]) - _BESIDE * x_height
    right = np.array([found.right[members].max() for members in groups]) + _BESIDE * x_height
    fits_in = (across[:, None] > left) & (across[:, None] < right)
    fits_in &= (heights >= _LOWEST_MARK) & (heights <= _HIGHEST_MARK)
    stacked = 1.0 + 2.0 * np.maximum(heights - _STACKED, 0.0)
    unlikely = np.where(heights > _BODY, stacked, np.where(heights < _DOT, 1.2, 0.0))
    cost = np.where(fits_in, unlikely + 0.1 * np.abs(heights - 0.7), np.inf)
    best = cost.argmin(axis=1)
    has_line = np.isfinite(cost.min(axis=1))
    return [np.concatenate([members, small[has_line & (best == at)]]) for at, members in enumerate(groups)]
