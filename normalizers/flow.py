"""Printed lines become paragraphs: one paragraph, bullet or heading a line.

Between two printed lines stands nothing (after a line-end hyphen), one blank (the paragraph goes on) or a
line break. Page numbers and running heads are left out, so that a paragraph may run over a page break.
Text files whose lines are paragraphs already stay as they are, but for sentences that plainly go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from statistics import quantiles

from normalizers.furniture import furniture
from normalizers.keys import UPPER
from normalizers.lines import Begin, Gap, Line, lines, width

Replacement = tuple[int, int, str]

NOTHING, BLANK, BREAK = "", " ", "\n"
_NUMBER_LIST = re.compile(r"\d{1,2}\s?[,;]\s")  # "gồm các tiêu chí số:" and its numbers on the next line
# A footnote below a paragraph that runs over the page: "1 Theo Quyết định số ..."
_NOTE = re.compile(rf"(?:\d{{1,2}}|[¹²³⁴⁵⁶⁷⁸⁹]{{1,2}}|\[\d{{1,2}}\]|\*{{1,3}})[ \t]+[{UPPER}]")
_LINK = re.compile(r" (?:với|của|cho|về|tại|theo|trong|trên|từ|để|bởi|nhằm|giữa|hoặc|những|các)$")  # no heading ends so
_HYPHEN = re.compile(r"[^\W_][-\u2010]$")
_FULL = 0.93  # of the measure; widths are estimates
_LONGEST_LINE = 140  # a longer line is a paragraph, not a printed line
_LEAST_WRAPPED = 3
_SAMPLE = 3000  # lines that tell the measure
_HEAD_LINES = 25


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document was set: `measure`, the width of its full lines in ems (None: lines are paragraphs)."""

    measure: float | None

    def is_full(self, line: Line, following: Line) -> bool:
        """Whether the first word of the following line would not have fitted on this one."""
        if self.measure is None or len(line.text) > 4 * _LONGEST_LINE:
            return self.measure is not None
        first = following.text.split(maxsplit=1)[0]
        return width(f"{line.text} {first}") > _FULL * self.measure


@dataclass(slots=True)
class _Place:
    """Where in the document the walk is: head, title, body or close."""

    is_head: bool = True
    is_title: bool = False
    is_close: bool = False
    seen: int = 0

    def enter(self, line: Line) -> None:
        """Take note of the line that the next decision follows."""
        self.seen += 1
        if line.look.is_doctype and self.seen <= _HEAD_LINES:
            self.is_title, self.is_head, self.is_close = True, False, False
        elif line.look.matches("preamble") or line.look.begin or line.look.is_ended:
            self.is_title = self.is_head = False
        if line.look.matches("close"):
            self.is_close = True


def replacements(text: str) -> Iterator[Replacement]:
    """Replacements (start, end, "", " " or a line break) that flow `text` (pages parted by form feeds)."""
    dropped = furniture(text)
    printed = lines(text, dropped)
    sample = list(islice(printed, _SAMPLE + 1))
    layout = Layout(measure(sample))
    place = _Place()
    before: Line | None = None
    for line in chain(sample, printed):
        joint = ""
        if before is not None:
            place.enter(before)
            joint = separator(before, line, layout, place)
        start = before.end if before else 0
        if text[start : line.start] != joint:
            yield start, line.start, joint
        before = line
    end = before.end if before else 0
    if end < len(text):
        yield end, len(text), ""


def measure(printed: Iterable[Line]) -> float | None:
    """The width of a full line in ems: that of the wider ones of the lines that plainly run on."""
    wrapped = [
        width(line.text)
        for line, following in islice(pairwise(printed), _SAMPLE)
        if not following.gap
        and not following.look.begin
        and following.look.is_lower
        and not line.look.is_ended
        and line.end - line.start <= _LONGEST_LINE
    ]
    return quantiles(wrapped, n=10)[-2] if len(wrapped) >= _LEAST_WRAPPED else None


def separator(before: Line, line: Line, layout: Layout, place: _Place | None = None) -> str:
    """What stands between two lines of the flowed text: NOTHING, BLANK or BREAK."""
    fixed = _fixed(before, line)
    if fixed is not None:
        return fixed
    if line.look.begin or line.look.is_mark_alone:
        return BLANK if _is_false_mark(before, line, layout) else BREAK
    return BLANK if _belongs(before, line, layout, place or _Place()) else BREAK


def _fixed(before: Line, line: Line) -> str | None:
    """What stands there whatever the layout is; None where that is not plain."""
    if before.look.is_row or line.look.is_row:
        return BREAK
    if _HYPHEN.search(before.text) and line.text[0].isalnum():
        return NOTHING
    if before.look.is_mark_alone:
        return BLANK
    lone = before.look.is_doctype or line.look.is_doctype or before.look.is_alone or line.look.is_alone
    return BREAK if lone else None


def _belongs(before: Line, line: Line, layout: Layout, place: _Place) -> bool:
    """Whether a line without a mark belongs to the paragraph of the line before it."""
    if place.is_title:
        return _title_goes_on(before, line, layout)
    if before.look.is_capitals and line.look.is_capitals:
        return not (line.gap or place.is_head or layout.measure is None)
    if before.look.is_capitals != line.look.is_capitals and not line.look.is_lower:
        return False
    if place.seen <= _HEAD_LINES and before.look.is_ended and line.look.matches("preamble"):
        return False
    if place.is_close:
        return not before.look.is_ended and line.look.is_lower and not line.gap
    return _goes_on(before, line, layout)


def _is_false_mark(before: Line, line: Line, layout: Layout) -> bool:
    """Whether what looks like a mark at the line's start is the sentence itself (`số` / `5. Các xã`)."""
    if line.gap or before.look.is_ended or before.look.is_capitals or not layout.is_full(before, line):
        return False
    if line.look.begin is Begin.BULLET:
        return line.look.is_lower
    return before.look.is_open


def _title_goes_on(before: Line, line: Line, layout: Layout) -> bool:
    if before.look.is_ended or line.look.matches("preamble"):
        return False
    if line.look.is_lower or line.gap or layout.measure is None:
        return line.look.is_lower or (before.look.is_open and layout.measure is not None)
    # A title is centred and short; a full line behind it begins the text
    begins_text = width(line.text) > 0.9 * layout.measure and width(before.text) < 0.8 * layout.measure
    return before.look.is_capitals == line.look.is_capitals and (before.look.is_open or not begins_text)


def _goes_on(before: Line, line: Line, layout: Layout) -> bool:
    if line.gap is Gap.BLANK and _NOTE.match(line.text):
        return False
    full = layout.is_full(before, line)
    if before.look.is_ended:
        colon = before.text[-1] in ":;"
        runs_on = line.look.is_lower or not colon or _NUMBER_LIST.match(line.text) is not None
        apart = line.gap and not (line.gap is Gap.PAGE and line.look.is_lower)
        return full and not apart and runs_on and not before.text.endswith("/.")
    if line.look.is_lower:
        return True
    if before.look.begin is Begin.NUMBER and not full and before.text[-1].isalpha() and not _LINK.search(before.text):
        return False  # `2. Phòng Tài chính - Kế hoạch` heads what follows, though such words often go on
    return before.look.is_open or full
