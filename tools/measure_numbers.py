"""How often numbers on scanned pages are read rightly, by the confidence that the reading gives them.

    python -m tools.measure_numbers [--count 10] [--of tables] [--first 60000]

Pages of `tools.degraded_pages` (never those of the evaluation), each class of `tools.degrade`, are read as a run reads
them; each word with a digit is compared with the printed word that it is aligned with. The figures behind
`pipeline.unsure_numbers.UNSURE` and `SHARE_RIGHT`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from pipeline.model import Decision, PageText, TextSource
from pipeline.pages import POINTS
from pipeline.read import reader_of
from pipeline.scan import read_scan
from pipeline.settings import ReadSettings
from pipeline.unsure_numbers import UNSURE
from tools.degrade import CLASSES
from tools.degraded_pages import SOURCES, DegradedPage, degraded

BOUNDS = (0.0, 0.3, 0.5, UNSURE, 0.7, 0.8, 0.9, 0.95, 1.0)
_ALIKE = 0.6  # largest distance, as a share of the letters, of a word from the printed one that it stands for


@dataclass(frozen=True, slots=True)
class Number:
    """A word with digits: how surely it was read, and whether it stands on the page so."""

    confidence: float
    is_right: bool


def numbers(page: DegradedPage) -> Iterator[Number]:
    """The words with digits of a page that are aligned with a printed word."""
    high, wide = page.image.shape[:2]
    scale = POINTS / page.dpi
    sheet = PageText(1, "", Decision(TextSource.OCR, 0.0, ""), (), wide * scale, high * scale)
    read = read_scan(sheet, np.ascontiguousarray(page.image), reader_of(ReadSettings()), page.dpi)
    words = [(read.text[word.start : word.end], word.confidence) for word in read.words]
    printed = page.truth.split()
    for op in Levenshtein.opcodes([text for text, _ in words], printed):
        if op.tag in ("equal", "replace"):
            for i, j in zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=False):
                text, confidence = words[i]
                is_number = any(char.isdigit() for char in text)
                if is_number and confidence is not None and Levenshtein.normalized_distance(text, printed[j]) <= _ALIKE:
                    yield Number(confidence, text == printed[j])


def table(found: Sequence[Number]) -> str:
    """How many numbers were read at which confidence, and the share of them that is right, as Markdown."""
    lines = ["| confidence | numbers | right |", "| --- | --- | --- |"]
    for low, high in pairwise(BOUNDS):
        some = [
            number.is_right for number in found if low <= number.confidence < high or number.confidence == high == 1
        ]
        if some:
            lines.append(f"| {low:.2f} to {high:.2f} | {len(some)} | {100 * sum(some) / len(some):.1f} % |")
    return "\n".join(lines)


def main() -> None:
    """Read and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10, help="pages of each class")
    parser.add_argument("--of", default="text", choices=SOURCES, help="what the pages are made of")
    parser.add_argument("--first", type=int, default=60_000, help="seed of the first plan")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    found = [number for name in CLASSES for page in degraded(name, args.count, args.of, args.first)
             for number in numbers(page)]  # fmt: skip
    print(table(found))
    for what, some in (("below", [n for n in found if n.confidence < UNSURE]),
                       ("at or above", [n for n in found if n.confidence >= UNSURE])):  # fmt: skip
        print(f"{what} {UNSURE}: {sum(number.is_right for number in some)} of {len(some)} right")


if __name__ == "__main__":
    main()
