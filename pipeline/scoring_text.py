"""Repaired text against the true text: syllable and character error rates.

Both are aligned as one sequence of tokens (white space apart), so line breaks don't matter. Truth lines
with the unreadable mark ⟦ are left out, with what aligns to them. Case and punctuation count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein
from unidecode import unidecode

UNREADABLE = "⟦"


@dataclass(frozen=True, slots=True)
class Pair:
    """A token of the repaired text (`got`, number `index` in it) beside the true one; "" where one lacks."""

    index: int | None
    got: str
    want: str


@dataclass(frozen=True, slots=True)
class TextScore:
    """Counts over the truth's tokens; `marks` are those whose base letters are right but whose marks are not."""

    tokens: int
    wrong: int
    characters: int
    distance: int
    marks: int
    digits: int
    digits_right: int

    @property
    def ser(self) -> float:
        """Syllable error rate: substitutions, deletions and insertions over the truth's tokens."""
        return self.wrong / self.tokens if self.tokens else 0.0

    @property
    def cer(self) -> float:
        """Character error rate over the aligned tokens."""
        return self.distance / self.characters if self.characters else 0.0

    @property
    def marks_rate(self) -> float:
        """Share of the truth's tokens whose marks alone are wrong."""
        return self.marks / self.tokens if self.tokens else 0.0

    def __add__(self, other: TextScore) -> TextScore:
        mine, theirs = _counts(self), _counts(other)
        return TextScore(*(a + b for a, b in zip(mine, theirs, strict=True)))


def score_text(repaired: str, truth: str) -> TextScore:
    """The score of one document."""
    found = pairs(repaired, truth)
    wrong = [pair for pair in found if pair.got != pair.want]
    digits = [pair for pair in found if any(char.isdigit() for char in pair.want)]
    return TextScore(
        tokens=sum(counted for _, counted in _tokens(truth)),
        wrong=len(wrong),
        characters=sum(len(pair.want) for pair in found),
        distance=sum(Levenshtein.distance(pair.got, pair.want) for pair in wrong),
        marks=sum(bool(p.got and p.want) and unidecode(p.got) == unidecode(p.want) for p in wrong),
        digits=len(digits),
        digits_right=sum(pair.got == pair.want for pair in digits),
    )


def pairs(repaired: str, truth: str) -> list[Pair]:
    """The tokens side by side, those of unreadable truth lines left out."""
    got = [token for token, _ in _tokens(repaired)]
    want = _tokens(truth)
    return list(_paired(got, [token for token, _ in want], [counted for _, counted in want]))


def _paired(got: Sequence[str], want: Sequence[str], counted: Sequence[bool]) -> Iterator[Pair]:
    last = len(counted) - 1
    for op in Levenshtein.opcodes(got, want):
        if op.tag == "insert":
            yield from (Pair(None, "", want[j]) for j in range(op.dest_start, op.dest_end) if counted[j])
        elif op.tag == "delete":
            if last >= 0 and counted[min(op.dest_start, last)] and counted[max(op.dest_start - 1, 0)]:
                yield from (Pair(i, got[i], "") for i in range(op.src_start, op.src_end))
        else:
            span = zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=False)
            yield from (Pair(i, got[i], want[j]) for i, j in span if counted[j])


def _tokens(text: str) -> list[tuple[str, bool]]:
    lines = unicodedata.normalize("NFC", text).splitlines()
    return [(token, UNREADABLE not in line) for line in lines for token in line.split()]


def _counts(score: TextScore) -> tuple[int, ...]:
    return (
        *(score.tokens, score.wrong, score.characters, score.distance),
        *(score.marks, score.digits, score.digits_right),
    )
