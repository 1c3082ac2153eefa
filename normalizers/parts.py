"""Documents in parts of bounded length, so that a long text goes through the repair piece by piece."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from normalizers.draft import Draft
from pipeline.model import PAGE_BREAK, PageText

Known = NDArray[np.float64]

PART = 200_000
"""Characters that are cleaned and restored at once; a plan is restored as a whole."""


@dataclass(frozen=True, slots=True)
class Part:
    """A page, or a run of lines of a long one; `start` is its offset in the page, `separator` what follows."""

    page: PageText
    start: int
    text: str
    separator: str


def parts(pages: Sequence[PageText]) -> Iterator[Part]:
    """The pages in order, the long ones cut."""
    for number, page in enumerate(pages, 1):
        behind = PAGE_BREAK if number < len(pages) else ""
        start = 0
        for end in cuts(page.text):
            yield Part(page, start, page.text[start:end], behind if end == len(page.text) else "")
            start = end


def cuts(text: str) -> Iterator[int]:
    """Ends of stretches of `text` of at most PART characters, behind a blank line, a line or a word.

    The last one is the end of the text.
    """
    start = 0
    while len(text) - start > PART:
        start = _cut(text, start)
        yield start
    yield len(text)


def first_cut(text: str) -> int:
    """The end of the first stretch of `text`, which is longer than PART characters."""
    return next(cuts(text))


def groups(following: Iterable[Part]) -> Iterator[list[Part]]:
    """Parts that follow one another together, up to PART characters."""
    group: list[Part] = []
    length = 0
    for part in following:
        if group and length + len(part.text) > PART:
            yield group
            group, length = [], 0
        group.append(part)
        length += len(part.text)
    if group:
        yield group


def known_words(following: Iterable[Part]) -> Known:
    """The words with a confidence (rows: start and end in the raw text of the parts, confidence)."""
    return np.array(list(_known(following))).reshape(-1, 3)


def confidences(known: Known, draft: Draft) -> array[float] | None:
    """The reader's confidence (0..1) of each character of a draft made from parts with `known_words`; 1 between words.

    None where no word has a confidence (text files, text layers).
    """
    if not len(known):
        return None
    starts, ends, sure = known.T
    starts, ends = draft.alignment.from_raw_all(starts, ends)
    sizes = ends - starts
    values = np.ones(len(draft.text), np.float32)
    places = np.arange(sizes.sum()) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
    values[places] = np.repeat(sure, sizes)
    return array("f", values.tobytes())


def _known(following: Iterable[Part]) -> Iterator[tuple[int, int, float]]:
    """Where words with a confidence stand in the raw text, and their confidence."""
    at = 0
    for part in following:
        end = part.start + len(part.text)
        for word in part.page.words:
            if word.confidence is not None and part.start <= word.start and word.end <= end:
                yield at + word.start - part.start, at + word.end - part.start, word.confidence
        at += len(part.text) + len(part.separator)


def _cut(text: str, start: int) -> int:
    end = start + PART
    for mark in ("\n\n", "\n", " "):
        at = text.rfind(mark, start + PART // 2, end)
        if at >= 0:
            return at + len(mark)
    return end
