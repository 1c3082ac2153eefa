"""The words that a token may stand for: syllables in three cases, and abbreviations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizers import syllables, tone
from normalizers.keys import fold
from normalizers.restore import symbols
from normalizers.restore.shapes import cut

Index = NDArray[np.int64]
UNLISTED_CAPITAL = 3.0
UNLISTED_SMALL = 5.0  # `huế`, which is only known as a name
UNKNOWN_WORD = 2.5  # the language model prices all unknown words together
SYMBOL = -2.0
UNMARKED_SYMBOL = 3.0  # `BCD` where the lexicon has `BCĐ`


@dataclass(frozen=True)
class Words:
    """Words as they are printed, with their parts and their rows in the cased and lower vocabulary.

    `extra` is what a form costs that the cased vocabulary lacks, so that its lower form stands for it.
    """

    forms: tuple[str, ...]
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    cased: Index
    lower: Index
    extra: NDArray[np.float32]


class Vocabulary:
    """The language model's word forms, by form and by row; the lower-case row of each form."""

    def __init__(self, forms: Sequence[str]) -> None:
        self.forms = forms
        lows = {form: i for i, form in enumerate(dict.fromkeys(form.lower() for form in forms))}
        self.lows = np.array([lows[form.lower()] for form in forms], np.int64)
        self.index = {form: i for i, form in enumerate(forms)}

    def rows(self, word: str) -> tuple[int, int, float]:
        """Cased row, lower row and extra cost of a printed word (0, 0 where unknown)."""
        row = self.index.get(word, 0)
        if row:
            low = word.lower() if word.isupper() and len(word) > 1 else word
            row = self.index.get(low, row) if low in syllables.syllables() else row
            return row, int(self.lows[row]), 0.0
        row = self.index.get(word.lower(), 0)
        if row:
            return row, int(self.lows[row]), 0.0 if word.isupper() else UNLISTED_CAPITAL
        row = self.index.get(word.capitalize(), 0)
        return row, int(self.lows[row]), UNLISTED_SMALL if row and word.islower() else 0.0


class Lexicon:
    """The candidate words in sets by case, with the strings that the channel scores."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        valid = syllables.syllables()
        lowered = dict.fromkeys(form.lower() for form in vocabulary.forms[3:])  # with names: `Huế`, `Nẵng`, `Đắk`
        small = [form for form in lowered if form in valid and (form in vocabulary.index or tone.place(form) == form)]
        self.valid = frozenset(small)
        titles = [form[0].upper() + form[1:] for form in small]
        capitals = [form.upper() for form in small]
        listed = [f for f in vocabulary.forms[3:] if sum(c.isupper() for c in f) > 1 and f.lower() not in valid]
        self.symbols = frozenset(symbols.capitals())
        self._symbol_keys = frozenset(fold(symbol) for symbol in self.symbols if len(symbol) > 2)
        short = list(dict.fromkeys([*listed, *symbols.capitals()]))
        lengths = [len(cut(form)[0]) for form in small]
        self.sets = {
            "small": self._words(small, lengths),
            "title": self._words(titles, lengths),
            "capital": self._words(capitals, lengths),
            "short": self._words(short, [len(cut(form)[0]) for form in short]),
        }
        self.by_key: dict[str, list[str]] = {}
        for form in small:
            self.by_key.setdefault(fold(form), []).append(form)
        self.loans_by_key: dict[str, list[str]] = {}  # `ôtô`, `Phaolô`: words with marks that are no syllables
        for form in lowered:
            if form not in self.valid and _is_loan(form):
                self.loans_by_key.setdefault(fold(form), []).append(form)
        self.short_by_key: dict[str, list[str]] = {}
        for form in short:
            self.short_by_key.setdefault(fold(form), []).append(form)

    def rows(self, word: str) -> tuple[int, int, float]:
        """Rows and extra cost of a printed word; symbols of official papers are cheaper."""
        cased, lower, extra = self.vocabulary.rows(word)
        if "&" in word and not cased:  # two words of the language models; the words before know the first one
            cased, lower, extra = self.vocabulary.rows(word.partition("&")[0])
        if not cased:
            extra += UNKNOWN_WORD
        if word in self.symbols:
            return cased, lower, extra + SYMBOL
        return cased, lower, extra + (UNMARKED_SYMBOL if word.isupper() and fold(word) in self._symbol_keys else 0.0)

    def _words(self, forms: list[str], lengths: list[int]) -> Words:
        """The words with their parts; `lengths` are those of their heads."""
        rows = [self.rows(form) for form in forms]
        return Words(
            tuple(forms),
            tuple([form[:length] for form, length in zip(forms, lengths, strict=True)]),
            tuple([form[length:] for form, length in zip(forms, lengths, strict=True)]),
            np.array([row for row, _, _ in rows], np.int64),
            np.array([low for _, low, _ in rows], np.int64),
            np.array([extra for _, _, extra in rows], np.float32),
        )


def _is_loan(form: str) -> bool:
    """Whether a word in small letters has marks and is no syllable that lost its tone (`câp`)."""
    return len(form) > 2 and fold(form) != form and form.isalpha() and form not in syllables.toneless()
