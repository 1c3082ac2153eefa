"""Where Tesseract's language data lie, and which way of asking Tesseract is the best at hand."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

ENGINES = ("onnxruntime", "tesserocr", "pytesseract")
"""The ways of asking Tesseract (`pipeline.line_engines`), the quickest first."""

_SEARCHED = ("/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata", "/usr/local/share/tessdata")
_LINE_NETWORK = re.compile(rb"\[1,\d+,0,1 ?Ct\d+,\d+,\d+ ?Mp\d+,\d+ ?Lfys\d+(?: ?L[fr]x\d+)+ ?O1c\d+\]")
"""The specification of a network that `pipeline.line_network` runs, as it stands in its file."""


@cache
def data_folder(language: str) -> str | None:
    """The folder that holds Tesseract's data for a language, of those where systems keep it; the newest first."""
    for pattern in _SEARCHED:
        for folder in sorted(Path("/").glob(pattern.lstrip("/")), reverse=True):
            if (folder / f"{language}.traineddata").is_file():
                return str(folder)
    return None


@cache
def best_engine(language: str = "vie") -> str:
    """The first of `ENGINES` that can be loaded and finds the language's data; pytesseract says what it lacks."""
    return next((engine for engine in ENGINES if not why_not(engine, language)), "pytesseract")


@cache
def why_not(engine: str, language: str = "vie") -> str:
    """What keeps one of `ENGINES` from being used; empty where nothing does, and for pytesseract, the last resort."""
    if engine == "pytesseract":
        return ""
    if missing := _missing_package(engine):
        return missing
    folder = data_folder(language)
    if folder is None:
        return f"{engine} finds no data of the language {language}"
    if engine == "onnxruntime" and not _LINE_NETWORK.search((Path(folder) / f"{language}.traineddata").read_bytes()):
        return f"{folder}/{language}.traineddata holds a network that is unknown here"
    return ""


def _missing_package(engine: str) -> str:
    if engine == "onnxruntime":  # importing it takes longer than a text file does
        return next((f"{name} is not installed" for name in ("onnxruntime", "onnx") if find_spec(name) is None), "")
    try:
        import_module(engine)
    except ImportError as error:
        return f"{engine} can't be loaded ({error})"
    return ""
