"""The reader interface: what makes placed words of a page image."""

from __future__ import annotations

from typing import Protocol

from PIL import Image

from pipeline.segments import PlacedWord


class Reader(Protocol):
    """What reads an image: any engine that gives words with boxes."""

    def read(self, image: Image.Image, dpi: float) -> list[PlacedWord]:
        """The words of `image`, boxes in points at `dpi` pixels an inch; raises a KehoachError."""
        ...
