"""Tesseract as a reader of lines that were found before: the engine stays in memory, its page layout is unused.

Tesseract's own layout loses lines beside seals and cuts the marks off capitals and hats (own measure on scans
of decisions: half of the wrong marks). Read line by line, a page also costs half the time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Any

import cv2
import numpy as np
import pytesseract
import tesserocr
from PIL import Image

from pipeline.components import Grey, find_components
from pipeline.errors import EngineCrashedError, EngineMissingError, EngineTimeoutError
from pipeline.line_finder import find_lines
from pipeline.line_images import LineImage, line_image
from pipeline.model import Box
from pipeline.segments import PlacedWord

_POINTS = 72.0
_RESOLUTION = 300  # of a line image, about: at this the wanted x-height is that of 13 to 14 points
_LEAST_X_HEIGHT, _ENLARGED = 18.0, 24.0  # pixels: smaller print loses its marks to the letters
_LARGEST_ENLARGEMENT = 3.0
_MOST_PIXELS = 40_000_000  # an enlarged page stays below
_LEAST_CONFIDENCE = 0.4  # a line below is a seal, a signature or dust
_FEW, _LEAST_CONFIDENCE_OF_FEW = 2, 0.8
_LONE_MARKS = frozenset("-–+x*")  # they fill cells of tables
_SEARCHED = ("/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata", "/usr/local/share/tessdata")


@dataclass(frozen=True)
class LineTesseract:
    """Reads the lines of a page one by one. `timeout` is in seconds a page."""

    language: str = "vie"
    timeout: float = 120.0
    _engines: threading.local = field(default_factory=threading.local, repr=False, compare=False)

    def read(self, image: Image.Image, dpi: float) -> list[PlacedWord]:
        """The words of all lines; raises EngineMissingError, EngineCrashedError or EngineTimeoutError."""
        grey, enlarged = _enlarged(np.asarray(image.convert("L"), np.uint8))
        found = find_components(grey)
        images = (line_image(grey, found, line) for line in find_lines(found))
        end = monotonic() + self.timeout
        scale = _POINTS / (dpi * enlarged)
        return [word for line in images if line is not None for word in self._line(line, scale, end)]

    def _line(self, line: LineImage, scale: float, end: float) -> list[PlacedWord]:
        words = [_placed(line, found, scale) for found in _recognised(self._engine(), line.image, end, self.timeout)]
        return [] if is_noise(words) else words

    def _engine(self) -> Any:
        """This thread's engine: it is no thread's but its maker's."""
        if not hasattr(self._engines, "engine"):
            self._engines.engine = _start(self.language)
        return self._engines.engine


def _start(language: str) -> Any:
    try:
        return tesserocr.PyTessBaseAPI(path=_data_folder(language), lang=language, psm=tesserocr.PSM.RAW_LINE)
    except RuntimeError as error:
        raise EngineMissingError(f"Tesseract can't load the language {language}") from error


@cache
def _data_folder(language: str) -> str:
    """The folder that holds the language's data; that of the `tesseract` command where the usual ones lack it."""
    for pattern in _SEARCHED:
        for folder in sorted(Path("/").glob(pattern.lstrip("/")), reverse=True):
            if (folder / f"{language}.traineddata").is_file():
                return str(folder)
    if language in pytesseract.get_languages(config=""):
        return str(tesserocr.get_languages()[0])
    raise EngineMissingError(f"Tesseract lacks language data: {language}")


def _enlarged(grey: Grey) -> tuple[Grey, float]:
    """The page with its print at least 18 pixels high, and by how much it was enlarged."""
    x_height = find_components(grey).x_height if min(grey.shape) > 1 else _LEAST_X_HEIGHT
    by = min(_ENLARGED / max(x_height, 1.0), _LARGEST_ENLARGEMENT, (_MOST_PIXELS / grey.size) ** 0.5)
    if x_height >= _LEAST_X_HEIGHT or by <= 1:
        return grey, 1.0
    return np.asarray(cv2.resize(grey, None, fx=by, fy=by, interpolation=cv2.INTER_CUBIC), np.uint8), by


def is_noise(words: Sequence[PlacedWord]) -> bool:
    """Whether a line is a piece of a seal, of a signature or dust: unsure as a whole, or hardly any letter."""
    length = sum(len(word.text) for word in words)
    if not length:
        return True
    sure = sum(len(word.text) * (word.confidence or 0.0) for word in words) / length
    letters = sum(char.isalnum() for word in words for char in word.text)
    if letters == 0:
        return length > 1 or words[0].text not in _LONE_MARKS
    return sure < (_LEAST_CONFIDENCE if letters > _FEW else _LEAST_CONFIDENCE_OF_FEW)


Recognised = tuple[str, tuple[int, int, int, int], float]


def _recognised(engine: Any, image: Grey, end: float, timeout: float) -> Iterator[Recognised]:
    """The words of a line image: text, box in pixels, confidence (0..1)."""
    left = end - monotonic()
    engine.SetImage(Image.fromarray(image))
    engine.SetSourceResolution(_RESOLUTION)
    if left <= 0 or not engine.Recognize(max(int(left * 1000), 1)):
        raise EngineTimeoutError(f"Tesseract read longer than {timeout:g} seconds")
    found = engine.GetIterator()
    for word in tesserocr.iterate_level(found, tesserocr.RIL.WORD) if found else ():
        if word.Empty(tesserocr.RIL.WORD):
            continue
        try:
            text = word.GetUTF8Text(tesserocr.RIL.WORD).strip()
        except UnicodeDecodeError as error:
            raise EngineCrashedError("Tesseract printed what is no text") from error
        if text:
            yield text, word.BoundingBox(tesserocr.RIL.WORD), word.Confidence(tesserocr.RIL.WORD) / 100


def _placed(line: LineImage, found: Recognised, scale: float) -> PlacedWord:
    text, (left, _, right, _), confidence = found
    ink = line.on_page(left, right)
    box = Box(ink.x0 * scale, ink.y0 * scale, ink.x1 * scale, ink.y1 * scale)
    return PlacedWord("".join(text.split()), box, min(max(confidence, 0.0), 1.0))
