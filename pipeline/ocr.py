"""The reader interface: what makes placed words of a page image."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.segments import PlacedWord


class Reader(Protocol):
    """What reads an image: any engine that gives words with boxes."""

    def read(self, grey: NDArray[np.uint8], dpi: float) -> list[PlacedWord]:
        """The words of a page (height × width, 0 = black) of `dpi`, boxes in points; raises a KehoachError."""
        ...
