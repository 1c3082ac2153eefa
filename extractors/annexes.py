"""Tables of a document that are understood: what they state, and which lines they take up.

A table that no reader knows is left to the rules for running text, as if it were none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractors import annex_lists, annex_matrix, annex_recognition, annex_schedule, annex_targets, annex_years
from extractors.context import Context
from extractors.outline import Outline
from extractors.table_titles import Caption, caption_of
from extractors.tables import Table, tables
from pipeline.model import Finding, Grid, Issue

Reader = Callable[[Outline, Context, Table, Caption], list[Finding | Issue] | None]

READERS: tuple[Reader, ...] = (
    annex_matrix.find,
    annex_lists.find,
    annex_recognition.find,
    annex_schedule.find,
    annex_targets.find,
    annex_years.find,
)


@dataclass(frozen=True, slots=True)
class Annexes:
    """What the tables state, what was not understood in them, and the lines (paragraphs) that they take up."""

    rows: tuple[Finding, ...] = ()
    issues: tuple[Issue, ...] = ()
    lines: frozenset[int] = frozenset()


def find(outline: Outline, context: Context, grids: Sequence[Grid]) -> Annexes:
    """Read all tables of a document; the first reader that knows a table reads it."""
    found = list(tables(outline, grids))
    known = frozenset(line for table in found for line in table.lines)
    rows: list[Finding] = []
    issues: list[Issue] = []
    lines: set[int] = set()
    for table in found:
        caption = caption_of(outline, table, known)
        stated = next(
            (each for reader in READERS if (each := reader(outline, context, table, caption)) is not None), None
        )
        if stated is not None:
            rows += (each for each in stated if isinstance(each, Finding))
            issues += (each for each in stated if isinstance(each, Issue))
            lines |= {*table.lines, *caption.lines}
    return Annexes(tuple(rows), tuple(issues), frozenset(lines))
