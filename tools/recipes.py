"""The recipes in docs/recipes.md: taken apart for the test, and their answers written anew.

`python -m tools.recipes` runs the sample plans and puts the answers of the SQL into the page.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from pipeline.files import write_text
from pipeline.inputs import collect
from pipeline.inventory import Inventory
from pipeline.plan import Request, plan
from pipeline.progress import reporter
from pipeline.query.ask import ask
from pipeline.run import run_plainly
from pipeline.store import Store
from pipeline.tables import cell
from pipeline.version import ROOT

PAGE = ROOT / "docs" / "recipes.md"
SAMPLES = tuple(str(ROOT / "data" / "samples" / name) for name in ("*[0-9].pdf", "tinh-*.txt"))
LANGUAGES = ("sql", "python", "r")

_CODE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ANSWER = re.compile(r"^Answer:\n+((?:\|.*\n)*)\n*", re.MULTILINE)

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Recipe:
    """A question: its code by language, and the answer that the page shows, header first."""

    title: str
    code: dict[str, str]
    answer: Rows


def recipes(page: str) -> tuple[dict[str, str], list[Recipe]]:
    """What each language needs first, and the recipes of a page."""
    first: dict[str, str] = {}
    found = []
    for section in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        code = dict(_CODE.findall(section))
        answer = _ANSWER.search(section)
        if answer:
            lines = answer[1].splitlines()
            shown = [[text.strip() for text in line.strip("|").split("|")] for line in [*lines[:1], *lines[2:]]]
            found.append(Recipe(section.splitlines()[0], code, shown))
        else:
            first |= code
    return first, found


def read_samples(out: Path) -> None:
    """Run the sample plans of the page into a folder."""
    store, inventory = Store(out), Inventory(out)
    store.prepare()
    todo = plan(Request(SAMPLES, out), collect(SAMPLES, out), store, inventory)
    run_plainly(todo, store, inventory, reporter(Console(stderr=True), todo.shown))


def answer_of(sql: str, out: Path) -> Rows:
    """The answer of a question as the page shows it."""
    with ask(out, sql) as found:
        names = list(found.schema.names)
        return [names, *(shown(row.values()) for batch in found.batches for row in batch.to_pylist())]


def shown(values: Any) -> list[str]:
    """Values as the page shows them: as in the CSV files."""
    return [cell(value) for value in values]


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a Markdown table, header first."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:], ""])


def main() -> None:
    """Write the answers anew."""
    page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        read_samples(Path(folder))
        answers = [markdown(answer_of(recipe.code["sql"], Path(folder))) for recipe in recipes(page)[1]]
    left = iter(answers)
    write_text(PAGE, _ANSWER.sub(lambda _: f"Answer:\n\n{next(left)}\n", page).rstrip() + "\n")


if __name__ == "__main__":
    main()
