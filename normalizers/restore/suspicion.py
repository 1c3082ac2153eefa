"""Which words of good text are worth a second look: a handful among thousands, found on whole arrays.

A word is looked at where the trigram model is surprised (by it, or by the word behind it) and where some
partner, with its neighbours free to be slips as well, would suit the bigram model nearly as well as it does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizers.restore.language import LanguageModel
from normalizers.restore.listed import FAR
from normalizers.restore.words import BREAK, UNKNOWN

SURPRISE = 6.0  # nats of a word after its two neighbours
SLACK = 6.0  # nats by which the bigrams may speak against what two trigram models then find better

Ids = NDArray[np.int64]
Costs = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Readings:
    """What the words at some places may be: `lower` rows and `costs` of the shape (places, readings), FAR where none.

    The first reading is the word itself.
    """

    places: Ids
    lower: Ids
    costs: Costs


def surprising(rows: Ids, model: LanguageModel) -> Mask:
    """The words (rows of the model's vocabulary) that are unlikely where they stand, and those before them."""
    padded = np.concatenate([[BREAK, BREAK], rows])
    first, second, word = padded[:-2], padded[1:-1], padded[2:]
    costs = model.trigram(first, second, word, model.bigram(second, word), model.context(first, second))
    odd: Mask = (costs > SURPRISE) | (rows == UNKNOWN)
    odd[:-1] |= odd[1:]
    return odd


def gains(rows: Ids, readings: Readings, model: LanguageModel) -> Costs:
    """By how much the best other reading of each place beats the word itself in the bigram model, in nats.

    The words on both sides take what suits best of their own readings.
    """
    count, width = readings.costs.shape
    lower = np.full((len(rows) + 2, width), BREAK, np.int64)
    costs = np.full((len(rows) + 2, width), FAR, np.float32)
    lower[1:-1, 0], costs[:, 0] = rows, 0
    at = readings.places + 1
    lower[at], costs[at] = readings.lower, readings.costs
    pairs = _both(at - 1, at)
    possible = (costs[pairs] < FAR)[:, :, None] & (costs[pairs + 1] < FAR)[:, None, :]
    steps = np.zeros(possible.shape, np.float32)
    which, first, second = np.nonzero(possible)
    steps[which, first, second] = model.bigram(lower[pairs[which], first], lower[pairs[which] + 1, second])
    left = (steps + costs[pairs][:, :, None]).min(1)
    right = (steps + costs[pairs + 1][:, None, :]).min(2)
    behind = np.searchsorted(pairs, at)
    before = np.searchsorted(pairs, at - 1)
    total = left[before] + costs[at] + right[behind]
    return np.asarray(total[:, 0] - total[:, 1:].min(1)) if width > 1 else np.full(count, -FAR)


def _both(first: Ids, second: Ids) -> Ids:
    """The places of both, in order, each once."""
    held = np.zeros(int(second.max(initial=-1)) + 1, np.bool_)
    held[first] = held[second] = True
    return np.flatnonzero(held)
