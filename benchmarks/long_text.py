"""Memory and time of the repair of one long text file, part by part, as `./kehoach repair` does it.

    python -m benchmarks.long_text [--size 50] [--text FILE]

The text is that of the sample plans, again and again with other numbers (of ten, one without marks and one as an
English OCR engine reads it), or the beginning of FILE. It is repaired in this process; after each tenth of it the
resident memory is printed. Loading the models is not counted as time.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from normalizers.restorer import load_restorer
from pipeline.repair_cases import strip
from pipeline.repair_file import repaired_parts
from pipeline.text_file import open_text

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"
MEGA = 1_000_000
STEPS = 10
_NUMBER = re.compile(r"\d+")


def plans() -> Iterator[str]:
    """Plans without end: of ten, eight printed, one without marks, one as an English engine reads it."""
    printed = (SAMPLES / "huyen-ntm-2020.txt").read_text(encoding="utf-8")
    mangled = (SAMPLES / "tinh-ocop-2022.english-ocr.txt").read_text(encoding="utf-8")
    draw = random.Random(1)
    while True:
        for text in (*[printed] * 8, strip(printed), mangled):
            yield _NUMBER.sub(lambda found: str(draw.randrange(10 ** len(found[0]))), text)


def write(path: Path, size: int) -> None:
    """A text file of `size` bytes or a plan more."""
    with path.open("w", encoding="utf-8") as stream:
        texts = plans()
        while stream.tell() < size:
            stream.write(next(texts) + "\f")


def resident() -> float:
    """The process's resident memory in megabytes."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / MEGA


def measure(path: Path, size: int) -> None:
    """Repair the first `size` bytes of a file and print what that takes."""
    load_restorer()
    print("| MB read | characters | CPU s | resident MB |\n| --- | --- | --- | --- |")
    print(f"| 0 | 0 | 0 | {resident():.0f} |")
    start, characters, due = time.process_time(), 0, size / STEPS
    with open_text(path) as stream:
        for part in repaired_parts(stream):
            characters += len(part.text)
            list(part.log)
            read = stream.buffer.tell()
            if read >= due:
                taken = time.process_time() - start
                print(f"| {read / MEGA:.0f} | {characters:,} | {taken:.0f} | {resident():.0f} |", flush=True)
                due += size / STEPS
            if read >= size:
                break


def main() -> None:
    """Make the text, repair it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=float, default=50, help="megabytes")
    parser.add_argument("--text", type=Path, help="repair the beginning of this file")
    args = parser.parse_args()
    size = int(args.size * MEGA)
    if args.text:
        measure(args.text, size)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.txt"
        write(path, size)
        measure(path, size)


if __name__ == "__main__":
    main()
