"""Confidence as a share: of the rows at 0.9 about nine in ten are right (data/calibration.tsv).

Each rule scores its rows by its own reckoning. How often such rows were right, with every field, was counted on
generated plans held out from the work on the rules (`tools.calibrate` makes the table), by table, method, own score
and whether repaired words of the quote are in doubt. What has too few rows of its own takes the share of its wider kin;
a rule that was never counted is no surer than it says itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from data import loader
from pipeline.model import Finding, TokenRepair

FILE = "calibration.tsv"
EDGES = (0.0, 0.45, 0.65, 0.78, 0.86, 0.92)
"""Lower bounds of the bins of a rule's own score."""
CLEAN, REPAIRED, DOUBTED = "clean", "repaired", "doubted"
_SURE = 0.9

Like = tuple[str, str, str, str]
"""Table, method, bin of the own score, repair; empty for any."""


def calibrated(rows: Iterable[Finding], log: Sequence[TokenRepair]) -> list[Finding]:
    """The rows with the share of right ones among their like as confidence; `log` is in the order of the text."""
    starts = [entry.start for entry in log]
    return [replace(row, confidence=_confidence(row, log, starts)) for row in rows]


def _confidence(row: Finding, log: Sequence[TokenRepair], starts: Sequence[int]) -> float:
    state = repair_state(log[bisect_left(starts, row.start) : bisect_left(starts, row.end)])
    known = shares()
    found = next((like for like in likes(row.table, row.method, row.confidence, state) if like in known), None)
    if found is None:
        return row.confidence
    return known[found] if found[1] else min(known[found], row.confidence)


def repair_state(log: Iterable[TokenRepair]) -> str:
    """Whether a quote's words stand as read, were all repaired surely, or are in doubt."""
    least = min((entry.confidence for entry in log), default=None)
    return CLEAN if least is None else REPAIRED if least >= _SURE else DOUBTED


def likes(table: str, method: str, score: float, state: str) -> Iterator[Like]:
    """The kinds that a row belongs to, the narrowest first."""
    number = str(max(place for place, edge in enumerate(EDGES) if score >= edge))
    yield (table, method, number, state)
    yield (table, method, number, "")
    yield (table, method, "", state)
    yield (table, method, "", "")
    yield (table, "", "", state)
    yield (table, "", "", "")


@cache
def shares() -> dict[Like, float]:
    """The counted shares of right rows (0..1)."""
    return {(row["table"], row["method"], row["bin"], row["repair"]): float(row["right"]) for row in loader.table(FILE)}
