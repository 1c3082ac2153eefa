"""The list of input files of an output folder: which bytes stand under which name.

A file whose size, time and inode are as before is not hashed again. The list is `out/files.json`;
it names files relative to the output folder, so that both can be moved together.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pipeline.errors import Failure, KehoachError, NotAFileError, UnreadableFileError, VanishedFileError
from pipeline.files import write_text
from pipeline.inputs import Input
from pipeline.model import SourceFile


@dataclass(frozen=True, slots=True)
class Entry:
    """An input file as it was seen last; `sha256` is empty and `failure` set where it could not be read."""

    source_path: str
    path: str
    size: int = 0
    mtime_ns: int = 0
    inode: int = 0
    sha256: str = ""
    failure: Failure | None = None

    @property
    def doc_id(self) -> str:
        """The document that the file holds; empty where it could not be read."""
        return self.sha256[:16]

    def source(self, root: Path) -> SourceFile:
        """The file for the reader; `root` is the output folder."""
        return SourceFile(str(Path(os.path.normpath(root / self.path))), self.sha256, self.size)


class Inventory:
    """All input files that an output folder knows, by path."""

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()
        self._file = root / "files.json"
        self._entries: dict[str, Entry] = {}
        self._stored: dict[str, Entry] | None = None

    def load(self) -> None:
        """Read the list; a missing or unreadable one is an empty one (all files are hashed again)."""
        try:
            stored = json.loads(self._file.read_text(encoding="utf-8"))["files"]
            entries = [Entry(**{**item, "failure": item["failure"] and Failure(**item["failure"])}) for item in stored]
        except (OSError, ValueError, KeyError, TypeError):
            entries = []
        self._entries = {entry.path: entry for entry in entries}
        self._stored = self._entries.copy() if entries else None

    def save(self) -> None:
        """Write the list, whole or not at all; one that stands there already is left alone."""
        if self._entries == self._stored:
            return
        text = json.dumps({"files": [asdict(entry) for entry in self]}, ensure_ascii=False, indent=1)
        write_text(self._file, text + "\n")
        self._stored = self._entries.copy()

    def __iter__(self) -> Iterator[Entry]:
        return iter(sorted(self._entries.values(), key=lambda entry: (entry.source_path, entry.sha256, entry.path)))

    def __len__(self) -> int:
        return len(self._entries)

    def knows(self, item: Input) -> bool:
        """Whether the file is as it was when it was looked at last; one that can't be looked at stays so."""
        known = self._entries.get(self._name(item))
        seen = signs(item.path)
        if known is None or seen is None:
            return known is not None and known.failure is not None
        return known.failure is None and _signs(known) == seen

    def look(self, items: Iterable[Input]) -> list[Entry]:
        """The entries of the input files as they are now; new and changed ones are hashed and remembered."""
        return [self._look(item) for item in items]

    def _look(self, item: Input) -> Entry:
        path = self._name(item)
        entry = _entry(item, path, self._entries.get(path))
        self._entries[path] = entry
        return entry

    def _name(self, item: Input) -> str:
        return os.path.relpath(item.path.absolute(), self._root)


Signs = tuple[int, int, int]


def signs(path: Path) -> Signs | None:
    """What changes when a file is written anew: size, time and inode; None where there is none to look at."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_size, about.st_mtime_ns, about.st_ino


def _signs(entry: Entry) -> Signs:
    return entry.size, entry.mtime_ns, entry.inode


def _entry(item: Input, path: str, known: Entry | None) -> Entry:
    try:
        about = item.path.stat()
        if not stat.S_ISREG(about.st_mode):
            return _failed(item, path, NotAFileError(f"{item.source_path} is no regular file."))
        seen = Entry(item.source_path, path, about.st_size, about.st_mtime_ns, about.st_ino)
        if known and known.sha256 and _signs(known) == _signs(seen):
            return replace(seen, sha256=known.sha256)
        with item.path.open("rb") as stream:
            return replace(seen, sha256=hashlib.file_digest(stream, "sha256").hexdigest())
    except FileNotFoundError:
        return _failed(item, path, VanishedFileError(f"{item.source_path} is not there."))
    except OSError as error:
        return _failed(item, path, UnreadableFileError(f"{item.source_path} can't be read: {error.strerror}."))


def _failed(item: Input, path: str, error: KehoachError) -> Entry:
    return Entry(item.source_path, path, failure=error.failure)
