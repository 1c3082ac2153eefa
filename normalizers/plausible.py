"""How well words follow one another, by the language model of the repair: readings are weighed with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import numpy as np

from normalizers.restore.language import LanguageModel
from normalizers.restore.lexicon import Vocabulary
from normalizers.restore.words import BREAK, SPECIAL, UNKNOWN, pieces
from normalizers.restorer import load_restorer

_Pair = tuple[int, int]
_KEPT = 1 << 17  # pairs, some 20 MB
_UNKNOWN_COST = 4.0  # nats that a word beyond the vocabulary costs more than the model says


@dataclass(frozen=True)
class Plausibility:
    """Costs of texts as negative natural logarithms of their probability; those of pairs of words are kept."""

    vocabulary: Vocabulary
    model: LanguageModel
    _known: dict[_Pair, float] = field(default_factory=dict, repr=False, compare=False)

    def costs(self, before: str, texts: Sequence[str], after: str) -> list[float]:
        """What each of `texts` costs between `before` and `after` (a word or two each, or nothing)."""
        rows = [self._rows(f"{before} {text} {after}") for text in texts]
        steps = self._steps({pair for each in rows for pair in pairwise(each)})
        return [_cost(each, steps) for each in rows]

    def _steps(self, pairs: Collection[_Pair]) -> dict[_Pair, float]:
        """What the second word of each pair costs behind the first; a look-up of one takes as long as one of many."""
        steps = {pair: cost for pair in pairs if (cost := self._known.get(pair)) is not None}
        new = [pair for pair in pairs if pair not in steps]
        if new:
            first, second = np.array(new, np.int64).T
            found = dict(zip(new, self.model.bigram(first, second).tolist(), strict=True))
            if len(self._known) > _KEPT:
                self._known.clear()
            self._known.update(found)
            steps.update(found)
        return steps

    def _rows(self, text: str) -> list[int]:
        return [BREAK, *(self._row(piece) for piece in pieces(text))]

    def _row(self, piece: str) -> int:
        if piece in SPECIAL:
            return SPECIAL.index(piece)
        return self.vocabulary.rows(piece)[1]


def _cost(rows: Sequence[int], steps: Mapping[_Pair, float]) -> float:
    costs = np.array([steps[pair] for pair in pairwise(rows)], np.float32)
    return float(costs.sum()) + _UNKNOWN_COST * float(rows[1:].count(UNKNOWN))


@cache
def load_plausibility() -> Plausibility:
    """The restorer's own vocabulary and model, so that they are held once; raises FileNotFoundError."""
    restorer = load_restorer()
    return Plausibility(restorer.lexicon.vocabulary, restorer.models.lower)
