"""What a token may have been: candidates with the costs of the channel, by kind of damage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizers.keys import fold
from normalizers.restore.channel import FAR, Costs, Spans, StringScorer
from normalizers.restore.lexicon import Lexicon
from normalizers.restore.tokens import Kind, Token
from normalizers.restore.words import NUMBER

MOST = 20  # of one set by case
KEPT = 24  # of one token
LONGEST_HEAD = 5
PRIOR_WEIGHT = 0.6
WINDOW = 11.0
WIDE_WINDOW = 16.0
UNCHANGED = 9.0  # that a run of ASCII letters is no Vietnamese word but was read right
UNCHANGED_MIXED = 14.0  # the same of a run with other letters, digits or symbols in it
UNCHANGED_CAPITALS = 5.0  # the same of two to five capitals, an abbreviation
SINGLE_CAPITAL, SINGLE_SMALL = 1.0, 4.0  # the same of one letter
NUMERAL = 2.5  # that digits are the letters of a word
EDGE_TAKEN = 1.5  # that punctuation at a word's edge is a piece of a letter
STRAY = {
    "’": 5.0,
    "'": 5.0,
    "`": 4.0,
    "‘": 4.0,
    "?": 5.0,
    "°": 4.0,
    "~": 4.0,
    "^": 4.0,
    "*": 3.0,
    "{": 4.0,
    "}": 4.0,
    "|": 3.0,
    "=": 3.0,
    "<": 3.0,
    ">": 3.0,
}  # that print has such a mark behind a word
SMALL_LINE = 5.0  # that a line of small letters has a syllable in capitals
CODE_SETS = ["short"]
UNKNOWN_CODE = 4.0  # that a document's number has a symbol that nobody knows
OTHER_LETTER = 4.0  # that a single capital is another one


Candidate = tuple[str, int, int, float]  # printed form, row in the cased and in the lower vocabulary, cost


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a token may be printed as, with rows in both vocabularies and the channel's costs."""

    texts: tuple[str, ...]
    cased: NDArray[np.int64]
    lower: NDArray[np.int64]
    costs: Costs


def fixed(text: str, cased: int, lower: int) -> Candidates:
    """The one reading of what stays."""
    return Candidates((text,), np.array([cased]), np.array([lower]), np.zeros(1, np.float32))


class MangledCandidates:
    """Candidates of a token read by an engine that does not know Vietnamese letters; kept by token."""

    def __init__(self, lexicon: Lexicon, spans: Spans, prior: Costs) -> None:
        self.lexicon = lexicon
        self.heads = StringScorer(lexicon.heads, spans)
        self.tails = StringScorer(lexicon.tails, spans)
        self._head_rows = np.array([self.heads.index[head] for head in lexicon.heads])
        self._tail_rows = np.array([self.tails.index[tail] for tail in lexicon.tails])
        self.prior = {name: PRIOR_WEIGHT * prior[words.lower] + words.extra for name, words in lexicon.sets.items()}
        self.words_prior = prior
        self._known: dict[str, list[Candidate]] = {}

    def reset(self, spans: Spans) -> None:
        """Use another channel."""
        self.heads.reset(spans)
        self.tails.reset(spans)
        self._known.clear()

    def of(self, token: Token, heading: bool, more: Iterable[Candidate] = ()) -> Candidates:
        """The best words for a token, punctuation tried as itself and as a piece of a letter.

        `heading` says that the line is in capitals; `more` are further readings of the core.
        """
        code = token.kind is Kind.CODE
        kept = STRAY.get(token.trail[:1], 0.0)
        rows = [
            (token.lead + text + token.trail, cased, low, cost + kept)
            for text, cased, low, cost in (*self.words(token.core, code), *more)
        ]
        for lead, core, trail in _variants(token) if not code else ():
            rows += [
                (lead + text + trail, cased, low, cost + EDGE_TAKEN)
                for text, cased, low, cost in self.words(core)
                if text != core
            ]
        if not heading and not code:
            rows = [(text, cased, low, cost + _misplaced(token, text)) for text, cased, low, cost in rows]
        best: dict[str, Candidate] = {}
        for row in rows:
            if row[0] not in best or row[3] < best[row[0]][3]:
                best[row[0]] = row
        chosen = sorted(best.values(), key=lambda row: row[3] + PRIOR_WEIGHT * float(self.words_prior[row[2]]))[:KEPT]
        return Candidates(
            tuple(row[0] for row in chosen),
            np.array([row[1] for row in chosen]),
            np.array([row[2] for row in chosen]),
            np.array([row[3] for row in chosen], np.float32),
        )

    def least(self, core: str) -> float:
        """The least cost of reading `core` as a word."""
        return min(cost for _, _, _, cost in self.words(core))

    def words(self, core: str, code: bool = False) -> list[Candidate]:
        """Printed form, rows in both vocabularies and channel cost of the words that `core` may be.

        With `code` only symbols of official papers count.
        """
        key = core + "/" if code else core
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._search(core, CODE_SETS if code else _sets(core))
        return found

    def _search(self, core: str, sets: list[str]) -> list[Candidate]:
        found: list[Candidate] = []
        for name in sets:
            words = self.lexicon.sets[name]
            costs = self._channel(core, words.heads, words.tails)
            total = costs + self.prior[name]
            near = np.argpartition(total, MOST)[:MOST] if len(total) > MOST else np.arange(len(total))
            found += [
                (words.forms[i], int(words.cased[i]), int(words.lower[i]), float(costs[i] + words.extra[i]))
                for i in near[total[near] < FAR]
            ]
        if core.isdigit():
            found = [(text, cased, low, cost + NUMERAL) for text, cased, low, cost in found]
            found.append((core, NUMBER, NUMBER, 0.0))
        elif core not in {row[0] for row in found}:
            cased, low, extra = self.lexicon.rows(core)
            if any(map(str.isdigit, core)):
                cased = low = NUMBER
            found.append((core, cased, low, extra + _unchanged(core) + (UNKNOWN_CODE if sets == CODE_SETS else 0.0)))
        most = min(row[3] for row in found) + (WIDE_WINDOW if core.isdigit() else WINDOW)
        return sorted((row for row in found if row[3] < most), key=lambda row: row[3])

    def _channel(self, core: str, heads: NDArray[np.int64], tails: NDArray[np.int64]) -> Costs:
        best: Costs | None = None
        for i in range(min(LONGEST_HEAD, len(core)) + 1):
            head = self.heads.costs(core[:i])[self._head_rows]
            tail = self.tails.costs(core[i:])[self._tail_rows]
            cost = head[heads] + tail[tails]
            best = cost if best is None else np.minimum(best, cost)
        assert best is not None
        return best


