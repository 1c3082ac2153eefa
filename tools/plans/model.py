"""The document model: paragraphs of sentences, each sentence with the rows that it states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Values = Mapping[str, str]


class Style(StrEnum):
    """How a paragraph is printed."""

    HEAD_LEFT = "head_left"
    HEAD_RIGHT = "head_right"
    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    BULLET = "bullet"
    ROW = "row"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    ANNEX_TITLE = "annex_title"


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of `table`; `quote` is the part of the sentence that states it, empty for the whole."""

    table: str
    values: Values
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as printed and the facts that it states."""

    text: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, bullet, heading, head or close line, or table row.

    `emphasis` holds `b` and `i`; `cells` and `widths` (shares of the text width) belong to table rows,
    `head_row` marks the row of column names. `gap` is the room before it in lines.
    """

    style: Style
    sentences: tuple[Sentence, ...]
    mark: str = ""
    label: str = ""
    section: str = ""
    emphasis: str = ""
    cells: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    head_row: bool = False
    new_page: bool = False
    gap: float = 0.0

    @property
    def text(self) -> str:
        """The paragraph in one line, with bullet mark and numbering."""
        return " ".join(part for part in (self.mark, self.label, *(s.text for s in self.sentences)) if part)

    def quotes(self) -> Iterator[tuple[Fact, str]]:
        """Each fact with its quote: no bullet mark, numbering kept with the first sentence."""
        for index, sentence in enumerate(self.sentences):
            whole = f"{self.label} {sentence.text}" if index == 0 and self.label else sentence.text
            for fact in sentence.facts:
                yield fact, fact.quote or whole


@dataclass(frozen=True, slots=True)
class Printing:
    """How a plan is set: sizes in points; `page_number` is `top`, `bottom` or `none`."""

    size: float = 14.0
    leading: float = 1.2
    paragraph_gap: float = 4.0
    left_margin: float = 85.0
    right_margin: float = 50.0
    top_margin: float = 57.0
    bottom_margin: float = 57.0
    indent: float = 36.0
    page_number: str = "top"
    face: str = "Liberation Serif"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: `document` holds the header's true values (columns of documents.csv)."""

    family: str
    seed: int
    document: Values
    paragraphs: tuple[Paragraph, ...]
    printing: Printing = field(default_factory=Printing)

    @property
    def text(self) -> str:
        """The flowed text: one paragraph, bullet or table row a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs) + "\n"
