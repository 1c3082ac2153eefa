"""Page images become placed words: the reader interface and the reader that calls Tesseract."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import pytesseract
from PIL import Image
from pytesseract import Output, TesseractError, TesseractNotFoundError

from pipeline.errors import EngineCrashedError, EngineMissingError, EngineTimeoutError
from pipeline.model import Box
from pipeline.segments import PlacedWord

_POINTS = 72.0
_WORD_LEVEL = 5
_PIXEL_FORMAT = "BMP"  # handed over uncompressed: packing a page as PNG costs a tenth of reading it
_PACKAGES = {"vie": "tesseract-ocr-vie", "osd": "tesseract-ocr-osd"}
_MAX_TEXT_ON_ERROR = 200
_SPECK = 0.3  # below this confidence a lone mark is dust, not print
_SPECKS = set("|¦‹›«»„‚‘’“”\"'`´~^_=—–-.,:;•·°¬*¡!\\/©®")


class Reader(Protocol):
    """What reads an image: any engine that gives words with boxes."""

    def read(self, image: Image.Image, dpi: float) -> list[PlacedWord]:
        """The words of `image`, boxes in points at `dpi` pixels an inch; raises a KehoachError."""
        ...


@dataclass(frozen=True, slots=True)
class TesseractReader:
    """Tesseract through pytesseract, one call a page.

    `psm` 3 finds the blocks itself; the words are put in order by `pipeline.layout` anyway. `timeout` is in
    seconds; on it the child process is killed.
    """

    language: str = "vie"
    psm: int = 3
    timeout: float = 120.0

    def read(self, image: Image.Image, dpi: float) -> list[PlacedWord]:
        """The printed words; raises EngineMissingError, EngineCrashedError or EngineTimeoutError."""
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        return list(_words(self._data(_plain(image), dpi), dpi))

    def _data(self, image: Image.Image, dpi: float) -> Mapping[str, Sequence[Any]]:
        config = f"--psm {self.psm} --dpi {round(dpi)}"
        try:
            found: Mapping[str, Sequence[Any]] = pytesseract.image_to_data(
                image, lang=self.language, config=config, timeout=self.timeout, output_type=Output.DICT
            )
        except TesseractNotFoundError as error:
            raise EngineMissingError("Tesseract is not installed") from error
        except TesseractError as error:
            raise _crash(error, self.language) from error
        except (subprocess.SubprocessError, SystemExit) as error:  # what pytesseract makes of an odd `--version`
            raise EngineCrashedError(f"Tesseract does not tell its version: {error}") from error
        except RuntimeError as error:
            raise EngineTimeoutError(f"Tesseract read longer than {self.timeout:g} seconds") from error
        except (ValueError, KeyError, IndexError) as error:
            raise EngineCrashedError(f"Tesseract printed what is no table of words: {error}") from error
        return found


def check_engine(languages: Sequence[str] = ("vie", "osd")) -> None:
    """Raise EngineMissingError, with the command that installs it, where Tesseract or a language lacks."""
    missing = [language for language in languages if language not in _languages()]
    if missing:
        packages = " ".join(_PACKAGES.get(name, f"tesseract-ocr-{name}") for name in missing)
        raise EngineMissingError(
            f"Tesseract lacks language data: {', '.join(missing)}", f"Install it: `sudo apt-get install {packages}`."
        )


@cache
def _languages() -> frozenset[str]:
    if shutil.which(pytesseract.pytesseract.tesseract_cmd) is None:
        raise EngineMissingError("Tesseract is not installed")
    try:
        return frozenset(pytesseract.get_languages(config=""))
    except (TesseractError, TesseractNotFoundError, OSError) as error:
        raise EngineMissingError(f"Tesseract does not start: {error}") from error


def _plain(image: Image.Image) -> Image.Image:
    """The image in a mode that is handed over without compression."""
    plain = image.copy() if image.mode in {"L", "RGB", "1"} else image.convert("RGB")
    plain.format = _PIXEL_FORMAT
    return plain


def _crash(error: TesseractError, language: str) -> EngineCrashedError | EngineMissingError:
    message = str(error.message)[:_MAX_TEXT_ON_ERROR]
    if "loading language" in message or "load any languages" in message or "traineddata" in message:
        return EngineMissingError(f"Tesseract can't load the language {language}")
    return EngineCrashedError(f"Tesseract ended with status {error.status}: {message}")


def _words(data: Mapping[str, Sequence[Any]], dpi: float) -> Iterator[PlacedWord]:
    scale = _POINTS / dpi
    try:
        columns = [data[name] for name in ("level", "left", "top", "width", "height", "conf", "text")]
        for level, left, top, width, height, confidence, text in zip(*columns, strict=True):
            if int(level) != _WORD_LEVEL:
                continue
            box = Box(left * scale, top * scale, (left + width) * scale, (top + height) * scale)
            word = PlacedWord(str(text).strip(), box, min(max(float(confidence) / 100, 0.0), 1.0))
            if not _is_noise(word):
                yield word
    except (KeyError, TypeError, ValueError) as error:
        raise EngineCrashedError(f"Tesseract printed what is no table of words: {error}") from error


def _is_noise(word: PlacedWord) -> bool:
    """Whether there is no text, or only marks that the engine doubts itself."""
    doubtful = (word.confidence or 0.0) < _SPECK
    return not word.text or (doubtful and set(word.text) <= _SPECKS)
