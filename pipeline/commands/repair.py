"""`repair`: a text file gets its marks back, without any tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import FAILED, complain, complaints, say
from pipeline.errors import KehoachError


def repair(
    file: Annotated[Path, typer.Argument(help="A text file: UTF-8, UTF-16, or the bytes of TCVN3 or VNI.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File for the repaired text; printed without it.")
    ] = None,
    log: Annotated[
        Path | None, typer.Option(help="File for a JSON line for each token changed or doubted: place, confidence.")
    ] = None,
) -> None:
    """Give a damaged text its marks back: mangled, stripped or slipped words, old encodings; good text stays.

    Paragraphs are made whole. The file is read part by part, so that one of any size takes little memory.
    """
    from pipeline.opening import Kind, kind_of
    from pipeline.repair_file import repair_file, repair_to
    from pipeline.settings import ReadSettings

    with complaints(out or file):
        try:
            kind = kind_of(file, ReadSettings(max_bytes=sys.maxsize, max_text_bytes=sys.maxsize))
            if kind is not Kind.TEXT:
                complain(f"{file}: this is no text file; read it with `./kehoach run {file}`")
                raise typer.Exit(FAILED)
            if out is None:
                repair_file(file, sys.stdout, log)
                return
            count = repair_to(file, out, log)
        except KehoachError as error:
            complain(f"{file}: {error.cause} {error.remedy}")
            raise typer.Exit(FAILED) from error
    say(f"{count:,} tokens changed or doubted; the text is in {out}")
