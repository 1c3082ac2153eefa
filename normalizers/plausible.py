"""How well words follow one another, by the language model of the repair: readings are weighed with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from normalizers.restore.language import LanguageModel
from normalizers.restore.lexicon import Vocabulary
from normalizers.restore.words import BREAK, SPECIAL, UNKNOWN, pieces
from normalizers.restorer import load_restorer

_UNKNOWN_COST = 4.0  # nats that a word beyond the vocabulary costs more than the model says


@dataclass(frozen=True)
class Plausibility:
    """Costs of texts as negative natural logarithms of their probability."""

    vocabulary: Vocabulary
    model: LanguageModel

    def costs(self, before: str, texts: Sequence[str], after: str) -> list[float]:
        """What each of `texts` costs between `before` and `after` (a word or two each, or nothing)."""
        return [self._cost(f"{before} {text} {after}") for text in texts]

    def _cost(self, text: str) -> float:
        rows = np.array([BREAK, *(self._row(piece) for piece in pieces(text))], np.int64)
        if len(rows) == 1:
            return 0.0
        steps = self.model.bigram(rows[:-1], rows[1:])
        return float(steps.sum()) + _UNKNOWN_COST * float((rows[1:] == UNKNOWN).sum())

    def _row(self, piece: str) -> int:
        if piece in SPECIAL:
            return SPECIAL.index(piece)
        return self.vocabulary.rows(piece)[1]


@cache
def load_plausibility() -> Plausibility:
    """The restorer's own vocabulary and model, so that they are held once; raises FileNotFoundError."""
    restorer = load_restorer()
    return Plausibility(restorer.lexicon.vocabulary, restorer.models.lower)
