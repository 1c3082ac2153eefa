"""Steps that make a scan easier to read; each is a pure function on a grey page, taken only where it is needed.

What is printed stays where it is: words found on a cleaned page lie on the same words of the scan, but for
the turns of `pipeline.upright`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.ink import LEAST_SHARE, without_colour
from pipeline.labelling import labelled
from pipeline.page_look import PageLook, Tone, look, paper
from pipeline.pale_ink import find_pale, without_pale

Image = NDArray[np.uint8]

_UNEVEN = 14  # grey levels between the paper's usual and its darkest part
_DARKEST_PAPER = np.uint8(40)  # what is darker is no paper: a photo, a border
_DUSTY = 0.25  # share of spots that are dust
_DUST = 8e-7  # of the page's pixels
_NEAR = 9  # pixels at 300 dpi within which a spot may be a tone mark of a letter
_RIM = 0.06  # of the page: how far inward a black border may reach
_DARK = 128


@dataclass(frozen=True)
class Step:
    """A step with its name, when a page needs it, and what it does."""

    name: str
    needed: Callable[[PageLook], bool]
    apply: Callable[[Image], Image]


def evened(grey: Image) -> Image:
    """The page with its paper equally white all over, divided by a map of the paper's brightness."""
    backdrop = cv2.resize(paper(grey), (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(backdrop, _DARKEST_PAPER), scale=250), np.uint8)


def without_border(grey: Image) -> Image:
    """The page without the black strips that a scanner leaves at the edges: dark shapes that touch the rim."""
    dark = np.asarray(grey < _DARK, np.uint8)
    high, wide = grey.shape
    reach_x, reach_y = max(2, int(wide * _RIM)), max(2, int(high * _RIM))
    rim = np.zeros_like(dark)
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    labels, stats = labelled(joined)
    edge = np.unique(
        np.concatenate([labels[:3].ravel(), labels[-3:].ravel(), labels[:, :3].ravel(), labels[:, -3:].ravel()])
    )
    for label in edge[edge > 0]:
        x, y, w, h = stats[label, :4]
        long = w > wide * 0.2 or h > high * 0.2
        thin = x + w <= reach_x or x >= wide - reach_x or y + h <= reach_y or y >= high - reach_y
        if long or thin:
            part = labels[y : y + h, x : x + w] == label
            rim[y : y + h, x : x + w] |= part.astype(np.uint8)
    inner = (slice(reach_y, high - reach_y), slice(reach_x, wide - reach_x))
    rim[inner] = 0
    cleaned = grey.copy()
    cleaned[cv2.dilate(rim, np.ones((5, 5), np.uint8)).astype(bool)] = 255
    return cleaned


def without_dust(grey: Image) -> Image:
    """The page without small spots that stand far from any letter; tone marks and full stops stand near one."""
    labels, stats = labelled(grey < _DARK)
    limit = max(3.0, _DUST * grey.size)
    small = stats[:, cv2.CC_STAT_AREA] <= limit * 3
    small[0] = True
    letters = ~small[labels]
    near = cv2.dilate(letters.astype(np.uint8), np.ones((2 * _NEAR + 1, 2 * _NEAR + 1), np.uint8)).astype(bool)
    spots = (labels > 0) & small[labels] & ~near
    cleaned = grey.copy()
    cleaned[cv2.dilate(spots.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool) & ~letters] = 255
    return cleaned


STEPS = (
    Step("evened", lambda seen: seen.tone is not Tone.BILEVEL and seen.shade > _UNEVEN, evened),
    Step("without_border", lambda seen: seen.border, without_border),
    Step("without_dust", lambda seen: seen.specks > _DUSTY, without_dust),
)


def clean(image: Image, leave_out: Collection[str] = ()) -> Image:
    """The page in grey after the steps that it needs; RGB (height × width × 3) or grey (height × width)."""
    return list(passes(image, leave_out))[-1][1]


def passes(image: Image, leave_out: Collection[str] = ()) -> Iterator[tuple[str, Image]]:
    """The name and the page after each step that is taken; the first is `grey`, the page as it came.

    Steps named in `leave_out` are not taken.
    """
    seen = look(image)
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) if image.ndim == 3 else image, np.uint8)
    page = grey
    yield "grey", grey
    if seen.colour is not None and seen.colour.share > LEAST_SHARE and "without_colour" not in leave_out:
        grey = without_colour(image, seen.colour)
        yield "without_colour", grey
    for step in STEPS:
        if step.needed(seen) and step.name not in leave_out:
            grey = step.apply(grey)
            yield step.name, grey
    if seen.tone is Tone.BILEVEL or "without_pale" in leave_out:
        return
    pale = find_pale(grey, seen.backdrop if grey is page else paper(grey))
    if pale is not None:
        yield "without_pale", without_pale(grey, pale)
