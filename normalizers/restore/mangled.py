"""What a token may have been before an engine that does not know Vietnamese letters read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizers.restore.candidates import Candidates
from normalizers.restore.channel import Costs, Index, Spans, StringScorer
from normalizers.restore.lexicon import Lexicon
from normalizers.restore.search import LONGEST_HEAD, SETS, Found, LexiconSearch
from normalizers.restore.tokens import Kind, Token
from normalizers.restore.words import NUMBER

KEPT = 24  # candidates of one token
PRIOR_WEIGHT = 0.6
WINDOW = 11.0
WIDE_WINDOW = 16.0
UNCHANGED = 9.0  # that a run of ASCII letters is no Vietnamese word but was read right
UNCHANGED_MIXED = 14.0  # the same of a run with other letters, digits or symbols in it
UNCHANGED_CAPITALS = 5.0  # the same of two to five capitals, an abbreviation
SINGLE_CAPITAL, SINGLE_SMALL = 1.0, 4.0  # the same of one letter
NUMERAL = 2.5  # that digits are the letters of a word
EDGE_TAKEN = 1.5  # that punctuation at a word's edge is a piece of a letter
RESEMBLING = 1.0  # up to which a token resembles a word so well that its borders are not doubted
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
LOWERED = 4.0  # that a word in capitals, in a line of capitals, was none
UNKNOWN_CODE = 4.0  # that a document's number has a symbol that nobody knows
OTHER_LETTER = 4.0  # that a single capital is another one
CODE = "/"  # behind the core of a code, which no core holds
AT_ONCE = 1 << 17  # scores of strings and nodes that are held at once
MOST_KEPT = 1 << 14  # strings and tokens whose readings are kept
_JOINED_CAPITALS = re.compile("[A-ZĐ]{2,}&[A-ZĐ]{2,}")  # offices with two fields: `NN&PTNT`

Mask = NDArray[np.bool_]


def load_search(lexicon: Lexicon, unigram: Costs) -> LexiconSearch:
    """The search of a lexicon whose lower-case rows cost `unigram`, weighed as the candidates are."""
    return LexiconSearch(lexicon, np.float32(PRIOR_WEIGHT) * unigram)


@dataclass(frozen=True, slots=True)
class Readings:
    """What a string may be, the likeliest by the channel first; `loud` are short syllables in capitals (`BỘ`)."""

    words: Candidates
    loud: Mask

    def without(self, text: str) -> Readings:
        """The readings but one."""
        kept = [i for i, other in enumerate(self.words.texts) if other != text]
        return self if len(kept) == len(self.loud) else Readings(self.words.chosen(kept), self.loud[kept])


class MangledWords:
    """The readings of strings without punctuation; kept by string, since documents repeat their words."""

    def __init__(self, lexicon: Lexicon, search: LexiconSearch, spans: Spans) -> None:
        self._lexicon = lexicon
        self._search = search.searches
        self._heads = StringScorer(search.heads, spans)
        self._tails = [StringScorer(nodes, spans) for nodes in search.tails]
        self._known: dict[str, Readings] = {}

    def __getitem__(self, core: str) -> Readings:
        """The readings of a string; those of `core + CODE` are symbols only."""
        found = self._known.get(core)
        if found is None:
            self.prepare([core])
            found = self._known[core]
        return found

    def least(self, core: str) -> float:
        """The least cost of reading `core` as a word."""
        return float(self[core].words.costs[0])

    def forget(self) -> None:
        """Make room where much is kept; between texts."""
        if len(self._known) > MOST_KEPT:
            self._known.clear()

    def prepare(self, cores: Iterable[str]) -> None:
        """Search many strings at once, which takes a fraction of the time that each by itself would take."""
        found: dict[str, dict[str, Found]] = {core: {} for core in cores if core not in self._known}
        sets = {core: _sets(core) for core in sorted(found, key=lambda core: core[::-1])}  # by their endings
        for names, tails in zip(SETS, self._tails, strict=True):
            wanted = [core for core, own in sets.items() if not own.isdisjoint(names)]
            for chunk in _chunks(wanted, max(1, AT_ONCE // len(tails.nodes))):
                endings = tails.scores(_bare(core)[i:] for core in chunk for i in range(LONGEST_HEAD + 1))
                beginnings = self._heads.scores(_bare(core)[:i] for core in chunk for i in range(LONGEST_HEAD + 1))
                for name in names:
                    asked = [core for core in chunk if name in sets[core]]
                    words = self._search[name]([_bare(core) for core in asked], beginnings, endings) if asked else ()
                    for core, own in zip(asked, words, strict=True):
                        found[core][name] = own
        self._known.update((core, self._readings(core, parts)) for core, parts in found.items())

    def _readings(self, core: str, parts: Mapping[str, Found]) -> Readings:
        bare = _bare(core)
        texts: list[str] = []
        rows = []
        for name, found in parts.items():
            words, at = self._lexicon.sets[name], found.words
            costs = found.costs + words.extra[at]
            if texts:  # some words are in several sets
                new = [i for i, number in enumerate(at.tolist()) if words.forms[number] not in texts]
                at, costs = at[new], costs[new]
            texts += [words.forms[number] for number in at.tolist()]
            rows.append((words.cased[at], words.lower[at], costs + np.float32(NUMERAL if bare.isdigit() else 0.0)))
        if bare not in texts:
            texts.append(bare)
            rows.append(self._own(core))
        cased, lower, costs = (np.concatenate(column) for column in zip(*rows, strict=True))
        order = np.argsort(costs, kind="stable")
        order = order[costs[order] < costs[order[0]] + (WIDE_WINDOW if bare.isdigit() else WINDOW)]
        best = Candidates(tuple(texts), cased, lower, costs).chosen(order.tolist())
        return Readings(best, np.array([_is_loud(text) for text in best.texts]))

    def _own(self, core: str) -> tuple[Index, Index, Costs]:
        """Rows and cost of a string that was read as it was printed."""
        bare = _bare(core)
        cased, low, extra = self._lexicon.rows(bare)
        if any(map(str.isdigit, bare)):
            cased = low = NUMBER
        cost = extra + _unchanged(bare) + (UNKNOWN_CODE if core.endswith(CODE) else 0.0)
        cost = 0.0 if bare.isdigit() else cost
        return np.array([cased]), np.array([low]), np.array([cost], np.float32)


class MangledCandidates:
    """Candidates of tokens, punctuation tried as itself and as a piece of a letter; kept by token."""

    def __init__(self, words: MangledWords, prior: Costs) -> None:
        self.words = words
        self._prior = np.float32(PRIOR_WEIGHT) * prior
        self._known: dict[tuple[str, str, str, bool, bool], Candidates] = {}

    def prepare(self, tokens: Iterable[Token]) -> None:
        """Search what `of` will ask for, all at once."""
        following = list(tokens)
        self.words.prepare(map(_asked, following))
        self.words.prepare(core for token in following for _, core, _ in self._other_borders(token))

    def forget(self) -> None:
        """Make room where much is kept; between texts."""
        if len(self._known) > MOST_KEPT:
            self._known.clear()

    def of(self, token: Token, heading: bool, more: Candidates | None = None) -> Candidates:
        """The best words for a token; `heading` says that its line is in capitals, `more` are further readings."""
        key = (token.lead, token.core, token.trail, token.kind is Kind.CODE, heading)
        found = self._known.get(key) if more is None else None
        if found is None:
            found = self._of(token, heading, more)
            if more is None:
                self._known[key] = found
        return found

    def _of(self, token: Token, heading: bool, more: Candidates | None) -> Candidates:
        small = None if heading or token.kind is Kind.CODE else token.core
        stray = STRAY.get(token.trail[:1], 0.0)
        parts = [_dressed(self.words[_asked(token)], token.lead, token.trail, stray, small)]
        for lead, core, trail in self._other_borders(token):
            parts.append(_dressed(self.words[core].without(core), lead, trail, EDGE_TAKEN, small))
        if more is not None:
            quiet = Readings(more, np.zeros(len(more.texts), np.bool_))
            parts.append(_dressed(quiet, token.lead, token.trail, stray, None))
        texts = [text for part in parts for text in part.texts]
        lower, costs = (np.concatenate([getattr(part, name) for part in parts]) for name in ("lower", "costs"))
        cased = np.concatenate([part.cased for part in parts])
        if heading and len(token.core) > 1 and token.core.isupper():
            costs += np.array([0.0 if text.isupper() else LOWERED for text in texts], np.float32)
        order = np.argsort(costs + self._prior[lower], kind="stable")[:KEPT]
        return Candidates(tuple([texts[i] for i in order]), cased[order], lower[order], costs[order])

    def _other_borders(self, token: Token) -> Iterator[tuple[str, str, str]]:
        """The token with other borders of its core: one mark before and two behind may be pieces of letters.

        What resembles a word as it stands is not doubted.
        """
        if token.kind is Kind.CODE or not (token.lead or token.trail) or self.words.least(token.core) < RESEMBLING:
            return
        for left in range(min(1, len(token.lead)) + 1):
            for right in range(min(2, len(token.trail)) + 1):
                if left or right:
                    cut = len(token.lead) - left
                    core = token.lead[cut:] + token.core + token.trail[:right]
                    yield token.lead[:cut], core, token.trail[right:]


def _asked(token: Token) -> str:
    """What is searched for a token as it stands; in a document's number only symbols."""
    return token.core + CODE if token.kind is Kind.CODE else token.core


