"""Mangled, stripped and slipped Vietnamese back to what was printed.

A noisy channel: the confusions of an OCR engine (learned from rendered, scanned and read pages) times
trigram language models of administrative and general Vietnamese, decoded by beam search. The model
card is `data/models/repair.md`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from data import loader
from normalizers.places import gazetteer
from normalizers.restore import adapt, lists, marks, numerals, persons, places
from normalizers.restore.candidates import Candidates, fixed
from normalizers.restore.channel import Spans
from normalizers.restore.decoder import Models, Weights, decode, settle
from normalizers.restore.item import Item
from normalizers.restore.language import LanguageModel
from normalizers.restore.lexicon import Lexicon, Vocabulary
from normalizers.restore.mangled import MangledWords, load_search
from normalizers.restore.partners import Partners
from normalizers.restore.readings import UNMARKED, TokenReadings
from normalizers.restore.slips import SlipMender
from normalizers.restore.words import BREAK
from normalizers.triage import Damage

MODELS = "models"
LONGEST_SEGMENT, LONGEST_UNBROKEN = 60, 240  # words that are decoded together, to the next stop and at most
DOUBT = 0.15
SLIP_CONFIDENCE = 0.85
_NEW_BLOCK = re.compile(r"\s*(?:[-+*•–—]\s|\(?\w{1,5}[.)]\s|\d+(?:\.\d+)*\.?\s|[A-ZĐ]{2})")


@dataclass(frozen=True, slots=True)
class Repair:
    """One token that was changed or doubted: `raw[start:end]` became `repaired`.

    `confidence` is the probability that `repaired` is what was printed; a doubted token keeps its text.
    """

    start: int
    end: int
    raw: str
    repaired: str
    damage: Damage
    confidence: float


@dataclass(frozen=True, slots=True)
class Restored:
    """Replacements (start, end, new text) in order and apart, for `alignment.from_edits`, and the log."""

    replacements: tuple[tuple[int, int, str], ...]
    log: tuple[Repair, ...]


@dataclass(frozen=True)
class _Slot:
    item: Item
    found: Candidates | None
    breaks: bool


@dataclass(frozen=True, slots=True)
class Features:
    """What the restorer uses, for ablations: language models, learned channel, rules for numerals, lists, marks and
    borders, the gazetteer's names of places, the lists of persons' names.

    `adapt` re-estimates the channel on the document itself, which takes twice the time for a few errors less.
    Without the channel a mangled word is what has the same letters without marks; without the language
    models the most frequent word wins.
    """

    language: bool = True
    channel: bool = True
    rules: bool = True
    places: bool = True
    persons: bool = True
    adapt: bool = False


class Restorer:
    """Restores whole documents; keeps what it has searched for one token, so one object serves many."""

    def __init__(self, models: Models, lexicon: Lexicon, spans: tuple[Spans, Spans], features: Features) -> None:
        mangled, slips = spans
        self.lexicon = lexicon
        self.models = models
        self.features = features
        if features.places:
            gazetteer()  # a model as well: what it takes to load is paid once
        self.weights = Weights() if features.language else Weights(cased=0.0, lower=0.0)
        self.spans = mangled
        self._search = load_search(lexicon, models.lower.unigram)
        self.readings = self._token_readings(mangled)
        self.slips = SlipMender(Partners(lexicon, MangledWords(lexicon, self._search, slips)), models)

    def restore(self, text: str, damage: Sequence[Damage], confidences: Sequence[float] | None = None) -> Restored:
        """Restore a document.

        `text` is the raw text (NFC, look-alikes mapped; lines by line feed, pages by form feed), `damage`
        holds one entry a line (split at both). `confidences` are the reader's (0..1) by character, or
        None. Raises ValueError where `damage` does not fit the lines.
        """
        lines = re.split(r"[\n\f]", text)
        if len(lines) != len(damage):
            raise ValueError(f"{len(lines)} lines have {len(damage)} verdicts")
        items = [] if UNMARKED.isdisjoint(damage) else self.items(lines, damage)
        found = [_repair(item) for item in items if item.text != item.token.text]
        if self.features.language:
            found += [
                Repair(slip.start, slip.end, text[slip.start : slip.end], slip.text, Damage.SLIP, SLIP_CONFIDENCE)
                for slip in self.slips.mend(lines, damage, self.weights, confidences)
            ]
        log = tuple(sorted(found, key=lambda repair: repair.start))
        return Restored(tuple((r.start, r.end, r.repaired) for r in log if r.raw != r.repaired), log)

    def items(self, lines: Sequence[str], damage: Sequence[Damage]) -> list[Item]:
        """The tokens of the damaged lines with their chosen texts and the decoder's posteriors (not calibrated)."""
        items = self._decoded(lines, damage, self.readings)
        if self.features.adapt and self.features.channel:
            items = self._adapted(items, lines, damage)
        if self.features.places:
            places.mend(items, self.readings.reading)
        if self.features.rules:
            lists.mend(items)
            numerals.mend(items)
            marks.mend(items, lines)
        return items

    def _token_readings(self, spans: Spans) -> TokenReadings:
        features = self.features
        words = MangledWords(self.lexicon, self._search, spans)
        return TokenReadings(words, self.lexicon, self.models.lower, features.channel, features.rules)

    def _adapted(self, items: list[Item], lines: Sequence[str], damage: Sequence[Damage]) -> list[Item]:
        """The words decoded again with the channel re-estimated on those that were sure."""
        sure = [adapt.pair(item) for item in items if adapt.is_sure(item)]
        if len(sure) < adapt.LEAST_SURE:
            return items
        return self._decoded(lines, damage, self._token_readings(adapt.adapted(self.spans, sure)))

    def _decoded(self, lines: Sequence[str], damage: Sequence[Damage], readings: TokenReadings) -> list[Item]:
        segments = self._segments(lines, damage, readings)
        steps = [[s for slot in segment for s in _steps(slot)] for segment in segments]
        paths = decode(steps, self.models, self.weights)
        settled = settle(steps, paths, self.models, self.weights)
        items = []
        for segment, choices in zip(segments, settled, strict=True):
            at = 0
            for slot in segment:
                if slot.found is not None:
                    slot.item.text, slot.item.confidence = slot.found.texts[choices[at][0]], choices[at][1]
                at += len(_steps(slot))
                items.append(slot.item)
        return items

    def _segments(self, lines: Sequence[str], damage: Sequence[Damage], readings: TokenReadings) -> list[list[_Slot]]:
        segments: list[list[_Slot]] = [[]]
        tokens = readings.tokens(lines, damage)
        for number, (line, kind) in enumerate(zip(lines, damage, strict=True)):
            if not line.strip() or _NEW_BLOCK.match(line) or kind not in UNMARKED:
                segments.append([])
            heading = _in_capitals(line) if tokens[number] else False
            found = [readings.of(token, kind, heading) for token in tokens[number]]
            named = persons.weighed(tokens[number], found) if self.features.persons else found
            for order, (token, own) in enumerate(zip(tokens[number], named, strict=True)):
                slot = _Slot(Item(token, number, kind, order == 0, token.text), own, token.closes)
                segments[-1].append(slot)
                length = len(segments[-1])
                if length > LONGEST_SEGMENT and (slot.breaks or length > LONGEST_UNBROKEN):
                    segments.append([])
        return [segment for segment in segments if segment]


