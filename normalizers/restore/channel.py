"""The channel from true to observed spelling, scored for many observed and all true strings at once.

Brill and Moore (2000): a true span of 1-3 letters is read as 0-5 characters. For an observed string the
cost of every true string of a set comes from the costs of the observed string's own endings, which the
words of a document share; endings of one length are scored together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

Costs = NDArray[np.float32]
Index = NDArray[np.int64]
Moves = list[tuple[Index, Index, Costs]]

LONGEST_TRUE, LONGEST_SEEN = 3, 5
SUBSTITUTED, DOUBLED, DROPPED, ADDED = (np.float32(cost) for cost in (8.5, 10.5, 8.0, 7.5))
FAR = np.float32(1e4)
Spans = Mapping[str, Mapping[str, float]]  # observed span -> true span -> cost in nats


@dataclass(frozen=True)
class Scores:
    """Costs of observed strings (`rows`) given each node of a scorer."""

    rows: Mapping[str, int]
    costs: Costs

    def of(self, seen: Iterable[str]) -> Costs:
        """The costs of some of the strings, a row each."""
        return self.costs.take([self.rows[string] for string in seen], 0)


class Nodes:
    """A fixed set of true strings with all their endings; one serves several channels."""

    def __init__(self, strings: Iterable[str]) -> None:
        nodes = {""}
        for string in set(strings):
            nodes.update(string[i:] for i in range(len(string)))
        self.strings = sorted(nodes, key=lambda s: (len(s), s))
        self.index = {node: i for i, node in enumerate(self.strings)}
        self.starting: dict[str, list[int]] = defaultdict(list)
        for at, node in enumerate(self.strings):
            for length in range(1, min(LONGEST_TRUE, len(node)) + 1):
                self.starting[node[:length]].append(at)
        self.rest = [
            np.array([self.index[node[length:]] for node in self.strings], np.int64)
            for length in range(LONGEST_TRUE + 1)
        ]

    def __len__(self) -> int:
        return len(self.strings)


class StringScorer:
    """Costs of observed strings given each of the nodes."""

    def __init__(self, nodes: Nodes, spans: Spans) -> None:
        self.nodes = nodes
        self._spans = spans
        self._moves: dict[str, Moves] = {}

    def scores(self, seen: Iterable[str]) -> Scores:
        """The costs of observed strings and of all their endings."""
        endings = {string[i:] for string in seen for i in range(len(string) + 1)}
        ordered = sorted(endings, key=lambda s: (len(s), s))
        rows = {string: i for i, string in enumerate(ordered)}
        scores = Scores(rows, np.full((len(ordered), len(self.nodes)), FAR, np.float32))
        for length, strings in groupby(ordered, key=len):
            self._fill(scores, length, list(strings))
        return scores

    def _fill(self, scores: Scores, length: int, strings: Sequence[str]) -> None:
        """Score all endings of one length (in order), the shorter ones being known."""
        start = scores.rows[strings[0]]
        best = scores.costs[start : start + len(strings)]
        rest = self.nodes.rest[1]
        if length:
            behind = scores.of(string[1:] for string in strings)
            np.minimum(behind.take(rest, 1) + SUBSTITUTED, behind + ADDED, out=best)
        if length > 1:
            behind = scores.of(string[2:] for string in strings)
            np.minimum(best, behind.take(rest, 1) + DOUBLED, out=best)
        best[:, 0] = ADDED * length
        for width in range(1, min(LONGEST_SEEN, length) + 1):
            self._move(scores, best, strings, width)
        for _ in range(2):
            _lower(best, best, self._moves_of(""))
            np.minimum(best, best.take(rest, 1) + DROPPED, out=best)
        best[:, 0] = ADDED * length

    def _move(self, scores: Scores, best: Costs, strings: Sequence[str], width: int) -> None:
        """Lower the costs by the spans of one width at the beginning of the strings."""
        at = 0
        for span, alike in groupby(strings, key=lambda string: string[:width]):
            members = list(alike)
            moves = self._moves_of(span)
            if moves:
                _lower(best[at : at + len(members)], scores.of(string[width:] for string in members), moves)
            at += len(members)

    def _moves_of(self, seen: str) -> Moves:
        """For an observed span, by length of the true span: nodes that may begin so, the rests, the costs."""
        found = self._moves.get(seen)
        if found is None:
            by_length: list[list[tuple[list[int], float]]] = [[] for _ in range(LONGEST_TRUE + 1)]
            for true, cost in self._spans.get(seen, {}).items():
                nodes = self.nodes.starting.get(true)
                if nodes:
                    by_length[len(true)].append((nodes, cost))
            found = self._moves[seen] = [
                _joined(groups, self.nodes.rest[n]) for n, groups in enumerate(by_length) if groups
            ]
        return found


def _joined(groups: Sequence[tuple[list[int], float]], rest: Index) -> tuple[Index, Index, Costs]:
    at = np.concatenate([np.array(nodes, np.int64) for nodes, _ in groups])
    costs = np.concatenate([np.full(len(nodes), cost, np.float32) for nodes, cost in groups])
    return at, rest[at], costs


def _lower(best: Costs, behind: Costs, moves: Moves) -> None:
    """Take the moves where they are cheaper: from a node to its rest, whose costs are `behind`."""
    for at, rests, costs in moves:
        best[:, at] = np.minimum(best.take(at, 1), behind.take(rests, 1) + costs)
