"""A target in the making, and the surroundings that its statement inherits from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.context import Context
from extractors.due import Due, times_of, years_of
from extractors.outline import Outline, Paragraph
from extractors.sentences import Sentence, Span
from normalizers.dates import TimePhrase, Years


@dataclass(frozen=True, slots=True)
class Target:
    """A target in the making: where it stands, its values, the clause and the time that it takes up."""

    paragraph: Paragraph
    sentence: Sentence
    clause: Span
    indicator: str
    indicator_text: str
    comparator: str
    value: float
    value_max: float | None
    unit: str
    denominator: float | None
    basis: str
    due: Due
    named: tuple[str, ...]
    method: str
    confidence: float
    issue: tuple[str, str] | None = None
    area: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a statement inherits: the text, the plan's head, its paragraph and whether goals stand there."""

    outline: Outline
    context: Context
    paragraph: Paragraph
    in_goals: bool

    @property
    def years(self) -> Years:
        """Where half dates get their year."""
        return years_of(self.outline, self.context, self.paragraph)

    def times(self, span: Span) -> list[TimePhrase]:
        """The times of a stretch that may be due: none that recurs, names a thing or dates where a change starts."""
        found = times_of(self.outline, self.paragraph, span.start, span.end, self.years)
        kept = [time for time in found if time.kind != "recurring" and not self._names_a_span(span, time)]
        return [time for time in kept if time.relation == "by" or not _BASE_TIME.match(self.outline.key, time.end)]

    def _names_a_span(self, span: Span, time: TimePhrase) -> bool:
        """`theo chuẩn nghèo giai đoạn 2021 - 2025`: the span belongs to a name."""
        before = self.outline.key[max(span.start, self.paragraph.body) : time.start]
        return time.kind == "span" and not time.led and not _SPAN_SPEAKS.search(before)


# `từ 6,8% đầu năm xuống còn 4%`: the time of the level before the change
_BASE_TIME = re.compile(r"\)?\s+(?:nang |tang |giam )?(?:len|xuong)(?!\w)")
_SPAN_SPEAKS = re.compile(r"(?:^|binh quan|phan dau|trong|ca|[,:])\s*$")