def _in_capitals(line: str) -> bool:
    """Whether most letters of a line are capitals."""
    capitals = sum(map(str.isupper, line))
    return capitals * 2 > sum(map(str.isalpha, line))


def _repair(item: Item) -> Repair:
    """The log's entry; where the best reading is too unsure the token stays, and is marked by its entry."""
    token, confidence = item.token, calibrated(item.confidence)
    text = token.text if confidence < DOUBT else item.text
    return Repair(token.start, token.end, token.text, text, item.damage, confidence)


def _steps(slot: _Slot) -> list[Candidates]:
    return ([slot.found] if slot.found else []) + ([fixed("", BREAK, BREAK)] if slot.breaks else [])


def load_spans(name: str) -> dict[str, dict[str, float]]:
    """The channel: observed span -> true span -> cost in nats."""
    spans: dict[str, dict[str, float]] = {}
    with loader.path(f"{MODELS}/{name}.tsv").open(encoding="utf-8", newline="") as stream:
        rows = (line for line in stream if not line.startswith("#!"))
        for true, seen, cost in csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            spans.setdefault(seen, {})[true] = float(cost)
    return spans


@cache
def _calibration() -> tuple[list[float], list[float]]:
    rows = loader.table(f"{MODELS}/repair_calibration.tsv")
    return [float(row["posterior"]) for row in rows], [float(row["right"]) for row in rows]


def calibrated(posterior: float) -> float:
    """The share of words that were right among those of such a posterior, measured on pages kept apart."""
    return round(float(np.interp(posterior, *_calibration())), 4)


@cache
def _models() -> tuple[Models, Lexicon, tuple[Spans, Spans]]:
    words = loader.path(f"{MODELS}/repair_words.txt").read_text(encoding="utf-8").split()
    cased, lower = (
        LanguageModel.load(*(loader.path(f"{MODELS}/repair_{name}_{part}.npz") for part in ("words", "trigrams")))
        for name in ("cased", "lower")
    )
    spans = load_spans("repair_mangled"), load_spans("repair_slips")
    return Models(cased, lower), Lexicon(Vocabulary(words)), spans


@cache
def load_restorer(features: Features = Features()) -> Restorer:
    """The restorer with the models of `data/models`; raises FileNotFoundError where they are missing."""
    return Restorer(*_models(), features)
