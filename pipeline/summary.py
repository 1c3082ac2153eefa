"""What is printed when a run ends or would begin."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from pipeline.plan import Plan
from pipeline.run import Report


def print_report(console: Console, report: Report, out: Path, seconds: float) -> None:
    """Files by outcome, rows by table, seconds, and where to look."""
    _print(console, f"files: {counts(report.outcomes)}; read now: {report.read}; {seconds:.1f} s")
    _print(console, f"rows:  {counts(report.rows)}")
    if not report.all_read:
        _print(console, f"what failed and what to do: kehoach status {out}, or {out / 'tables' / 'documents.csv'}")
    _print(console, f"tables: {out / 'tables'}; texts: {out / 'text'}; what was not understood: issues.csv")


def print_plan(console: Console, plan: Plan) -> None:
    """Every input file with whether it would be read, and why."""
    if console.is_terminal:
        grid = Grid("file", "read", "why")
        for task in plan.tasks:
            grid.add_row(escape(task.entry.source_path), "yes" if task.read else "no", escape(task.reason))
        console.print(grid)
    else:
        for task in plan.tasks:
            _print(console, f"{'read' if task.read else 'skip'} {task.entry.source_path}: {task.reason}")
    reading = sum(task.read for task in plan.tasks)
    _print(console, f"{reading} of {len(plan.tasks)} files would be read")


def counts(numbers: Mapping[str, int]) -> str:
    """Names with their numbers, in words."""
    return ", ".join(f"{number} {name}" for name, number in numbers.items()) or "none"


def _print(console: Console, line: str) -> None:
    console.print(line, markup=False, highlight=False, soft_wrap=True)
