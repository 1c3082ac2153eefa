"""Single slips in good text: real words that are wrong in their context (`phân đầu` for `phấn đấu`).

Good text is left alone but where the language model is surprised and a word with the same base letters,
which an engine that knows Vietnamese confuses with it, is far more likely there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from normalizers.restore import suspicion, symbols
from normalizers.restore.candidates import Candidates, fixed
from normalizers.restore.decoder import Models, Weights, decode
from normalizers.restore.listed import FAR, ListedForms
from normalizers.restore.partners import Partners
from normalizers.restore.words import BREAK, NUMBER, PIECE
from normalizers.triage import Damage

MARGIN = {Damage.NONE: 1.5, Damage.SLIP: 1.0}
LONGEST_RUN = 8
CONTEXT = 2
BEAM = 6
SURE, SURE_FROM = 1.0, 0.95
UNSURE, UNSURE_BELOW = -1.0, 0.8

Ids = NDArray[np.int64]
Costs = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Slip:
    """A word or mark `raw[start:end]` that was mended: what it is now."""

    start: int
    end: int
    text: str


class SlipMender:
    """Mends slips; keeps the readings of each word."""

    def __init__(self, partners: Partners, models: Models) -> None:
        self.partners = partners
        self.models = models
        self._rows = lru_cache(maxsize=1 << 16)(self._row)

    def mend(
        self,
        lines: Sequence[str],
        damage: Sequence[Damage],
        weights: Weights,
        confidences: Sequence[float] | None = None,
    ) -> list[Slip]:
        """The slips of the lines that are good or nearly good.

        `confidences` (0..1, by character) tell that the text was read by OCR: words that the reader was sure of
        need more to be changed, others less, and full stops before small letters are commas.
        """
        stream = _Stream(lines, damage, self.partners.listed)
        if not stream.words:
            return []
        slips = [*self._words(stream, weights, confidences), *_symbols(stream)]
        if confidences is not None:
            slips += _commas(lines, damage)
        return sorted({slip.start: slip for slip in slips}.values(), key=lambda slip: slip.start)

    def _words(self, stream: _Stream, weights: Weights, confidences: Sequence[float] | None) -> Iterator[Slip]:
        """Words that others beat by more than their margin, in the context of the two words on either side."""
        unlisted = np.array([self._rows(form) for form in stream.unlisted], np.int64).reshape(-1, 2)
        rows = np.concatenate([self.partners.listed.rows, unlisted])[stream.numbers]
        doubted = self._doubted(np.ascontiguousarray(rows[:, 1]), stream, confidences)
        windows = [range(max(0, a - CONTEXT), min(len(rows), b + CONTEXT)) for a, b in _runs(sorted(doubted))]
        steps = [
            [doubted.get(i) or fixed(stream.words[i], int(rows[i, 0]), int(rows[i, 1])) for i in window]
            for window in windows
        ]
        paths = decode(steps, self.models, replace(weights, beam=BEAM))
        for window, segment, path in zip(windows, steps, paths, strict=True):
            for i, found, chosen in zip(window, segment, path, strict=True):
                if chosen:
                    yield Slip(*stream.span(i), found.texts[chosen])

    def _doubted(self, rows: Ids, stream: _Stream, confidences: Sequence[float] | None) -> dict[int, Candidates]:
        """The words that may be slips by their place, with what else they may be."""
        model = self.models.lower
        places = np.flatnonzero(suspicion.surprising(rows, model) & stream.spelled)
        lower, costs, shares = self._readings(stream, places)
        several = costs[:, 1] < FAR
        places, lower, costs, shares = places[several], lower[several], costs[several], shares[several]
        if not len(places):
            return {}
        margins = np.array(stream.margins(places, confidences), np.float32)
        costs[:, 1:] += (margins * shares)[:, None]
        gains = suspicion.gains(rows, suspicion.Readings(places, lower, costs), model)
        kept = np.flatnonzero(gains > -suspicion.SLACK)
        return {int(places[k]): self.partners.of(stream.words[places[k]]).candidates(float(margins[k])) for k in kept}

    def _readings(self, stream: _Stream, places: Ids) -> tuple[Ids, Costs, Costs]:
        """Lower rows and costs of the readings at some places (places, MOST), and their shares of the margin."""
        listed = self.partners.listed
        numbers = stream.numbers[places]
        known = np.minimum(numbers, len(listed) - 1)
        lower, costs = listed.lower.take(known, 0), listed.costs.take(known, 0)
        shares = np.ones(len(places), np.float32)
        others = np.flatnonzero(numbers >= len(listed))
        if len(others):
            asked, which = np.unique(numbers[others] - len(listed), return_inverse=True)
            own = self.partners.arrays([stream.unlisted[number] for number in asked])
            lower[others], costs[others], shares[others] = (column[which] for column in own)
        return lower, costs, shares

    def _row(self, word: str) -> tuple[int, int]:
        """The word's rows in the cased and in the lower vocabulary."""
        if word in _MARKS:
            return BREAK, BREAK
        if any(map(str.isdigit, word)):
            return NUMBER, NUMBER
        return self.partners.lexicon.rows(word)[:2]


