"""Tables against gold tables: precision, recall and F1, in two strictnesses.

`found`: the row's key fields agree and the quotes speak of the same place. `exact`: every scored field
agrees as well. Rows are paired one to one, exact pairs first. Values are compared by words: without
marks, case and punctuation.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz
from unidecode import unidecode

Cells = Mapping[str, str]

QUOTE_SIMILARITY = 70
"""rapidfuzz partial ratio of folded quotes below which they speak of different places."""

SCORED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "targets": (
        ("value", "value_max", "unit"),
        ("indicator", "comparator", "basis", "denominator", "named_units", "due_start", "due_end"),
    ),
    "deadlines": (
        ("due_start", "due_end", "recurrence"),
        ("due_relation", "lead_agency", "precision", "tentative", "unit"),
    ),
    "criterion_statuses": (
        ("unit", "criterion", "indicator", "status"),
        ("unit_level", "criteria_set", "derivation", "due_end"),
    ),
    "progress": (("unit", "met", "total"), ("unit_level", "recognition", "due_end")),
    "citations": (("cited_number", "cited_on"), ("cited_type", "cited_issuer", "role")),
    "assignments": (("agency", "role"), ()),
}
"""Table -> key fields, and the fields that make a found row exact."""

ONE_LIST_STATES_ALL = frozenset({"criterion_statuses"})
"""Tables whose quotes tell no two rows apart."""

DOCUMENT_FIELDS = (
    *("doc_type", "number", "issuer", "parent_issuer", "level", "province", "district", "commune", "place"),
    *("issued_on", "title", "period_start", "period_end", "signer", "signer_title", "signed_for"),
)


@dataclass(frozen=True, slots=True)
class Score:
    """How many rows there are, and how many of them pair up."""

    predicted: int
    gold: int
    found: int
    exact: int

    def __add__(self, other: Score) -> Score:
        return Score(
            self.predicted + other.predicted,
            self.gold + other.gold,
            self.found + other.found,
            self.exact + other.exact,
        )

    def f1(self, hits: int) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing on both sides."""
        return 2 * hits / (self.predicted + self.gold) if self.predicted + self.gold else 1.0


def score_table(table: str, predicted: Sequence[Cells], gold: Sequence[Cells]) -> Score:
    """The score of one document's rows."""
    exact = exact_pairs(table, predicted, gold)
    found = found_pairs(table, predicted, gold, exact)
    return Score(len(predicted), len(gold), len(exact) + len(found), len(exact))


def exact_pairs(table: str, predicted: Sequence[Cells], gold: Sequence[Cells]) -> list[tuple[int, int]]:
    """The places of predicted and gold rows that agree in every scored field, one to one."""
    more = SCORED[table][1]
    return _pairs(predicted, gold, lambda row, gold_row: _found(table, row, gold_row) and _same(row, gold_row, more))


def found_pairs(
    table: str, predicted: Sequence[Cells], gold: Sequence[Cells], exact: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The places of further rows that agree in the key fields, one to one, behind the `exact` pairs."""
    left = [at for at in range(len(predicted)) if at not in {p for p, _ in exact}]
    left_gold = [at for at in range(len(gold)) if at not in {g for _, g in exact}]
    pairs = _pairs(
        [predicted[at] for at in left], [gold[at] for at in left_gold], lambda row, other: _found(table, row, other)
    )
    return [(left[p], left_gold[g]) for p, g in pairs]


def _found(table: str, row: Cells, gold: Cells) -> bool:
    return _same(row, gold, SCORED[table][0]) and (table in ONE_LIST_STATES_ALL or _same_place(row, gold))


def score_document(predicted: Cells, gold: Cells) -> int:
    """How many of DOCUMENT_FIELDS agree."""
    return sum(_same(predicted, gold, (name,)) for name in DOCUMENT_FIELDS)


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, none where it is missing."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _pairs(
    predicted: Sequence[Cells], gold: Sequence[Cells], agree: Callable[[Cells, Cells], bool]
) -> list[tuple[int, int]]:
    """One-to-one pairs, each gold row with the first free row that agrees."""
    used: set[int] = set()
    pairs = []
    for g, gold_row in enumerate(gold):
        hit = next((p for p, row in enumerate(predicted) if p not in used and agree(row, gold_row)), None)
        if hit is not None:
            used.add(hit)
            pairs.append((hit, g))
    return pairs


def unlike(row: Cells, gold: Cells, names: Sequence[str]) -> list[str]:
    """The columns in which the row differs from the gold one."""
    return [name for name in names if _field(row, name) != _field(gold, name)]


def _same(row: Cells, gold: Cells, names: Sequence[str]) -> bool:
    return not unlike(row, gold, names)


def _same_place(row: Cells, gold: Cells) -> bool:
    quote, gold_quote = _words(row.get("quote") or ""), _words(gold.get("quote") or "")
    return bool(quote and gold_quote) and fuzz.partial_ratio(quote, gold_quote) >= QUOTE_SIMILARITY


def _field(row: Cells, name: str) -> str:
    value = (row.get(name) or "").strip()
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return f"{float(value):g}"
    if value.lower() in {"true", "false"}:
        return "true" if value.lower() == "true" else ""
    if name == "named_units":
        return ";".join(sorted(_words(part) for part in value.split(";") if part.strip()))
    if name in {"unit", "agency", "lead_agency"}:
        return re.sub(r"^(xa|huyen|tinh|thon|thi tran|thanh pho) ", "", _words(value))
    return _words(value)


def _words(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9%./-]+", " ", unidecode(text).lower()).split())
