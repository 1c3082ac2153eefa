"""Words as they are most likely meant, where the network for lines wavers between letters.

Tesseract searches the likeliest path with a dictionary at its side: a word that the dictionary lacks costs 2.25 times
what it costs otherwise (`kDictRatio` of `lstm/lstmrecognizer`). Here a word is taken letter by letter as the network
says it; only in words that are not known letters are exchanged, left out or added where their chances allow it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from pipeline.line_network.ctc import Alphabet, Floats, SpelledWord, costs_of

_UNKNOWN = 2.25
_FALL = 0.35  # what Tesseract's confidence (0..1) falls by where a chance falls to 1/e
_LIKELY = 0.01  # least chance of a symbol that is tried instead of another
_MOST_PLACES, _MOST_OTHERS = 3, 3


@dataclass(frozen=True, slots=True)
class SaidWord:
    """A word and its confidence (0..1) on Tesseract's scale."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Place:
    """A letter of a word, or a gap before, between or behind letters (`text` is empty): its steps and their costs."""

    text: str
    start: int
    costs: Floats


def settled(word: SpelledWord, chances: Floats, alphabet: Alphabet, known: Callable[[str], bool]) -> SaidWord:
    """The word as the network says it, or a known one that costs less; `known` has the dictionary's say."""
    best, costs, factor = "".join(alphabet.symbols[run.code] for run in word.letters), word.costs, 1.0
    if not known(best):
        factor = _UNKNOWN
        for exchanged in _exchanged([[place, *_others(place, chances, alphabet)] for place in _places(word, alphabet)]):
            text = "".join(place.text for place in exchanged)
            tried = np.concatenate([place.costs for place in exchanged])
            if tried.sum() < factor * costs.sum() and known(text):
                best, costs, factor = text, tried, 1.0
    return SaidWord(best, max(0.0, 1.0 - _FALL * factor * float(costs.max())))


def _places(word: SpelledWord, alphabet: Alphabet) -> Iterator[_Place]:
    """The letters of a word with the gaps about them, from its first step to its last."""
    end = word.start + len(word.costs)
    edges = [word.start, *(step for run in word.letters for step in (run.start, run.end)), end]
    texts = ["", *(text for run in word.letters for text in (alphabet.symbols[run.code], ""))]
    for text, first, last in zip(texts, edges, edges[1:], strict=False):
        yield _Place(text, first, word.costs[first - word.start : last - word.start])


def _others(place: _Place, chances: Floats, alphabet: Alphabet) -> list[_Place]:
    """What may stand at a place instead: the likeliest other symbols, or nothing."""
    steps = chances[place.start : place.start + len(place.costs)]
    if not len(steps):
        return []
    most = steps.max(axis=0)
    likely = sorted(np.flatnonzero(most > _LIKELY).tolist(), key=lambda code: -float(most[code]))
    texts = [(code, "" if code == alphabet.nothing else alphabet.symbols[code]) for code in likely]
    others = [(code, text) for code, text in texts if text not in (place.text, " ")][:_MOST_OTHERS]
    return [_Place(text, place.start, _costs_with(steps, code, alphabet.nothing)) for code, text in others]


def _costs_with(steps: Floats, code: int, nothing: int) -> Floats:
    """What a place's steps cost where `code` stands there: its likeliest step by its chance alone."""
    found = steps[:, nothing] + (steps[:, code] if code != nothing else 0.0)
    if code != nothing:
        step = int(steps[:, code].argmax())
        found[step] = steps[step, code]
    return costs_of(found)


def _exchanged(others: Sequence[Sequence[_Place]]) -> Iterator[Sequence[_Place]]:
    """The word with other symbols at one or more of the places where it wavers most."""
    gains = [min((_cost(each) - _cost(first) for each in rest), default=np.inf) for first, *rest in others]
    wavering = [number for number in np.argsort(gains)[:_MOST_PLACES].tolist() if gains[number] < np.inf]
    tried = [each if number in wavering else each[:1] for number, each in enumerate(others)]
    yield from product(*tried)


def _cost(place: _Place) -> float:
    return float(place.costs.sum())
