"""Reliability: how often rows are right among those of about the same confidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A row that was found: how sure its method was (0..1), and whether every scored field is right."""

    table: str
    method: str
    confidence: float
    right: bool


def reliability(rows: Iterable[Judged]) -> list[str]:
    """Ten bins of confidence as a Markdown table; bins without rows are left out."""
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    for row in rows:
        bins[min(int(row.confidence * BINS), BINS - 1)].append(row)
    lines = ["| confidence | rows | mean confidence | right |", "| --- | --- | --- | --- |"]
    for number, members in enumerate(bins):
        if members:
            mean = sum(row.confidence for row in members) / len(members)
            right = sum(row.right for row in members) / len(members)
            span = f"{number / BINS:.1f}–{(number + 1) / BINS:.1f}"
            lines.append(f"| {span} | {len(members)} | {mean:.3f} | {right:.3f} |")
    return lines


def calibration_error(rows: Iterable[Judged]) -> float:
    """The mean distance between confidence and share of right rows over the ten bins, weighted by rows."""
    every = list(rows)
    bins: dict[int, list[Judged]] = {}
    for row in every:
        bins.setdefault(min(int(row.confidence * BINS), BINS - 1), []).append(row)
    gaps = (abs(sum(row.confidence - row.right for row in members)) for members in bins.values())
    return sum(gaps) / len(every) if every else 0.0
