"""Which damage a line of text has, and how sure that is.

Words fall into seven kinds by what their letters are (`data/lexicons/damage_rates.tsv`); lines of each
kind of damage mix them at rates of their own. The share of words with distinctive Vietnamese marks
alone parts good text (six in ten) from the reading of an engine without Vietnamese letters (none).
A line's neighbours count: how frequent each damage is on the page is estimated from all its lines.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

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


def triage(lines: Sequence[str]) -> list[Verdict]:
    """The damage of each of `lines` (NFC), which are judged together as one page.

    A good line that has a word which is no Vietnamese syllable, code, abbreviation or common loan word is a
    `slip`. Lines without words share the page's most frequent damage. Never `legacy`: decoding comes first.
    """
    counts = [_count(line) for line in lines]
    scores = [_likelihoods(count) for count in counts]
    telling = [score for score, count in zip(scores, counts, strict=True) if count]
    prior = _page_prior(telling[:: 1 + len(telling) // _SAMPLE])
    return [_verdict(score, prior, count) for score, count in zip(scores, counts, strict=True)]


def _verdict(score: Mapping[Damage, float], prior: Mapping[Damage, float], count: Mapping[WordKind, int]) -> Verdict:
    posterior = _posterior(score, prior)
    best = max(posterior, key=lambda damage: posterior[damage])
    odd = any(count.get(kind) for kind in (WordKind.UNMARKED, WordKind.GARBLED, WordKind.WORD, WordKind.SYMBOLS))
    damage = Damage.SLIP if best is Damage.NONE and odd else best
    if damage in _RARE and prior[best] < _ISLAND and sum(posterior[kind] for kind in _RARE) < _SURE:
        damage = Damage.SLIP
    return Verdict(damage, round(posterior[best], 4))


def _page_prior(scores: list[dict[Damage, float]]) -> dict[Damage, float]:
    """The share of lines of each damage, by expectation maximisation; `none` where there is no word."""
    prior = dict.fromkeys(_rates(), 1 / len(_rates()))
    if not scores:
        return prior | {Damage.NONE: 1.0}
    for _ in range(_ROUNDS):
        shares = dict.fromkeys(prior, _PRIOR)
        for score in scores:
            for damage, share in _posterior(score, prior).items():
                shares[damage] += share
        total = sum(shares.values())
        prior = {damage: share / total for damage, share in shares.items()}
    return prior


def _posterior(score: Mapping[Damage, float], prior: Mapping[Damage, float]) -> dict[Damage, float]:
    top = max(score.values())
    weights = {damage: prior[damage] * math.exp(score[damage] - top) for damage in score}
    total = sum(weights.values())
    return {damage: weight / total for damage, weight in weights.items()}


def _likelihoods(count: Mapping[WordKind, int]) -> dict[Damage, float]:
    return {damage: _TEMPER * sum(n * rates[kind] for kind, n in count.items()) for damage, rates in _rates().items()}


def _count(line: str) -> Counter[WordKind]:
    if "://" in line or "www." in line or "@" in line or _SLUG.search(line):
        line = _ADDRESS.sub(" ", line)
    kinds = Counter(map(_kind, _CHUNK.findall(line)))
    return Counter({kind: n for kind, n in kinds.items() if kind is not None})


@lru_cache(maxsize=1 << 16)
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
def _rates() -> dict[Damage, dict[WordKind, float]]:
    rows = loader.table("lexicons/damage_rates.tsv")
    return {Damage(row["damage"]): {kind: math.log(int(row[kind]) / 1000) for kind in WordKind} for row in rows}
