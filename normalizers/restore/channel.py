"""The channel from true to observed spelling, scored for all strings of a set at once.

Brill and Moore (2000): a true span of 1-3 letters is read as 0-5 characters. For an observed string the
cost of every true string of the set comes from the costs of the observed string's own endings, which are
kept, since the words of a document share endings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

Costs = NDArray[np.float32]
Index = NDArray[np.int64]

LONGEST_TRUE, LONGEST_SEEN = 3, 5
SUBSTITUTED, DOUBLED, DROPPED, ADDED = 8.5, 10.5, 8.0, 7.5
FAR = np.float32(1e4)
Spans = Mapping[str, Mapping[str, float]]  # observed span -> true span -> cost in nats


class StringScorer:
    """Costs of observed strings given each true string of a fixed set and its endings."""

    def __init__(self, strings: Iterable[str], spans: Spans) -> None:
        nodes = {""}
        for string in strings:
            nodes.update(string[i:] for i in range(len(string)))
        self.nodes = sorted(nodes, key=lambda s: (len(s), s))
        self.index = {node: i for i, node in enumerate(self.nodes)}
        self._starting: dict[str, list[int]] = defaultdict(list)
        for node in self.nodes:
            for length in range(1, min(LONGEST_TRUE, len(node)) + 1):
                self._starting[node[:length]].append(self.index[node])
        self._rest = [
            np.array([self.index[node[length:]] for node in self.nodes], np.int64) for length in range(LONGEST_TRUE + 1)
        ]
        self.spans = spans
        self._moves: dict[str, list[tuple[Index, Index, Costs]]] = {}
        self._known: dict[str, Costs] = {}

    def reset(self, spans: Spans) -> None:
        """Use another channel."""
        self.spans = spans
        self._moves.clear()
        self._known.clear()

    def moves(self, seen: str) -> list[tuple[Index, Index, Costs]]:
        """For an observed span, by length of the true span: nodes that may begin so, the rests, the costs."""
        found = self._moves.get(seen)
        if found is None:
            by_length: list[list[tuple[list[int], float]]] = [[] for _ in range(LONGEST_TRUE + 1)]
            for true, cost in self.spans.get(seen, {}).items():
                nodes = self._starting.get(true)
                if nodes:
                    by_length[len(true)].append((nodes, cost))
            found = []
            for length, groups in enumerate(by_length):
                if groups:
                    at = np.concatenate([np.array(nodes, np.int64) for nodes, _ in groups])
                    costs = np.concatenate([np.full(len(nodes), cost, np.float32) for nodes, cost in groups])
                    found.append((at, self._rest[length][at], costs))
            self._moves[seen] = found
        return found

    def costs(self, seen: str) -> Costs:
        """The cost of `seen` given each node."""
        found = self._known.get(seen)
        if found is not None:
            return found
        best = np.full(len(self.nodes), FAR, np.float32)
        rest = self._rest[1]
        if seen:
            shorter = self.costs(seen[1:])
            np.minimum(shorter[rest] + np.float32(SUBSTITUTED), shorter + np.float32(ADDED), out=best)
            if len(seen) > 1:
                np.minimum(best, self.costs(seen[2:])[rest] + np.float32(DOUBLED), out=best)
            best[0] = ADDED * len(seen)
        else:
            best[0] = 0
        for length in range(1, min(LONGEST_SEEN, len(seen)) + 1):
            behind = self._known.get(seen[length:])
            for at, rests, cost in self.moves(seen[:length]):
                behind = self.costs(seen[length:]) if behind is None else behind
                best[at] = np.minimum(best[at], behind[rests] + cost)
        for _ in range(2):
            for at, rests, cost in self.moves(""):
                best[at] = np.minimum(best[at], best[rests] + cost)
            np.minimum(best, best[rest] + np.float32(DROPPED), out=best)
        best[0] = ADDED * len(seen)
        self._known[seen] = best
        return best
