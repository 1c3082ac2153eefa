"""`report`: a static site over the results."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import UsageError, complaints, say

IMAGES = ("all", "scans", "none")


def report(
    out: Annotated[Path, typer.Argument(help="The folder of the results: the --out of a run.")] = Path("out"),
    to: Annotated[Path | None, typer.Option(help="Folder of the site; `report` in the folder of the results.")] = None,
    images: Annotated[str, typer.Option(help="Which pages get a picture: all, scans or none.")] = "all",
    workers: Annotated[int, typer.Option(min=1, help="Documents drawn at once.")] = os.cpu_count() or 1,
) -> None:
    """Write a site that opens from disk: overview, documents with their places on the page, charts, search.

    Pictures of pages that are there already are kept, so that a second report is made in less time.
    """
    if images not in IMAGES:
        with complaints(out):
            raise UsageError(f"--images {images} is unknown; give one of {', '.join(IMAGES)}")
    from pipeline.progress import counting
    from pipeline.report.page_images import Images
    from pipeline.report.site import Order, write_site

    with complaints(out), counting("report") as seen:
        first = write_site(Order(out, to or out / "report", Images(images), workers), seen)
    say(f"{first}")
