"""The data dictionary in English and Vietnamese, made of the one schema: Markdown, HTML; `datapackage.json` apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.dictionary.html import page
from pipeline.dictionary.markdown import dictionary
from pipeline.files import write_text

FORMS: dict[str, Callable[[], str]] = {"md": dictionary, "html": page}
"""The forms of the dictionary, by the ending of the file."""


def write_dictionary(folder: Path, forms: Iterable[str] = FORMS) -> list[Path]:
    """Write the dictionary to a folder; the files. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"data-dictionary.{form}" for form in forms]
    for path in paths:
        write_text(path, FORMS[path.suffix.removeprefix(".")]())
    return paths
