"""Learn how readings of a word are weighed (`pipeline.fusion.WEIGHTS`) from rendered, badly scanned plans.

    python -m tools.train_fusion [--pages 12] [--seed 3000]

Plans of the generator are painted in three faces, degraded by each class of `tools.degrade`, read by both
engines, and each slot where they differ is labelled by the printed text that it is aligned with. A conditional
logistic regression (Adam, fixed steps) gives the weights; the share of slots that it decides rightly on pages
kept apart is printed beside that of the first engine.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from normalizers.plausible import load_plausibility
from pipeline.fusion import FEATURES, candidates, features
from pipeline.layout import compose
from pipeline.line_engines import LineEngine, start_engine
from pipeline.line_reader import load_line_reader
from pipeline.page_lines import page_lines, scale_for_reading, scaled
from pipeline.page_reader import is_noise, placed, spots_of
from pipeline.readings import Slot, slots
from pipeline.scan import prepare
from pipeline.segments import PlacedWord
from pipeline.tessdata import best_engine
from tools.degrade import CLASSES, degrade
from tools.plans import layout, paint
from tools.plans.generate import FAMILIES, generate

Rows = NDArray[np.float64]
Sample = tuple[Rows, int]  # the candidates' features, and which is right

STEPS, RATE, RIDGE = 600, 0.3, 1e-3


def pages(count: int, seed: int) -> Iterator[tuple[NDArray[np.uint8], str]]:
    """Degraded page (grey or RGB) and printed text; `count` pages of each class."""
    families = [family.name for family in FAMILIES.values() if not family.unseen]
    number = 0
    for name in CLASSES:
        for _ in range(count):
            number += 1
            plan = generate(families[number % len(families)], seed + number)
            laid = layout.pages(plan)
            at = (0, len(laid) - 1, number % len(laid))[number % 3]
            image = paint.page_image(laid[at], 300, paint.FACES[number % len(paint.FACES)])
            yield degrade(np.asarray(image), name, seed + number), layout.printed_text(plan, laid).split("\f")[at]


def read_lines(page: NDArray[np.uint8], engine: LineEngine) -> list[list[Slot]]:
    """The slots of each printed line of a page (grey or RGB), in reading order."""
    upright = prepare(page, page.shape[1], page.shape[0]).upright.image
    grey = scaled(upright, scale_for_reading(upright))
    lines, second = page_lines(grey).lines, load_line_reader()
    first = [
        placed(line, words, 1.0)
        for line, words in zip(lines, engine.recognise([line.image.image for line in lines], 120), strict=True)
    ]
    spots = second.detect(grey)
    seen = spots_of([line.box for line in lines], spots)
    again = second.read(grey, [spot or line.box for line, spot in zip(lines, seen, strict=True)], 72)
    found = [slots([words, *a.readings]) for words, a in zip(first, again, strict=True) if not is_noise(words)]
    high, wide = grey.shape
    placed = compose([word for line in found for word in likeliest(line[0])], wide, high).words
    order = {word.box: number for number, word in enumerate(placed)}
    return sorted(found, key=lambda line: order.get(likeliest(line[0])[0].box, 0) if likeliest(line[0]) else 0)


def likeliest(slot: Slot) -> tuple[PlacedWord, ...]:
    """The words of what most readings say; the longest of several."""
    texts = slot.texts
    return slot.readings[texts.index(max(texts, key=lambda text: (texts.count(text), len(text))))]


def wanted(line_slots: Sequence[Slot], printed: Sequence[str]) -> Iterator[tuple[Slot, str]]:
    """Slots in reading order with what was printed there, as far as that is sure.

    A slot's words stand beside printed ones that are like them, or between two that are printed so.
    """
    tokens = [(number, _plain(word.text)) for number, slot in enumerate(line_slots) for word in likeliest(slot)]
    match: dict[int, list[int]] = {}
    for op in Levenshtein.opcodes([text for _, text in tokens], printed):
        if op.tag in ("equal", "replace"):
            for i, j in zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=False):
                if _is_like(tokens[i][1], printed[j]):
                    match.setdefault(tokens[i][0], []).append(j)
    for number, slot in enumerate(line_slots):
        if number in match and len(match[number]) == len(likeliest(slot)):
            yield slot, " ".join(printed[j] for j in match[number])
        elif number - 1 in match and number + 1 in match:
            yield slot, " ".join(printed[match[number - 1][-1] + 1 : match[number + 1][0]])


def _is_like(said: str, printed: str) -> bool:
    return Levenshtein.normalized_distance(said, printed) <= 0.6


def samples(count: int, seed: int) -> list[Sample]:
    """All slots in which the engines differ and one reading is right."""
    language, engine, found = load_plausibility(), start_engine(best_engine(), "vie"), []
    for page, text in pages(count, seed):
        line_slots = [slot for line in read_lines(page, engine) for slot in line]
        likely = [" ".join(word.text for word in likeliest(slot)) for slot in line_slots]
        place = {id(slot): number for number, slot in enumerate(line_slots)}
        for slot, printed in wanted(line_slots, _plain(text).split()):
            options, at = candidates(slot), place[id(slot)]
            right = [_plain(option.text) == printed for option in options]
            if len(options) > 1 and any(right):
                before, after = " ".join(likely[max(0, at - 2) : at]), " ".join(likely[at + 1 : at + 2])
                costs = language.costs(before, [option.text for option in options], after)
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
    return unicodedata.normalize("NFC", text).replace("–", "-").replace("—", "-")


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
