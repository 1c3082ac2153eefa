"""What a page image is like before it is read: its kind, paper, noise and light; nothing is changed here.

All measures are taken on the grey image at its own resolution or reduced, in a few hundredths of a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.ink import LEAST_SHARE, ColourInk, find_colour
from pipeline.labelling import labelled
from pipeline.reduce import reduced, to_side

Image = NDArray[np.uint8]

_LOW_SIDE, _MAP = 600, 0.25  # pixels of the longer side where print is removed, and of that the map of the paper
_DARK_BORDER = 110
_SPECK_AREA = 1.5e-6  # of the page's pixels: 13 pixels on A4 at 300 dpi, half the dot of an i
_UNCLEAR = (0.1, 0.5)  # shares of specks in a part that the whole band may contradict (none of 222 pages outside)
_FEW, _SOME = 19, 60  # spots
_INK = 128


class Tone(StrEnum):
    """What the pixels can be."""

    BILEVEL = "bilevel"
    GREY = "grey"
    COLOUR = "colour"


@dataclass(frozen=True)
class PageLook:
    """The measures of a page.

    `paper` is the usual grey of the paper (0..255), `shade` how much its corners and middle differ from it, `backdrop`
    a small map of its brightness, `specks` the share of all spots of ink that are dust, `border` whether the page's rim
    is dark.
    """

    tone: Tone
    paper: int
    shade: int
    backdrop: Image
    specks: float
    border: bool
    colour: ColourInk | None


def look(image: Image) -> PageLook:
    """The look of a page: RGB (height × width × 3) or grey (height × width)."""
    colour = find_colour(image) if image.ndim == 3 else None
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) if image.ndim == 3 else image, np.uint8)
    backdrop = paper(grey)
    usual = int(np.median(backdrop))
    shade = int(usual - np.percentile(backdrop[_inner(backdrop)], 2))
    tone = _tone(grey, colour)
    return PageLook(tone, usual, shade, backdrop, _specks(grey), _dark_rim(grey), colour)


def paper(grey: Image) -> Image:
    """A small map of the paper's brightness, the print removed (closing, then a median)."""
    closed = np.asarray(cv2.morphologyEx(to_side(grey, _LOW_SIDE), cv2.MORPH_CLOSE, np.ones((11, 11))), np.uint8)
    return np.asarray(cv2.medianBlur(reduced(closed, _MAP), 5), np.uint8)


def _inner(backdrop: Image) -> tuple[slice, slice]:
    """The page without its rim, where scanners leave black strips."""
    high, wide = backdrop.shape
    return slice(high // 20, high - high // 20), slice(wide // 20, wide - wide // 20)


def _tone(grey: Image, colour: ColourInk | None) -> Tone:
    if colour is not None and colour.share > LEAST_SHARE:
        return Tone.COLOUR
    sample = grey[::7, ::7]
    extreme = float(((sample < 8) | (sample > 247)).mean())
    return Tone.BILEVEL if extreme > 0.995 else Tone.GREY


def _specks(grey: Image) -> float:
    """The share of specks in a band of the page; its middle half is enough where that is clear."""
    high, most = grey.shape[0], max(2.0, _SPECK_AREA * grey.size)
    band = grey[high // 4 : max(high // 2, 1)]
    share, spots = _share_of_specks(band[len(band) // 4 : len(band) * 3 // 4], most)
    if spots >= _SOME and not _UNCLEAR[0] < share < _UNCLEAR[1]:
        return share
    share, spots = _share_of_specks(band, most)
    return share if spots >= _FEW else 0.0


def _share_of_specks(part: Image, most: float) -> tuple[float, int]:
    """The share of spots of ink that have at most so many pixels, and how many spots there are."""
    _, stats = labelled(part < _INK)
    small = stats[1:, cv2.CC_STAT_AREA] <= most
    return float(small.mean()) if len(small) else 0.0, len(small)


def _dark_rim(grey: Image) -> bool:
    """Whether one of the four edges is mostly dark."""
    edges = (grey[:, :4], grey[:, -4:], grey[:4], grey[-4:])
    return any(float((edge < _DARK_BORDER).mean()) > 0.5 for edge in edges)
