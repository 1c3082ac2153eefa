"""`serve`: read an inbox again and again, as a Prefect deployment."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import FAILED, Out, UsageError, complain, complaints, say, settings
from pipeline.commands.run import CORES, MaxFailures, Workers

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def serve(
    inbox: Annotated[Path, typer.Argument(help="Folder in which plans arrive.")],
    out: Out = Path("out"),
    cron: Annotated[str, typer.Option(help='When to look, e.g. "*/15 * * * *", in this machine\'s time zone.')] = "",
    every: Annotated[str, typer.Option(help="How often to look instead: 90s, 10m, 2h, 1d.")] = "",
    settle: Annotated[
        float, typer.Option(min=0, help="Seconds that a new file must stay as it is before it is read.")
    ] = 30.0,
    workers: Workers = CORES,
    max_failures: MaxFailures = 20.0,
) -> None:
    """Read what arrives in a folder, on a schedule, until stopped. Each file is read once, when it is whole.

    Runs under Prefect: starts its server where none runs, and says where its pages are.
    """
    from tzlocal import get_localzone_name

    from flows.serve import serve as serve_until_stopped
    from flows.server import ServerError
    from pipeline.service import Service

    with complaints(out):
        settings()
        if bool(cron) == bool(every):
            raise UsageError('say when to look: --cron "*/15 * * * *" or --every 10m')
        if not inbox.is_dir():
            raise UsageError(f"{inbox}: no such folder; make it, or give the folder in which plans arrive")
        service = Service(
            str(inbox.resolve()), str(out.resolve()), cron, seconds(every), get_localzone_name(), workers, settle,
            max_failures,
        )  # fmt: skip
        try:
            serve_until_stopped(service, say)
        except ServerError as error:
            complain(str(error))
            raise typer.Exit(FAILED) from error
        except ValueError as error:
            raise UsageError(f"--cron {cron}: {error}") from error


def seconds(every: str) -> float:
    """The seconds of `90s`, `10m`, `2h`, `1d`, 0 for nothing; raises UsageError."""
    if not every:
        return 0.0
    found = re.fullmatch(r"(\d{1,6})([smhd])", every.strip())
    if found is None or int(found[1]) == 0:
        raise UsageError(f"--every {every}: give a number with s, m, h or d, e.g. 10m")
    return float(found[1]) * _UNITS[found[2]]
