"""Which files a run is about: folders, files and globs -> input files with their shown names."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = frozenset({".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".txt"})
"""The kinds of files that are taken from a folder; a file that is named itself is always taken."""


class InputError(ValueError):
    """What was given holds no plans; the message says what to give instead."""


@dataclass(frozen=True, slots=True, order=True)
class Input:
    """A file to read; `source_path` is its name in the tables, without the folders above what was given."""

    source_path: str
    path: Path


def collect(given: Sequence[str], out: Path) -> list[Input]:
    """The input files behind the given folders, files and globs, sorted and each once.

    Nothing in `out` is taken, so that it may lie inside the input folder. Raises InputError where
    something given does not exist or nothing is found at all.
    """
    found: dict[Path, Input] = {}
    for text in given:
        for item in _expand(text, out.resolve()):
            found.setdefault(item.path.absolute(), item)
    if not found:
        kinds = " ".join(sorted(SUFFIXES))
        raise InputError(f"no plans in {', '.join(given)}: no file of the kinds {kinds}; name a folder that has some")
    return sorted(found.values())


def _expand(text: str, out: Path) -> Iterator[Input]:
    path = Path(text)
    if path.is_dir():
        yield from _folder(path, out)
    elif path.exists() or path.is_symlink() or (path.suffix.lower() in SUFFIXES and not glob.has_magic(text)):
        yield Input(_shown(path.name), path)
    elif glob.has_magic(text):
        yield from _matches(text, out)
    else:
        raise InputError(f"{text}: no such file or folder; check the path")


def _matches(pattern: str, out: Path) -> Iterator[Input]:
    """The plans that a glob names; their shown names begin with its last folder without a wildcard."""
    parts = Path(pattern).parts
    fixed = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    top = Path(*parts[:fixed]).resolve()
    for path in sorted(top.glob("/".join(parts[fixed:]))):
        if any(part.startswith(".") for part in path.relative_to(top).parts):
            continue
        if path.is_dir():
            yield from _folder(path, out, top)
        elif path.suffix.lower() in SUFFIXES and not path.resolve().is_relative_to(out):
            yield Input(_shown((Path(top.name) / path.relative_to(top)).as_posix()), path)


def _folder(folder: Path, out: Path, top: Path | None = None) -> Iterator[Input]:
    """The plans below a folder; hidden files and folders are none. Shown names begin with the name of `top`."""
    top = top or folder.resolve()
    for place, folders, names in os.walk(folder.resolve()):
        here = Path(place)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and (here / name) != out)
        for name in sorted(names):
            path = here / name
            if path.suffix.lower() in SUFFIXES and not name.startswith("."):
                yield Input(_shown((Path(top.name) / path.relative_to(top)).as_posix()), path)


def _shown(name: str) -> str:
    """The name as a cell: one that a spreadsheet would run gets `./` before it; bad bytes are shown as such."""
    printable = name.encode("utf-8", "backslashreplace").decode("utf-8")
    clean = "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in printable)
    return f"./{clean}" if clean[:1] in tuple("=+-@＝＋－＠ ") else clean
