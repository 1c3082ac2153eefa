"""Pairs of true and observed words from pairs of lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from normalizers.keys import fold

BAND = 3
Pair = tuple[str, str]
_EDGE = ".,;:!?()[]\"'“”‘’…-–—*«»"
_SPLIT = re.compile(r"[^\s\-–/]+")


@lru_cache(maxsize=1 << 20)
def _distance(true: str, seen: str) -> float:
    a, b = fold(true), fold(seen)
    return Levenshtein.distance(a, b) / max(len(a), len(b), 1)


def word_pairs(true: str, seen: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The cheapest monotone pairing of words: one to one, one to two (split), two to one (joined)."""
    left, right = _SPLIT.findall(true), _SPLIT.findall(seen)
    best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    slant = len(right) / max(len(left), 1)
    for i in range(len(left) + 1):
        for j in range(max(0, int(i * slant) - BAND), min(len(right), int(i * slant) + BAND) + 1):
            for a, b, more in ((1, 1, 0.0), (1, 2, 0.25), (2, 1, 0.25), (1, 0, 0.9), (0, 1, 0.9)):
                before = best.get((i - a, j - b))
                if before is None:
                    continue
                change = _distance("".join(left[i - a : i]), "".join(right[j - b : j])) if a and b else 0.0
                total = before[0] + change + more
                if (i, j) not in best or total < best[i, j][0]:
                    best[i, j] = (total, a, b)
    i, j, pairs = len(left), len(right), []
    if (i, j) not in best:
        return []
    while (i, j) != (0, 0):
        _, a, b = best[i, j]
        pairs.append((tuple(left[i - a : i]), tuple(right[j - b : j])))
        i, j = i - a, j - b
    return pairs[::-1]


def trim(true: str, seen: str) -> Pair:
    """Cut punctuation off both, but what the reader made of a letter stays with the letter."""
    core = true.strip(_EDGE)
    lead, trail = true[: len(true) - len(true.lstrip(_EDGE))], true[len(true.rstrip(_EDGE)) :]
    if lead:
        seen = seen.lstrip(_EDGE)
    if trail:
        seen = seen.rstrip(_EDGE)
    return core, seen


def count_pairs(lines: Iterable[tuple[str, str]]) -> tuple[Counter[Pair], Counter[str]]:
    """Counts of (true word, observed word), and of kinds: `one`, `split`, `joined`, `lost`, `added`."""
    pairs: Counter[Pair] = Counter()
    kinds: Counter[str] = Counter()
    for true, seen in lines:
        if _distance(true, seen) > 0.6:
            continue
        for left, right in word_pairs(true, seen):
            kind = {(1, 1): "one", (1, 2): "split", (2, 1): "joined", (1, 0): "lost", (0, 1): "added"}[
                len(left), len(right)
            ]
            kinds[kind] += 1
            if kind == "one":
                core, got = trim(left[0], right[0])
                if core and got and _distance(core, got) <= 0.85 and core[0].isalpha():
                    pairs[core, got] += 1
    return pairs, kinds
