"""Turned and skewed pages set upright, and places on them mapped back to the page as it was scanned."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from trueocr.page import ORIENT_SIDE, PageEngine, orient_input

from pipeline.model import Box
from pipeline.reduce import to_side
from pipeline.skew import find_skew, straightened, turned

Image = NDArray[np.uint8]

_SURE = 0.9
"""Least probability of a quarter turn: a wrong turn loses the page, and nearly all pages are upright."""

_LEAST_SKEW = 0.25  # degrees: below it a page is read better as it is, for lines are straightened one by one as well
_LEAST_GAIN = 1.05


@dataclass(frozen=True)
class Upright:
    """A grey page set upright: first turned `clockwise` (0, 90, 180, 270), then by `degrees` counter-clockwise."""

    image: Image
    clockwise: int
    degrees: float

    def unskewed(self, box: Box, width: float, height: float) -> Box:
        """Where a box on the straight page lies on the turned one that is still askew, for a page of that size.

        Boxes of words keep their size: the angle is small.
        """
        if not self.degrees:
            return box
        sine, cosine = self._turn
        x, y = (box.x0 + box.x1) / 2 - width / 2, (box.y0 + box.y1) / 2 - height / 2
        shift_x = x * cosine - y * sine - x
        shift_y = x * sine + y * cosine - y
        return Box(box.x0 + shift_x, box.y0 + shift_y, box.x1 + shift_x, box.y1 + shift_y)

    @cached_property
    def _turn(self) -> tuple[float, float]:
        """The sine and the cosine of the angle."""
        angle = math.radians(self.degrees)
        return math.sin(angle), math.cos(angle)


def set_upright(grey: Image, engine: PageEngine) -> Upright:
    """The page upright, as far as the turn (a network's guess where the lines leave it open) and the skew are sure."""
    skew = find_skew(grey)
    clockwise = 0 if skew.stands else quarter_turn(grey, engine)
    page = turned(grey, clockwise)
    if clockwise:
        skew = find_skew(page)
    if abs(skew.degrees) < _LEAST_SKEW or skew.gain < _LEAST_GAIN:
        return Upright(page, clockwise, 0.0)
    return Upright(straightened(page, skew.degrees), clockwise, skew.degrees)


def quarter_turn(grey: Image, engine: PageEngine) -> int:
    """Degrees clockwise that set a page upright: 0 where no turn is sure."""
    chances = engine.orient.run(None, {"x": orient_input(to_side(grey, ORIENT_SIDE))[None, None]})[0][0]
    turn = int(chances.argmax())
    return 90 * turn if turn in (1, 2, 3) and chances[turn] > _SURE else 0
