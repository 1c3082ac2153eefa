"""Where the words of a line begin and end on its image.

The network says of a letter where it has seen enough of it, some columns about its middle; the blank between two words
is the widest between the last letter of the one and the first letter of the other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.line_engines import Grey
from pipeline.line_network.ctc import SpelledWord

_INK = 128


def columns_of(words: Sequence[SpelledWord], image: Grey, step: float) -> list[tuple[int, int]]:
    """The first column of each word and the one behind its last; `step` is in columns of the image."""
    ink = np.flatnonzero(image.min(axis=0) < _INK)
    first, last = (int(ink[0]), int(ink[-1]) + 1) if len(ink) else (0, image.shape[1])
    blanks = [_widest_blank(ink, word, following, step) for word, following in pairwise(words)]
    begins, ends = [first, *(end for _, end in blanks)], [*(begin for begin, _ in blanks), last]
    return [(begin, max(end, begin + 1)) for begin, end in zip(begins, ends, strict=True)][: len(words)]


def _widest_blank(ink: NDArray[np.intp], word: SpelledWord, following: SpelledWord, step: float) -> tuple[int, int]:
    """The first column of the blank between two words and the one behind its last."""
    start, end = int(word.letters[-1].start * step), math.ceil(following.letters[0].end * step)
    edges = np.concatenate([[start - 1], ink[(ink >= start) & (ink < end)], [end]])
    widest = int(np.diff(edges).argmax())
    return int(edges[widest]) + 1, int(edges[widest + 1])
