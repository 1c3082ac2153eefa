"""The pages on which the reading of scans is measured, each with its truth.

Generated pages come from `tools.degraded_pages`, drawn from seeds that tuning never saw; the real scans lie beside
the gold, in `scans`: some with a truth read off the page, some with a retyped text.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from normalizers import tone
from normalizers.alignment import from_edits
from pipeline.extraction_cases import FILES
from pipeline.version import ROOT

CLASSES: Mapping[str, str] = {
    "clean": "clean, 300 dpi",
    "office": "office, 200 dpi",
    "low": "120 dpi JPEG",
    "photocopy": "third photocopy",
    "stamped": "seal, signature, watermark, margin note",
    "turned": "turned and skewed",
}
"""Class of `tools.degrade` -> what it is called in the tables."""

DAMAGES: Mapping[str, str] = {
    "watermark": "watermark",
    "bled": "print of the back",
    "received": "stamp of receipt",
    "sealed": "red seal on the text",
    "shaded": "uneven light",
    "bordered": "black borders",
    "dusty": "dust",
    "margin": "margin note",
    "two_pages": "two pages on one image",
}
"""One kind of damage alone, for `--ablate`."""

OTHER_PAGES: Mapping[str, str] = {
    "layout": "office, heads, closes and tables",
    "tables": "office, annexes with ruled tables",
}
"""Office scans of pages that are no running text: no aim, but archives are full of them."""

_PAGE_NUMBER = re.compile(r"\W*\d{1,3}\W*")


@dataclass(frozen=True, slots=True)
class ScanCase:
    """A scan, what is printed on it, and what of that may be left after the repair."""

    name: str
    path: Path
    truth: str
    repaired: str


class NoPagesError(RuntimeError):
    """The pages can't be made; the message says why and what helps."""


def degraded(scratch: Path, name: str, count: int) -> list[ScanCase]:
    """`count` pages of a class of `CLASSES`, `DAMAGES` or `OTHER_PAGES`, made in `scratch`; raises NoPagesError."""
    damage, of = ("office", name) if name in OTHER_PAGES else (name, "text")
    command = [sys.executable, "-m", "tools.degraded_pages", str(scratch), "--class", damage, "--count", str(count)]
    command += ["--evaluation", "--of", of]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise NoPagesError(f"pages of class {name} can't be made: {said[-1]}")
    return [_generated(name, path) for path in sorted((scratch / damage).glob("*.png"))]


def with_truth(gold: Path) -> Iterator[ScanCase]:
    """The real scans whose truth was read off the page."""
    for name, file in FILES.items():
        path, truth = gold.parent / "scans" / file, gold / name / "truth.txt"
        if path.is_file() and truth.is_file():
            text = truth.read_text(encoding="utf-8")
            yield ScanCase(name, path, text, text)


def retyped(gold: Path) -> Iterator[ScanCase]:
    """The real scans with a retyped text, `NAME.truth.txt` beside them.

    The repair gives the old tone placement (hòa, thủy), so the repaired text is compared with the truth in that.
    """
    for truth in sorted((gold.parent / "scans").rglob("*.truth.txt")):
        name, text = truth.name.removesuffix(".truth.txt"), truth.read_text(encoding="utf-8")
        for path in sorted(truth.parent.glob(f"{name}.*")):
            if path != truth:
                yield ScanCase(name, path, text, from_edits(text, tone.replacements(text))[0])


def _generated(name: str, path: Path) -> ScanCase:
    """A generated page; the repair leaves its page number out where it sees that it is one."""
    truth = path.with_suffix(".txt").read_text(encoding="utf-8").strip()
    lines = truth.split("\n")
    ends = (0, len(lines) - 1)
    body = [line for n, line in enumerate(lines) if n not in ends or not _PAGE_NUMBER.fullmatch(line)]
    return ScanCase(name, path, truth, "\n".join(body))
