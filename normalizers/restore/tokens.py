"""Raw lines cut into tokens: what may be a word, with the punctuation around it.

Tokens are cut at blanks and at the dashes and slashes that join words (`kinh tế-xã hội`, `16/QĐ-UBND`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

EDGE = ".,;:!?()[]{}\"'“”‘’…*«»+=<>|_~•·°^`"
MOST_LETTERS = 14

LONGEST_DOUBTED_NUMBER = 3
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*%?")
_ENUMERATION = re.compile(r"[ivxIVX]{1,5}|[a-hđ]|[1-9]")
_CHUNK = re.compile(r"[^\s\-–—/]+")
_CLAUSE_END = frozenset(".;:?!")


@dataclass(frozen=True, slots=True)
class Token:
    """A run of the raw text: `raw[start:end]` is `lead + core + trail`; the core may be empty.

    `closes` says that a clause ends behind it (so the language model saw a break there).
    """

    start: int
    lead: str
    core: str
    trail: str
    closes: bool

    @property
    def text(self) -> str:
        """The token as it stands in the raw text."""
        return self.lead + self.core + self.trail

    @property
    def end(self) -> int:
        """Behind its last character."""
        return self.start + len(self.lead) + len(self.core) + len(self.trail)

    @property
    def frozen(self) -> bool:
        """Codes, numbers of more than three digits and enumerations in parentheses stay."""
        digits = sum(map(str.isdigit, self.core))
        if digits == len(self.core):
            return digits > LONGEST_DOUBTED_NUMBER
        enumerated = self.lead[-1:] == "(" and self.trail[:1] == ")" and _ENUMERATION.fullmatch(self.core)
        return digits > 2 or len(self.core) > MOST_LETTERS or bool(_NUMBER.fullmatch(self.core) or enumerated)


def cut_line(line: str, offset: int) -> list[Token]:
    """The tokens of one line that begins at `offset` of the raw text."""
    tokens = []
    for found in _CHUNK.finditer(line):
        text = found[0]
        core = text.strip(EDGE)
        lead = text[: len(text) - len(text.lstrip(EDGE))] if core else text
        trail = text[len(lead) + len(core) :]
        end = found.end()
        closes = bool(trail or not core) and text[-1] in _CLAUSE_END and (end == len(line) or line[end].isspace())
        tokens.append(Token(offset + found.start(), lead, core, trail, closes))
    return tokens
