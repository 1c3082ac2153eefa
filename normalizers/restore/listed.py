"""All syllables of the vocabulary in three cases, numbered, with what each may be a slip of: arrays for whole texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from normalizers.restore.lexicon import Lexicon

MOST = 8
FAR = np.float32(1e6)
CASES = ("small", "title", "capital")

Index = NDArray[np.int64]
Costs = NDArray[np.float32]
Pairs = Mapping[str, Sequence[tuple[str, float]]]  # a syllable in small letters -> partners and what they cost


class ListedForms:
    """Printed forms by number: `rows` (forms, 2) in the cased and lower vocabulary.

    `lower` and `costs` (forms, MOST) are the rows and costs of each form's readings, itself first; FAR where there
    are fewer. `spelled` tells the forms of two letters and more.
    """

    def __init__(self, lexicon: Lexicon, pairs: Pairs, unknown: float) -> None:
        sets = [lexicon.sets[name] for name in CASES]
        forms = [form for words in sets for form in words.forms]
        self.numbers = {form: number for number, form in enumerate(forms)}
        lower, cased = (np.concatenate([getattr(words, name) for words in sets]) for name in ("lower", "cased"))
        self.rows = np.stack([cased, lower], 1)
        self.spelled = np.array([len(form) > 1 for form in forms], np.bool_)
        readings, costs = _readings(sets[0].forms, pairs)
        extra = np.concatenate([words.extra for words in sets])
        extra[lower == 0] = FAR  # what the language model doesn't know is nobody's partner
        shift = np.repeat(np.arange(len(CASES)) * len(readings), len(readings))[:, None]
        readings = np.tile(readings, (len(CASES), 1)) + shift
        costs = np.minimum(np.tile(costs, (len(CASES), 1)) + extra[readings], FAR)
        best = np.argsort(costs, 1, kind="stable")[:, : MOST - 1]
        readings, costs = np.take_along_axis(readings, best, 1), np.take_along_axis(costs, best, 1)
        own = np.where(lower > 0, np.float32(0), np.float32(unknown))
        self.lower = np.concatenate([lower[:, None], np.where(costs < FAR, lower[readings], 0)], 1)
        self.costs = np.concatenate([own[:, None], costs], 1)

    def __len__(self) -> int:
        """The number of forms."""
        return len(self.rows)


def _readings(small: Sequence[str], pairs: Pairs) -> tuple[Index, Costs]:
    """For each syllable the numbers of its partners and their costs, padded with FAR to one width."""
    places = {form: number for number, form in enumerate(small)}
    width = max(MOST - 1, *(len(found) for found in pairs.values()))
    readings = np.zeros((len(small), width), np.int64)
    costs = np.full((len(small), width), FAR, np.float32)
    for form, found in pairs.items():
        number = places[form]
        readings[number, : len(found)] = [places[other] for other, _ in found]
        costs[number, : len(found)] = [cost for _, cost in found]
    return readings, costs
