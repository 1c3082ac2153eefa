"""Words that an engine split or joined: `th ực` is one word, `vànông` are two.

A misread word is rare as such (about one in 400 on rendered pages), so that borders are only doubted
where a token resembles no word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from normalizers.restore.candidates import Candidate, MangledCandidates
from normalizers.restore.language import Ids, LanguageModel
from normalizers.restore.tokens import Kind, Token

POOR = 6.5  # nats from which on a token resembles no word
JOINED, SPLIT = 5.0, 4.0
LONGEST_JOINED = 8
SHORTEST_SPLIT = 5
MOST_HALVES = 3


def join(tokens: Sequence[Token], mangled: MangledCandidates) -> list[Token]:
    """The tokens of a line, two that are one word made one (its core holds the blank's neighbours only)."""
    joined: list[Token] = []
    for token in tokens:
        if joined and _one_word(joined[-1], token, mangled):
            before = joined.pop()
            blank = " " * (token.start - before.end)
            joined.append(
                replace(
                    before,
                    core=before.core + token.core,
                    trail=token.trail,
                    closes=token.closes,
                    gap=(len(before.core), blank),
                )
            )
        else:
            joined.append(token)
    return joined


def _one_word(left: Token, right: Token, mangled: MangledCandidates) -> bool:
    if left.kind is not Kind.WORD or right.kind is not Kind.WORD or left.trail or right.lead or left.gap:
        return False
    if right.start - left.end != 1 or len(left.core) + len(right.core) > LONGEST_JOINED:
        return False
    if left.core.isdigit() or right.core.isdigit():
        return False
    costs = mangled.least(left.core), mangled.least(right.core)
    return max(costs) > POOR and mangled.least(left.core + right.core) + JOINED < sum(costs)


def halves(core: str, mangled: MangledCandidates, model: LanguageModel) -> Iterator[Candidate]:
    """Two words that a token may be, where it resembles none; the rows are those of the second word."""
    if len(core) < SHORTEST_SPLIT or mangled.least(core) < POOR or not core.isalpha():
        return
    for at in range(2, len(core) - 1):
        for first in mangled.words(core[:at])[:MOST_HALVES]:
            for second in mangled.words(core[at:])[:MOST_HALVES]:
                if first[3] + second[3] < POOR and first[2] and second[2]:
                    follows = float(model.bigram(_row(first[2]), _row(second[2]))[0] - model.unigram[second[2]])
                    cost = first[3] + second[3] + SPLIT + float(model.unigram[first[2]]) + follows
                    yield f"{first[0]} {second[0]}", second[1], second[2], cost


def _row(number: int) -> Ids:
    return np.array([number], np.int64)