class _Numbers(dict[str, int]):
    """Numbers of words: those of the listed ones, then of `unlisted` in the order in which they come."""

    def __init__(self, listed: Mapping[str, int], first: int) -> None:
        super().__init__(listed)
        self.unlisted: list[str] = []
        self._first = first

    def __missing__(self, word: str) -> int:
        self[word] = number = self._first + len(self.unlisted)
        self.unlisted.append(word)
        return number


class _Stream:
    """The words of good lines in order, with breaks before blocks; `numbers` are those of their forms.

    Forms that are not listed come behind the listed ones, in the order of `unlisted`. `spelled` tells the words
    of two letters and more.
    """

    def __init__(self, lines: Sequence[str], damage: Sequence[Damage], listed: ListedForms) -> None:
        self.words: list[str] = []
        self._lines, self._damage = lines, damage
        self._firsts: list[int] = []  # by line: the place of its first word
        self._spans: dict[int, list[tuple[int, int]]] = {}  # of the words of lines that were asked for
        for line, kind in zip(lines, damage, strict=True):
            good = kind in MARGIN
            if not good or _BLOCK.match(line):
                self.words += (_BREAK, _BREAK)
            self._firsts.append(len(self.words))
            if good:
                self.words += PIECE.findall(line)
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        index = _Numbers(listed.numbers, len(listed))
        self.numbers = np.fromiter(map(index.__getitem__, self.words), np.int64, len(self.words))
        self.first, self.unlisted = len(listed), index.unlisted
        spelled = np.array([form.isalpha() and len(form) > 1 for form in self.unlisted], np.bool_)
        self.spelled = np.concatenate([listed.spelled, spelled])[self.numbers]

    def span(self, place: int) -> tuple[int, int]:
        """Where in the text a word stands."""
        line = bisect_right(self._firsts, place) - 1
        if line not in self._spans:
            self._spans[line] = [piece.span() for piece in PIECE.finditer(self._lines[line])]
        start, end = self._spans[line][place - self._firsts[line]]
        return self._starts[line] + start, self._starts[line] + end

    def margins(self, places: Ids, confidences: Sequence[float] | None) -> list[float]:
        """What a change of each word costs beside its confusion, by its line's damage and the reader's confidence."""
        lines = np.searchsorted(self._firsts, places, side="right") - 1
        margins = [MARGIN[self._damage[line]] for line in lines]
        if confidences is None:
            return margins
        return [margin + _doubt(confidences, *self.span(int(i))) for margin, i in zip(margins, places, strict=True)]


_MARKS = frozenset(".;:?!")
_BREAK = "."
_INNER_STOP = re.compile(r"(?<=[^\W\d_A-ZĐ]{2})(\.) (?=[a-zà-ỹđ]{2})")
_BLOCK = re.compile(r"\s*(?:$|[-+*•–—]\s|\(?\w{1,5}[.)]\s)")


def _doubt(confidences: Sequence[float], start: int, end: int) -> float:
    sure = min(confidences[start:end])
    return SURE if sure > SURE_FROM else UNSURE if sure < UNSURE_BELOW else 0.0


def _commas(lines: Sequence[str], damage: Sequence[Damage]) -> Iterator[Slip]:
    """Commas that were read as full stops within a sentence."""
    offset = 0
    for line, kind in zip(lines, damage, strict=True):
        if kind in MARGIN:
            for stop in _INNER_STOP.finditer(line):
                yield Slip(offset + stop.start(1), offset + stop.end(1), ",")
        offset += len(line) + 1


def _symbols(stream: _Stream) -> Iterator[Slip]:
    """Symbols of official papers that lost the stroke of a Đ."""
    known = symbols.unmarked()
    for number, form in enumerate(stream.unlisted, stream.first):
        if form in known:
            for place in np.flatnonzero(stream.numbers == number):
                yield Slip(*stream.span(int(place)), known[form])


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of places that lie near each other, as half-open ranges."""
    if not places:
        return
    start = before = places[0]
    for place in places[1:]:
        if place - before > CONTEXT or place - start >= LONGEST_RUN:
            yield start, before + 1
            start = place
        before = place
    yield start, before + 1
