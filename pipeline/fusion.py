"""Which of several readings of a word is right: confidences, agreement, syllables and neighbours together.

All weights are learned (`tools/train_fusion.py`) on rendered plans that are scanned badly; a reading that
is a Vietnamese syllable, that others share and that its neighbours expect wins over a sure one that is not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray
from unidecode import unidecode

from normalizers import syllables
from normalizers.plausible import Plausibility
from pipeline.readings import Slot, confidence
from pipeline.segments import PlacedWord

FEATURES = (
    "first", "first_sure", "second", "second_sure", "third", "third_sure", "shared_by_line_readings",
    "invalid_words", "cost", "digits_first", "digits_second", "parts_more", "gap", "marks_only_first", "lone_mark",
    "lone_dash", "end_mark_lost", "end_mark_of_first", "odd_start",
)  # fmt: skip

WEIGHTS: tuple[float, ...] = (
    -0.69, 1.14, 0.33, 0.04, 0.05, 0.29, 0.83, -4.18,
    -0.59, -0.18, 0.13, 4.13, 2.72, -1.24, -2.75,
    1.56, -4.65, 1.20, -3.20,
)  # fmt: skip

SIGNS = (
    "level", "all_agree", "first_and_other", "both_others", "odds", "surest", "least_sure", "invalid",
    "disputed_number", "odds_of_number",
)  # fmt: skip
"""What `sureness` weighs: who says the reading, how much likelier it is than others, its confidences, its letters;
of a number whose digits another reading has otherwise, that alone and the odds once more."""

SURENESS: tuple[float, ...] = (
    -2.50, 1.57, 1.29, 0.63, 0.54, -0.13, 2.73, -2.23,
    0.03, -0.28,
)  # fmt: skip

_MIXED = 2  # letters that differ: more are two words
_DASHES = frozenset("-–—+")
_END = ".,;:"
_ODD = "'`|‘’~"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one or more readings say in a slot."""

    text: str
    readers: tuple[int, ...]


def candidates(slot: Slot) -> list[Candidate]:
    """The different texts of a slot, with the readings that say so; a gap is the empty text.

    Where readings differ in the marks of several letters, the syllables that take each letter from one of them are
    candidates that no reading says: `ngưồn` and `nguôn` are `nguồn`.
    """
    texts = slot.texts
    said = [Candidate(text, tuple(i for i, t in enumerate(texts) if t == text)) for text in dict.fromkeys(texts)]
    return [*said, *(Candidate(text, ()) for text in _mixed([candidate.text for candidate in said]))]


def _mixed(texts: Sequence[str]) -> list[str]:
    """The syllables made of the letters of several readings of one word that differ in more than one mark."""
    first, *others = texts
    if not others or not first.isalpha() or any(unidecode(text) != unidecode(first) for text in others):
        return []
    letters = [sorted(set(column)) for column in zip(*texts, strict=False)]
    if len({len(text) for text in texts}) > 1 or sum(len(column) > 1 for column in letters) != _MIXED:
        return []
    mixed = ("".join(choice) for choice in product(*letters))
    return [text for text in mixed if text not in texts and not _invalid(text)]


def features(slot: Slot, found: Sequence[Candidate], costs: Sequence[float]) -> NDArray[np.float64]:
    """A row of `FEATURES` for each candidate of a slot."""
    sure = [_logit(confidence(words)) for words in slot.readings]
    least = min(costs)
    return np.array([_row(slot, candidate, sure, cost - least) for candidate, cost in zip(found, costs, strict=True)])


def _row(slot: Slot, candidate: Candidate, sure: Sequence[float], cost: float) -> list[float]:
    text, readers = candidate.text, candidate.readers
    by_reader = [value for i in range(3) for value in ((1.0, sure[i]) if i in readers else (0.0, 0.0))]
    digits = any(char.isdigit() for char in text)
    return [
        *by_reader,
        float(1 in readers and 2 in readers),
        float(_invalid(text)),
        min(cost, 12.0),
        float(digits and 0 in readers),
        float(digits and (1 in readers or 2 in readers)),
        float(len(text.split()) - min(len(t.split()) for t in slot.texts)),
        float(not text),
        float(_letters(text) == _letters(slot.texts[1]) != "" and 0 in readers and text != slot.texts[1]),
        float(bool(text) and not any(char.isalnum() for char in text)),
        float(text in _DASHES),
        float(text[-1:] not in _END and any(t[-1:] in _END and t for t in slot.texts)),
        float(text[-1:] in _END and bool(text) and text[-1] == slot.texts[0][-1:]),
        float(text[:1] in _ODD and bool(text)),
    ]