def _dressed(found: Readings, lead: str, trail: str, cost: float, core: str | None) -> Candidates:
    """Readings with punctuation and what it costs.

    In a line of small letters, where `core` stood, capitals cost as well: `BO` is rather `Bộ` than `BỘ`, but
    `B` stays.
    """
    words = found.words
    costs = words.costs + np.float32(cost)
    if core is not None and len(core) == 1 and core.isupper():
        costs += [0.0 if text == core else OTHER_LETTER for text in words.texts]
    elif core is not None:
        costs += found.loud * np.float32(SMALL_LINE)
    texts = tuple([lead + text + trail for text in words.texts]) if lead or trail else words.texts
    return Candidates(texts, words.cased, words.lower, costs)


def _bare(core: str) -> str:
    return core.removesuffix(CODE)


def _chunks(cores: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (cores[start : start + size] for start in range(0, len(cores), size))


def _sets(core: str) -> frozenset[str]:
    """The sets of words that a string is looked for in, by its capitals."""
    if core.endswith(CODE):
        return frozenset({"short"})
    capitals = sum(map(str.isupper, core))
    names = set()
    if capitals <= 1 or capitals * 2 <= len(core):
        names.add("small")
    if not core[0].islower():
        names.add("title")
    if capitals > 1 or (len(core) == 1 and capitals):
        names |= {"capital", "short"}
    return frozenset(names)


def _is_loud(word: str) -> bool:
    return 2 <= len(word) <= 3 and word.isupper() and not word.isascii() and "Đ" not in word


def _unchanged(core: str) -> float:
    if len(core) == 1 and core.isascii():
        return SINGLE_CAPITAL if core.isupper() else SINGLE_SMALL
    if _JOINED_CAPITALS.fullmatch(core):
        return UNCHANGED_CAPITALS
    if not (core.isascii() and core.isalpha()):
        return UNCHANGED_MIXED
    return UNCHANGED_CAPITALS if core.isupper() and 2 <= len(core) <= 5 else UNCHANGED
