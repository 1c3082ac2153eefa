"""Where Tesseract's language data lie, and which way of asking Tesseract is the best at hand."""

from __future__ import annotations

from functools import cache
from importlib import import_module
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
    """`tesserocr` where it can be loaded and finds the language's data, else `pytesseract`."""
    return "pytesseract" if why_not_tesserocr(language) else "tesserocr"


@cache
def why_not_tesserocr(language: str = "vie") -> str:
    """What keeps tesserocr, which is quicker than pytesseract, from being used; empty where nothing does."""
    try:
        import_module("tesserocr")
    except ImportError as error:
        return f"tesserocr can't be loaded ({error})"
    return "" if data_folder(language) else f"tesserocr finds no data of the language {language}"
