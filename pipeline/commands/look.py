"""`inspect`: how a page is read, step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import FAILED, complain, complaints, say
from pipeline.errors import KehoachError


def inspect(
    file: Annotated[Path, typer.Argument(help="A PDF or an image.")],
    page: Annotated[int, typer.Option(min=1, help="The page, counted from 1.")] = 1,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the images.")] = Path("inspected"),
) -> None:
    """Show how a page is read: the page after each cleaning step, and the words with boxes and confidences over it."""
    from pipeline.inspect import inspect as look

    with complaints(out):
        try:
            paths = look(file, page, out)
        except KehoachError as error:
            complain(f"{file}: {error.cause} {error.remedy}")
            raise typer.Exit(FAILED) from error
    for path in paths:
        say(str(path))
