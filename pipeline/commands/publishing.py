"""`publish` and `dictionary`: what other tools open, and what the columns mean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import Out, UsageError, complaints, say
from pipeline.store import OutputError, Store


def publish(out: Out = Path("out")) -> None:
    """Write kehoach.duckdb, kehoach.sqlite, deadlines.ics and the data dictionary from the tables of --out.

    A run does so at its end unless it has --no-publish. What is up to date is left as it is.
    """
    from pipeline.query.publish import publish as write

    with complaints(out):
        if not out.is_dir():
            raise OutputError(f"{out}: no such folder; give the --out of a run")
        with Store(out).lock():
            say(", ".join(write(out)) or "all is up to date")


def dictionary(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the files; made where it is missing.")],
    form: Annotated[list[str] | None, typer.Option("--form", help="md or html; both unless one is given.")] = None,
) -> None:
    """Write the data dictionary in English and Vietnamese: every table, view, column and code."""
    from pipeline.dictionary import FORMS, write_dictionary

    unknown = [each for each in form or () if each not in FORMS]
    with complaints(out):
        if unknown:
            raise UsageError(f"--form {unknown[0]} is unknown; give one of {', '.join(FORMS)}")
        for path in write_dictionary(out, form or FORMS):
            say(str(path))
