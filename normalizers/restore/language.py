"""Trigram language models with backoff, held in bucketed hash tables and looked up by arrays.

An n-gram is kept as a 16-bit fingerprint and 8-bit costs (negative natural logarithms of
probabilities in steps of `STEP`); 2e-5 of the look-ups of an absent n-gram hit a wrong one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

STEP = 0.075
SLOTS = 8
BACKOFF_SHIFT = np.float32(6)  # backoff weights may exceed 1: their costs are stored shifted

Ids = NDArray[np.int64]
Keys = NDArray[np.uint64]
Costs = NDArray[np.float32]
_MIX = np.uint64(0x9E3779B97F4A7C15)
_MIX2 = np.uint64(0xD6E8FEB86659FD93)
_BITS = np.uint64(16)
_BYTE, _ONES, _TOP = np.uint64(0xFF), np.uint64(0x0101010101010101), np.uint64(56)
_CHUNK = 1 << 14  # look-ups at once, so that what lies between them stays in the cache


def hashed(keys: NDArray[np.uint64], buckets: int) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
    """Bucket and fingerprint (never 0) of n-gram keys."""
    mixed = keys * _MIX
    mixed ^= mixed >> np.uint64(32)
    mixed *= _MIX2
    bucket = ((mixed >> np.uint64(32)) * np.uint64(buckets)) >> np.uint64(32)
    mark = (mixed & np.uint64(0xFFFF)).astype(np.uint16)
    return bucket.astype(np.int64), np.maximum(mark, 1).astype(np.uint16)


@dataclass(frozen=True)
class Table:
    """n-grams by hash: `marks` and the columns of `values` have the shape (buckets, SLOTS).

    The eight slots of a bucket are one 64-bit word, so that a look-up is a dozen operations on whole arrays.
    """

    marks: NDArray[np.uint16]
    values: tuple[NDArray[np.uint8], ...]

    def find(self, keys: Keys, column: int = 0) -> tuple[NDArray[np.bool_], Costs]:
        """For each key whether it is there, and its value in a column in nats (0 where it is not)."""
        flat = keys.reshape(-1)
        found = np.empty(flat.shape, np.bool_)
        values = np.empty(flat.shape, np.float32)
        words = self.values[column].view(np.uint64).reshape(-1)
        for start in range(0, len(flat), _CHUNK):
            chunk = slice(start, start + _CHUNK)
            bucket, mark = hashed(flat[chunk], len(self.marks))
            slot = (self.marks.take(bucket, 0) == mark[:, None]).view(np.uint64)[:, 0]
            slot &= np.negative(slot)  # the first slot that fits, as a one in its byte
            found[chunk] = slot
            value = ((slot * _BYTE & words.take(bucket)) * _ONES) >> _TOP  # the byte of that slot
            values[chunk] = value
        values *= np.float32(STEP)
        return found.reshape(keys.shape), values.reshape(keys.shape)


@dataclass(frozen=True)
class LanguageModel:
    """Costs of words after two words; ids are rows of the model's vocabulary."""

    unigram: Costs
    backoff: Costs
    bigrams: Table
    trigrams: Table

    @classmethod
    def load(cls, *paths: Path) -> LanguageModel:
        """The model of some files as `tools/repair_language.py` writes them."""
        arrays: dict[str, NDArray[np.uint8]] = {}
        for path in paths:
            with np.load(path) as file:
                arrays.update({name: file[name] for name in file.files})
        bigrams = Table(_marks(arrays["bi.marks"]), (arrays["bi.cost"], arrays["bi.backoff"]))
        trigrams = Table(_marks(arrays["tri.marks"]), (arrays["tri.cost"],))
        scale = np.float32(STEP)
        return cls(arrays["uni.cost"] * scale, arrays["uni.backoff"] * scale - BACKOFF_SHIFT, bigrams, trigrams)

    def bigram(self, before: Ids, word: Ids) -> Costs:
        """The cost of `word` after `before` (arrays that broadcast)."""
        found, costs = self.bigrams.find(_pair(before, word))
        return np.where(found, costs, self.unigram.take(word) + self.backoff.take(before))

    def context(self, first: Ids, second: Ids) -> Costs:
        """The cost of backing off from the two words to the second."""
        found, costs = self.bigrams.find(_pair(first, second), 1)
        return np.where(found, costs - BACKOFF_SHIFT, np.float32(0))

    def trigram(self, first: Ids, second: Ids, word: Ids, lower: Costs, context: Costs) -> Costs:
        """The cost of `word` after two words, given the bigram's cost and the context's backoff."""
        found, costs = self.trigrams.find((_pair(first, second) << _BITS) | word.astype(np.uint64))
        return np.where(found, costs, lower + context)


def _pair(first: Ids, second: Ids) -> Keys:
    return np.asarray((first.astype(np.uint64) << _BITS) | second.astype(np.uint64))


def _marks(array: NDArray[np.uint8]) -> NDArray[np.uint16]:
    return array.view(np.uint16).reshape(-1, SLOTS)
