"""The words of the lexicon that observed strings may be, searched for many strings at once.

A word is cut into its initial consonants (head) and its rime (tail), an observed string wherever that is
cheapest. No word is cheaper than its tail with the best head, so most tails are never followed to their words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from normalizers.restore.channel import FAR, Costs, Index, Nodes, Scores
from normalizers.restore.lexicon import Lexicon, Words

MOST = 20  # words of one string
FIRST = 24  # tails whose words tell how good a word must be
LONGEST_HEAD = 5

Cuts = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Costs of heads and of tails for each cut of each string: (cuts, strings, heads or tails)."""


@dataclass(frozen=True)
class Found:
    """Words of the set (by number) that one string may be, and what the channel says of them."""

    words: Index
    costs: Costs


SETS = (("small", "title"), ("capital",), ("short",))
"""The sets of words; those of a group share their tails."""


class WordSearch:
    """Searches one set of words; `prior` is what each word costs beside the channel."""

    def __init__(self, words: Words, heads: Nodes, tails: Nodes, prior: Costs) -> None:
        tail_of = np.array([tails.index[tail] for tail in words.tails], np.int64)
        head_of = np.array([heads.index[head] for head in words.heads], np.int64)
        self._order = np.argsort(tail_of, kind="stable")  # words by tail
        self._tails, self._size = _distinct(tail_of)
        self._first = np.cumsum(self._size) - self._size
        self._heads, _ = _distinct(head_of)
        self._head_of = np.searchsorted(self._heads, head_of)[self._order]
        self._prior = prior[self._order]
        self._least_prior = np.minimum.reduceat(self._prior, self._first)

    def __call__(self, strings: Sequence[str], heads: Scores, tails: Scores) -> Iterator[Found]:
        """The MOST words that each string may best be, given the scores of all its beginnings and endings."""
        cuts = range(LONGEST_HEAD + 1)
        before = np.stack([_scores(heads, self._heads, [_head(string, at) for string in strings]) for at in cuts])
        behind = np.stack([_scores(tails, self._tails, [string[at:] for string in strings]) for at in cuts])
        bound = (behind + before.min(2)[:, :, None]).min(0) + self._least_prior
        words, costs, ends = self._follow(bound <= self._limits(bound, (before, behind))[:, None], (before, behind))
        total = costs + self._prior[words]
        for start, end in pairwise(ends):
            near = np.flatnonzero(total[start:end] < FAR) + start
            if len(near) > MOST:
                near = near[np.argpartition(total[near], MOST)[:MOST]]
            yield Found(self._order[words[near]], costs[near])

    def _limits(self, bound: Costs, cuts: Cuts) -> Costs:
        """For each string a cost that MOST words don't exceed."""
        first = np.argpartition(bound, FIRST, 1)[:, :FIRST]
        near = np.zeros(bound.shape, np.bool_)
        np.put_along_axis(near, first, values=True, axis=1)
        words, costs, ends = self._follow(near, cuts)
        total = costs + self._prior[words]
        return np.array(
            [np.partition(total[start:end], MOST - 1)[MOST - 1] if end - start >= MOST else FAR
             for start, end in pairwise(ends)]
        )  # fmt: skip

    def _follow(self, near: NDArray[np.bool_], cuts: Cuts) -> tuple[Index, Costs, Index]:
        """The words of the tails that are near each string, their costs, and where each string's words begin."""
        before, behind = cuts
        string, tail = np.nonzero(near)
        size = self._size[tail]
        pair = np.repeat(np.arange(len(size)), size)
        word = np.arange(len(pair)) + (self._first[tail] - np.cumsum(size) + size)[pair]
        string, tail = string[pair], tail[pair]
        head_at = string * before.shape[2] + self._head_of[word]
        tail_at = string * behind.shape[2] + tail
        cost = np.full(len(pair), FAR, np.float32)
        for head_costs, tail_costs in zip(before, behind, strict=True):
            np.minimum(cost, head_costs.reshape(-1).take(head_at) + tail_costs.reshape(-1).take(tail_at), out=cost)
        return word, cost, np.searchsorted(string, np.arange(len(near) + 1))


class LexiconSearch:
    """The searches of all sets of a lexicon; one serves several channels."""

    def __init__(self, lexicon: Lexicon, prior: Costs) -> None:
        sets = lexicon.sets
        self.heads = Nodes(head for words in sets.values() for head in words.heads)
        self.tails = [Nodes(tail for name in names for tail in sets[name].tails) for names in SETS]
        self.searches = {
            name: WordSearch(sets[name], self.heads, tails, prior[sets[name].lower] + sets[name].extra)
            for names, tails in zip(SETS, self.tails, strict=True)
            for name in names
        }


def _distinct(numbers: Index) -> tuple[Index, Index]:
    """The distinct numbers in order, and how often each occurs."""
    counts = np.bincount(numbers)
    distinct = np.flatnonzero(counts)
    return distinct, counts[distinct]


def _head(string: str, length: int) -> str | None:
    """The string's first letters; None where it is shorter."""
    return string[:length] if length <= len(string) else None


def _scores(scores: Scores, nodes: Index, seen: Sequence[str | None]) -> Costs:
    rows = [0 if string is None else scores.rows[string] for string in seen]
    costs = scores.costs.take(rows, 0).take(nodes, 1)
    costs[[string is None for string in seen]] = FAR
    return costs
