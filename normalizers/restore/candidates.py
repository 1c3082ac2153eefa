"""Candidates of a token with the costs of the channel; those of a token that lost all its marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizers.keys import fold
from normalizers.restore.channel import Costs
from normalizers.restore.lexicon import Lexicon
from normalizers.restore.tokens import Token

UNCHANGED = 9.0  # that a run of ASCII letters is no Vietnamese word but was read right
UNCHANGED_LOAN = 1.0  # the same where only loan words with marks have its letters (`Kong`, `Kông`)
MOST_KEPT = 1 << 15  # words whose readings are kept


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a token may be printed as, with rows in both vocabularies and the channel's costs."""

    texts: tuple[str, ...]
    cased: NDArray[np.int64]
    lower: NDArray[np.int64]
    costs: Costs

    def chosen(self, at: Sequence[int]) -> Candidates:
        """Some of the candidates, in the order of `at`."""
        texts = tuple([self.texts[i] for i in at])
        return Candidates(texts, self.cased.take(at), self.lower.take(at), self.costs.take(at))


def fixed(text: str, cased: int, lower: int) -> Candidates:
    """The one reading of what stays."""
    return Candidates((text,), np.array([cased]), np.array([lower]), np.zeros(1, np.float32))


class StrippedCandidates:
    """Candidates of a token that lost all its marks: the words with the same letters."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._known: dict[str, Candidates] = {}

    def of(self, token: Token) -> Candidates:
        """All words with the token's letters, its case kept."""
        found = self._known.get(token.core)
        if found is None:
            found = self._known[token.core] = self._search(token.core)
        if not token.lead and not token.trail:
            return found
        texts = tuple([token.lead + text + token.trail for text in found.texts])
        return Candidates(texts, found.cased, found.lower, found.costs)

    def forget(self) -> None:
        """Make room where much is kept; between texts."""
        if len(self._known) > MOST_KEPT:
            self._known.clear()

    def _search(self, core: str) -> Candidates:
        lexicon = self.lexicon
        key = fold(core)
        known = [*lexicon.by_key.get(key, ()), *lexicon.loans_by_key.get(key, ())]
        forms = {match_case(form, core) for form in known if len(form) == len(core)}
        if sum(map(str.isupper, core)) > 1:
            forms.update(form for form in lexicon.short_by_key.get(key, ()) if _same_case(form, core))
        rows = [(form, *lexicon.rows(form)) for form in sorted(forms)]
        if core not in forms:
            cased, low, extra = lexicon.rows(core)
            rows.append((core, cased, low, extra + (UNCHANGED if lexicon.by_key.get(key) else UNCHANGED_LOAN)))
        texts, cased_, lower, costs = zip(*rows, strict=True)
        return Candidates(texts, np.array(cased_), np.array(lower), np.array(costs, np.float32))


def match_case(form: str, pattern: str) -> str:
    """Write `form` (lower case) with the capitals of `pattern`, letter by letter."""
    return "".join(c.upper() if p.isupper() else c for c, p in zip(form, pattern, strict=True))


def _same_case(form: str, core: str) -> bool:
    return all(a.isupper() == b.isupper() for a, b in zip(form, core, strict=True))
