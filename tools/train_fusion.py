"""Learn how readings of a word are weighed (`pipeline.fusion.WEIGHTS`) from rendered, badly scanned plans.

    python -m tools.train_fusion [--pages 12] [--seed 3000]

Plans of the generator are painted in three faces, degraded by each class of `tools.degrade`, read by both
engines, and each slot where they differ is labelled by the printed text: a reading is right when all its
words are on the page. A conditional logistic regression (Adam, fixed steps) gives the weights; the share of
slots that it decides rightly on pages kept apart is printed beside that of the first engine.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from normalizers.plausible import load_plausibility
from pipeline.cleaning import clean
from pipeline.fusion import FEATURES, candidates, features
from pipeline.line_reader import load_line_reader
from pipeline.readings import Slot, belongs, slots
from pipeline.tesseract_lines import LineTesseract
from pipeline.upright import set_upright
from tools.degrade import CLASSES, degrade, resolution
from tools.plans import layout, paint
from tools.plans.generate import FAMILIES, generate

Rows = NDArray[np.float64]
Sample = tuple[Rows, int]  # the candidates' features, and which is right

STEPS, RATE, RIDGE = 600, 0.3, 1e-3


def pages(count: int, seed: int) -> Iterator[tuple[str, NDArray[np.uint8], str]]:
    """Class, degraded page (grey or RGB) and printed text; `count` pages of each class."""
    families = [family.name for family in FAMILIES.values() if not family.unseen]
    number = 0
    for name in CLASSES:
        for _ in range(count):
            number += 1
            plan = generate(families[number % len(families)], seed + number)
            laid = layout.pages(plan)
            at = (0, len(laid) - 1, number % len(laid))[number % 3]
            image = paint.page_image(laid[at], 300, paint.FACES[number % len(paint.FACES)])
            yield name, degrade(np.asarray(image), name, seed + number), layout.printed_text(plan, laid).split("\f")[at]


def read_slots(page: NDArray[np.uint8], dpi: int) -> Iterator[tuple[Slot, str, str]]:
    """The slots of a page in which the engines differ, with what stands before and after."""
    grey = set_upright(clean(page), load_line_reader().page).image
    words = LineTesseract().read(Image.fromarray(grey), dpi)
    for line in load_line_reader().read(grey, dpi):
        found = slots([[word for word in words if belongs(word, line.box)], *line.readings])
        likely = [max(slot.texts, key=lambda text, slot=slot: slot.texts.count(text)) for slot in found]  # type: ignore[misc]
        for index, slot in enumerate(found):
            if len(set(slot.texts)) > 1:
                yield slot, " ".join(likely[max(0, index - 2) : index]), " ".join(likely[index + 1 : index + 2])


def samples(count: int, seed: int) -> list[Sample]:
    """All slots with exactly one right reading."""
    language, found = load_plausibility(), []
    for name, page, text in pages(count, seed):
        printed = set(_plain(text).split())
        for slot, before, after in read_slots(page, resolution(name)):
            options = candidates(slot)
            right = [bool(o.text) and set(_plain(o.text).split()) <= printed for o in options]
            if not any(right):
                right = [not o.text for o in options]
            if sum(right) == 1:
                costs = language.costs(before, [o.text for o in options], after)
                found.append((features(slot, options, costs), right.index(True)))
    return found


def fit(training: Sequence[Sample]) -> Rows:
    """The weights that make the right readings likeliest."""
    weights, mean, square = np.zeros((3, len(FEATURES)))
    for step in range(1, STEPS + 1):
        slope = RIDGE * weights + np.mean([_slope(rows, right, weights) for rows, right in training], axis=0)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        move = mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        weights = weights - RATE * move * (1 - step / STEPS)
    return weights


def _slope(rows: Rows, right: int, weights: Rows) -> Rows:
    scores = rows @ weights
    chances = np.exp(scores - scores.max())
    return np.asarray(chances @ rows / chances.sum() - rows[right])


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("–", "-")


def _share(tested: Sequence[Sample], weights: Rows) -> float:
    return float(np.mean([int((rows @ weights).argmax()) == right for rows, right in tested]))


def main() -> None:
    """Train, test, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=12, help="pages of each class")
    parser.add_argument("--seed", type=int, default=3000)
    args = parser.parse_args()
    cv2.setNumThreads(1)
    weights = fit(samples(args.pages, args.seed))
    tested = samples(max(1, args.pages // 2), args.seed + 100_000)
    first = np.array([float(name == "first") for name in FEATURES])
    print(", ".join(f"{weight:.2f}" for weight in weights))
    print(
        f"{len(tested)} slots kept apart: right {_share(tested, weights):.3f}, first engine {_share(tested, first):.3f}"
    )


if __name__ == "__main__":
    main()
