"""Sets a plan as A4 pages: printed lines of placed words, ruled tables, two-column head and close.

Widths come from a table of Times metrics, so that the printed lines are the same on every machine, with
or without fonts.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from tools.plans.model import Paragraph, Plan, Printing, Style

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
_HEAD_WIDTHS = (0.42, 0.58)
_CELL_PADDING = 4.0
_KEEP_LINES = 9


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word on the page: left edge and baseline in points from the top left corner."""

    text: str
    x: float
    baseline: float
    size: float
    emphasis: str
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; `paragraph` is its paragraph's index (-1: page number), `start` its offset in the
    paragraph's text."""

    words: tuple[PlacedWord, ...]
    paragraph: int
    start: int

    @property
    def text(self) -> str:
        """The words, joined by one blank."""
        return " ".join(word.text for word in self.words)


@dataclass(slots=True)
class Page:
    """An A4 page: lines in reading order and the table rules (x0, y0, x1, y1)."""

    lines: list[Line] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    landscape: bool = False

    @property
    def width(self) -> float:
        """The width in points."""
        return PAGE_HEIGHT if self.landscape else PAGE_WIDTH

    @property
    def height(self) -> float:
        """The height in points."""
        return PAGE_WIDTH if self.landscape else PAGE_HEIGHT


