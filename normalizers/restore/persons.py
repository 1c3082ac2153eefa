"""Names of persons: behind a form of address, or alone on a line as signers stand, names of the lists are likelier.

Which marks a given name has (`Dung`, `Dũng`, `Dụng`) the words around it seldom tell; how people are named does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np

from data import loader
from normalizers.keys import fold
from normalizers.restore.candidates import Candidates
from normalizers.restore.tokens import Kind, Token

WEIGHT = 0.5  # of the lists beside the channel and the language models
UNLISTED = 0.5  # as often as this a form is taken to have been counted that the list lacks
LEAST, LONGEST = 2, 4  # syllables of a name
_ADDRESSES = (("ong",), ("ba",), ("anh",), ("chi",), ("dong", "chi"))

Found = Candidates | None


def weighed(tokens: Sequence[Token], found: Sequence[Found]) -> Sequence[Found]:
    """What the tokens of a line may be, with the costs of the names in it changed by how often people have them."""
    spans = list(_names(tokens, found))
    if not spans:
        return found
    changed = list(found)
    for start, end in spans:
        for place in range(start, end):
            own = found[place]
            if own is not None:
                part = "family" if place == start else "given" if place == end - 1 else "middle"
                changed[place] = Candidates(own.texts, own.cased, own.lower, own.costs + _costs(part, own.texts))
    return changed


def _names(tokens: Sequence[Token], found: Sequence[Found]) -> list[tuple[int, int]]:
    """Where names stand, as ranges of tokens."""
    spans = []
    if LEAST <= len(tokens) <= LONGEST and _end(tokens, found, 0) == len(tokens):
        spans.append((0, len(tokens)))
    for start in range(1, len(tokens) - 1):
        if tokens[start].core[:1].isupper() and _is_addressed(found, start):
            end = _end(tokens, found, start)
            if end - start >= LEAST:
                spans.append((start, end))
    return spans


def _end(tokens: Sequence[Token], found: Sequence[Found], start: int) -> int:
    """The end of the name that may begin at a token; `start` where none does."""
    opening = found[start]
    if opening is None or not any(_core(text) in _families() for text in opening.texts):
        return start
    for end in range(start, min(start + LONGEST, len(tokens))):
        token = tokens[end]
        if token.kind is not Kind.WORD or not token.core[0].isupper() or token.core[1:2].isupper() or token.lead:
            return end
        if token.trail:
            return end + 1
    return min(start + LONGEST, len(tokens))


def _is_addressed(found: Sequence[Found], start: int) -> bool:
    return any(
        len(words) <= start
        and all(
            (own := found[start - len(words) + at]) is not None and fold(own.texts[0]) == word
            for at, word in enumerate(words)
        )
        for words in _ADDRESSES
    )


def _costs(part: str, texts: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """What each form costs as that part of a name, beside the most frequent of them."""
    counts = np.array([_counts()[part].get(_core(text), UNLISTED) for text in texts], np.float32)
    return (np.float32(WEIGHT) * (math.log(counts.max()) - np.log(counts))).astype(np.float32)


def _core(text: str) -> str:
    return text.strip(".,;:()\"'")


@cache
def _counts() -> dict[str, dict[str, int]]:
    """How often each form was each part of a name."""
    counts: dict[str, dict[str, int]] = {"family": {}, "middle": {}, "given": {}}
    for row in loader.table("person_names.tsv"):
        counts[row["part"]][row["name"]] = int(row["count"])
    return counts


@cache
def _families() -> frozenset[str]:
    return frozenset(_counts()["family"])
