"""Learn how readings of a word are weighed, and how sure the chosen one is, from rendered, badly scanned plans.

    python -m tools.train_fusion [--pages 40] [--seed 3000] [--jobs 2]

Plans of the generator are painted in three faces, degraded by each class of `tools.degrade` and read as a run reads
them: the second engine is asked for the lines that the first is unsure of. Each place of these lines is labelled by
the printed text that it is aligned with. A conditional logistic regression (Adam, fixed steps) on the places where the
readings differ gives `pipeline.fusion.WEIGHTS`; one on all places gives `SURENESS` from whether the reading that these
weights choose is right. Both are printed beside those in use, with what each does on half as many pages kept apart.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from pipeline.fusion import (
    FEATURES,
    SIGNS,
    SURENESS,
    WEIGHTS,
    Candidate,
    candidates,
    features,
    is_disputed_number,
    signs,
)
from pipeline.layout import compose
from pipeline.line_fusion import beside, likeliest, places
from pipeline.model import Box
from pipeline.page_reader import PageReader, Readings
from pipeline.pages import POINTS
from pipeline.read import reader_of
from pipeline.readings import Slot, slots
from pipeline.scan import prepare
from pipeline.segments import PlacedWord
from pipeline.settings import ReadSettings
from tools.degrade import CLASSES, degrade, resolution
from tools.plans import layout, paint
from tools.plans.generate import FAMILIES, generate

Numbers = NDArray[np.float64]

STEPS, RATE, RIDGE = 1500, 0.3, 1e-4
_APART = 100_000  # between the seeds to learn from and those to test on
_ALIKE = 0.6  # largest distance, as a share of the letters, of a word from the printed one that it stands for


@dataclass(frozen=True)
class Place:
    """A place of a line, what may stand there (with a row of `FEATURES` each), and what was printed."""

    slot: Slot
    options: tuple[Candidate, ...]
    rows: Numbers
    printed: str

    @property
    def right(self) -> int | None:
        """Which of the options was printed, if one was."""
        return next((at for at, option in enumerate(self.options) if _plain(option.text) == self.printed), None)


@dataclass(frozen=True)
class Cases:
    """Choices between options: their rows (case × option × sign), which options there are, and the right ones."""

    rows: Numbers
    there: NDArray[np.bool_]
    right: NDArray[np.int64]

    @classmethod
    def of(cls, found: Sequence[tuple[Numbers, int]]) -> Cases:
        """Cases of so many options (rows) each, and which is right."""
        most = max(len(rows) for rows, _ in found)
        padded = np.zeros((len(found), most, found[0][0].shape[1]))
        there = np.zeros(padded.shape[:2], bool)
        for at, (rows, _) in enumerate(found):
            padded[at, : len(rows)], there[at, : len(rows)] = rows, True
        return cls(padded, there, np.array([right for _, right in found]))

    def chances(self, weights: Numbers) -> Numbers:
        """How likely each option is (case × option)."""
        scores = np.where(self.there, self.rows @ weights, -np.inf)
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(likely / likely.sum(axis=1, keepdims=True))

    def fit(self) -> Numbers:
        """The weights that make the right options likeliest."""
        count = self.rows.shape[2]
        weights, mean, square = np.zeros((3, count))
        right = self.rows[np.arange(len(self.right)), self.right].mean(axis=0)
        for step in range(1, STEPS + 1):
            expected = np.einsum("co,cof->f", self.chances(weights), self.rows) / len(self.right)
            slope = RIDGE * weights + expected - right
            mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
            move = mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
            weights = weights - RATE * move * (1 - step / STEPS)
        return weights

    def share(self, weights: Numbers) -> float:
        """The share of cases whose likeliest option is right."""
        return float(np.mean(self.chances(weights).argmax(axis=1) == self.right))

    def loss(self, weights: Numbers) -> float:
        """The mean negative logarithm of the right options' chances."""
        return float(-np.log(self.chances(weights)[np.arange(len(self.right)), self.right]).mean())


def page(name: str, number: int, seed: int) -> tuple[NDArray[np.uint8], str]:
    """A page of a generated plan, degraded as class `name` (grey or RGB), and its printed text."""
    families = [family.name for family in FAMILIES.values() if not family.unseen]
    plan = generate(families[number % len(families)], seed + number)
    laid = layout.pages(plan)
    at = (0, len(laid) - 1, number % len(laid))[number % 3]
    image = paint.page_image(laid[at], 300, paint.FACES[number % len(paint.FACES)])
    return degrade(np.asarray(image), name, seed + number), layout.printed_text(plan, laid).split("\f")[at]


def labelled(name: str, number: int, seed: int) -> list[Place]:
    """The places of a page's lines that both engines read, as far as it is sure what was printed there."""
    cv2.setNumThreads(1)
    image, text = page(name, number, seed)
    reader, dpi = _reader(), float(resolution(name))
    scan = prepare(image, image.shape[1] * POINTS / dpi, image.shape[0] * POINTS / dpi)
    read = reader.readings(scan.image, dpi)
    lines = _in_order(read, scan.width, scan.height)
    printed = dict(printed_at([slot for line in lines for slot in line.found], _plain(text).split()))
    found = []
    for line in lines:
        likely = [likeliest(slot) for slot in line.found]
        for at, slot in enumerate(line.found if line.is_asked else ()):
            if id(slot) in printed:
                options = candidates(slot)
                before, after = beside(likely, at)
                costs = reader.language.costs(before, [option.text for option in options], after)
                found.append(Place(slot, tuple(options), features(slot, options, costs), printed[id(slot)]))
    return found


