"""Which damage a line of text has, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Damage(StrEnum):
    """What happened to a line between the print and the text.

    `none`: good Vietnamese, nothing to do. `slip`: good Vietnamese in which single words were misread
    (an OCR engine that knows Vietnamese). `mangled`: read by an engine that does not know Vietnamese
    letters (é, 6, w, ii, j in their place). `stripped`: all marks removed, the letters right.
    `legacy`: a font encoding (TCVN3, VNI) not yet decoded. `foreign`: another language. `noise`: no
    language at all. Only `slip`, `mangled` and `stripped` lines are changed by the restorer.
    """

    NONE = "none"
    SLIP = "slip"
    MANGLED = "mangled"
    STRIPPED = "stripped"
    LEGACY = "legacy"
    FOREIGN = "foreign"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The damage of one line and the probability (0..1) that this is its damage."""

    damage: Damage
    confidence: float
