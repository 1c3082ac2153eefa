"""Blanks inside words: letters spaced out for display (`K Ế  H O Ạ C H`), runs of blanks, blanks at line ends.

A tab stands between two cells of a table's row and nowhere else, once `rows` has been applied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from normalizers import syllables

Replacement = tuple[int, int, str]

_SPACED = re.compile(r"(?<![^\s])[^\W\d_](?: {1,4}[^\W\d_]){3,}(?![^\s.,:;])")
_BLANKS = re.compile(r"[ \t](?:[ \t]+|(?<=\t)|(?=[\n\f]|\Z)|(?<=[\n\f] )|(?<=\A ))")
_DIRT = re.compile(r"(?:(?<=[\n\f])|^)[ \t]*[_|'`‘]{1,3}[ \t]*(?=\w)(?=[^\n\f|]*(?:[\n\f]|$))")
_WORD_GAP = re.compile(r" {2,}")
_CELL_GAP = re.compile(r"[ \t]+")
_LONGEST = 7


def letters(text: str) -> list[Replacement]:
    """Replacements (start, end, words) that join letters spaced out for display into words.

    Two blanks part words; where all gaps are alike, the letters are cut into the fewest syllables. Letters
    that make no syllables (a list `A B C D`) stay.
    """
    found = []
    for match in _SPACED.finditer(text):
        groups = [group.replace(" ", "") for group in _WORD_GAP.split(match.group())]
        cut = [group if syllables.is_syllable(group) else segment(group) for group in groups]
        if all(cut):
            found.append((match.start(), match.end(), " ".join(cut)))
    return found


def rows(text: str, cells: Iterable[tuple[int, int]]) -> Iterator[Replacement]:
    """Replacements that leave a tab between the `cells` of a row (their spans, in order) and blanks elsewhere.

    Cells are parted by tabs or by a run of blanks; bars between them stay as they are.
    """
    between = _between(text, cells)
    if not between and "\t" not in text:
        return
    for match in _CELL_GAP.finditer(text):
        new = "\t" if match.span() in between else " " if "\t" in match.group() else match.group()
        if new != match.group():
            yield (*match.span(), new)


def _between(text: str, cells: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """The blanks between two cells that hold something and stand on one line."""
    filled = [(start, end) for start, end in cells if start < end]
    gaps = ((end, start) for (_, end), (start, _) in pairwise(filled))
    return {(end, start) for end, start in gaps if end < start and not text[end:start].strip(" \t")}


def dirt(text: str) -> list[Replacement]:
    """Replacements that drop what an engine makes of specks and rules at the left of a line (`_1. Sở …`)."""
    return [(match.start(), match.end(), "") for match in _DIRT.finditer(text)]


def blanks(text: str) -> list[Replacement]:
    """Replacements (start, end, "", " " or a tab) that leave one blank between words, one tab between cells.

    Nothing stays at a line's ends.
    """
    found = []
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        at_edge = start == 0 or text[start - 1] in "\n\f" or end == len(text) or text[end] in "\n\f"
        if text[start:end] != (new := "" if at_edge else "\t" if "\t" in text[start:end] else " "):
            found.append((start, end, new))
    return found


@lru_cache(maxsize=1024)
def segment(run: str) -> str:
    """`run` (letters without blanks) cut into the fewest syllables of two letters or more; "" if it can't be."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(run) + 1):
        options = [
            [*before, run[start:end]]
            for start in range(max(0, end - _LONGEST), end - 1)
            if (before := best[start]) is not None and syllables.is_syllable(run[start:end])
        ]
        best.append(min(options, key=len) if options else None)
    return " ".join(best[-1] or [])
