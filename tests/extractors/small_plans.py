"""Small plans around one sentence, and the findings that an extractor makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from extractors.context import Context
from extractors.outline import Outline
from pipeline.model import Finding, Issue, Value
from tests.extractors.texts import order

Find = Callable[[Outline, Context], Iterable[Finding | Issue]]

PLAN_OF_2023 = Context(
    doc_type="Kế hoạch",
    issuer="Ủy ban nhân dân huyện Yên Lạc",
    level="huyện",
    district="Yên Lạc",
    province="Vĩnh Phúc",
    issued_on=date(2023, 2, 10),
    period_start=date(2023, 1, 1),
    period_end=date(2023, 12, 31),
)
PLAN_OF_FIVE_YEARS = Context(
    doc_type="Kế hoạch",
    level="tỉnh",
    province="Vĩnh Phúc",
    issued_on=date(2021, 3, 15),
    period_start=date(2021, 1, 1),
    period_end=date(2025, 12, 31),
)


def lines(table: str) -> list[list[str]]:
    """The cells of a table of examples, one a line, parted by `|`."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def in_goals(*sentences: str) -> str:
    """A plan whose goals are these bullets."""
    return "KẾ HOẠCH\nPhát triển nông thôn\nI. MỤC TIÊU\n" + "".join(f"- {each}\n" for each in sentences)


def in_tasks(*sentences: str) -> str:
    """A plan whose tasks are these bullets."""
    return "KẾ HOẠCH\nPhát triển nông thôn\nI. NHIỆM VỤ\n" + "".join(f"- {each}\n" for each in sentences)


def rows(find: Find, text: str, context: Context = PLAN_OF_2023) -> list[Finding]:
    """The findings of an extractor; each quote is checked to lie within one line."""
    found = [each for each in find(order(text), context) if isinstance(each, Finding)]
    assert all("\n" not in text[each.start : each.end] and each.start < each.end for each in found)
    return found


def issues(find: Find, text: str, context: Context = PLAN_OF_2023) -> list[str]:
    """The codes of an extractor's issues."""
    return [each.code for each in find(order(text), context) if isinstance(each, Issue)]


def shown(value: Value) -> str:
    """A value as the tables of examples write it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if isinstance(value, date) else str(value)


def cells(finding: Finding, *names: str) -> list[str]:
    """Some values of a finding as the tables of examples write them."""
    return [shown(finding.values.get(name)) for name in names]
