"""Words that an engine split or joined: `th ực` is one word, `vànông` are two.

A misread word is rare as such (about one in 400 on rendered pages), so that borders are only doubted
where a token resembles no word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from normalizers.restore.candidates import Candidates
from normalizers.restore.language import LanguageModel
from normalizers.restore.mangled import MangledWords
from normalizers.restore.tokens import Kind, Token

POOR = 6.5  # nats from which on a token resembles no word
JOINED, SPLIT = 5.0, 4.0
LONGEST_JOINED = 8
SHORTEST_SPLIT = 5
MOST_HALVES = 3


def joints(tokens: Sequence[Token], words: MangledWords) -> Iterator[str]:
    """The strings that `join` will ask for, so that they are searched at once."""
    for left, right in pairwise(tokens):
        if _beside(left, right) and max(words.least(left.core), words.least(right.core)) > POOR:
            yield left.core + right.core


def join(tokens: Sequence[Token], words: MangledWords) -> list[Token]:
    """The tokens of a line, two that are one word made one (its core holds the blank's neighbours only)."""
    joined: list[Token] = []
    for token in tokens:
        if joined and _one_word(joined[-1], token, words):
            before = joined.pop()
            gap = (len(before.core), " " * (token.start - before.end))
            core = before.core + token.core
            joined.append(replace(before, core=core, trail=token.trail, closes=token.closes, gap=gap))
        else:
            joined.append(token)
    return joined


def _one_word(left: Token, right: Token, words: MangledWords) -> bool:
    if not _beside(left, right):
        return False
    costs = words.least(left.core), words.least(right.core)
    return max(costs) > POOR and words.least(left.core + right.core) + JOINED < sum(costs)


def _beside(left: Token, right: Token) -> bool:
    """Whether two tokens may be one short word with a blank in it."""
    if (
        left.kind is not Kind.WORD
        or right.kind is not Kind.WORD
        or left.trail
        or right.lead
        or left.gap[1]
        or left.closes
    ):
        return False
    if right.start - left.end != 1 or len(left.core) + len(right.core) > LONGEST_JOINED:
        return False
    return not (left.core.isdigit() or right.core.isdigit())


def cuts(token: Token, words: MangledWords) -> range:
    """Where a token may be cut into two words: nowhere, if it resembles a word."""
    core = token.core
    if token.kind is not Kind.WORD or len(core) < SHORTEST_SPLIT or not core.isalpha() or words.least(core) < POOR:
        return range(0)
    return range(2, len(core) - 1)


def halves(token: Token, words: MangledWords, model: LanguageModel) -> Candidates | None:
    """Two words that a token may be, where it resembles none; the rows are those of the second word."""
    core = token.core
    found = [pair for at in cuts(token, words) for pair in _pairs(words[core[:at]].words, words[core[at:]].words)]
    if not found:
        return None
    texts, first, cased, lower, costs = zip(*found, strict=True)
    before, after = np.array(first), np.array(lower)
    language = model.unigram[before] + model.bigram(before, after) - model.unigram[after]
    return Candidates(texts, np.array(cased), after, np.array(costs, np.float32) + language + np.float32(SPLIT))


def _pairs(left: Candidates, right: Candidates) -> Iterator[tuple[str, int, int, int, float]]:
    """Both words, the first one's lower row, the second one's rows, the channel's cost."""
    for i in range(min(MOST_HALVES, len(left.texts))):
        for j in range(min(MOST_HALVES, len(right.texts))):
            cost = float(left.costs[i] + right.costs[j])
            if cost < POOR and left.lower[i] and right.lower[j]:
                yield (f"{left.texts[i]} {right.texts[j]}", int(left.lower[i]), int(right.cased[j]),
                       int(right.lower[j]), cost)  # fmt: skip
