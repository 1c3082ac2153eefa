"""What the commands share: exit codes, the option `--out`, and how a command complains."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from pipeline.errors import KehoachError
from pipeline.inputs import InputError
from pipeline.store import OutputError

FAILED, USAGE, INTERRUPTED = 1, 2, 130

Out = Annotated[Path, typer.Option("--out", "-o", help="Folder of the results; made where it is missing.")]


class UsageError(ValueError):
    """The command can't be carried out as it was given; the message says what to give instead."""


def complain(message: str) -> None:
    """Say on standard error what went wrong."""
    Console(stderr=True).print(f"kehoach: {message}", markup=False, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """Print a text as it is, with no line broken."""
    Console(width=10_000).print(text, markup=False, highlight=False, soft_wrap=True)


@contextlib.contextmanager
def complaints(out: Path) -> Iterator[None]:
    """Turn what goes wrong within the block into a message and an exit code.

    A fault of the file system is told with the file that it names, or else with `out`.
    """
    try:
        yield
    except (InputError, OutputError, UsageError) as error:
        complain(str(error))
        raise typer.Exit(USAGE) from error
    except KehoachError as error:
        complain(f"{error.cause} {error.remedy}")
        raise typer.Exit(USAGE) from error
    except OSError as error:
        complain(f"{error.filename or out}: {error.strerror}; make room or check the rights, then run again")
        raise typer.Exit(FAILED) from error


def settings() -> dict[str, Any]:
    """The reader's settings of the environment; raises UsageError where one can't be used."""
    from pipeline.settings import overrides

    try:
        return overrides()
    except ValueError as error:
        raise UsageError(str(error)) from error
