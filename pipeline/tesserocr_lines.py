"""Line images read by tesserocr: Tesseract in this process, its model loaded once a thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import tesserocr

from pipeline.errors import EngineCrashedError, EngineMissingError, EngineTimeoutError
from pipeline.line_engines import RESOLUTION, Grey, Recognised
from pipeline.tessdata import data_folder


@dataclass(frozen=True)
class TesserocrLines:
    """Reads line images of one language."""

    language: str
    _engines: threading.local = field(default_factory=threading.local, repr=False, compare=False)

    def recognise(self, images: Sequence[Grey], timeout: float) -> list[list[Recognised]]:
        """The words of each image; raises EngineMissingError, EngineCrashedError or EngineTimeoutError."""
        end = monotonic() + timeout
        return [list(self._words(image, end, timeout)) for image in images]

    def _words(self, image: Grey, end: float, timeout: float) -> Iterator[Recognised]:
        engine, left = self._engine(), end - monotonic()
        high, wide = image.shape
        engine.SetImageBytes(image.tobytes(), wide, high, 1, wide)  # SetImage would pack a PNG first
        engine.SetSourceResolution(RESOLUTION)
        if left <= 0 or not engine.Recognize(max(int(left * 1000), 1)):
            raise EngineTimeoutError(f"Tesseract read longer than {timeout:g} seconds")
        found = engine.GetIterator()
        for word in tesserocr.iterate_level(found, tesserocr.RIL.WORD) if found else ():
            text = "" if word.Empty(tesserocr.RIL.WORD) else _text(word)
            if text:
                left_end, _, right_end, _ = word.BoundingBox(tesserocr.RIL.WORD)
                confidence = word.Confidence(tesserocr.RIL.WORD) / 100
                yield Recognised(text, left_end, right_end, min(max(confidence, 0.0), 1.0))

    def _engine(self) -> Any:
        """This thread's engine: it is no thread's but its maker's."""
        if not hasattr(self._engines, "engine"):
            self._engines.engine = _load(self.language)
        return self._engines.engine


def start(language: str) -> TesserocrLines:
    """The engine for a language."""
    return TesserocrLines(language)


def _load(language: str) -> Any:
    folder = data_folder(language)
    if folder is None:
        raise EngineMissingError(f"Tesseract lacks language data: {language}")
    try:
        return tesserocr.PyTessBaseAPI(path=folder, lang=language, psm=tesserocr.PSM.RAW_LINE)
    except RuntimeError as error:
        raise EngineMissingError(f"Tesseract can't load the language {language}") from error


def _text(word: Any) -> str:
    try:
        return "".join(word.GetUTF8Text(tesserocr.RIL.WORD).split())
    except UnicodeDecodeError as error:
        raise EngineCrashedError("Tesseract printed what is no text") from error
