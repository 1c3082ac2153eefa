"""Spans of the repaired text -> quote, source text, page and box."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from pipeline.model import Box, DocumentText, PageText, RepairedText, Word
from pipeline.schema import FORMULA_SIGNS, Row


class UngroundedError(ValueError):
    """A span that is no quote: outside the text, empty, or over a line break."""


class Grounding:
    """Shows the places of one document's repaired text on its pages."""

    def __init__(self, document: DocumentText, repaired: RepairedText) -> None:
        self._repaired = repaired
        self._pages = document.pages
        lengths = (len(page.text) + 1 for page in document.pages)
        self._raw_starts = list(accumulate(lengths, initial=0))
        self._places: dict[tuple[int, int], Row] = {}

    def place(self, start: int, end: int, cell: Box | None = None) -> Row:
        """The columns that show where a row stands: page, quote, source_text, char_start, char_end, bbox.

        The box is that of the table's `cell` which holds the value, else the one around the quote's words.

        Blanks at the ends and signs that a spreadsheet would run at the beginning are left out of the
        span. The same holds for the source text, whose signs may differ. Raises UngroundedError.
        """
        known = self._places.get((start, end))
        if known is None:  # many rows may have one quote
            self._places[start, end] = known = self._place(start, end)
        return {**known, "bbox": _union([cell])} if cell else dict(known)

    def _place(self, start: int, end: int) -> Row:
        """`place` by the words of the quote."""
        text = self._repaired.text
        if not 0 <= start < end <= len(text):
            raise UngroundedError(f"the span {start}-{end} lies outside the text of {len(text)} characters")
        start, end = _narrow(text, start, end)
        quote = text[start:end]
        if not quote:
            raise UngroundedError(f"nothing but signs stands at {start}-{end}")
        if "\n" in quote:
            raise UngroundedError(f"the span {start}-{end} runs over a line break")
        raw_start, raw_end = _narrow(self._repaired.raw, *self._repaired.alignment.to_raw(start, end))
        page = self.page(start)
        return {
            "page": page,
            "quote": quote,
            "source_text": self._repaired.raw[raw_start:raw_end] or None,
            "char_start": start,
            "char_end": end,
            "bbox": self._box(page, raw_start, raw_end),
        }

    def excerpt(self, start: int, end: int) -> Row:
        """The place of an issue: as `place`, but cut at the first line break, and empty where nothing stands."""
        text = self._repaired.text
        start, end = _narrow(text, max(0, start), min(end, len(text)))
        line_end = text.find("\n", start, end)
        end = end if line_end < 0 else line_end
        if start >= end:
            return {}
        return {"page": self.page(start), "quote": text[start:end], "char_start": start, "char_end": end}

    def page(self, start: int) -> int:
        """The 1-based page on which the character at `start` of the repaired text stands."""
        return max(1, bisect_right(self._repaired.page_starts, start))

    def _box(self, number: int, raw_start: int, raw_end: int) -> str | None:
        """The union of the boxes of the words between two raw offsets, as far as they stand on that page."""
        if number > len(self._pages):
            return None
        offset = self._raw_starts[number - 1]
        boxes = [word.box for word in _words(self._pages[number - 1], raw_start - offset, raw_end - offset)]
        return _union(boxes) if boxes else None


def _words(page: PageText, start: int, end: int) -> list[Word]:
    """The words, which are in the order of the text, that reach into a span of it."""
    first = bisect_right(page.words, start, key=lambda word: word.end)
    last = bisect_left(page.words, end, lo=first, key=lambda word: word.start)
    return list(page.words[first:last])


def _union(boxes: list[Box]) -> str:
    """`x0,y0,x1,y1` in points with one decimal."""
    corners = (
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )
    return ",".join(f"{max(0.0, corner):.1f}" for corner in corners)


def _narrow(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without signs of a formula and blanks before it, and without blanks behind it."""
    while start < end and (text[start] in FORMULA_SIGNS or text[start].isspace()):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
