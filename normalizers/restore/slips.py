"""Single slips in good text: real words that are wrong in their context (`phân đầu` for `phấn đấu`).

Good text is left alone but where the language model is surprised and a word with the same base letters,
which an engine that knows Vietnamese confuses with it, is far more likely there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from normalizers.keys import fold
from normalizers.restore import symbols
from normalizers.restore.candidates import Candidates, MangledCandidates, match_case
from normalizers.restore.decoder import Models, Weights, decode
from normalizers.restore.words import BREAK, NUMBER, PIECE
from normalizers.triage import Damage

SURPRISE = 6.0  # nats of a word after its two neighbours
MARGIN = {Damage.NONE: 1.5, Damage.SLIP: 1.0}
INVALID = 5.0  # that an unknown word is a rare word and no slip
MOST_CANDIDATES = 8
LONGEST_RUN = 8
CONTEXT = 2
SLIP_COST = 9.0
BEAM = 6
SURE, SURE_FROM = 1.0, 0.95
UNSURE, UNSURE_BELOW = -1.0, 0.8

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Slip:
    """A word `raw[start:end]` that was mended, on its line, and by how much the mended text is likelier."""

    start: int
    end: int
    line: int
    text: str


@dataclass(slots=True)
class _Stream:
    """The words of good lines in order, with breaks before blocks (start -1)."""

    words: list[str]
    starts: list[int]
    lines: list[int]


class SlipMender:
    """Mends slips; keeps the candidates of each word."""

    def __init__(self, candidates: MangledCandidates, models: Models) -> None:
        self.candidates = candidates
        self.lexicon = candidates.lexicon
        self.models = models
        self._rows: dict[str, tuple[int, int]] = {}
        self._known: dict[tuple[str, float], Candidates] = {}

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
        stream = _stream(lines, damage)
        if not stream.words:
            return []
        rows = np.array([self._row(word) for word in stream.words], np.int64)
        flagged = self._surprising(rows[:, 1], stream)
        runs = list(_runs(flagged))
        windows = [range(max(0, a - CONTEXT), min(len(flagged), b + CONTEXT)) for a, b in runs]
        steps = [
            [
                self._of(stream.words[i], _margin(stream, i, damage, confidences))
                if flagged[i]
                else self._fixed(stream.words[i])
                for i in window
            ]
            for window in windows
        ]
        slips = []
        for window, segment, path in zip(
            windows, steps, decode(steps, self.models, replace(weights, beam=BEAM)), strict=True
        ):
            for i, found, chosen in zip(window, segment, path, strict=True):
                if found.texts[chosen] != stream.words[i] and stream.starts[i] >= 0 and flagged[i]:
                    start = stream.starts[i]
                    slips.append(Slip(start, start + len(stream.words[i]), stream.lines[i], found.texts[chosen]))
        slips += _symbols(stream)
        if confidences is not None:
            slips += _commas(lines, damage)
        return sorted({slip.start: slip for slip in slips}.values(), key=lambda slip: slip.start)

    def _row(self, word: str) -> tuple[int, int]:
        found = self._rows.get(word)
        if found is None:
            if word == _BREAK:
                found = (BREAK, BREAK)
            elif any(map(str.isdigit, word)):
                found = (NUMBER, NUMBER)
            else:
                found = self.lexicon.rows(word)[:2]
            self._rows[word] = found
        return found

    def _surprising(self, ids: Ids, stream: _Stream) -> NDArray[np.bool_]:
        """Words of letters that the model finds unlikely, and the word before each, which may be the wrong one."""
        model = self.models.lower
        padded = np.concatenate([[BREAK, BREAK], ids])
        first, second, word = padded[:-2], padded[1:-1], padded[2:]
        costs = model.trigram(first, second, word, model.bigram(second, word), model.context(first, second))
        odd: NDArray[np.bool_] = (costs > SURPRISE) | (ids == 0)
        odd[:-1] |= odd[1:]
        letters: NDArray[np.bool_] = np.array(
            [
                start >= 0 and word.isalpha() and len(word) > 1
                for start, word in zip(stream.starts, stream.words, strict=True)
            ]
        )
        return np.asarray(odd & letters)

    def _fixed(self, word: str) -> Candidates:
        cased, lower = self._row(word)
        return Candidates((word,), np.array([cased]), np.array([lower]), np.zeros(1, np.float32))

    def _of(self, word: str, margin: float) -> Candidates:
        found = self._known.get((word, margin))
        if found is None:
            found = self._known[word, margin] = self._search(word, margin)
        return found

    def _search(self, word: str, margin: float) -> Candidates:
        """The word itself and what it may be a slip of; capitals stay where they are."""
        cased, lower = self._row(word)
        if (word.isupper() and len(word) < 6 and fold(word) not in self.lexicon.by_key) or len(word) > 7:
            return self._fixed(word)
        rows = {word: (cased, lower, 0.0 if lower else INVALID)}
        base = word.lower()
        known = base in self.lexicon.valid
        for form, _, _, cost in self.candidates.words(base)[: MOST_CANDIDATES * 4]:
            same = len(form) == len(base) and fold(form) == fold(base)
            if form == base or cost > SLIP_COST or len(form) != len(base) or (known and not same):
                continue
            text = match_case(form, word)
            found, low, extra = self.lexicon.rows(text)
            if low:
                rows[text] = (found, low, cost + extra + margin * (1.0 if known else 0.5))
        best = sorted(rows.items(), key=lambda item: item[1][2])[:MOST_CANDIDATES]
        return Candidates(
            tuple(text for text, _ in best),
            np.array([row[0] for _, row in best]),
            np.array([row[1] for _, row in best]),
            np.array([row[2] for _, row in best], np.float32),
        )


_BREAK = "<s>"
_INNER_STOP = re.compile(r"(?<=[^\W\d_A-ZĐ]{2})(\.) (?=[a-zà-ỹđ]{2})")
_BLOCK = re.compile(r"\s*(?:$|[-+*•–—]\s|\(?\w{1,5}[.)]\s)")


def _stream(lines: Sequence[str], damage: Sequence[Damage]) -> _Stream:
    stream = _Stream([], [], [])
    offset = 0
    for number, (line, kind) in enumerate(zip(lines, damage, strict=True)):
        if kind not in MARGIN or _BLOCK.match(line):
            for _ in range(2):
                stream.words.append(_BREAK)
                stream.starts.append(-1)
                stream.lines.append(number)
        if kind in MARGIN:
            for piece in PIECE.finditer(line):
                mark = piece[0] in ".;:?!"
                stream.words.append(_BREAK if mark else piece[0])
                stream.starts.append(-1 if mark else offset + piece.start())
                stream.lines.append(number)
        offset += len(line) + 1
    return stream


def _margin(stream: _Stream, at: int, damage: Sequence[Damage], confidences: Sequence[float] | None) -> float:
    """What a change of the word costs beside its confusion, by its line's damage and the reader's confidence."""
    margin = MARGIN[damage[stream.lines[at]]]
    if confidences is None or stream.starts[at] < 0:
        return margin
    sure = min(confidences[stream.starts[at] : stream.starts[at] + len(stream.words[at])])
    return margin + (SURE if sure > SURE_FROM else UNSURE if sure < UNSURE_BELOW else 0.0)


def _commas(lines: Sequence[str], damage: Sequence[Damage]) -> Iterator[Slip]:
    """Commas that were read as full stops within a sentence."""
    offset = 0
    for number, (line, kind) in enumerate(zip(lines, damage, strict=True)):
        if kind in MARGIN:
            for stop in _INNER_STOP.finditer(line):
                yield Slip(offset + stop.start(1), offset + stop.end(1), number, ",")
        offset += len(line) + 1


def _symbols(stream: _Stream) -> Iterator[Slip]:
    """Symbols of official papers that lost the stroke of a Đ."""
    known = symbols.unmarked()
    for word, start, line in zip(stream.words, stream.starts, stream.lines, strict=True):
        if word in known and start >= 0:
            yield Slip(start, start + len(word), line, known[word])


def _runs(flagged: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Runs of flagged places that lie near each other, as half-open ranges."""
    places = np.flatnonzero(flagged)
    if not len(places):
        return
    start = before = int(places[0])
    for place in map(int, places[1:]):
        if place - before > CONTEXT or place - start >= LONGEST_RUN:
            yield start, before + 1
            start = place
        before = place
    yield start, before + 1
