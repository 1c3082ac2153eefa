"""`diff`: two outputs compared."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer

from pipeline.commands.common import UsageError, complaints
from pipeline.files import replacing

FORMATS = ("table", "csv", "json")

Folder = typer.Argument(metavar="OUT", help="The --out of a run.")


def diff(
    old: Annotated[Path, Folder],
    new: Annotated[Path, Folder],
    format_: Annotated[str, typer.Option("--format", help="table, csv or json.")] = FORMATS[0],
    to: Annotated[Path | None, typer.Option(help="Write the differences to this file.")] = None,
) -> None:
    """Compare two outputs: rows gone, new, changed and moved, by table, and what they were made with.

    Exit code: 0 the tables are the same, 1 they differ, 2 they can't be compared.
    """
    from pipeline.query.compare import compare
    from pipeline.query.differences import Summary, write_csv, write_json, write_table

    summary = Summary()
    with complaints(old):
        if format_ not in FORMATS:
            raise UsageError(f"--format {format_} is unknown; give one of {', '.join(FORMATS)}")
        with compare(old, new) as differences, _stream(to, format_) as stream:
            if format_ == "csv":
                write_csv(differences, summary, stream)
            elif format_ == "json":
                write_json(differences, summary, stream, old, new)
            else:
                write_table(differences, summary, stream, old, new)
    raise typer.Exit(0 if summary.are_same else 1)


@contextmanager
def _stream(to: Path | None, kind: str) -> Iterator[TextIO]:
    """Where the differences go: a file, whole or not at all, or the standard output."""
    if to is None:
        yield sys.stdout
        return
    encoding = "utf-8-sig" if kind == "csv" else "utf-8"
    with replacing(to) as part, part.open("w", encoding=encoding, newline="") as stream:
        yield stream
