"""The repair of a text file alone, part by part, so that a file of any size takes the memory of one part.

A part is repaired as a document of its own; a plan, which is shorter than a part, is repaired as `run` repairs it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO, NamedTuple

from normalizers.parts import PART, first_cut
from normalizers.repair import Restores, repair
from pipeline.errors import NothingToReadError
from pipeline.files import replacing
from pipeline.model import PAGE_BREAK, Decision, DocumentText, PageText, SourceFile, TextSource, TokenRepair
from pipeline.text_file import open_text
from pipeline.text_grids import find_grids

_BLANK_RUN = re.compile(r"\n(?:[^\S\n\f]*\n){3,}")
_DECISION = Decision(TextSource.TEXT_FILE, 1.0, "a text file")
_SOURCE = SourceFile("", "0" * 64, 0)


class RepairedPart(NamedTuple):
    """A stretch of the repaired text, with what parts it from the next one, and the log of its tokens.

    Offsets in the log count the characters of all stretches, line ends as one.
    """

    text: str
    log: Iterator[TokenRepair]


def repair_file(path: Path, target: IO[str], log: Path | None = None) -> int:
    """Repair the text file at `path` into `target`, the log of its tokens as JSON lines into `log`.

    Returns the number of tokens in the log. Raises KehoachError for files that are no text, OSError where the log
    can't be written.
    """
    count = 0
    with ExitStack() as opened:
        stream = opened.enter_context(open_text(path))
        lines = opened.enter_context(_written(log)) if log else None
        for part in repaired_parts(stream):
            target.write(part.text)
            for entry in part.log:
                count += 1
                if lines:
                    lines.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")
    return count


def repair_to(path: Path, out: Path, log: Path | None = None) -> int:
    """`repair_file` into the file `out`, which appears when it is whole; raises OSError where it can't be written."""
    with _written(out) as target:
        return repair_file(path, target, log)


def repaired_parts(stream: IO[str], restorer: Restores | None = None) -> Iterator[RepairedPart]:
    """The repaired text of a stream, part by part; raises NothingToReadError where it holds blanks only."""
    raw_at = at = 0
    for raw in stretches(stream):
        done = repair(_document(raw), restorer)
        if done.text:
            text = done.text + _behind(raw)
            yield RepairedPart(text, _moved(done.log, raw_at, at))
            at += len(text)
        raw_at += len(raw)
    if not at:
        raise NothingToReadError("The text file holds blanks only.", "Fetch the file again from its source.")


def stretches(stream: IO[str]) -> Iterator[str]:
    """The text of a stream in stretches of at most PART characters, cut behind a page or as `parts.cuts` does."""
    held = ""
    while block := stream.read(PART):
        held += block
        while len(held) > PART:
            end = held.rfind(PAGE_BREAK, PART // 2, PART) + 1 or first_cut(held)
            yield held[:end]
            held = held[end:]
    if held:
        yield held


def _document(raw: str) -> DocumentText:
    """A stretch as pages; where none are marked, runs of blank lines part them, as in `text_file.split_pages`."""
    marked = raw
    if PAGE_BREAK not in raw:
        marked = _BLANK_RUN.sub(lambda blanks: PAGE_BREAK + blanks[0][1:], raw)
    texts = enumerate(marked.split(PAGE_BREAK), 1)
    return DocumentText(_SOURCE, tuple(PageText(n, text, _DECISION, grids=find_grids(text, n)) for n, text in texts))


def _behind(raw: str) -> str:
    """What parts a stretch from the next one: nothing within a word."""
    last = raw[-1]
    return "\n" if last in "\n\f" else " " if last.isspace() else ""


def _moved(log: Iterable[TokenRepair], raw_at: int, at: int) -> Iterator[TokenRepair]:
    return (replace(entry, raw_start=entry.raw_start + raw_at, start=entry.start + at) for entry in log)


@contextmanager
def _written(path: Path) -> Iterator[IO[str]]:
    """A file that takes its name when all is written."""
    with replacing(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
        yield stream
