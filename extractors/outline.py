"""The document's order: paragraphs with mark, numbering, section path, parents, and sentences.

The repaired text has one paragraph or bullet a line; this module reads what each line is. Findings
inherit unit, agency and year along `Outline.ancestors`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from extractors.borders import Line, borders
from extractors.labels import MARKS, Label, Rank, label, roman_value
from extractors.sentences import Sentence, sentences
from normalizers.keys import fold
from pipeline.model import RepairedText


class Kind(StrEnum):
    """What a paragraph is. HEAD: letterhead and title; CLOSE: recipients and signature; ROW: of a table."""

    HEAD = "head"
    HEADING = "heading"
    ITEM = "item"
    BULLET = "bullet"
    BODY = "body"
    ROW = "row"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the repaired text.

    `start` lies behind the bullet mark and before the numbering (a quote keeps its numbering), `body`
    behind both. `section` joins the printed labels (`II.1.1.2`), empty in head, preamble and close.
    `parent` is the index of the paragraph that governs this one: a heading, a lead-in (`gồm:`) or the
    bullet of the wider mark. `lead_in`: ends with a colon, what follows belongs to it.
    """

    index: int
    start: int
    end: int
    body: int
    mark: str
    label: str
    kind: Kind
    level: int
    section: str
    parent: int | None
    page: int
    lead_in: bool
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A repaired text with its order. `key` is `fold(text)`: same length, no marks, small letters, tabs as blanks.

    `tabled` are the indexes of the rows that were read as parts of a table: they are no running text.
    """

    text: str
    key: str
    paragraphs: tuple[Paragraph, ...]
    page_starts: tuple[int, ...]
    tabled: frozenset[int] = frozenset()

    def page(self, offset: int) -> int:
        """The 1-based page on which the character at `offset` stands."""
        return max(1, bisect_right(self.page_starts, offset))

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The last paragraph that starts at or before `offset`; None before the first."""
        index = bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.start) - 1
        return self.paragraphs[index] if index >= 0 else None

    def ancestors(self, paragraph: Paragraph) -> Iterator[Paragraph]:
        """The governing paragraphs, the nearest first."""
        while paragraph.parent is not None:
            paragraph = self.paragraphs[paragraph.parent]
            yield paragraph

    def children(self, paragraph: Paragraph) -> list[Paragraph]:
        """The paragraphs that `paragraph` governs directly, in order."""
        return [each for each in self.paragraphs[paragraph.index + 1 :] if each.parent == paragraph.index]

    def words(self, paragraph: Paragraph) -> str:
        """The paragraph's text without mark and numbering."""
        return self.text[paragraph.body : paragraph.end]

    def key_of(self, paragraph: Paragraph) -> str:
        """The mark-free key of `words`."""
        return self.key[paragraph.body : paragraph.end]

    def body_paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs but the letterhead, the title, the close and what stands in tables that were understood."""
        outside = (Kind.HEAD, Kind.CLOSE)
        return (each for each in self.paragraphs if each.kind not in outside and each.index not in self.tabled)


def outline(repaired: RepairedText) -> Outline:
    """Read the order of a repaired text; never fails, an empty text has no paragraphs."""
    text, folded = repaired.text, fold(repaired.text)
    key = folded.replace("\t", " ")
    lines = _lines(text, _row_starts(repaired))
    edge = borders(text, key, lines)
    walk = _Walk()
    paragraphs: list[Paragraph] = []
    for index, line in enumerate(lines):
        outside = Kind.HEAD if index < edge.body else Kind.CLOSE if edge.close <= index < edge.annex else None
        kind = (
            Kind.ROW if line.row else outside or _kind(text, line, lines[index + 1] if index + 1 < len(lines) else None)
        )
        lead_in = key[line.start : line.end].endswith((":", "nhu sau", "nhu sau."))
        closing = outside is not None or edge.closing <= index < edge.close
        parent, section, level = walk.step(index, line, kind, closing, lead_in)
        paragraphs.append(
            Paragraph(
                index=index,
                start=line.start,
                end=line.end,
                body=line.body,
                mark=line.mark,
                label=line.label.text if line.label else "",
                kind=kind,
                level=level,
                section=section,
                parent=parent,
                page=max(1, bisect_right(repaired.page_starts, line.start)),
                lead_in=lead_in,
                sentences=sentences(text, line.start, line.end, folded),
            )
        )
    return Outline(text, key, tuple(paragraphs), repaired.page_starts)


def governors(outline: Outline, paragraph: Paragraph) -> Iterator[Paragraph]:
    """The ancestors; before them the lead-in that stands over a run of numbered items (`gồm:`, `1. ...`, `3. ...`)."""
    at = paragraph.index - 1
    while paragraph.label and at > 0 and outline.paragraphs[at].label and not outline.paragraphs[at].lead_in:
        if outline.paragraphs[at].level != paragraph.level:
            break
        at -= 1
    if paragraph.label and at >= 0 and outline.paragraphs[at].lead_in and not outline.paragraphs[at].label:
        yield outline.paragraphs[at]
    yield from outline.ancestors(paragraph)


class _Walk:
    """The open headings, lead-ins and bullets while the lines pass by."""

    def __init__(self) -> None:
        self.labels: list[tuple[int, str, int]] = []  # rank, label, index
        self.marks: list[tuple[str, int]] = []  # mark, index
        self.lead: int | None = None
        self.open_bullet = False  # the line before was a bullet that ends with a colon
        self.bare = False  # the line before was a label alone (`Phần thứ hai`): its title is the next line

    def step(self, index: int, line: Line, kind: Kind, outside: bool, lead_in: bool) -> tuple[int | None, str, int]:
        if kind is Kind.ROW:
            return self._top(), self._section(), len(self.labels) + 1
        after_bullet, self.open_bullet = self.open_bullet, bool(line.mark) and lead_in
        after_label, self.bare = self.bare, line.label is not None and line.body >= line.end
        if outside:
            self.labels, self.marks, self.lead = [], [], None
            return None, "", 0
        if line.label and line.label.rank != Rank.BRACKETED:
            return self._labelled(index, self._inner(line.label))
        if after_label and kind is Kind.HEADING and not line.mark and self.labels:
            return self._titled(index)
        mark = "(" if line.label else line.mark
        if not mark and after_bullet:
            return self.marks[-1][1], self._section(), len(self.labels) + len(self.marks) + 1
        parent, level = self._marked(index, mark) if mark else self._plain()
        if not mark and (lead_in or kind is Kind.HEADING):
            self.lead = index
        return parent, self._section(), level

    def _inner(self, label_: Label) -> Label:
        """`A.` under a roman heading, where no capital stands above it, is the narrower of the two."""
        ranks = [rank for rank, _, _ in self.labels]
        inner = label_.rank == Rank.CAPITAL and Rank.ROMAN in ranks and Rank.CAPITAL not in ranks
        return replace(label_, rank=Rank.INNER_CAPITAL) if inner else label_

    def _labelled(self, index: int, label_: Label) -> tuple[int | None, str, int]:
        self.marks, self.lead = [], None
        while self.labels and self.labels[-1][0] >= label_.rank:
            self.labels.pop()
        parent = self.labels[-1][2] if self.labels else None
        self.labels.append((label_.rank, label_.text, index))
        return parent, self._section(), len(self.labels)

    def _titled(self, index: int) -> tuple[int | None, str, int]:
        """The title of the label above it: what follows is governed by both."""
        rank, text, parent = self.labels[-1]
        self.labels[-1] = (rank, text, index)
        return parent, self._section(), len(self.labels) + 1

    def _marked(self, index: int, mark: str) -> tuple[int | None, int]:
        if mark in (known := [each for each, _ in self.marks]):
            del self.marks[known.index(mark) :]
        parent = self.marks[-1][1] if self.marks else self._top()
        self.marks.append((mark, index))
        return parent, len(self.labels) + len(self.marks)

    def _plain(self) -> tuple[int | None, int]:
        self.marks, self.lead = [], None
        return self._top(), len(self.labels) + 1

    def _top(self) -> int | None:
        if self.lead is not None:
            return self.lead
        return self.labels[-1][2] if self.labels else None

    def _section(self) -> str:
        return ".".join(label_ for _, label_, _ in self.labels)


_LINE = re.compile(r"[^\n\f]+")


def _row_starts(repaired: RepairedText) -> frozenset[int]:
    """Where the lines begin that hold cells of tables."""
    cells = (cell for grid in repaired.grids for cell in grid.cells if cell.start < cell.end)
    return frozenset(repaired.text.rfind("\n", 0, cell.start) + 1 for cell in cells)


def _lines(text: str, rows: frozenset[int] = frozenset()) -> list[Line]:
    lines: list[Line] = []
    roman = 0
    for found in _LINE.finditer(text):
        content = found.group()
        start, end = found.start() + len(content) - len(content.lstrip()), found.start() + len(content.rstrip())
        if start >= end:
            continue
        if found.start() in rows:
            lines.append(Line(start, end, start, "", None, row=True))
            continue
        mark = MARKS.match(text, start, end)
        begin = mark.end() if mark else start
        label_ = label(text[begin:end], roman)
        if label_ and label_.rank == Rank.ROMAN:
            roman = roman_value(label_.text)
        lines.append(Line(begin, end, begin + (label_.length if label_ else 0), text[start] if mark else "", label_))
        if mark and label_:  # a numbering behind a mark belongs to the words: "- 5 xã", "+ a) ..."
            lines[-1].label, lines[-1].body = None, begin
    return lines


def _kind(text: str, line: Line, following: Line | None) -> Kind:
    if line.mark or (line.label and line.label.rank == Rank.BRACKETED):
        return Kind.BULLET
    words = text[line.body : line.end]
    if not line.label:
        return Kind.HEADING if words.isupper() and 8 <= len(words) < 200 else Kind.BODY
    if not words or line.label.rank <= Rank.CHAPTER or words.isupper():
        return Kind.HEADING
    opens = following is not None and (following.label is None or following.label.rank > line.label.rank)
    one = len(words) <= 220 and not re.search(r"[.;!?]\s", words)
    if one and (words[-1] not in ".;," or (opens and len(words) <= 90 and words[-1] == ".")):
        return Kind.HEADING
    return Kind.ITEM
