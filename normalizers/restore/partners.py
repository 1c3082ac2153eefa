"""What a word of good text may be a slip of: words that an engine that knows Vietnamese takes for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from data import loader
from normalizers.keys import fold
from normalizers.restore.candidates import Candidates, match_case
from normalizers.restore.lexicon import Lexicon
from normalizers.restore.listed import FAR, MOST, ListedForms
from normalizers.restore.mangled import MangledWords

TABLE = "models/repair_partners.tsv"
INVALID = 5.0  # that an unknown word is a rare word and no slip
LIKELY = 32  # readings of the channel among which partners are looked for
SLIP_COST = 9.0
LONGEST, LONGEST_SYMBOL = 7, 5
_KEPT = 1 << 16

Reading = tuple[str, int, int, float]  # printed form, row in the cased and in the lower vocabulary, cost


@dataclass(frozen=True, slots=True)
class Readings:
    """What a word may be, itself first; a change costs `share` of the margin beside its own cost."""

    rows: tuple[Reading, ...]
    share: float

    def candidates(self, margin: float) -> Candidates:
        """The readings with what a change costs."""
        texts, cased, lower, costs = zip(*self.rows, strict=True)
        own = np.array(costs, np.float32)
        own[1:] += margin * self.share
        return Candidates(texts, np.array(cased), np.array(lower), own)


class Partners:
    """The readings of each word: those of syllables lie in a table, those of others are searched when asked for."""

    def __init__(self, lexicon: Lexicon, words: MangledWords) -> None:
        self.lexicon = lexicon
        self.words = words
        self.listed = ListedForms(lexicon, {base: tuple(self.known(base)) for base in self._table}, INVALID)
        self.of = lru_cache(maxsize=_KEPT)(self._of)

    def arrays(self, forms: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
        """Lower rows and costs of the readings of forms that are not listed (forms, MOST), and their shares."""
        self._prepare(forms)
        lower = np.zeros((len(forms), MOST), np.int64)
        costs = np.full((len(forms), MOST), FAR, np.float32)
        readings = [self.of(form) for form in forms]
        for number, found in enumerate(readings):
            width = len(found.rows)
            lower[number, :width] = [row[2] for row in found.rows]
            costs[number, :width] = [row[3] for row in found.rows]
        return lower, costs, np.array([found.share for found in readings], np.float32)

    def _prepare(self, words: Iterable[str]) -> None:
        """Search the words that are no syllables all at once, before `of` is asked for them."""
        bases = {word.lower() for word in words if not self._stays(word)} - self.lexicon.valid
        if bases:
            self.words.forget()
            self.words.prepare(bases)

    def _of(self, word: str) -> Readings:
        """The word itself and what it may be a slip of, the likeliest first; capitals stay where they are."""
        cased, lower, _ = self.lexicon.rows(word)
        own = (word, cased, lower, 0.0 if lower else INVALID)
        if self._stays(word):
            return Readings((own,), 1.0)
        base = word.lower()
        known = base in self.lexicon.valid
        found: dict[str, Reading] = {}
        for form, cost in self.known(base) if known else self._searched(base):
            text = match_case(form, word)
            row, low, extra = self.lexicon.rows(text)
            if low and text != word:
                found[text] = (text, row, low, cost + extra)
        best = sorted(found.values(), key=lambda reading: reading[3])
        return Readings((own, *best[: MOST - 1]), 1.0 if known else 0.5)

    def _stays(self, word: str) -> bool:
        """Whether a word is an abbreviation, or too long for a syllable."""
        if len(word) > LONGEST or len(word.lower()) != len(word):
            return True
        return word.isupper() and len(word) <= LONGEST_SYMBOL and fold(word) not in self.lexicon.by_key

    def _searched(self, base: str) -> Iterator[tuple[str, float]]:
        """Words of the same length that the channel may have turned into `base`, which is no syllable."""
        found = self.words[base].words
        for form, cost in islice(zip(found.texts, found.costs.tolist(), strict=True), LIKELY):
            if form != base and cost <= SLIP_COST and len(form) == len(base):
                yield form, cost

    def known(self, base: str) -> Iterator[tuple[str, float]]:
        """The partners of a syllable in small letters with the channel's costs."""
        for pair in self._table.get(base, "").split():
            form, _, cost = pair.rpartition(":")
            yield form, float(cost)

    @cached_property
    def _table(self) -> dict[str, str]:
        return {row["word"]: row["partners"] for row in loader.table(TABLE)}
