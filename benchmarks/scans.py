"""CPU seconds of kehoach's reading beside plain Tesseract's, on clean and on bad pages, in one run.

    python -m benchmarks.scans [--pages 5] [--class clean --class photocopy …]

The pages are those of `kehoach evaluate scans`; each is read by both, one after the other, so that what else the
machine does weighs on both alike. CPU seconds count child processes; the models are loaded before, by a page whose
time is not counted. kehoach's seconds hold opening, cleaning, turning, reading and layout, not the repair.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.scan_cases import CLASSES, degraded
from pipeline.scan_readers import kehoach, plain_tesseract


def seconds(name: str, pages: int) -> tuple[float, float]:
    """CPU seconds a page of plain Tesseract and of kehoach on a class of `CLASSES`."""
    with TemporaryDirectory() as scratch:
        paths = [case.path for case in degraded(Path(scratch), name, pages)]
        kehoach(paths[0])
        pairs = [(plain_tesseract(path).seconds, kehoach(path).seconds) for path in paths]
    plain, own = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
    return plain, own


def table(names: Sequence[str], pages: int) -> Iterator[str]:
    """The lines of the table as they are measured; the bounds are 1.3 on clean pages and 3 on bad ones."""
    yield "| class | pages | plain Tesseract, CPU s a page | kehoach | ratio | bound |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name in names:
        plain, own = seconds(name, pages)
        bound = 1.3 if name in ("clean", "office") else 3
        yield f"| {CLASSES[name]} | {pages} | {plain:.2f} | {own:.2f} | {own / plain:.2f} | {bound} |"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=5)
    parser.add_argument("--class", dest="names", action="append", choices=sorted(CLASSES))
    args = parser.parse_args()
    for line in table(args.names or list(CLASSES), args.pages):
        print(line, flush=True)


if __name__ == "__main__":
    main()
