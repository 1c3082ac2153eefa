"""What the letterhead and title say, as the other extractors need it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.model import Value


@dataclass(frozen=True, slots=True)
class Context:
    """Values of the document's header; empty text or None where the document does not say.

    `issuer` is in full words (`Ủy ban nhân dân huyện Hà Quảng`), places are without their level word,
    `level` is `tỉnh`, `huyện`, `xã` or empty, the period is the plan's own, first and last day.
    """

    doc_type: str = ""
    number: str = ""
    issuer: str = ""
    level: str = ""
    province: str = ""
    district: str = ""
    commune: str = ""
    issued_on: date | None = None
    period_start: date | None = None
    period_end: date | None = None

    @property
    def unit(self) -> str:
        """The name of the unit whose plan it is, without its level word; empty where unknown."""
        return {"xã": self.commune, "huyện": self.district, "tỉnh": self.province}.get(self.level, "")

    @property
    def day(self) -> date | None:
        """The day on which the plan speaks: its issue, else where that was not read its period's first day."""
        return self.issued_on or self.period_start

    @property
    def year(self) -> int | None:
        """The year that a date without one means: the period's, if it is one year, else the year of issue."""
        if self.period_start and self.period_end and self.period_start.year == self.period_end.year:
            return self.period_start.year
        if self.issued_on:
            return self.issued_on.year
        return self.period_start.year if self.period_start else None


def context_of(values: Mapping[str, Value]) -> Context:
    """The context that header values make; values of a wrong type count as unknown."""

    def text(name: str) -> str:
        value = values.get(name)
        return value if isinstance(value, str) else ""

    def day(name: str) -> date | None:
        value = values.get(name)
        return value if isinstance(value, date) else None

    return Context(
        doc_type=text("doc_type"),
        number=text("number"),
        issuer=text("issuer"),
        level=text("level"),
        province=text("province"),
        district=text("district"),
        commune=text("commune"),
        issued_on=day("issued_on"),
        period_start=day("period_start"),
        period_end=day("period_end"),
    )
