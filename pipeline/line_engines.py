"""Tesseract as a reader of line images: what every way of asking it has in common, and which way is taken.

Tesseract's own page layout loses lines beside seals and cuts marks off capitals and hats, so it gets each
printed line as an image of its own. `onnxruntime` runs Tesseract's network for lines by itself, which takes a fifth of
the time; `tesserocr` keeps the whole engine in memory; `pytesseract` hands all lines of a page to one call of the
`tesseract` command. The last two read the same, the first all but the same. Only the one that is used is imported:
pytesseract brings pandas with it.
"""

from __future__ import annotations

import importlib
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import EngineMissingError

Grey = NDArray[np.uint8]

RESOLUTION = 220
"""Dots an inch that line images are said to have: at this, letters of 13 to 14 points are as high as theirs."""

_PACKAGES = {"vie": "tesseract-ocr-vie", "osd": "tesseract-ocr-osd"}
_MODULES = {
    "onnxruntime": "pipeline.line_network.reader",
    "tesserocr": "pipeline.tesserocr_lines",
    "pytesseract": "pipeline.pytesseract_lines",
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A word of a line image: its text without blanks, its columns in pixels, its confidence (0..1)."""

    text: str
    left: int
    right: int
    confidence: float


class LineEngine(Protocol):
    """What reads line images."""

    def recognise(self, images: Sequence[Grey], timeout: float) -> list[list[Recognised]]:
        """The words of each image, from left to right, within `timeout` seconds for all.

        Raises EngineMissingError, EngineCrashedError or EngineTimeoutError.
        """
        ...


def start_engine(name: str, language: str) -> LineEngine:
    """The engine of that name (one of `pipeline.tessdata.ENGINES`); it loads its model when it is first used.

    Raises EngineMissingError where the package can't be loaded.
    """
    try:
        module = importlib.import_module(_MODULES[name])
    except ImportError as error:
        raise EngineMissingError(
            f"{name} can't be loaded: {error}", "Install it again, or leave KEHOACH_ENGINE to its default."
        ) from error
    return cast("LineEngine", module.start(language))


def check_engine(languages: Sequence[str] = ("vie", "osd")) -> None:
    """Raise EngineMissingError, with the command that installs it, where Tesseract or a language lacks."""
    missing = [language for language in languages if language not in installed_languages()]
    if missing:
        packages = " ".join(_PACKAGES.get(name, f"tesseract-ocr-{name}") for name in missing)
        raise EngineMissingError(
            f"Tesseract lacks language data: {', '.join(missing)}", f"Install it: `sudo apt-get install {packages}`."
        )


@cache
def installed_languages() -> frozenset[str]:
    """The languages that the `tesseract` command knows; raises EngineMissingError where it does not start."""
    command = shutil.which("tesseract")
    if command is None:
        raise EngineMissingError("Tesseract is not installed")
    try:
        done = subprocess.run([command, "--list-langs"], capture_output=True, text=True, check=True, timeout=60)
    except (subprocess.SubprocessError, OSError) as error:
        raise EngineMissingError(f"Tesseract does not start: {error}") from error
    return frozenset(done.stdout.split("\n")[1:])  # the first line tells the folder
