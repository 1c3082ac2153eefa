"""The output folder: result files, texts, and the lock that keeps two runs apart.

A result file is written last, so a document without one has not been read; what else lies there of
it is overwritten by the next run.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.files import is_held, remove_parts, write_text
from pipeline.model import RepairedText
from pipeline.result import DocumentResult, from_json, to_json

_HEAD = 300
_STATE = re.compile(r'"version": "([^"]*)",\s*"status": "([a-z]+)",\s*"outcome": "([a-z]+)",\s*"code": "([a-z_]*)"')


class OutputError(RuntimeError):
    """The output folder can't be used; the message names the cause and the remedy."""


class BusyError(OutputError):
    """Another run holds the output folder."""


@dataclass(frozen=True, slots=True)
class State:
    """What a result file's head tells: the version of the code that made it, the status, its finer class, the cause."""

    version: str
    status: str
    outcome: str
    code: str


class Store:
    """The output folder at `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.documents = root / "documents"
        self.text = root / "text"
        self.tables = root / "tables"
        self.stale_mark = root / ".stale-tables"
        self._folders = (root, self.documents, self.text, self.tables)

    def prepare(self) -> None:
        """Make the folders and see that they can be written; raises OutputError."""
        try:
            for folder in self._folders:
                folder.mkdir(parents=True, exist_ok=True)
                if not os.access(folder, os.W_OK | os.X_OK):
                    raise PermissionError(13, "Permission denied", str(folder))
            trial = self.root / f".writable-{os.getpid()}"
            write_text(trial, "")
            trial.unlink()
        except OSError as error:
            cause = f"{error.filename or self.root} can't be written: {error.strerror}"
            raise OutputError(f"{cause}; give another folder with --out, or its rights to this user") from error

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the folder for one run; raises BusyError while another run holds it.

        What a killed run left half written is removed first.
        """
        with (self.root / ".lock").open("w") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise BusyError(f"another run writes to {self.root}; wait for it, or give another --out") from error
            for folder in self._folders:
                remove_parts(folder)
            yield

    def mark_tables(self, stale: bool) -> None:
        """Note that the tables don't hold all results any more, or that they do again."""
        if stale:
            self.stale_mark.touch()
        else:
            self.stale_mark.unlink(missing_ok=True)

    def has_stale_tables(self) -> bool:
        """Whether a run was ended between its first result and its tables."""
        return self.stale_mark.exists()

    def is_locked(self) -> bool:
        """Whether a run holds the folder now."""
        return is_held(self.root / ".lock")

    def result_path(self, doc_id: str) -> Path:
        """The result file of a document."""
        return self.documents / f"{doc_id}.json"

    def state(self, doc_id: str) -> State | None:
        """The state of a document from its result file's head, None where there is no (whole) one."""
        try:
            with self.result_path(doc_id).open(encoding="utf-8") as stream:
                match = _STATE.search(stream.read(_HEAD))
        except (OSError, UnicodeDecodeError):
            return None
        return State(*match.groups()) if match else None

    def load(self, doc_id: str) -> DocumentResult:
        """A document's result; raises OutputError where the file is missing or damaged."""
        path = self.result_path(doc_id)
        try:
            return from_json(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise OutputError(f"{path} is damaged ({error}); remove it and run again") from error

    def save(self, result: DocumentResult, version: str, repaired: RepairedText | None = None) -> None:
        """Write the texts, the repair log and, last, the result file; raises OSError.

        A document that failed has no text: what an earlier version wrote of it is removed.
        """
        texts = {name: self.text / f"{result.doc_id}.{name}" for name in ("txt", "raw.txt", "repairs.jsonl")}
        if repaired is None:
            for path in texts.values():
                path.unlink(missing_ok=True)
        else:
            write_text(texts["txt"], repaired.text)
            write_text(texts["raw.txt"], repaired.raw)
            lines = (json.dumps(asdict(repair), ensure_ascii=False) for repair in repaired.log)
            write_text(texts["repairs.jsonl"], "".join(f"{line}\n" for line in lines))
        stored = json.dumps(to_json(result, version), ensure_ascii=False, indent=1)
        write_text(self.result_path(result.doc_id), stored + "\n")
