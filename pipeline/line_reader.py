"""A second engine for printed lines: TrueOCR (Apache-2.0), small networks that find lines and read them.

It reads a line three times as fast as Tesseract; its errors are others (mostly tone marks), so that two readings
of a word that agree are nearly always right.
The package's own page reader cuts each line out before it sets it on white; here the network gets the
print above and below the line, as it was trained (own observation: a third fewer errors on scans).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
import trueocr
from numpy.typing import NDArray
from trueocr.page import ADAPTIVE_MIN_H, PageEngine
from trueocr.preprocess import crop_line, pad_batch, width_batches
from trueocr.recognizer import session

from pipeline.model import Box
from pipeline.reduce import to_side
from pipeline.segments import PlacedWord

Grey = NDArray[np.uint8]

MARGINS = (0.2, 0.3)
"""Shares of a line's height that are added above and below it; each makes a reading of its own."""

_POINTS = 72.0
_WINDOW = 3  # the network reads a line with the print above and below it
_SIDE = 0.3  # of the line's height, added left and right
_WIDEST = 1536  # pixels at 32 pixels a line
_BATCH = 32
_LEAST_SIDE = 4  # pixels


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A printed line: its box in points and its readings, one for each of `MARGINS`, words from left to right."""

    box: Box
    readings: tuple[tuple[PlacedWord, ...], ...]


@dataclass(frozen=True, slots=True)
class _Symbols:
    """What the network printed for one crop: characters, their confidences, and the steps where they stand."""

    text: str
    confidences: tuple[float, ...]
    steps: tuple[int, ...]
    length: int


@dataclass(frozen=True)
class LineReader:
    """Finds and reads the lines of a page; one thread, one instance for many pages."""

    page: PageEngine
    network: Any
    letters: tuple[str, ...]

    def detect(self, image: Grey) -> list[Box]:
        """Where an upright grey page (height × width) has lines, in pixels."""
        small = to_side(image, self.page.long_side)
        rows = self.page.detect(small)
        if len(rows) and float(np.median(rows[:, 3] - rows[:, 1])) < ADAPTIVE_MIN_H:
            small, rows = image, self.page.detect(image)  # so small that it enlarges the page by itself
        by = max(image.shape) / max(small.shape)
        found = [Box(*(by * float(place) for place in row[:4])) for row in rows]
        return [box for box in found if box.x1 - box.x0 >= _LEAST_SIDE and box.y1 - box.y0 >= _LEAST_SIDE]

    def read(self, image: Grey, boxes: Sequence[Box], dpi: float, said: Sequence[str] = ()) -> list[ReadLine]:
        """The lines that lie in `boxes` (pixels) of a page, in points at `dpi` pixels an inch.

        `said` is what another engine reads in the first of them: a line whose first reading says the same is not read
        once more, and that reading counts twice.
        """
        scale = _POINTS / dpi
        once = self._readings(image, boxes, MARGINS[0], scale)
        agreed = {at for at, text in enumerate(said) if text == " ".join(word.text for word in once[at])}
        rest = [at for at in range(len(boxes)) if at not in agreed]
        twice = dict(zip(rest, self._readings(image, [boxes[at] for at in rest], MARGINS[1], scale), strict=True))
        placed = (Box(box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale) for box in boxes)
        return [
            ReadLine(box, (found, twice.get(at, found)))
            for at, (box, found) in enumerate(zip(placed, once, strict=True))
        ]

    def _readings(self, image: Grey, boxes: Sequence[Box], margin: float, scale: float) -> list[tuple[PlacedWord, ...]]:
        corners = [(box.x0, box.y0, box.x1, box.y1) for box in boxes]
        crops = [crop_line(image, box, window=_WINDOW, pad_y=margin, pad_x=_SIDE, max_width=_WIDEST) for box in corners]
        found: list[tuple[PlacedWord, ...]] = [()] * len(crops)
        for chosen in width_batches([crop.shape[1] for crop in crops], max_batch=_BATCH):
            tensor, widths = pad_batch([crops[index] for index in chosen])
            ids, sure, lengths = self.network.run(["ids", "conf", "lengths"], {"x": tensor, "widths": widths})
            for row, index in enumerate(chosen):
                end = int(lengths[row])
                found[index] = _words(self._symbols(ids[row, :end], sure[row, :end]), boxes[index], scale)
        return found

    def _symbols(self, ids: NDArray[Any], sure: NDArray[Any]) -> _Symbols:
        """Greedy CTC: the blank is 0, repeats are one character."""
        steps = np.flatnonzero((ids != 0) & np.concatenate(([True], ids[1:] != ids[:-1])))
        text = "".join(self.letters[ids[step] - 1] for step in steps)
        return _Symbols(text, tuple(float(sure[step]) for step in steps), tuple(map(int, steps)), len(ids))


@cache
def load_line_reader() -> LineReader:
    """The reader with the models of the package; raises FileNotFoundError where they are missing."""
    models = Path(trueocr.__file__).parent / "models"
    letters = json.loads((models / "meta.json").read_text(encoding="utf-8"))["charset"]
    page = PageEngine(models, threads=1)
    page.det = _finder(models / "det.onnx")
    return LineReader(page, session(models / "rec.onnx", 1), tuple(letters))


def _finder(model: Path) -> ort.InferenceSession:
    """The network that finds lines; unlike the package's own it keeps its memory from page to page.

    Pages are of much the same size, so what it keeps is what it needs; taking 40 MB anew for each takes a quarter of
    its time (own measure).
    """
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _words(symbols: _Symbols, box: Box, scale: float) -> tuple[PlacedWord, ...]:
    """The words of a crop with their places on the page; a word's confidence is its least sure character's."""
    x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
    side = _SIDE * (y1 - y0)
    step = (x1 - x0 + 2 * side) / max(symbols.length, 1)
    words: list[PlacedWord] = []
    start = 0
    for part in symbols.text.split(" "):
        end = start + len(part)
        if part:
            left = x0 - side + symbols.steps[start] * step - step
            right = x0 - side + (symbols.steps[end - 1] + 1) * step + step
            place = Box(max(left, x0) * scale, y0 * scale, min(right, x1) * scale, y1 * scale)
            words.append(PlacedWord(unicodedata.normalize("NFC", part), place, min(symbols.confidences[start:end])))
        start = end + 1
    return tuple(words)
