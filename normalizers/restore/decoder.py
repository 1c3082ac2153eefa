"""Beam search for the best words of many segments at once, step by step in arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizers.restore.candidates import Candidates
from normalizers.restore.language import LanguageModel
from normalizers.restore.words import BREAK

Index = NDArray[np.int64]
Costs = NDArray[np.float32]
FAR = np.float32(1e6)
MOST_RECURRING = 20


@dataclass(frozen=True)
class Weights:
    """How much the two models and a word's recurrence count beside the channel; the beam's width."""

    cased: float = 0.5
    lower: float = 0.5
    beam: int = 8
    recurring: float = 0.6


@dataclass(frozen=True)
class Models:
    """The two language models."""

    cased: LanguageModel
    lower: LanguageModel


@dataclass(frozen=True)
class Batch:
    """Segments padded to one shape: (segments, steps, candidates); the longest first."""

    cased: Index
    lower: Index
    costs: Costs
    lengths: Index


def pad(segments: Sequence[Sequence[Candidates]]) -> Batch:
    """Segments (sorted, the longest first) as arrays; what is padded costs FAR."""
    steps, most = len(segments[0]), max(len(c.texts) for segment in segments for c in segment)
    shape = (len(segments), steps, most)
    cased, lower = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    costs = np.full(shape, FAR, np.float32)
    for row, segment in enumerate(segments):
        for step, found in enumerate(segment):
            width = len(found.texts)
            cased[row, step, :width] = found.cased
            lower[row, step, :width] = found.lower
            costs[row, step, :width] = found.costs
    return Batch(cased, lower, costs, np.array([len(segment) for segment in segments]))


def decode(segments: Sequence[Sequence[Candidates]], models: Models, weights: Weights) -> list[list[int]]:
    """The best candidate's index for each step of each segment."""
    order = sorted(range(len(segments)), key=lambda i: -len(segments[i]))
    result: list[list[int]] = [[] for _ in segments]
    filled = [i for i in order if len(segments[i])]
    if filled:
        for i, path in zip(filled, _search(pad([segments[i] for i in filled]), models, weights), strict=True):
            result[i] = path
    return result


def score(
    models: Models, weights: Weights, before: tuple[Index, Index, Index, Index], word: tuple[Index, Index]
) -> Costs:
    """Language cost of words: `before` holds cased and lower rows of two words (first, first, second, second).

    Without any weight the words' own frequency counts.
    """
    total: Costs | None = None
    parts = (
        (models.cased, weights.cased, before[0], before[2], word[0]),
        (models.lower, weights.lower, before[1], before[3], word[1]),
    )
    for model, weight, first, second, target in parts:
        if not weight:
            continue
        lower = model.bigram(second, target)
        cost = model.trigram(first, second, target, lower, model.context(first, second)) * np.float32(weight)
        total = cost if total is None else total + cost
    if total is None:
        return np.broadcast_to(
            models.lower.unigram[word[1]], np.broadcast_shapes(before[0].shape, word[1].shape)
        ).copy()
    return total


def _search(batch: Batch, models: Models, weights: Weights) -> list[list[int]]:
    count, steps, _ = batch.costs.shape
    total = np.zeros((count, 1), np.float32)
    state = [np.full((count, 1), BREAK, np.int64) for _ in range(4)]
    history: list[tuple[Index, Index]] = []
    last = np.zeros(count, np.int64)
    for step in range(steps):
        active = int(np.sum(batch.lengths > step))
        rows = np.arange(active)[:, None]
        total, state = total[:active], [part[:active] for part in state]
        cased, lower, own = batch.cased[:active, step], batch.lower[:active, step], batch.costs[:active, step]
        used = max(1, int((own < FAR).sum(1).max()))
        cased, lower, own = cased[:, :used], lower[:, :used], own[:, :used]
        before = (state[0][..., None], state[1][..., None], state[2][..., None], state[3][..., None])
        sums = total[..., None] + own[:, None] + score(models, weights, before, (cased[:, None], lower[:, None]))
        _drop_rivals(sums, state[2])
        chosen = _cheapest(sums.reshape(active, -1), weights.beam)
        source, word = chosen // used, chosen % used
        total = sums.reshape(active, -1)[rows, chosen]
        state = [state[2][rows, source], state[3][rows, source], cased[rows, word], lower[rows, word]]
        history.append((source, word))
        ended = np.flatnonzero(batch.lengths[:active] == step + 1)
        last[ended] = total[ended].argmin(1)
    return [_trace(history, row, int(batch.lengths[row]), int(last[row])) for row in range(count)]


