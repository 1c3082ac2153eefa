"""An annex before it is printed: title lines, a head of one or two levels, rows of cells that state facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.plans.model import Fact, Plan


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's words and how many columns and rows it spans; `align` is `left` or `centre`."""

    text: str
    columns: int = 1
    rows: int = 1
    align: str = "centre"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that begin in a row, from left to right (those that reach down from above are left out)."""

    cells: tuple[Cell, ...]
    facts: tuple[Fact, ...] = ()
    emphasis: str = ""

    @property
    def quote(self) -> str:
        """The row in one line: what a fact of the row quotes."""
        return " ".join(cell.text for cell in self.cells if cell.text)


@dataclass(frozen=True, slots=True)
class Annex:
    """A table with what stands above and below it; `widths` are shares of the text's width.

    `heads` are printed again on every further page where `repeats` holds.
    """

    label: str
    titles: tuple[str, ...]
    heads: tuple[Row, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    unit_line: str = ""
    notes: tuple[str, ...] = ()
    landscape: bool = False
    repeats: bool = True
    size: float = 11.0


@dataclass(frozen=True, slots=True)
class AnnexedPlan:
    """A short plan and the annexes behind its close."""

    plan: Plan
    annexes: tuple[Annex, ...]


def row(*texts: str, facts: Sequence[Fact] = (), left: Sequence[int] = (1,), emphasis: str = "") -> Row:
    """A row of single cells; those at the places `left` are set flush left."""
    cells = tuple(Cell(text, align="left" if at in left else "centre") for at, text in enumerate(texts))
    return Row(cells, tuple(facts), emphasis)


def with_facts(plain: Row, facts: Sequence[Fact]) -> Row:
    """The row with the facts that it states."""
    return Row(plain.cells, tuple(facts), plain.emphasis)


def slots(heads: Sequence[Row], width: int) -> list[list[tuple[int, Cell]]]:
    """For each row the first column of each of its cells, when cells that span rows keep theirs free below."""
    taken: set[tuple[int, int]] = set()
    placed: list[list[tuple[int, Cell]]] = []
    for index, each in enumerate(heads):
        column = 0
        here: list[tuple[int, Cell]] = []
        for cell in each.cells:
            while (index, column) in taken:
                column += 1
            here.append((column, cell))
            taken |= {(index + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            column += cell.columns
        if column > width:
            raise ValueError(f"a row of the table is {column} columns wide, the table {width}")
        placed.append(here)
    return placed
