"""Papers that a plural names once for several numbers: `các Nghị định của Chính phủ: số 43/2014/NĐ-CP …; số 44/…`.

Preambles of decisions on land, planning and funds print whole pages so. Each number tells its kind by its symbols.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from extractors.citation_parts import kind_of_symbols, kinds, read_issuer
from extractors.outline import Outline, Paragraph
from normalizers.document_numbers import DocumentNumber, read_number

_NUMBER_WORD = re.compile(r"(?<!\w)so\s?:?\s*(?=\d)")
_BEFORE = re.compile(r"(?:^|[:;,(]|(?<!\w)va)\s*$")
_PLURAL = re.compile(r"(?<!\w)(?:cac|nhung)\s+$")


@dataclass(frozen=True, slots=True)
class Bare:
    """A number that no kind stands before: its kind by the symbols, its place, and where its own words may end."""

    kind: str
    number: DocumentNumber
    start: int
    limit: int


def bare_numbers(outline: Outline, start: int, end: int, taken: list[tuple[int, int]]) -> Iterator[Bare]:
    """The numbers of `outline.text[start:end]` that open an item of a list and lie in none of the `taken` spans."""
    key = outline.key
    words = [
        word for word in _NUMBER_WORD.finditer(key, start, end)
        if _BEFORE.search(key[start : word.start()]) and not any(low <= word.end() < high for low, high in taken)
    ]  # fmt: skip
    for word, following in zip_longest(words, words[1:]):
        limit = following.start() if following else end
        number = read_number(outline.text, word.end(), end)
        kind = kind_of_symbols(number.symbols) if number else ""
        if number and kind:
            yield Bare(kind, number, word.end(), limit)


def names_several(key: str, word: int, end: int) -> bool:
    """Whether the kind at `word` stands in the plural over a list of numbers."""
    plural = _PLURAL.search(key, 0, word) is not None
    return plural and re.compile(r"[^;]*?:\s*so\s?:?\s*\d").match(key, word, end) is not None


def group_issuer(outline: Outline, paragraph: Paragraph, at: int, kind: str) -> str:
    """The issuer of the plural of that kind that stands last before `at` in its paragraph; empty without one."""
    pattern, full, _ = kinds()
    found = ""
    for word in pattern.finditer(outline.key, paragraph.start, at):
        if full.get(word[0]) == kind and _PLURAL.search(outline.key, paragraph.start, word.start()):
            issuer = read_issuer(outline.text, outline.key, word.end(), at)
            found = issuer[0] if issuer else found
    return found
