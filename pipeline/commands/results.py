"""`tables` and `explain`: what was read, compiled and explained."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipeline.commands.common import Out, UsageError, complaints, say
from pipeline.inventory import Inventory
from pipeline.store import OutputError, Store


def tables(out: Out = Path("out")) -> None:
    """Write the tables anew from the documents that are read, e.g. after a stopped run, and what is made of them."""
    from pipeline.query.publish import publish
    from pipeline.review.reviewed import refresh
    from pipeline.tables import compile_tables

    store, inventory = Store(out), Inventory(out)
    with complaints(out):
        inventory.load()
        if not len(inventory):
            raise OutputError(f"{out} holds no documents; give the --out of a run")
        with store.lock():
            rows = compile_tables(store, inventory)
            refresh(store, inventory)
            publish(out)
    say(", ".join(f"{number} {name}" for name, number in rows.items()))


def explain(
    row_id: Annotated[str, typer.Argument(help="The row's name, column row_id of a table.")], out: Out = Path("out")
) -> None:
    """Show where a row comes from: quote in context, page, box, raw text, repairs, rule and score."""
    from pipeline.explain import UnknownRowError
    from pipeline.explain import explain as origin

    with complaints(out):
        try:
            said = origin(Store(out), row_id)
        except UnknownRowError as error:
            raise UsageError(str(error)) from error
    Console().print(said, markup=False, highlight=False, soft_wrap=True)
