"""Line images read by pytesseract: one call of the `tesseract` command for all lines of a page."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytesseract
from PIL import Image
from pytesseract import Output, TesseractError, TesseractNotFoundError

from pipeline.errors import EngineCrashedError, EngineMissingError, EngineTimeoutError
from pipeline.line_engines import RESOLUTION, Grey, Recognised

_WORD_LEVEL = 5
_RAW_LINE = 13
_MAX_TEXT_ON_ERROR = 200


@dataclass(frozen=True)
class PytesseractLines:
    """Reads line images of one language, handed over as the pages of a TIFF file."""

    language: str

    def recognise(self, images: Sequence[Grey], timeout: float) -> list[list[Recognised]]:
        """The words of each image; raises EngineMissingError, EngineCrashedError or EngineTimeoutError."""
        if not images:
            return []
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
            path = Path(folder) / "lines.tif"
            first, *rest = (Image.fromarray(image) for image in images)
            first.save(path, save_all=True, append_images=rest, dpi=(RESOLUTION, RESOLUTION))
            return _by_image(self._table(path, timeout), len(images))

    def _table(self, path: Path, timeout: float) -> Mapping[str, Sequence[Any]]:
        config = f"--psm {_RAW_LINE} --dpi {RESOLUTION}"
        if timeout <= 0:  # pytesseract would take it for none
            raise EngineTimeoutError(f"Tesseract read longer than {timeout:g} seconds")
        try:
            found: Mapping[str, Sequence[Any]] = pytesseract.image_to_data(
                str(path), lang=self.language, config=config, timeout=timeout, output_type=Output.DICT
            )
        except TesseractNotFoundError as error:
            raise EngineMissingError("Tesseract is not installed") from error
        except TesseractError as error:
            raise _crash(error, self.language) from error
        except (subprocess.SubprocessError, SystemExit) as error:  # what pytesseract makes of an odd `--version`
            raise EngineCrashedError(f"Tesseract does not tell its version: {error}") from error
        except RuntimeError as error:
            raise EngineTimeoutError(f"Tesseract read longer than {timeout:g} seconds") from error
        except FileNotFoundError as error:
            raise EngineCrashedError("Tesseract ended without a result") from error
        except (ValueError, KeyError, IndexError) as error:
            raise EngineCrashedError(f"Tesseract printed what is no table of words: {error}") from error
        return found


def start(language: str) -> PytesseractLines:
    """The engine for a language."""
    return PytesseractLines(language)


def _by_image(data: Mapping[str, Sequence[Any]], count: int) -> list[list[Recognised]]:
    words: list[list[Recognised]] = [[] for _ in range(count)]
    try:
        columns = [data[name] for name in ("level", "page_num", "left", "width", "conf", "text")]
        for level, number, left, width, confidence, text in zip(*columns, strict=True):
            joined = "".join(str(text).split())
            if int(level) == _WORD_LEVEL and joined:
                sure = min(max(float(confidence) / 100, 0.0), 1.0)
                words[int(number) - 1].append(Recognised(joined, int(left), int(left) + int(width), sure))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise EngineCrashedError(f"Tesseract printed what is no table of words: {error}") from error
    return words


def _crash(error: TesseractError, language: str) -> EngineCrashedError | EngineMissingError:
    message = str(error.message)[:_MAX_TEXT_ON_ERROR]
    if "loading language" in message or "load any languages" in message or "traineddata" in message:
        return EngineMissingError(f"Tesseract can't load the language {language}")
    return EngineCrashedError(f"Tesseract ended with status {error.status}: {message}")
