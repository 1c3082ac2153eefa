"""Learn the channel of tools.plans.mangle: pages of the seen families, scanned badly, read by Tesseract `eng`.

    python -m tools.learn_mangling [--pages 30]

Writes tools/plans/channel.tsv: printed letter, what was read, how often. Needs Tesseract with `eng` and the
three faces.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytesseract
from PIL import Image
from rapidfuzz.distance import Levenshtein

from tools import degrade
from tools.plans import paint
from tools.plans.generate import FAMILIES, generate
from tools.plans.layout import Page, pages
from tools.plans.mangle import BLANK, NOTHING

FIRST_SEED = 3000
NEAR = 18
HEADER = (
    "# What Tesseract `eng` reads for printed Vietnamese letters (∅ nothing, ␣ a blank), with counts.\n"
    "# Source: learned by tools/learn_mangling.py on rendered pages of our own generated plans.\n"
    "printed\tread\tcount\n"
)


def page_pairs(page: Page, face: str, seed: int) -> Iterator[tuple[str, str]]:
    """Printed and read lines that lie at the same height."""
    image = degrade.degrade(paint.page_image(page, 300, face), "office", seed)
    data = pytesseract.image_to_data(Image.fromarray(image), lang="eng", output_type=pytesseract.Output.DICT)
    lines: dict[tuple[int, int, int], list[tuple[str, int]]] = {}
    for block, part, line, text, top, high in zip(
        *(data[name] for name in ("block_num", "par_num", "line_num", "text", "top", "height")), strict=True
    ):
        if text.strip():
            lines.setdefault((block, part, line), []).append((text, top + high))
    read = [(" ".join(text for text, _ in words), float(np.median([y for _, y in words]))) for words in lines.values()]
    for printed in page.lines:
        at = printed.words[0].baseline * degrade.resolution("office") / 72
        near = [text for text, y in read if abs(y - at) < NEAR]
        if len(near) == 1 and len(printed.text) > 25:
            yield printed.text, near[0]


def count(pairs: Iterator[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Letters with what was read for them; an inserted letter belongs to the one before it."""
    found: Counter[tuple[str, str]] = Counter()
    for printed, read in pairs:
        if Levenshtein.normalized_distance(printed, read) > 0.35:
            continue
        heard = [""] * len(printed)
        for op in Levenshtein.opcodes(printed, read):
            span = read[op.dest_start : op.dest_end]
            if op.src_start == op.src_end:
                heard[max(0, op.src_start - 1)] += span
                continue
            wide = op.src_end - op.src_start
            for index in range(wide):
                cut = slice(index * len(span) // wide, (index + 1) * len(span) // wide)
                heard[op.src_start + index] += span[cut]
        found.update((letter, text) for letter, text in zip(printed, heard, strict=True) if len(text) < 4)
    return found


def all_pairs(wanted: int) -> Iterator[tuple[str, str]]:
    """Pairs of lines from `wanted` pages."""
    seen = [family.name for family in FAMILIES.values() if not family.unseen]
    for number in range(wanted):
        plan = generate(seen[number % len(seen)], FIRST_SEED + number)
        yield from page_pairs(pages(plan)[0], paint.FACES[number % 3], number)


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=30)
    args = parser.parse_args()
    found = count(all_pairs(args.pages))
    rows = [
        f"{letter.replace(' ', BLANK)}\t{text.replace(' ', BLANK) or NOTHING}\t{number}\n"
        for (letter, text), number in sorted(found.items())
        if number > 1
    ]
    target = Path(__file__).parent / "plans" / "channel.tsv"
    target.write_text(HEADER + "".join(rows), encoding="utf-8")
    print(f"{target.name}: {len(rows)} rows")


if __name__ == "__main__":
    main()
