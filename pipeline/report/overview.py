"""What the overview tells: documents by province, year, level and status; rows by table; what failed and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Status
from pipeline.result import DocumentResult

TENTHS = 10


@dataclass(frozen=True, slots=True)
class Card:
    """What the lists tell of a document; `confidences` counts its rows by tenth of confidence."""

    doc_id: str
    source_path: str
    title: str
    number: str
    issuer: str
    level: str
    province: str
    issued_on: str
    status: str
    text_source: str
    error_code: str
    error: str
    remedy: str
    pages: int
    rows: Mapping[str, int]
    confidences: Sequence[int]
    issues: int

    @property
    def year(self) -> str:
        """The year of issue."""
        return self.issued_on[:4]

    @property
    def total(self) -> int:
        """Its rows in all tables."""
        return sum(self.rows.values())


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that share something."""

    name: str
    documents: int
    rows: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The counts of an archive."""

    documents: int
    statuses: Mapping[str, int]
    rows: Mapping[str, int]
    tenths: Sequence[int]
    provinces: Sequence[Group]
    years: Sequence[Group]
    levels: Sequence[Group]
    sources: Sequence[Group]
    failures: Sequence[tuple[str, str, Sequence[Card]]]
    """Code, remedy and documents of each kind of failure."""


def card(result: DocumentResult, source_path: str) -> Card:
    """The card of a document."""
    about = {name: str(value) for name, value in result.document.items() if value is not None}
    tenths = [0] * TENTHS
    for rows in result.tables.values():
        for row in rows:
            tenths[min(TENTHS - 1, int(float(str(row.get("confidence", 0))) * TENTHS))] += 1
    return Card(
        doc_id=result.doc_id,
        source_path=source_path,
        title=about.get("title", ""),
        number=about.get("number", ""),
        issuer=about.get("issuer", ""),
        level=about.get("level", ""),
        province=about.get("province", ""),
        issued_on=about.get("issued_on", ""),
        status=result.status.value,
        text_source=about.get("text_source", ""),
        error_code=about.get("error_code", ""),
        error=about.get("error", ""),
        remedy=about.get("remedy", ""),
        pages=int(about.get("pages", "0")),
        rows={name: len(rows) for name, rows in result.tables.items()},
        confidences=tenths,
        issues=len(result.issues),
    )


def overview(cards: Sequence[Card]) -> Overview:
    """The counts over all cards."""
    rows: Counter[str] = Counter()
    for each in cards:
        rows.update(each.rows)
    return Overview(
        documents=len(cards),
        statuses=dict(sorted(Counter(each.status for each in cards).items())),
        rows=dict(rows),
        tenths=[sum(each.confidences[tenth] for each in cards) for tenth in range(TENTHS)],
        provinces=_groups((each.province, each) for each in cards),
        years=sorted(_groups((each.year, each) for each in cards), key=lambda group: group.name, reverse=True),
        levels=_groups((each.level, each) for each in cards),
        sources=_groups((each.text_source, each) for each in cards),
        failures=_failures([each for each in cards if each.status != Status.OK]),
    )


def _groups(named: Iterable[tuple[str, Card]]) -> list[Group]:
    """The groups by name, the largest first."""
    documents: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for name, each in named:
        documents[name or "–"] += 1
        rows[name or "–"] += each.total
    return [Group(name, count, rows[name]) for name, count in sorted(documents.items(), key=lambda i: (-i[1], i[0]))]


def _failures(cards: Sequence[Card]) -> Sequence[tuple[str, str, Sequence[Card]]]:
    codes = Counter(each.error_code for each in cards)
    kinds = [[each for each in cards if each.error_code == code] for code, _ in codes.most_common()]
    return [(own[0].error_code, own[0].remedy, own) for own in kinds]
