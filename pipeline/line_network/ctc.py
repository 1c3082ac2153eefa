"""The letters and words that a network for lines says, step by step, and what each step costs.

At each step the network gives each symbol a chance, most of the time to the one that stands for nothing (connectionist
temporal classification, Graves et al. 2006). The likeliest symbol of each step is taken; what it costs is counted as
Tesseract does (`lstm/recodebeam`), whose confidences have the same scale therefore.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_OFFSET = 0.085  # what every step costs beside the logarithm of its chance: shorter words are not the better ones
_LEAST_CHANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Alphabet:
    """What the outputs of a network stand for (a blank for spaces); `nothing` is the one that stands for no letter."""

    symbols: tuple[str, ...]
    nothing: int


@dataclass(frozen=True, slots=True)
class Run:
    """Steps in a row that say one symbol."""

    code: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpelledWord:
    """The letters of a word, its first step behind the blank before it, what each step costs up to the next blank."""

    letters: tuple[Run, ...]
    start: int
    costs: Floats


def spelled_words(chances: Floats, alphabet: Alphabet) -> Iterator[SpelledWord]:
    """The words of a line, from left to right, by its chances (steps × symbols)."""
    blank, width = alphabet.symbols.index(" "), len(chances)
    runs = list(_runs(chances.argmax(axis=1), alphabet.nothing))
    costs = _costs(chances, runs, alphabet.nothing)
    letters: list[Run] = []
    before = Run(blank, 0, 0)
    for run in (*runs, Run(blank, width, width)):
        if run.code != blank:
            letters.append(run)
            continue
        if letters:
            yield SpelledWord(tuple(letters), before.end, costs[before.end : run.start])
        letters, before = [], run


def costs_of(chances: Floats) -> Floats:
    """What steps of these chances cost."""
    return np.asarray(_OFFSET - np.log(np.clip(chances, _LEAST_CHANCE, 1.0)), np.float32)


def _runs(codes: NDArray[np.intp], nothing: int) -> Iterator[Run]:
    """The runs of all symbols but the one for nothing."""
    edges = [0, *(np.flatnonzero(np.diff(codes)) + 1).tolist(), len(codes)]
    for start, end in pairwise(edges):
        if end > start and codes[start] != nothing:
            yield Run(int(codes[start]), start, end)


def _costs(chances: Floats, runs: Sequence[Run], nothing: int) -> Floats:
    """What each step costs: a letter's likeliest step by its chance alone; else nothing may stand there as well, or the
    letter before or behind it."""
    before = np.full(len(chances), nothing)
    behind = np.full(len(chances), nothing)
    for run in runs:
        before[run.start :] = run.code
    for run in reversed(runs):
        behind[: run.end] = run.code
    steps = np.arange(len(chances))
    found = chances[:, nothing] + chances[steps, before] * (before != nothing)
    found += chances[steps, behind] * ((behind != nothing) & (behind != before))
    for run in runs:
        step = run.start + int(chances[run.start : run.end, run.code].argmax())
        found[step] = chances[step, run.code]
    return costs_of(found)