def _drop_rivals(sums: Costs, second: Index) -> None:
    """Of continuations that share their last two words only the best stays."""
    width = sums.shape[1]
    for late in range(1, width):
        same = second[:, :late] == second[:, late : late + 1]
        if not same.any():
            continue
        earlier = np.where(same[:, :, None], sums[:, :late], FAR)
        sums[:, late] += np.where(earlier.min(1) <= sums[:, late], FAR, np.float32(0))
        sums[:, :late] += np.where(same[:, :, None] & (sums[:, :late] > sums[:, late : late + 1]), FAR, np.float32(0))


def _cheapest(flat: Costs, beam: int) -> Index:
    if flat.shape[1] <= beam:
        return np.broadcast_to(np.arange(flat.shape[1]), flat.shape)
    return np.argpartition(flat, beam - 1, axis=1)[:, :beam]


def _trace(history: list[tuple[Index, Index]], row: int, length: int, last: int) -> list[int]:
    path = []
    for source, word in reversed(history[:length]):
        path.append(int(word[row, last]))
        last = int(source[row, last])
    return path[::-1]


Choice = tuple[int, float]


def settle(
    segments: Sequence[Sequence[Candidates]], paths: Sequence[Sequence[int]], models: Models, weights: Weights
) -> list[list[Choice]]:
    """The best candidate at each place and its probability, the chosen neighbours taken for granted.

    Words that the document has elsewhere are likelier: names and terms recur.
    """
    filled = [i for i, segment in enumerate(segments) if len(segment)]
    result: list[list[Choice]] = [[] for _ in segments]
    flat = [(found, path) for i in filled for found, path in zip(segments[i], paths[i], strict=True)]
    if not flat:
        return result
    width = max(len(found.texts) for found, _ in flat)
    own = np.full((len(flat), width), FAR, np.float32)
    words = np.zeros((2, len(flat), width), np.int64)
    for row, (found, _) in enumerate(flat):
        size = len(found.texts)
        own[row, :size], words[0, row, :size], words[1, row, :size] = found.costs, found.cased, found.lower
    chosen = np.array([path for _, path in flat])
    open_ = np.flatnonzero((own < FAR).sum(1) > 1)
    around = [
        _neighbours(words[which][np.arange(len(flat)), chosen], [len(segments[i]) for i in filled]) for which in (0, 1)
    ]
    total = own[open_].copy()
    for model, weight, which in ((models.cased, weights.cased, 0), (models.lower, weights.lower, 1)):
        before2, before1, after1, after2 = (column[open_][:, None] for column in around[which])
        word = words[which][open_]
        for first, second, third in ((before2, before1, word), (before1, word, after1), (word, after1, after2)):
            lower = model.bigram(second, third)
            cost = model.trigram(first, second, third, lower, model.context(first, second))
            total += cost * np.float32(weight)
    total -= weights.recurring * _recurrence(words[1], chosen)[open_]
    total -= total.min(1, keepdims=True)
    odds = np.exp(-total)
    sure = np.ones(len(flat))
    chosen[open_] = total.argmin(1)
    sure[open_] = 1 / odds.sum(1)
    at = 0
    for i in filled:
        size = len(segments[i])
        result[i] = [(int(c), float(p)) for c, p in zip(chosen[at : at + size], sure[at : at + size], strict=True)]
        at += size
    return result


def _recurrence(rows: Index, chosen: Index) -> Costs:
    """For each candidate the logarithm of how often its word was chosen elsewhere in the document."""
    own = rows[np.arange(len(rows)), chosen]
    counts = np.bincount(own, minlength=int(rows.max()) + 1)
    counts[: BREAK + 2] = 0
    elsewhere = counts[rows] - (rows == own[:, None])
    return np.asarray(np.log1p(np.clip(elsewhere, 0, MOST_RECURRING)), np.float32)


def _neighbours(rows: Index, lengths: Sequence[int]) -> tuple[Index, Index, Index, Index]:
    """The rows of the two words before and the two after each word, BREAK outside of its segment."""
    position = np.concatenate([np.arange(length) for length in lengths])
    left = np.concatenate([np.arange(length, 0, -1) - 1 for length in lengths])
    padded = np.concatenate([[BREAK, BREAK], rows, [BREAK, BREAK]])
    count = len(rows)
    return (
        np.where(position > 1, padded[:count], BREAK),
        np.where(position > 0, padded[1 : count + 1], BREAK),
        np.where(left > 0, padded[3 : count + 3], BREAK),
        np.where(left > 1, padded[4 : count + 4], BREAK),
    )
