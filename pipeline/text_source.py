"""Which text of a page is used: its text layer, or what OCR reads.

A layer counts when it covers the printed text of the page and its words are Vietnamese. Both are
judged by content: archives hold layers with nothing but a seller's name, and layers of English OCR
engines that are as long as the page and worthless.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from PIL import Image

from normalizers import legacy, unicode
from normalizers.alignment import from_edits
from normalizers.syllables import share_valid
from pipeline.labelling import labelled
from pipeline.layout import PlacedWord
from pipeline.model import Decision, TextSource
from pipeline.pages import POINTS, Pixels
from pipeline.reduce import reduced

COVER_DPI = 50
"""At this resolution a printed line is about 7 pixels high: enough to see where ink lies."""

LEAST_COVER = 0.6
"""Share of the ink that must lie in the layer's words; seals, lines and pictures are the rest."""

LEAST_VALID = 0.75
"""Good layers stand above 0.9, English engines' readings below 0.3 (own observation on archives)."""

NO_LAYER = Decision(TextSource.OCR, 0.0, "no text layer")

Array = np.ndarray[Any, Any]

_INK, _LEAST_INK = 140, 12
_BANDS = 10
_MARGIN = 2
_LINE_HEIGHT = (2, 14)


def choose_text_source(words: Sequence[PlacedWord], image: Image.Image) -> Decision:
    """Decide for one page, given its layer's words and its pixels at about `COVER_DPI`.

    The score is the share of the printed text that the layer covers times the share of its words that
    are valid Vietnamese.
    """
    if not words:
        return NO_LAYER
    cover = covered(words, image)
    valid = share_valid(readable(" ".join(word.text for word in words)))
    score = cover * valid
    if cover < LEAST_COVER:
        reason = f"the layer's {len(words)} words cover {cover:.0%} of the page's print"
        return Decision(TextSource.OCR, score, reason)
    if valid < LEAST_VALID:
        return Decision(TextSource.OCR, score, f"{valid:.0%} of the layer's words are valid Vietnamese")
    reason = f"the layer covers {cover:.0%} of the print, {valid:.0%} of its words are valid Vietnamese"
    return Decision(TextSource.TEXT_LAYER, score, reason)


def readable(text: str) -> str:
    """The text as the repair will see it: font encodings decoded, composed, look-alikes replaced."""
    for step in (legacy.replacements, unicode.compose, unicode.lookalikes):
        text = from_edits(text, step(text))[0]
    return text


def covered(words: Sequence[PlacedWord], image: Image.Image) -> float:
    """The share (0..1) of the page's text-like ink that lies in the words' boxes; 1 on a page without any.

    Text-like are dark spots as high as letters; rules, pictures and scan borders are not.
    """
    ink = _letters(np.asarray(image.convert("L")))
    total = int(ink.sum())
    if not total:
        return 1.0
    mask = np.zeros(ink.shape, dtype=bool)
    scale = COVER_DPI / POINTS
    for word in words:
        x0, x1 = int(word.box.x0 * scale) - _MARGIN, int(word.box.x1 * scale) + _MARGIN + 1
        y0, y1 = int(word.box.y0 * scale) - _MARGIN, int(word.box.y1 * scale) + _MARGIN + 1
        mask[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = True
    return float((ink & mask).sum() / total)


def is_blank(image: Image.Image) -> bool:
    """Whether a page at `COVER_DPI` bears no print: less ink than half a word's."""
    return _inked(np.asarray(image.convert("L"))) < _LEAST_INK


def is_blank_scan(pixels: Pixels, dpi: float) -> bool:
    """The same of a scan (grey or RGB) at its own resolution, which is reduced only down to the first print."""
    inked, step = 0, math.ceil(pixels.shape[0] / _BANDS)
    for top in range(0, pixels.shape[0], step):
        band = reduced(pixels[top : top + step], COVER_DPI / dpi)
        inked += _inked(band if band.ndim == 2 else np.asarray(cv2.cvtColor(band, cv2.COLOR_RGB2GRAY)))
        if inked >= _LEAST_INK:
            return False
    return True


def _inked(grey: Array) -> int:
    return int((grey < _INK).sum())


def _letters(grey: Array) -> Array:
    labels, stats = labelled(grey < _INK)
    height, width = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    like = (height >= _LINE_HEIGHT[0]) & (height <= _LINE_HEIGHT[1]) & (width <= 12 * _LINE_HEIGHT[1])
    like[0] = False
    return np.asarray(like[labels], dtype=bool)
