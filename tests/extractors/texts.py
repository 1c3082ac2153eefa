"""Repaired texts and contexts for the tests of the extractors."""

from __future__ import annotations

from datetime import date

from extractors.context import Context
from extractors.outline import Outline, outline
from normalizers.alignment import Alignment
from pipeline.model import RepairedText

COMMUNE = Context(
    doc_type="Kế hoạch",
    number="12/KH-UBND",
    issuer="Ủy ban nhân dân xã Yên Hòa",
    level="xã",
    province="Nghệ An",
    district="Tương Dương",
    commune="Yên Hòa",
    issued_on=date(2023, 3, 15),
    period_start=date(2023, 1, 1),
    period_end=date(2023, 12, 31),
)
DISTRICT = Context(
    doc_type="Kế hoạch",
    number="45/KH-UBND",
    issuer="Ủy ban nhân dân huyện Lục Nam",
    level="huyện",
    province="Bắc Giang",
    district="Lục Nam",
    issued_on=date(2019, 3, 15),
    period_start=date(2019, 1, 1),
    period_end=date(2020, 12, 31),
)


def repaired(text: str) -> RepairedText:
    """A text that needed no repair, on one page."""
    return RepairedText(text, text, Alignment.identity(len(text)), (0,))


def order(text: str) -> Outline:
    """The outline of a text."""
    return outline(repaired(text))