@cache
def _reader() -> PageReader:
    reader = reader_of(ReadSettings())
    if not isinstance(reader, PageReader):
        raise TypeError("pages are read by another reader than the one that is learned for")
    return reader


@dataclass(frozen=True)
class _Line:
    """A line's places from left to right, and whether the second engine was asked for it."""

    found: Sequence[Slot]
    is_asked: bool


def _in_order(read: Readings, width: float, height: float) -> list[_Line]:
    """The lines of a page in reading order."""
    lines = [
        _Line(places(words, read.again[at]) if at in read.again else slots([words]), at in read.again)
        for at, words in enumerate(read.first)
        if words
    ]
    words = compose([word for line in lines for slot in line.found for word in _words(slot)], width, height).words
    order = {word.box: at for at, word in enumerate(words)}
    said = [[word for slot in line.found for word in _words(slot)] for line in lines]
    return [line for _, line in sorted(zip(said, lines, strict=True), key=lambda both: _place(both[0], order))]


def _place(words: Sequence[PlacedWord], order: Mapping[Box, int]) -> int:
    return min((order.get(word.box, 0) for word in words), default=0)


def _words(slot: Slot) -> tuple[PlacedWord, ...]:
    """The words of what most readings say."""
    return slot.readings[slot.texts.index(likeliest(slot))]


def printed_at(found: Sequence[Slot], printed: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Places (by identity) in reading order with what was printed there, as far as that is sure.

    A place's words stand beside printed ones that are like them, or between two that are printed so.
    """
    tokens = [(number, _plain(word.text)) for number, slot in enumerate(found) for word in _words(slot)]
    match: dict[int, list[int]] = {}
    for op in Levenshtein.opcodes([text for _, text in tokens], printed):
        if op.tag in ("equal", "replace"):
            for i, j in zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=False):
                if Levenshtein.normalized_distance(tokens[i][1], printed[j]) <= _ALIKE:
                    match.setdefault(tokens[i][0], []).append(j)
    for number, slot in enumerate(found):
        if number in match and len(match[number]) == len(_words(slot)):
            yield id(slot), " ".join(printed[j] for j in match[number])
        elif number - 1 in match and number + 1 in match:
            yield id(slot), " ".join(printed[match[number - 1][-1] + 1 : match[number + 1][0]])


def gather(count: int, seed: int, jobs: int) -> list[Place]:
    """The labelled places of `count` pages of each class."""
    numbers = [(name, at * count + number, seed) for at, name in enumerate(CLASSES) for number in range(1, count + 1)]
    with ProcessPoolExecutor(jobs) as pool:
        return [place for found in pool.map(labelled, *zip(*numbers, strict=True), chunksize=4) for place in found]


def choices(found: Sequence[Place]) -> Cases:
    """The places where readings differ and one is right, to learn `WEIGHTS` from."""
    return Cases.of([(place.rows, at) for place in found if len(place.options) > 1 and (at := place.right) is not None])


def verdicts(found: Sequence[Place], weights: Numbers) -> Cases:
    """Whether what `weights` choose at each place is right, to learn `SURENESS` from.

    The signs stand against a row of noughts, which makes the regression one of right (0) or wrong (1).
    """
    cases = []
    for place in found:
        at, probability = _best(place, weights)
        seen = np.array(signs(place.slot, place.options[at], probability))
        cases.append((np.stack([seen, np.zeros(len(SIGNS))]), int(at != place.right)))
    return Cases.of(cases)


def _best(place: Place, weights: Numbers) -> tuple[int, float]:
    scores = place.rows @ weights
    at = int(scores.argmax())
    return at, float(1 / np.exp(scores - scores[at]).sum())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("–", "-").replace("—", "-")


def _report(tested: Sequence[Place], weights: Numbers, sureness: Numbers) -> None:
    """What the weights in use and the learned ones do on places kept apart."""
    first = np.array([float(name == "first") for name in FEATURES])
    open_ = choices(tested)
    ways = (("first engine", first), ("in use", np.array(WEIGHTS)), ("learned", weights))
    print(f"{len(open_.right)} places kept apart where readings differ: right", end=" ")
    print(", ".join(f"{way} {open_.share(found):.3f}" for way, found in ways))
    disputed = [p for p in tested if is_disputed_number(p.slot, p.options[_best(p, weights)[0]])]
    for what, some in (("all places", tested), ("disputed numbers", disputed)):
        cases = verdicts(some, weights)
        wrong = int((cases.right == 1).sum())
        for way, found in (("in use", np.array(SURENESS)), ("learned", sureness)):
            chances = cases.chances(found)[:, 0]
            sure = chances > 0.9
            print(
                f"{len(some)} {what}, {wrong} wrong; sureness {way}: log loss {cases.loss(found):.4f}; "
                f"above 0.9 {int(sure.sum())}, of them wrong {int((cases.right[sure] == 1).sum())}"
            )


def main() -> None:
    """Train, test, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=40, help="pages of each class")
    parser.add_argument("--seed", type=int, default=3000)
    parser.add_argument("--jobs", type=int, default=2, help="processes that read")
    args = parser.parse_args()
    found = gather(args.pages, args.seed, args.jobs)
    weights = choices(found).fit()
    sureness = verdicts(found, weights).fit()
    for name, learned in (("WEIGHTS", weights), ("SURENESS", sureness)):
        print(f"{name}: " + ", ".join(f"{weight:.2f}" for weight in learned))
    _report(gather(max(1, args.pages // 2), args.seed + _APART, args.jobs), weights, sureness)


if __name__ == "__main__":
    main()
