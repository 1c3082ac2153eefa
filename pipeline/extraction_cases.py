"""The inputs on which the extraction is measured: texts before the extractors, beside their gold tables.

Gold folders lie beside `seeds` (text dumps of the same name) and `scans`. The samples are the project's own;
generated plans are written by `tools.make_plans` into a scratch folder when they are asked for.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from data import loader
from normalizers import flow
from normalizers.alignment import from_edits
from normalizers.repair import repair
from pipeline.model import PAGE_BREAK, DocumentText, RepairedText, SourceFile
from pipeline.read import read
from pipeline.repair_cases import document
from pipeline.version import ROOT

TRUE, REPAIRED, SCANS, SAMPLES, UNSEEN = (
    "true text", "through repair", "real scans", "sample scans", "generated, unseen",
)  # fmt: skip
FILES: Mapping[str, str] = {"qn51": "quangngai/51_QD.pdf", "qn11ct": "quangngai/11CT.pdf"}
"""Gold folder -> scan, where they aren't named alike."""

_SCANNED = ("scan", "fax")


@dataclass(frozen=True, slots=True)
class Case:
    """A document ready for the extractors: its group, name, gold folder and texts."""

    group: str
    name: str
    gold: Path
    document: DocumentText
    repaired: RepairedText


def true_texts(gold: Path) -> Iterator[Case]:
    """Documents whose dump has a truth, as if read and repaired without fault: printed lines are only joined."""
    for folder in _dumped(gold):
        truth = (folder / "truth.txt").read_text(encoding="utf-8")
        yield Case(TRUE, folder.name, folder, document(*truth.split(PAGE_BREAK)), joined(truth))


def joined(truth: str) -> RepairedText:
    """A true text as a repaired one: its lines flow into paragraphs, nothing else changes."""
    text, alignment = from_edits(truth, flow.replacements(truth))
    starts = [0, *(at + 1 for at, char in enumerate(truth) if char == PAGE_BREAK)]
    return RepairedText(truth, text, alignment, tuple(alignment.from_raw(at, at)[0] for at in starts))


def dumps(gold: Path) -> Iterator[Case]:
    """The text dumps as they are, through repair."""
    for folder in _dumped(gold):
        yield _read(REPAIRED, folder, gold.parent / "seeds" / f"{folder.name}.txt")


def scans(gold: Path) -> Iterator[Case]:
    """The real scans that have gold, read by OCR: minutes."""
    for name, file in FILES.items():
        path = gold.parent / "scans" / file
        if path.is_file() and (gold / name / "documents.csv").is_file():
            yield _read(SCANS, gold / name, path)


def samples() -> Iterator[Case]:
    """The project's sample plans as scans of whole documents, read by OCR."""
    for row in loader.table("samples/manifest.tsv"):
        if row["form"] in _SCANNED:
            yield _read(SAMPLES, loader.ROOT / "gold" / row["gold"], loader.path(f"samples/{row['file']}"))


def generated(scratch: Path, form: str, count: int, group: str = UNSEEN) -> Iterator[Case]:
    """`count` plans, evenly spread over the families kept out of all tuning (with another group, over the others).

    Raises subprocess.CalledProcessError where the project's tools are not at hand.
    """
    which = "--unseen" if group == UNSEEN else "--seen"
    command = [sys.executable, "-m", "tools.make_plans", str(scratch), which, "--total", str(count), "--form", form]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    for path in sorted((scratch / "plans").iterdir()):
        yield _read(group, scratch / "gold" / path.stem, path)


def _dumped(gold: Path) -> Iterator[Path]:
    for folder in sorted(gold.iterdir()):
        if (folder / "truth.txt").is_file() and (gold.parent / "seeds" / f"{folder.name}.txt").is_file():
            yield folder


def _read(group: str, gold: Path, path: Path) -> Case:
    text = read(path, SourceFile(str(path), "0" * 64, path.stat().st_size))
    return Case(group, gold.name, gold, text, repair(text))
