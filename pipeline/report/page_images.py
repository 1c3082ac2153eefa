"""Pictures of the pages, small enough for thousands of them, upright as they were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from PIL import Image

from pipeline.errors import KehoachError
from pipeline.files import replacing
from pipeline.model import TextSource
from pipeline.opening import kind_of, open_pages
from pipeline.pages import POINTS, Page
from pipeline.settings import ReadSettings

WIDTH = 1000
"""Pixels across a page: 13-point letters can be read."""

QUALITY = 55

_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
"""What Pillow, which turns to the left, calls a turn clockwise."""


class Images(StrEnum):
    """Which pages get a picture."""

    ALL = "all"
    SCANS = "scans"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures' file names by page number, and why some are missing, in words."""

    names: Mapping[int, str]
    missing: str = ""


def write_images(
    source: Path, pages: Sequence[Mapping[str, Any]], folder: Path, which: Images = Images.ALL
) -> Pictures:
    """Draw the pages into `folder`; pictures that lie there already are kept.

    `pages` are the pages of the result file. A page that can't be drawn any more (the file has moved, or is
    damaged) has no picture: everything else of it can still be shown.
    """
    wanted = {page["number"]: page for page in pages if _wants(page, which)}
    names = {number: f"{number}.webp" for number in wanted}
    missing = ""
    if not all((folder / name).exists() for name in names.values()):
        folder.mkdir(parents=True, exist_ok=True)
        missing = _draw(source, wanted, folder)
    return Pictures({number: name for number, name in names.items() if (folder / name).exists()}, missing)


def _wants(page: Mapping[str, Any], which: Images) -> bool:
    if page["text_source"] == TextSource.TEXT_FILE or which is Images.NONE:
        return False
    return which is Images.ALL or page["text_source"] == TextSource.OCR


def _draw(source: Path, wanted: Mapping[int, Mapping[str, Any]], folder: Path) -> str:
    """Draw the wanted pages; the causes why some can't be drawn."""
    settings = ReadSettings()
    causes = []
    try:
        with open_pages(source, kind_of(source, settings), settings) as (_, pages):
            for page in pages:
                if page.number in wanted:
                    causes.append(_draw_page(page, wanted[page.number]["rotation"], folder / f"{page.number}.webp"))
    except KehoachError as error:
        causes.append(error.cause)
    return " ".join(dict.fromkeys(filter(None, causes)))


def _draw_page(page: Page, rotation: int, path: Path) -> str:
    try:
        image = page.image(POINTS * WIDTH / max(1.0, min(page.width, page.height)))
    except KehoachError as error:
        return error.cause
    if rotation in _TURNS:
        image = image.transpose(_TURNS[rotation])
    if image.width > WIDTH:
        image = image.resize((WIDTH, max(1, round(image.height * WIDTH / image.width))), Image.Resampling.LANCZOS)
    with replacing(path) as part:
        image.save(part, "WEBP", quality=QUALITY)
    return ""