def choose(slot: Slot, before: str, after: str, language: Plausibility) -> tuple[Candidate, float]:
    """The best candidate of a slot between its neighbours, and the probability that it is right."""
    found = candidates(slot)
    if len(found) == 1:
        return found[0], 1.0
    costs = language.costs(before, [candidate.text for candidate in found], after)
    scores = features(slot, found, costs) @ np.array(WEIGHTS)
    best = _with_both_digits(found, int(scores.argmax()))
    return found[best], float(1 / np.exp(scores - scores[best]).sum())


def _with_both_digits(found: Sequence[Candidate], best: int) -> int:
    """The candidate that has both of two equal digits where the likeliest has one: `99%` for `9%`.

    A network that merges what it says twice in a row loses one of them sooner than it sees one too many (own
    observation; three of four on degraded pages, the fourth said by one reading of the second engine alone).
    """
    for at, candidate in enumerate(found):
        if (0 in candidate.readers or len(candidate.readers) > 1) and _is_merged(found[best].text, candidate.text):
            return at
    return best


def _is_merged(text: str, whole: str) -> bool:
    """Whether a text is `whole` without one of two equal digits side by side, marks at the end aside."""
    text, whole = text.rstrip(_END), whole.rstrip(_END)
    return len(text) == len(whole) - 1 and any(
        a == b and a.isdigit() and text == whole[:at] + whole[at + 1 :] for at, (a, b) in enumerate(pairwise(whole))
    )


def sureness(slot: Slot, chosen: Candidate, probability: float) -> float:
    """The probability that the chosen reading is what was printed.

    Of 27,337 words on pages kept apart, those at 0.5-0.7 were right in 64 %, at 0.9-0.95 in 93 %, above 0.99 in 99.6 %.
    """
    odds = sum(weight * sign for weight, sign in zip(SURENESS, signs(slot, chosen, probability), strict=True))
    return 1 / (1 + math.exp(-odds))


def signs(slot: Slot, chosen: Candidate, probability: float) -> tuple[float, ...]:
    """The `SIGNS` of a chosen reading that is the best of its slot's candidates with `probability`."""
    sure = [confidence(slot.readings[reader]) for reader in chosen.readers] or [min(map(confidence, slot.readings))]
    agreed, first = len(chosen.readers), 0 in chosen.readers
    odds = math.log(max(probability, 0.01) / max(1 - probability, 0.002))
    disputed = is_disputed_number(slot, chosen)
    return (
        1.0,
        float(agreed == 3),
        float(agreed == 2 and first),
        float(agreed == 2 and not first),
        odds,
        max(sure),
        min(sure),
        float(_invalid(chosen.text) > 0),
        float(disputed),
        odds * disputed,
    )


def is_disputed_number(slot: Slot, chosen: Candidate) -> bool:
    """Whether the chosen reading holds digits that another reading of the slot has otherwise or not at all."""
    digits = _digits(chosen.text)
    return bool(digits) and any(_digits(text) != digits for text in slot.texts)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _invalid(text: str) -> int:
    """How many words are no Vietnamese: what `syllables.weigh` says of each run of letters."""
    return sum(syllables.weigh(word) == syllables.INVALID for word in re.findall(r"[^\W_]+", text))


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text))


def _logit(share: float) -> float:
    kept = min(max(share, 0.02), 0.995)
    return math.log(kept / (1 - kept))


def words_of(slot: Slot, chosen: Candidate) -> tuple[PlacedWord, ...]:
    """The words of the first reading that says what was chosen, or the word that is mixed of several."""
    if chosen.readers:
        return slot.readings[chosen.readers[0]]
    word = next(words[0] for words in slot.readings if words)
    return (replace(word, text=chosen.text),)