def _misplaced(token: Token, text: str) -> float:
    """What capitals cost in a line of small letters: `BO` is rather `Bộ` than `BỘ`, but `B` stays."""
    word = text[len(token.lead) : len(text) - len(token.trail)]
    if len(token.core) == 1 and token.core.isupper():
        return 0.0 if word == token.core else OTHER_LETTER
    return SMALL_LINE if 2 <= len(word) <= 3 and word.isupper() and not word.isascii() and "Đ" not in word else 0.0


def _unchanged(core: str) -> float:
    if len(core) == 1 and core.isascii():
        return SINGLE_CAPITAL if core.isupper() else SINGLE_SMALL
    if not (core.isascii() and core.isalpha()):
        return UNCHANGED_MIXED
    return UNCHANGED_CAPITALS if core.isupper() and 2 <= len(core) <= 5 else UNCHANGED


def _sets(core: str) -> list[str]:
    capitals = sum(map(str.isupper, core))
    names = []
    if capitals <= 1 or capitals * 2 <= len(core):
        names.append("small")
    if not core[0].islower():
        names.append("title")
    if capitals > 1 or (len(core) == 1 and capitals):
        names += ["capital", "short"]
    return names


def _variants(token: Token) -> list[tuple[str, str, str]]:
    """Other borders between core and punctuation: one or two marks given to the core."""
    found = []
    for left in range(min(1, len(token.lead)) + 1):
        for right in range(min(2, len(token.trail)) + 1):
            if left or right:
                cut = len(token.lead) - left
                found.append(
                    (token.lead[:cut], token.lead[cut:] + token.core + token.trail[:right], token.trail[right:])
                )
    return found


class StrippedCandidates:
    """Candidates of a token that lost all its marks: the words with the same letters."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._known: dict[str, list[Candidate]] = {}

    def of(self, token: Token) -> Candidates:
        """All words with the token's letters, its case kept."""
        rows = self._known.get(token.core)
        if rows is None:
            rows = self._known[token.core] = self._search(token.core)
        return Candidates(
            tuple(token.lead + row[0] + token.trail for row in rows),
            np.array([row[1] for row in rows]),
            np.array([row[2] for row in rows]),
            np.array([row[3] for row in rows], np.float32),
        )

    def _search(self, core: str) -> list[Candidate]:
        lexicon = self.lexicon
        key = fold(core)
        forms = {match_case(form, core) for form in lexicon.by_key.get(key, [])}
        if sum(map(str.isupper, core)) > 1:
            forms.update(form for form in lexicon.short_by_key.get(key, ()) if _same_case(form, core))
        rows = [(form, *lexicon.rows(form)) for form in sorted(forms)]
        if core not in forms:
            cased, low, extra = lexicon.rows(core)
            rows.append((core, cased, low, extra + UNCHANGED))
        return rows


def match_case(form: str, pattern: str) -> str:
    """Write `form` (lower case) with the capitals of `pattern`, letter by letter."""
    return "".join(c.upper() if p.isupper() else c for c, p in zip(form, pattern, strict=True))


def _same_case(form: str, core: str) -> bool:
    return all(a.isupper() == b.isupper() for a, b in zip(form, core, strict=True))
