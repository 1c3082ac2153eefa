"""The ways of reading a scan that are measured beside each other: plain Tesseract, trueocr alone, kehoach.

Each gives the text it reads and the CPU seconds that it took, child processes included. Plain Tesseract and trueocr
get the pages at 300 dots an inch, as most people make them of a PDF; kehoach gets the file.
"""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image
from trueocr import OCRConfig, TrueOCR

from normalizers.repair import repair
from pipeline.errors import EngineCrashedError, EngineMissingError, KehoachError
from pipeline.model import PAGE_BREAK, SourceFile
from pipeline.opening import kind_of, open_pages
from pipeline.pages import POINTS
from pipeline.read import read
from pipeline.settings import ReadSettings, overrides

DPI = 300


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a file, before and after the repair (the same where nothing repairs), and its CPU seconds."""

    raw: str
    repaired: str
    seconds: float


Way = Callable[[Path], Reading]


def plain_tesseract(path: Path) -> Reading:
    """`tesseract -l vie --psm 3` on each page; raises EngineMissingError, EngineCrashedError, KehoachError."""
    before = _cpu()
    text = PAGE_BREAK.join(_tesseract(image) for image in _pages(path))
    return Reading(text, text, _cpu() - before)


def trueocr_alone(path: Path) -> Reading:
    """trueocr's own page reader, as its documentation calls it; raises KehoachError."""
    model = _trueocr()
    before = _cpu()
    text = PAGE_BREAK.join(str(model.predict(image).text) for image in _pages(path))
    return Reading(text, text, _cpu() - before)


def kehoach(path: Path, settings: ReadSettings | None = None) -> Reading:
    """The project's reader with its repair, whose time is not counted; a file that it gives up on has no text.

    Without `settings` those of the environment. Raises EngineMissingError, ValueError.
    """
    source = SourceFile(path.name, "0" * 64, path.stat().st_size)
    before = _cpu()
    try:
        document = read(path, source, settings or ReadSettings(**overrides()))
    except EngineMissingError:
        raise
    except KehoachError:
        return Reading("", "", _cpu() - before)
    seconds = _cpu() - before
    return Reading(document.raw, repair(document).text, seconds)


def _pages(path: Path) -> Iterator[Image.Image]:
    """The pages at `DPI`, enlarged where they were scanned coarser."""
    settings = ReadSettings()
    with open_pages(path, kind_of(path, settings), settings) as (_, pages):
        for page in pages:
            image = page.image(DPI)
            size = (round(page.width * DPI / POINTS), round(page.height * DPI / POINTS))
            yield image if image.width >= size[0] * 0.95 else image.resize(size, Image.Resampling.BICUBIC)


def _tesseract(image: Image.Image) -> str:
    packed = BytesIO()
    image.save(packed, "BMP", dpi=(DPI, DPI))
    command = ["tesseract", "stdin", "stdout", "-l", "vie", "--psm", "3", "--dpi", str(DPI)]
    try:
        done = subprocess.run(
            command,
            input=packed.getvalue(),
            capture_output=True,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except FileNotFoundError as error:
        raise EngineMissingError("Tesseract is not installed") from error
    if done.returncode:
        raise EngineCrashedError(f"Tesseract ended with status {done.returncode}")
    return done.stdout.decode("utf-8", "replace")


@cache
def _trueocr() -> TrueOCR:
    return TrueOCR(OCRConfig(threads=1))


def _cpu() -> float:
    """CPU seconds of this process and of its ended children."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)
