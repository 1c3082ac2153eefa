"""The tokens of damaged lines and what each may have been, by the line's damage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from normalizers.keys import fold
from normalizers.restore import borders, symbols
from normalizers.restore.candidates import Candidates, StrippedCandidates, fixed, match_case
from normalizers.restore.item import Item
from normalizers.restore.language import LanguageModel
from normalizers.restore.lexicon import Lexicon
from normalizers.restore.mangled import MangledCandidates, MangledWords
from normalizers.restore.places import Reading
from normalizers.restore.tokens import Kind, Token, breaks_off, cut_line
from normalizers.restore.words import NUMBER, UNKNOWN
from normalizers.triage import Damage

UNMARKED = frozenset({Damage.MANGLED, Damage.STRIPPED})
"""Damage of lines whose every word is read anew."""


class TokenReadings:
    """Cuts damaged lines into tokens and reads them; what was searched is kept for the next text.

    Without `channel` a mangled token may be what has the same letters without marks; without `rules` no
    borders between words are doubted.
    """

    def __init__(self, words: MangledWords, lexicon: Lexicon, model: LanguageModel, channel: bool, rules: bool) -> None:
        self._model = model
        self._channel, self._rules = channel, rules
        self._words = words
        self._mangled = MangledCandidates(self._words, model.unigram)
        self._stripped = StrippedCandidates(lexicon)
        self._readings: dict[str, Reading] = {}

    def tokens(self, lines: Sequence[str], damage: Sequence[Damage]) -> list[list[Token]]:
        """The tokens of each line, none for lines that are not damaged; mangled ones are searched all at once."""
        for kept in (self._words, self._mangled, self._stripped):
            kept.forget()
        self._readings.clear()
        found = list(_cut(lines, damage))
        mangled = [i for i, kind in enumerate(damage) if kind is Damage.MANGLED and self._channel]
        if self._rules:
            self._words.prepare(token.core for i in mangled for token in found[i] if token.kind is Kind.WORD)
            self._words.prepare(joint for i in mangled for joint in borders.joints(found[i], self._words))
            for i in mangled:
                found[i] = borders.join(found[i], self._words)
            self._words.prepare(
                half
                for i in mangled
                for token in found[i]
                for at in borders.cuts(token, self._words)
                for half in (token.core[:at], token.core[at:])
            )
        self._mangled.prepare(token for i in mangled for token in found[i] if token.kind in (Kind.WORD, Kind.CODE))
        return found

    def of(self, token: Token, damage: Damage, heading: bool) -> Candidates | None:
        """What a token may be; None for marks alone. `heading` says that its line is in capitals."""
        if token.kind is Kind.MARKS:
            return None
        if token.kind is Kind.FIXED or (damage is not Damage.MANGLED and any(map(str.isdigit, token.core))):
            return _fixed(token)
        if damage is Damage.MANGLED and self._channel:
            more = borders.halves(token, self._words, self._model) if self._rules else None
            return self._mangled.of(token, heading, more)
        return self._stripped.of(token)

    def reading(self, item: Item) -> Reading:
        """The words that a token may stand for, for the names of places."""
        core = item.token.core
        if item.damage is not Damage.MANGLED or not self._channel:
            return _as_read(core)
        found = self._readings.get(core)
        if found is None:
            words = self._words[core].words
            costs = {text.lower(): float(cost) for text, cost in zip(words.texts[::-1], words.costs[::-1], strict=True)}
            found = self._readings[core] = Reading(frozenset(map(fold, costs)), costs)
        return found


@lru_cache(maxsize=1 << 14)
def _as_read(core: str) -> Reading:
    """What has the same letters without marks."""
    return Reading(frozenset((fold(core),)), None)


def _cut(lines: Sequence[str], damage: Sequence[Damage]) -> Iterator[list[Token]]:
    offset, numbered = 0, False
    for line, kind in zip(lines, damage, strict=True):
        yield cut_line(line, offset, numbered) if kind in UNMARKED else []
        numbered = kind in UNMARKED and breaks_off(line)
        offset += len(line) + 1


def _fixed(token: Token) -> Candidates:
    """The one reading of what stays: a number, or an abbreviation with a slash."""
    known = symbols.slashed().get(fold(token.core))
    if known:
        return fixed(token.lead + match_case(known, token.core) + token.trail, UNKNOWN, UNKNOWN)
    return fixed(token.text, NUMBER, NUMBER)