@cache
def _widths() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {"": {}, "b": {}, "i": {}, "bi": {}}
    with (Path(__file__).parent / "widths.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader((x for x in stream if x[0:2] != "# "), delimiter="\t", quoting=csv.QUOTE_NONE)
        for row in rows:
            char = " " if row["char"] == "space" else row["char"]
            for emphasis, name in (("", "regular"), ("b", "bold"), ("i", "italic"), ("bi", "bolditalic")):
                found[emphasis][char] = int(row[name]) / 1000
    return found


@lru_cache(maxsize=20000)
def width(text: str, size: float, emphasis: str = "") -> float:
    """The width of `text` in points; raises KeyError for a character that the faces lack."""
    table = _widths()[emphasis]
    return sum(table[char] for char in text) * size


def break_lines(text: str, room: float, first_room: float, size: float, emphasis: str) -> list[tuple[int, str]]:
    """Greedy line breaks: (offset in text, words) for each line."""
    lines: list[tuple[int, str]] = []
    start, held, at = 0, "", 0
    for word in text.split(" "):
        longer = f"{held} {word}" if held else word
        if held and width(longer, size, emphasis) > (room if lines else first_room):
            lines.append((start, held))
            start, held = at, word
        else:
            held = longer
        at += len(word) + 1
    return [*lines, (start, held)]


@dataclass(slots=True)
class _Setter:
    printing: Printing
    pages: list[Page] = field(default_factory=lambda: [Page()])
    y: float = 0.0

    def __post_init__(self) -> None:
        self.y = self.printing.top_margin

    @property
    def left(self) -> float:
        return self.printing.left_margin

    @property
    def room(self) -> float:
        return PAGE_WIDTH - self.printing.left_margin - self.printing.right_margin

    @property
    def floor(self) -> float:
        return PAGE_HEIGHT - self.printing.bottom_margin

    def new_page(self) -> None:
        self.pages.append(Page())
        self.y = self.printing.top_margin

    def put(self, line: Line) -> None:
        self.pages[-1].lines.append(line)

    def flow(self, paragraph: Paragraph, index: int) -> None:
        p = self.printing
        size = p.size
        centred = paragraph.style in (Style.TITLE, Style.ANNEX_TITLE)
        indent = 0.0 if centred else p.indent
        self.y += p.paragraph_gap + paragraph.gap * size
        broken = break_lines(paragraph.text, self.room, self.room - indent, size, paragraph.emphasis)
        for number, (start, words) in enumerate(broken):
            if self.y + size * p.leading > self.floor:
                self.new_page()
            self.y += size * p.leading
            x = self.left + (indent if number == 0 else 0.0)
            room = self.room - (indent if number == 0 else 0.0)
            last = number == len(broken) - 1
            placed = place(
                words, x, self.y, room, size, paragraph.emphasis, "centre" if centred else "left" if last else "full"
            )
            self.put(Line(placed, index, start))

    def columns(self, paragraphs: Sequence[tuple[int, Paragraph]], styles: tuple[Style, Style], keep: bool) -> None:
        """Two blocks side by side: the first style left, the second right."""
        size = 12.0 if styles[0] is Style.HEAD_LEFT else 11.5
        shares = _HEAD_WIDTHS if styles[0] is Style.HEAD_LEFT else (0.5, 0.5)
        if keep and self.y + _KEEP_LINES * 16 > self.floor:
            self.new_page()
        top, deepest = self.y, self.y
        left, right = self.left - 15, PAGE_WIDTH - self.printing.right_margin + 10
        middle = left + (right - left) * shares[0]
        for style, x0, x1 in ((styles[0], left, middle), (styles[1], middle, right)):
            y = top
            for index, paragraph in paragraphs:
                if paragraph.style is not style:
                    continue
                points = (
                    14.0
                    if style is Style.SIGNATURE
                    else 12.5
                    if style is Style.HEAD_RIGHT and paragraph.emphasis == "i"
                    else size
                )
                if style is Style.HEAD_RIGHT:
                    points = min(points, 12.0 if paragraph.emphasis == "b" else 13.0)
                y += paragraph.gap * points
                for start, words in break_lines(paragraph.text, x1 - x0, x1 - x0, points, paragraph.emphasis):
                    y += points * 1.22
                    how = "left" if style is Style.RECIPIENTS else "centre"
                    self.put(Line(place(words, x0, y, x1 - x0, points, paragraph.emphasis, how), index, start))
            deepest = max(deepest, y)
        self.y = deepest + 4

    def row(self, paragraph: Paragraph, index: int) -> None:
        size = self.printing.size - 2.0
        wide = [self.room * share for share in paragraph.widths]
        cells = [
            break_lines(cell, w - 2 * _CELL_PADDING, w - 2 * _CELL_PADDING, size, paragraph.emphasis)
            for cell, w in zip(paragraph.cells, wide, strict=True)
        ]
        height = max(len(lines) for lines in cells) * size * 1.2 + 5
        if self.y + height > self.floor:
            self.new_page()
        x, offset = self.left, 0
        for column, (lines, w) in enumerate(zip(cells, wide, strict=True)):
            short = paragraph.head_row or (len(lines) == 1 and not lines[0][1][:2].isalpha())
            for number, (start, words) in enumerate(lines):
                if words:
                    baseline = self.y + (number + 1) * size * 1.2 - 1
                    how = "centre" if short else "left"
                    placed = place(
                        words, x + _CELL_PADDING, baseline, w - 2 * _CELL_PADDING, size, paragraph.emphasis, how
                    )
                    self.put(Line(placed, index, offset + start))
            offset += len(paragraph.cells[column]) + 1 if paragraph.cells[column] else 0
            self.pages[-1].rules += [(x, self.y, x + w, self.y), (x, self.y, x, self.y + height)]
            self.pages[-1].rules.append((x, self.y + height, x + w, self.y + height))
            x += w
        self.pages[-1].rules.append((x, self.y, x, self.y + height))
        self.y += height


def place(
    words: str, x: float, baseline: float, room: float, size: float, emphasis: str, how: str
) -> tuple[PlacedWord, ...]:
    """Words set from `x` on: flush left, centred, or spread over the room (`full`)."""
    parts = words.split(" ")
    widths = [width(part, size, emphasis) for part in parts]
    blank = width(" ", size, emphasis)
    total = sum(widths) + blank * (len(parts) - 1)
    if how == "centre":
        x += max(0.0, (room - total) / 2)
    elif how == "full" and len(parts) > 1:
        blank += (room - total) / (len(parts) - 1)
    placed = []
    for part, wide in zip(parts, widths, strict=True):
        placed.append(PlacedWord(part, x, baseline, size, emphasis, wide))
        x += wide + blank
    return tuple(placed)


def pages(plan: Plan) -> list[Page]:
    """The plan's pages."""
    setter = _Setter(plan.printing)
    indexed = list(enumerate(plan.paragraphs))
    at = 0
    while at < len(indexed):
        index, paragraph = indexed[at]
        group = _group(indexed, at)
        if group:
            styles = (Style.HEAD_LEFT, Style.HEAD_RIGHT) if paragraph.style is Style.HEAD_LEFT else (
                Style.RECIPIENTS, Style.SIGNATURE)  # fmt: skip
            setter.columns(group, styles, keep=paragraph.style is Style.RECIPIENTS)
            at += len(group)
            continue
        if paragraph.new_page:
            setter.new_page()
        if paragraph.style is Style.ROW:
            setter.y += 6 if paragraph.head_row else 0
            setter.row(paragraph, index)
        else:
            setter.flow(paragraph, index)
        at += 1
    _number(setter.pages, plan.printing)
    return setter.pages


def _number(laid: Sequence[Page], printing: Printing) -> None:
    """Page numbers from the second page on, as Nghị định 30/2020/NĐ-CP asks, or below as older plans print."""
    if printing.page_number == "none":
        return
    top = printing.page_number == "top"
    for index, page in enumerate(laid[1:], 2):
        baseline = printing.top_margin - 18 if top else PAGE_HEIGHT - 30
        word = PlacedWord(str(index), PAGE_WIDTH / 2 - 4, baseline, 13, "", width(str(index), 13))
        page.lines.insert(0 if top else len(page.lines), Line((word,), -1, 0))


def _group(indexed: Sequence[tuple[int, Paragraph]], at: int) -> list[tuple[int, Paragraph]]:
    pairs = ((Style.HEAD_LEFT, Style.HEAD_RIGHT), (Style.RECIPIENTS, Style.SIGNATURE))
    for pair in pairs:
        if indexed[at][1].style in pair:
            end = at
            while end < len(indexed) and indexed[end][1].style in pair:
                end += 1
            return list(indexed[at:end])
    return []


def printed_text(plan: Plan, laid: Sequence[Page]) -> str:
    """The pages' text in printed lines: a blank line between paragraphs, a form feed between pages."""
    return "\n\f".join("\n".join(_page_lines(plan, page)) for page in laid) + "\n"


def _page_lines(plan: Plan, page: Page) -> Iterator[str]:
    before = None
    for line in page.lines:
        if before is not None and _apart(plan, before, line.paragraph):
            yield ""
        yield line.text
        before = line.paragraph


def _apart(plan: Plan, before: int, index: int) -> bool:
    if before == index or -1 in (before, index):
        return False
    styles = plan.paragraphs[before].style, plan.paragraphs[index].style
    tight = {Style.HEAD_LEFT, Style.HEAD_RIGHT, Style.RECIPIENTS, Style.SIGNATURE, Style.ROW}
    return not (styles[0] is styles[1] and styles[0] in tight)
