"""`query`: questions about the tables in SQL."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.common import Out, UsageError, complain, complaints, say

if TYPE_CHECKING:
    from pipeline.query.formats import Format


def query(
    sql: Annotated[
        str | None, typer.Argument(help="The question, e.g. SELECT …; - reads it from the standard input.")
    ] = None,
    out: Out = Path("out"),
    format_: Annotated[str | None, typer.Option("--format", help="table, csv, json or parquet.")] = None,
    to: Annotated[Path | None, typer.Option(help="Write the answer to this file; its ending tells the format.")] = None,
) -> None:
    """Ask the tables of --out in SQL (DuckDB's); without a question, show which tables, views and columns there are.

    unmark(text) is the text in small letters without marks: WHERE unmark(quote) LIKE '%nong thon moi%'.
    """
    from pipeline.query.ask import QueryError, ask
    from pipeline.query.formats import write_file, write_stream
    from pipeline.query.relations import overview

    with complaints(out):
        if sql is None:
            say(overview(out))
            return
        kind = _format(format_, to)
        try:
            with ask(out, sys.stdin.read() if sql == "-" else sql) as answer:
                if to is None:
                    write_stream(answer, sys.stdout, kind)
                else:
                    complain(f"{write_file(answer, to, kind)} rows in {to}")
        except QueryError as error:
            raise UsageError(str(error)) from error
        except BrokenPipeError as error:
            # The reader of a pipe has seen enough; Python would complain once more when it closes the stream.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from error


def _format(name: str | None, to: Path | None) -> Format:
    """The format asked for, else that of the file's ending; raises UsageError."""
    from pipeline.query.formats import Format

    named = name or (to.suffix.removeprefix(".").lower() if to else Format.TABLE)
    if named not in list(Format):
        raise UsageError(f"--format {named} is unknown; give one of {', '.join(Format)}")
    if named == Format.PARQUET and to is None:
        raise UsageError("Parquet is no text; give a file with --to")
    return Format(named)
