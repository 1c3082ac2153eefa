"""Speed of the extractors beside plain passes over the same text, in one run: CPU seconds for 100 pages, one core.

    python -m benchmarks.extraction [--pages 100] [--repeat 3] [--profile]

The text is made of generated plans, about 2,200 characters a page, a document of some pages each. The peers do a part
of the work: `regex pass` looks for the dates and numbers alone, with the standard library; `spaCy rules` runs a blank
pipeline with one entity ruler for agencies, places and persons. Loading is not counted: each way reads one plan
before. Every measurement takes plans that nothing has read yet. `--profile` shows where the extractors' time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import re
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from extractors.entities import entities
from extractors.find import Ways, find
from normalizers.alignment import Alignment
from pipeline.model import RepairedText
from tools.plans.generate import FAMILIES, generate

PAGE = 2200
_VALUES = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}|"
    r"(?:ngày \d{1,2} )?tháng \d{1,2}(?: năm \d{4})?|quý (?:[IV]+|\d)|năm \d{4}|\d+(?:[.,/]\d+)*%?"
)


def texts(pages: int, series: int) -> Iterator[str]:
    """Plans of the families that tuning may use, until they fill so many pages; others for each series."""
    families = [family.name for family in FAMILIES.values() if not family.unseen]
    length = seed = 0
    while length < pages * PAGE:
        text = generate(families[seed % len(families)], 900_000 + 1_000 * series + seed).text
        length, seed = length + len(text), seed + 1
        yield text


def extract(ways: Ways) -> Callable[[str], object]:
    """The extractors on a text that needed no repair."""
    return lambda text: find(RepairedText(text, text, Alignment.identity(len(text)), (0,)), ways)


WAYS: dict[str, Callable[[str], object]] = {
    "regex pass": _VALUES.findall,
    "spaCy rules": lambda text: [entities(line) for line in text.splitlines()],
    "kehoach, rules": extract(Ways.RULES),
    "kehoach, rules and tagger": extract(Ways.BOTH),
}


def seconds(work: Callable[[str], object], plans: Sequence[str]) -> float:
    """CPU seconds for a page of the plans; the first one is read to warm up and not counted."""
    work(plans[0])
    start = time.process_time()
    for text in plans[1:]:
        work(text)
    return (time.process_time() - start) * PAGE / sum(map(len, plans[1:]))


def profile(plans: Sequence[str]) -> None:
    """Print the functions that take the most time of their own, and with all that they call."""
    with cProfile.Profile() as taken:
        for text in plans:
            WAYS["kehoach, rules and tagger"](text)
    for order in ("tottime", "cumtime"):
        pstats.Stats(taken).sort_stats(order).print_stats(25)


def main() -> None:
    """Measure every way, the best of the repeats."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--profile", action="store_true")
    args = parser.parse_args()
    if args.profile:
        plans = list(texts(args.pages, 0))
        WAYS["kehoach, rules and tagger"](plans[0])
        profile(plans[1:])
        return
    taken: dict[str, list[float]] = {way: [] for way in WAYS}
    for series, (_, way) in enumerate(product(range(args.repeat), WAYS)):
        taken[way].append(args.pages * seconds(WAYS[way], list(texts(args.pages, series))))
    best = {way: min(each) for way, each in taken.items()}
    print(f"| way | CPU seconds for {args.pages} pages, best of {args.repeat} | ratio to spaCy rules |")
    print("| --- | --- | --- |")
    for way, least in best.items():
        print(f"| {way} | {least:.2f} | {least / best['spaCy rules']:.2f} |")


if __name__ == "__main__":
    main()
