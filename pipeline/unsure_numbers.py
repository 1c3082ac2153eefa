"""Numbers of a scan that the engines were unsure of: the rows that rest on them are less sure.

A letter that is misread mostly gives no word, so that the repair mends it or leaves it in sight; a digit that is
misread is another number, which nothing in the text contradicts. What is left to tell it is the reader's confidence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Box, DocumentText, Issue, RepairedText

UNSURE_NUMBER = "unsure_number"

UNSURE = 0.58
"""Confidence below which a number is doubted: of 136 such words with digits on degraded pages 72 % were right, of 5,896
others 98.8 % (`tools/measure_numbers.py`). Words on lines that the second engine does not see lie just above, at six
tenths of what the first says, and are mostly right."""

SHARE_RIGHT = 0.75
"""A row that rests on such a number keeps this share of its confidence."""


@dataclass(frozen=True, slots=True)
class UnsureNumber:
    """A printed word with digits: its span in the repaired text, its page and box, the reader's confidence (0..1)."""

    start: int
    end: int
    page: int
    box: Box
    confidence: float

    def issue(self, read: str) -> Issue:
        """What there is to say of it; `read` is what was read."""
        message = (
            f"Page {self.page}: “{read}” was read with confidence {self.confidence:.2f}; "
            "compare it with the page. The rows that hold it are less sure."
        )
        return Issue(UNSURE_NUMBER, message, self.page, self.start, self.end)


class UnsureNumbers:
    """The unsure numbers of one document, in the order of its text."""

    def __init__(self, document: DocumentText, repaired: RepairedText) -> None:
        self._found = sorted(_unsure(document, repaired), key=lambda number: (number.start, number.end))

    def within(self, start: int, end: int, cell: Box | None = None) -> list[UnsureNumber]:
        """Those that reach into a span of the repaired text; of a table's row those in the `cell` with its value."""
        first = bisect_right(self._found, start, key=lambda number: number.end)
        last = bisect_left(self._found, end, lo=first, key=lambda number: number.start)
        inside = self._found[first:last]
        return inside if cell is None else [number for number in inside if _holds(cell, number.box)]


def _unsure(document: DocumentText, repaired: RepairedText) -> Iterator[UnsureNumber]:
    page_start = 0
    for page in document.pages:
        for word in page.words:
            if word.confidence is not None and word.confidence < UNSURE:
                text = page.text[word.start : word.end]
                if any(char.isdigit() for char in text):
                    span = repaired.alignment.from_raw(page_start + word.start, page_start + word.end)
                    yield UnsureNumber(*span, page.number, word.box, word.confidence)
        page_start += len(page.text) + 1


def _holds(cell: Box, box: Box) -> bool:
    """Whether the middle of a word's box lies in a cell."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return cell.x0 <= x <= cell.x1 and cell.y0 <= y <= cell.y1
