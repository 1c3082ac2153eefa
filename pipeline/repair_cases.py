"""The inputs on which the repair is measured: damaged texts beside the true ones.

Each case is a document as the reader hands it on, and its truth. Gold folders hold `truth.txt`; the
damaged dumps lie in `seeds`, scans in `scans` beside them. Held-out lines are those of the corpora that
training never saw (made by `tools.repair_corpus`).
"""

from __future__ import annotations

import json
import random
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from normalizers import tone
from normalizers.alignment import from_edits
from pipeline.model import Box, Decision, DocumentText, PageText, SourceFile, TextSource, Word
from pipeline.read import read

_NOWHERE = Box(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Case:
    """A document as read, under the name of its case, and what was printed."""

    name: str
    document: DocumentText
    truth: str


def document(*pages: str, source: TextSource = TextSource.TEXT_FILE) -> DocumentText:
    """A document of plain pages."""
    decision = Decision(source, 1.0, "measured")
    texts = tuple(PageText(number, text, decision) for number, text in enumerate(pages, 1))
    return DocumentText(SourceFile("measured", "0" * 64, 0), texts)


def strip(text: str) -> str:
    """Remove all marks; đ becomes d, case stays."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain).replace("đ", "d").replace("Đ", "D")


def dumps(gold: Path) -> Iterator[Case]:
    """The text dumps that have a truth, read as a run reads them."""
    for folder in sorted(gold.iterdir()):
        path, truth = gold.parent / "seeds" / f"{folder.name}.txt", folder / "truth.txt"
        if path.is_file() and truth.is_file():
            yield Case(folder.name, read(path, _source(path)), truth.read_text(encoding="utf-8"))


def scans(folder: Path) -> Iterator[Case]:
    """The scans with a retyped text (`NAME.truth.txt`, tone marks moved to the old placement), read by OCR."""
    for truth in sorted(folder.rglob("*.truth.txt")):
        name = truth.name.removesuffix(".truth.txt")
        for path in sorted(truth.parent.glob(f"{name}.*")):
            if path != truth:
                yield Case(name, read(path, _source(path)), _old_placement(truth.read_text(encoding="utf-8")))


def held_out(folder: Path, corpora: Sequence[str], lines: int) -> list[str]:
    """Lines (of four words and more) of the corpora's test parts, `folder/NAME.test.txt`.

    Raises FileNotFoundError where they were not made.
    """
    parts = [(folder / f"{name}.test.txt").read_text(encoding="utf-8") for name in corpora]
    found = [line for part in parts for line in part.split("\n") if line.count(" ") >= 3]
    return random.Random(7).sample(found, min(lines, len(found)))


def batches(lines: Sequence[str], size: int = 100) -> Iterator[str]:
    """The lines as texts of paragraphs, `size` a text."""
    for start in range(0, len(lines), size):
        yield "\n\n".join(lines[start : start + size])


def read_pages(folder: Path, engine: str) -> Iterator[Case]:
    """Rendered, badly scanned and read pages of held-out text (`tools.repair_pages`), by engine."""
    for path in sorted(folder.glob("test-*.json")):
        lines = json.loads(path.read_text(encoding="utf-8")).get(engine, [])
        if lines:
            truth = "\n".join(true for true, _, _ in lines)
            yield Case(path.stem, DocumentText(SourceFile(path.name, "0" * 64, 0), (_page(lines),)), truth)


def _old_placement(text: str) -> str:
    return from_edits(text, tone.replacements(text))[0]


def _source(path: Path) -> SourceFile:
    return SourceFile(str(path), "0" * 64, path.stat().st_size)


def _page(lines: Iterable[tuple[str, str, list[float]]]) -> PageText:
    texts: list[str] = []
    words: list[Word] = []
    at = 0
    for _, seen, confidences in lines:
        start = 0
        for token, confidence in zip(seen.split(), confidences, strict=False):
            start = seen.index(token, start)
            words.append(Word(at + start, at + start + len(token), _NOWHERE, confidence / 100))
            start += len(token)
        texts.append(seen)
        at += len(seen) + 1
    return PageText(1, "\n".join(texts), Decision(TextSource.OCR, 1.0, "measured"), tuple(words))
