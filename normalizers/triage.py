"""Which damage a line of text has, and how sure that is.

Words fall into seven kinds by what their letters are (`data/lexicons/damage_rates.tsv`); lines of each
kind of damage mix them at rates of their own. The share of words with distinctive Vietnamese marks
alone parts good text (six in ten) from the reading of an engine without Vietnamese letters (none).
A line's neighbours count: how frequent each damage is on the page is estimated from all its lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from data import loader
from normalizers import syllables
from normalizers.keys import fold

_CHUNK = re.compile(r"[^\W_]+")
_SLUG = re.compile(r"[a-z0-9](?:-[A-Za-z0-9]+){3}")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@|[a-z0-9](?:-[A-Za-z0-9]+){3})\S*")
_SAMPLE = 400  # lines that tell the page's damage
_ROUNDS = 4
_TEMPER = 0.8  # words of a line are not independent
_ISLAND, _SURE = 0.2, 0.97  # a damaged line in a page of other lines must be sure
_PRIOR = 0.02  # of each damage on any page, in lines of a page
_MOST_KEPT = 1 << 16  # words whose kind is kept
_LONGEST_KEPT = 2000  # characters of a line whose words' kinds are kept

Floats = NDArray[np.float64]


class Damage(StrEnum):
    """What happened to a line between the print and the text.

    `none`: good Vietnamese, nothing to do. `slip`: good Vietnamese in which single words were misread
    (an OCR engine that knows Vietnamese). `mangled`: read by an engine that does not know Vietnamese
    letters (é, 6, w, ii, j in their place). `stripped`: all marks removed, the letters right.
    `legacy`: a font encoding (TCVN3, VNI) not yet decoded. `foreign`: another language. `noise`: no
    language at all. Only `slip`, `mangled` and `stripped` lines are changed by the restorer.
    """

    NONE = "none"
    SLIP = "slip"
    MANGLED = "mangled"
    STRIPPED = "stripped"
    LEGACY = "legacy"
    FOREIGN = "foreign"
    NOISE = "noise"


_RARE = frozenset({Damage.MANGLED, Damage.STRIPPED})
_DAMAGES = (
    Damage.NONE,
    Damage.MANGLED,
    Damage.STRIPPED,
    Damage.FOREIGN,
    Damage.NOISE,
)  # those that lines are judged for


@dataclass(frozen=True, slots=True)
class Verdict:
    """The damage of one line and the probability (0..1) that this is its damage."""

    damage: Damage
    confidence: float


class WordKind(StrEnum):
    """What a word's letters say about it; the columns of the table of rates."""

    DISTINCTIVE = "distinctive"
    ACCENTED = "accented"
    PLAIN = "plain"
    UNMARKED = "unmarked"
    GARBLED = "garbled"
    WORD = "word"
    SYMBOLS = "symbols"


_KINDS = tuple(WordKind)
_ODD = (WordKind.UNMARKED, WordKind.GARBLED, WordKind.WORD, WordKind.SYMBOLS)


def triage(lines: Sequence[str]) -> list[Verdict]:
    """The damage of each of `lines` (NFC), which are judged together as one page.

    A good line that has a word which is no Vietnamese syllable, code, abbreviation or common loan word is a
    `slip`. Lines without words share the page's most frequent damage. Never `legacy`: decoding comes first.
    """
    counts = _counts(lines)
    scores = _TEMPER * (counts @ _rates())
    telling = scores[counts.any(1)]
    prior = _page_prior(telling[:: 1 + len(telling) // _SAMPLE])
    posterior = _posterior(scores, prior)
    best = posterior.argmax(1)
    rare = [_DAMAGES.index(damage) for damage in sorted(_RARE)]
    island = (prior < _ISLAND)[best] & (posterior[:, rare].sum(1) < _SURE)
    odd = counts[:, [_KINDS.index(kind) for kind in _ODD]].any(1)
    sure = np.take_along_axis(posterior, best[:, None], 1)[:, 0].round(4)
    columns = (column.tolist() for column in (best, sure, odd, island))
    return [Verdict(_judged(_DAMAGES[at], *doubts), sure) for at, sure, *doubts in zip(*columns, strict=True)]


def _judged(damage: Damage, is_odd: bool, is_island: bool) -> Damage:
    """The damage of a line, given whether it has odd words and whether it is a damaged line among others, unsure."""
    slipped = is_odd if damage is Damage.NONE else is_island and damage in _RARE
    return Damage.SLIP if slipped else damage


def _page_prior(scores: Floats) -> Floats:
    """The share of lines of each damage, by expectation maximisation; `none` where there is no word."""
    count = len(_DAMAGES)
    if not len(scores):
        return np.array([1.0 if damage is Damage.NONE else 1 / count for damage in _DAMAGES])
    prior = np.full(count, 1 / count)
    for _ in range(_ROUNDS):
        shares = _PRIOR + _posterior(scores, prior).sum(0)
        prior = shares / shares.sum()
    return prior


def _posterior(scores: Floats, prior: Floats) -> Floats:
    weights = prior * np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(weights / weights.sum(1, keepdims=True))


def _counts(lines: Sequence[str]) -> NDArray[np.int64]:
    """How many words of each kind each line has."""
    kinds: list[int] = []
    lengths: list[int] = []
    for line in lines:
        own = _kept_kinds(line) if len(line) <= _LONGEST_KEPT else _kinds(line)
        kinds += own
        lengths.append(len(own))
    width = len(_KINDS) + 1
    places = np.repeat(np.arange(len(lines)) * width, lengths) + np.array(kinds, np.int64)
    return np.bincount(places, minlength=len(lines) * width).reshape(-1, width)[:, :-1]


def _kinds(line: str) -> bytes:
    """The number of each word's kind."""
    addressed = "://" in line or "www." in line or "@" in line or (line.count("-") > 2 and _SLUG.search(line))
    return bytes(map(_known_kinds().__getitem__, _CHUNK.findall(_ADDRESS.sub(" ", line) if addressed else line)))


_kept_kinds = lru_cache(maxsize=1 << 12)(_kinds)  # slips are looked for in rounds, most lines of which are the same


class _Kinds(dict[str, int]):
    """The number of each word's kind, one behind the last for words that say nothing."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        kind = _kind(word)
        self[word] = number = len(_KINDS) if kind is None else _KINDS.index(kind)
        return number


@cache
def _known_kinds() -> _Kinds:
    return _Kinds()


def _kind(word: str) -> WordKind | None:
    """The kind of a word; None where it says nothing (numbers, codes, abbreviations, single letters)."""
    weight = syllables.weigh(word)
    if weight is None:
        return None
    if weight == syllables.DISTINCTIVE:
        return WordKind.DISTINCTIVE
    if weight == syllables.PLAIN:
        return WordKind.PLAIN if word.isascii() else WordKind.ACCENTED
    is_syllable = syllables.is_stripped_syllable(fold(word))
    if word.isascii() and word.isalpha():
        return WordKind.UNMARKED if is_syllable else WordKind.WORD
    return WordKind.GARBLED if is_syllable else WordKind.SYMBOLS


@cache
def _rates() -> Floats:
    """The logarithm of how frequent each kind of word (rows) is in lines of each damage (columns)."""
    rows = {row["damage"]: row for row in loader.table("lexicons/damage_rates.tsv")}
    return np.log([[int(rows[damage][kind]) / 1000 for damage in _DAMAGES] for kind in _KINDS])
