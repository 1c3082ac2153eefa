"""The words of a page with both their readings, for files that carry text and boxes to other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from pipeline.model import Box, DocumentText, PageText, RepairedText


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word: repaired, as read, its box on the upright page, the reader's confidence, its line and block on the page.

    `text` is as read where the repair took the word away (a page number, a running head): it is still printed.
    """

    text: str
    raw: str
    box: Box
    confidence: float | None
    line: int
    block: int


def printed_words(document: DocumentText, repaired: RepairedText) -> Iterator[tuple[PageText, list[PrintedWord]]]:
    """Each page with its words in reading order."""
    starts = accumulate((len(page.text) + 1 for page in document.pages), initial=0)
    for page, start in zip(document.pages, starts, strict=False):
        yield page, list(_words(page, start, repaired))


def _words(page: PageText, offset: int, repaired: RepairedText) -> Iterator[PrintedWord]:
    line = block = seen = 0
    for word in page.words:
        between = page.text[seen : word.start]
        line += between.count("\n")
        block += "\n\n" in between
        seen = word.end
        raw = page.text[word.start : word.end]
        start, end = repaired.alignment.from_raw(offset + word.start, offset + word.end)
        text = " ".join(repaired.text[start:end].split())
        yield PrintedWord(text or raw, raw, word.box, word.confidence, line, block)
