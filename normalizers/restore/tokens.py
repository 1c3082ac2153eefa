"""Raw lines cut into tokens: what may be a word, with the punctuation around it.

Tokens are cut at blanks, at the dashes and slashes that join words (`kinh tế-xã hội`, `16/QĐ-UBND`) and
at punctuation between words that lack their blank (`vững...Trách`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

EDGE = ".,;:!?()[]{}\"'“”‘’…*«»+=<>|_~•·°^`—"
LONGEST_WORD = 14
LONGEST_CODE = 9
LONGEST_DOUBTED_NUMBER = 3
MOST_DIGITS = 2

_CHUNK = re.compile(r"\S+")
_PIECE = re.compile(r"[^\-–—/]+|—+")
_INNER = re.compile(r"(?<=[^\W\d_]{2})[.,;:…]+(?=[^\W\d_]{2})")
_ABBREVIATION = re.compile(r"\W*([^\W\d_]/[^\W\d_])\W*")
_NUMBERED = re.compile(r"\d\S*[/-]")
_STAYS = re.compile(r"%|\d+(?:[.,:]\d+)*%?|[^\W\d_]/[^\W\d_]")
_ENUMERATION = re.compile(r"[ivxIVX]{1,5}|[a-zđ]|[1-9]")
_CLAUSE_END = frozenset(".;:?!")


class Kind(Enum):
    """What a token is taken for: a word, a piece of a document's number, a fixed piece, or marks alone."""

    WORD = auto()
    CODE = auto()
    FIXED = auto()
    MARKS = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A run of the raw text: `raw[start:end]` is `lead + core + trail`; the core of marks is empty.

    `closes` says that a clause or a cell of a table ends behind it (so the language model saw a break there).
    `gap` is a blank within the word that is none: its place in the core and its text.
    """

    start: int
    lead: str
    core: str
    trail: str
    closes: bool
    kind: Kind
    gap: tuple[int, str] = (0, "")

    @property
    def text(self) -> str:
        """The token as it stands in the raw text."""
        at, blank = self.gap
        return self.lead + self.core[:at] + blank + self.core[at:] + self.trail

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.lead) + len(self.core) + len(self.gap[1]) + len(self.trail)


def cut_line(line: str, offset: int, numbered: bool = False) -> list[Token]:
    """The tokens of one line that begins at `offset` of the raw text.

    `numbered` says that the line before broke off in a document's number (`34/NQ-`).
    """
    tokens: list[Token] = []
    for chunk in _CHUNK.finditer(line):
        coded = numbered and not tokens
        is_cell_end = line[chunk.end() : chunk.end() + 1] == "\t"
        for start, end in _pieces(chunk[0]):
            text = chunk[0][start:end]
            last = end == len(chunk[0])
            coded = coded or bool(_NUMBERED.match(chunk[0][:start]))
            part = not (last and start == 0)
            token = _token(text, offset + chunk.start() + start, last, coded, part)
            tokens.append(replace(token, closes=True) if last and is_cell_end else token)
    return tokens


def breaks_off(line: str) -> bool:
    """Whether a line ends within a document's number."""
    chunk = line.split()[-1:] or [""]
    return bool(re.search(r"\d\S*[/-]\S*-$|\d[/-]$", chunk[0]))


def _pieces(chunk: str) -> Iterator[tuple[int, int]]:
    if _ABBREVIATION.fullmatch(chunk):
        yield 0, len(chunk)
        return
    for piece in _PIECE.finditer(chunk):
        start = piece.start()
        for inner in _INNER.finditer(chunk, piece.start(), piece.end()):
            yield start, inner.end()
            start = inner.end()
        yield start, piece.end()


def _token(text: str, start: int, last: bool, coded: bool, part: bool) -> Token:
    core = text.strip(EDGE)
    lead = text[: len(text) - len(text.lstrip(EDGE))] if core else text
    trail = text[len(lead) + len(core) :]
    closes = last and bool(trail or not core) and text[-1] in _CLAUSE_END
    return Token(start, lead, core, trail, closes, _kind((lead, core, trail), coded, part))


def _kind(parts: tuple[str, str, str], coded: bool, part: bool) -> Kind:
    """Codes, long numbers, numbers that are joined to others and enumerations don't stand for words."""
    lead, core, trail = parts
    if not core:
        return Kind.MARKS
    digits = sum(map(str.isdigit, core))
    if digits == len(core):
        return Kind.FIXED if digits > LONGEST_DOUBTED_NUMBER or part else Kind.WORD
    if digits > MOST_DIGITS or len(core) > LONGEST_WORD or _STAYS.fullmatch(core):
        return Kind.FIXED
    if trail[:1] == ")" and lead in ("", "(") and _ENUMERATION.fullmatch(core):
        return Kind.FIXED
    return Kind.CODE if coded and core[0].isupper() and len(core) <= LONGEST_CODE else Kind.WORD
