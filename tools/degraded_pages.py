"""Pages to measure reading on: 20 of each degradation class, from plans that tuning never saw, with their truth.

    python -m tools.degraded_pages OUT [--class photocopy] [--count 20] [--evaluation] [--of layout]

writes OUT/CLASS/NN.png and NN.txt (the printed lines in reading order). Pages come from all plan families that
tuning may look at; faces and sizes change from page to page. Whoever tunes the reading looks at the pages with seeds
from `FIRST_SEED` on; those from `EVALUATION_SEED` on are made for `kehoach evaluate scans` and nothing else.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count as numbers
from pathlib import Path

import numpy as np
from PIL import Image

from tools import degrade
from tools.annexes.generate import generate as generate_annex
from tools.annexes.kinds import KINDS
from tools.annexes.paper import annex_pages
from tools.plans import paint
from tools.plans.generate import FAMILIES, generate
from tools.plans.layout import Page, pages
from tools.plans.model import Plan, Style

FIRST_SEED, EVALUATION_SEED = 50_000, 910_000
FULL_PAGE = 28
OF_TWO = ("bled", "two_pages")
"""Damages that need a second page: its back, or the one beside it."""


@dataclass(frozen=True, slots=True)
class DegradedPage:
    """A degraded page: uint8, height × width (× 3 where coloured), its resolution and its printed lines."""

    name: str
    image: degrade.Image
    dpi: int
    truth: str


def clean_pages(layout: bool = False, first: int = FIRST_SEED) -> Iterator[tuple[str, Page, str]]:
    """Full pages without end: name, page, face; pages of running text, or with `layout` those with a two-column
    head or close or a ruled table."""
    seed = first
    families = [family.name for family in FAMILIES.values() if not family.unseen]
    while True:
        for index, family in enumerate(families):
            plan = generate(family, seed)
            size = (13.0, 13.5, 14.0)[(seed + index) % 3]
            laid = pages(replace(plan, printing=replace(plan.printing, size=size)))
            for number, page in enumerate(laid, 1):
                if len(page.lines) >= FULL_PAGE and _laid_out(plan, page) == layout:
                    yield f"{family}-{seed}-{number}", page, paint.FACES[(seed + index) % len(paint.FACES)]
                    break
        seed += 1


def _laid_out(plan: Plan, page: Page) -> bool:
    styles = {plan.paragraphs[line.paragraph].style for line in page.lines if line.paragraph >= 0}
    return bool(styles & {Style.HEAD_LEFT, Style.RECIPIENTS, Style.ROW})


def table_pages(first: int = FIRST_SEED) -> Iterator[tuple[str, Page, str]]:
    """Pages of annexes with a ruled table without end: name, page, face."""
    for seed in numbers(first):
        for index, kind in enumerate(KINDS):
            (annex,) = generate_annex(kind, seed).annexes
            yield f"{kind}-{seed}", annex_pages(annex)[0], paint.FACES[(seed + index) % len(paint.FACES)]


SOURCES: Mapping[str, Callable[[int], Iterator[tuple[str, Page, str]]]] = {
    "text": lambda first: clean_pages(False, first),
    "layout": lambda first: clean_pages(True, first),
    "tables": table_pages,
}
"""What pages can be made of: running text, heads and closes in columns, annexes with a ruled table."""


def degraded(name: str, count: int = 20, of: str = "text", first: int = FIRST_SEED) -> Iterator[DegradedPage]:
    """`count` pages `of` a kind of `SOURCES` in class `name` (a key of `degrade.CLASSES` or `DAMAGES`).

    They are the same ones on every call. The damage of a page, too, is drawn from a seed of its own, so that no two
    ranges of pages share a seal or a skew.
    """
    found = SOURCES["layout" if name == "received" else of](first)
    for number in range(count):
        title, page, face = next(found)
        other = next(found)[1] if name in OF_TWO else page
        images = [paint.page_image(each, 300, face) for each in (page, other)]
        image = degrade.degrade(images[0], name, first - FIRST_SEED + number, images[1])
        printed = [page, other] if name == "two_pages" else [page]
        truth = "\n".join(line.text for each in printed for line in each.lines)
        yield DegradedPage(title, image, degrade.resolution(name), truth)


def write(out: Path, name: str, count: int, of: str = "text", first: int = FIRST_SEED) -> None:
    """Write a class as PNG and text files."""
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(degraded(name, count, of, first)):
        Image.fromarray(np.ascontiguousarray(page.image)).save(folder / f"{number:02}.png", dpi=(page.dpi, page.dpi))
        (folder / f"{number:02}.txt").write_text(page.truth + "\n", encoding="utf-8")


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--class", dest="name", choices=sorted({*degrade.CLASSES, *degrade.DAMAGES}))
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--evaluation", action="store_true", help="the pages that tuning never looks at")
    parser.add_argument("--of", default="text", choices=SOURCES, help="what the pages are made of")
    args = parser.parse_args()
    for name in [args.name] if args.name else degrade.CLASSES:
        write(args.out, name, args.count, args.of, EVALUATION_SEED if args.evaluation else FIRST_SEED)
        print(f"{name}: {args.count} pages")


if __name__ == "__main__":
    main()
