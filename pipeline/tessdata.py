"""Where Tesseract's language data lie, and which way of asking Tesseract is the best at hand; imports nothing heavy."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

_SEARCHED = ("/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata", "/usr/local/share/tessdata")


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
    """`tesserocr` where it is installed and finds the language's data, else `pytesseract`."""
    return "tesserocr" if find_spec("tesserocr") and data_folder(language) else "pytesseract"
