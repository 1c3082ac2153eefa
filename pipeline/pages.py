"""A page before it is read: its size, its text layer if it has one, its pixels on demand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.errors import DamagedFileError, OverLimitError
from pipeline.layout import PlacedWord
from pipeline.ruled import RuledTable

Pixels = NDArray[np.uint8]

POINTS = 72  # PDF points to the inch


class Page(Protocol):
    """A page of a PDF or image file. Sizes are in points of the upright page."""

    @property
    def number(self) -> int:
        """The page's number, counted from 1."""

    @property
    def width(self) -> float:
        """The width in points."""

    @property
    def height(self) -> float:
        """The height in points."""

    def layer(self) -> list[PlacedWord]:
        """The words of the text layer; empty for images."""

    def tables(self) -> list[RuledTable]:
        """The tables whose rules are drawn in the page; empty for images."""

    def is_blank(self) -> bool:
        """Whether the page bears no print: less ink than half a word's."""

    def image(self, dpi: float) -> Image.Image:
        """The page's pixels at about `dpi`; an image's own pixels where it has fewer.

        Raises OverLimitError before anything is rasterised.
        """

    def pixels(self, dpi: float) -> Pixels:
        """The same as numbers: height × width where it is grey, or height × width × 3."""


def check_pixels(width: float, height: float, limit: int) -> None:
    """Raise OverLimitError where a page of `width` x `height` pixels is over the limit."""
    if width * height > limit:
        raise OverLimitError(
            f"A page of {width:,.0f} x {height:,.0f} pixels is over the limit of {limit:,} pixels.",
            "Scan it at a lower resolution, or raise KEHOACH_MAX_PIXELS.",
        )


@dataclass(frozen=True, slots=True)
class BrokenPage:
    """A page that its file cannot give; whatever is asked of it raises DamagedFileError."""

    number: int
    cause: str
    width: float = 0.0
    height: float = 0.0

    def layer(self) -> list[PlacedWord]:
        """Raises DamagedFileError."""
        raise DamagedFileError(self.cause)

    def tables(self) -> list[RuledTable]:
        """Raises DamagedFileError."""
        raise DamagedFileError(self.cause)

    def is_blank(self) -> bool:
        """Raises DamagedFileError."""
        raise DamagedFileError(self.cause)

    def image(self, dpi: float) -> Image.Image:
        """Raises DamagedFileError."""
        raise DamagedFileError(self.cause)

    def pixels(self, dpi: float) -> Pixels:
        """Raises DamagedFileError."""
        raise DamagedFileError(self.cause)
