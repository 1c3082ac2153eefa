"""Two engines, one reading: a page engine's words and the line engine's, put together slot by slot.

What only the line engine sees (print under a seal, a line that Tesseract dropped) is added where it is
sure; what only the page engine sees stays where it is a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from PIL import Image

from normalizers import syllables
from normalizers.plausible import Plausibility, load_plausibility
from pipeline.bullets import BULLETS, bullet_before
from pipeline.fusion import candidates, choose, sureness, words_of
from pipeline.line_reader import LineReader, ReadLine, load_line_reader
from pipeline.model import Box
from pipeline.ocr import Reader
from pipeline.readings import Slot, belongs, slots
from pipeline.segments import PlacedWord

_SURE_ALONE = 0.6  # least confidence of a line that only the line engine reads
_SURE_OUTSIDE = 0.5  # and of a word that only the page engine reads
_LONG_DASHES = frozenset("–—")  # engines disagree on the length of the dash before a list item
_ALONE = 0.6  # what remains of a word's confidence when the line engine sees no line there
_SURE_BULLET = 0.3  # least confidence of a bullet that only the page engine reads
_HANGING = 3.0  # line heights that a bullet may stand left of its line
_JOINED = re.compile(
    r"^(?:[Ss]ố:|Lưu:)(?=\w)"  # the number of a paper, its file mark
    r"|^(?:\d{1,2}[.)]|[IVX]+[./)])(?=[^\W\d_]{2})"  # the label of a heading
    r"|;(?=\w)|(?<=[^\W\d_]{2}),(?=[^\W\d_]{2})"
)


@dataclass(frozen=True)
class FusedReader:
    """A `Reader` that asks `first` for the page and the line engine for its lines."""

    first: Reader
    lines: LineReader
    language: Plausibility

    def read(self, image: Image.Image, dpi: float) -> list[PlacedWord]:
        """The words of an upright page; raises what `first` raises.

        A page without a line of print (a photo, a map, a blank back) is not given to `first`, which would
        search it for letters for minutes.
        """
        grey = np.asarray(image.convert("L"), np.uint8)
        found = self.lines.read(grey, dpi)
        if not found:
            return []
        words, lines = fuse(self.first.read(image, dpi), found, self.language)
        bullets = (bullet_before(line, grey, dpi) for line in lines)
        return [*words, *(bullet for bullet in bullets if bullet and not _is_taken(bullet, words))]


def fused_reader(first: Reader) -> FusedReader:
    """`first` joined with the line engine; raises FileNotFoundError where models are missing."""
    return FusedReader(first, load_line_reader(), load_plausibility())


def fuse(
    words: Sequence[PlacedWord], lines: Sequence[ReadLine], language: Plausibility
) -> tuple[list[PlacedWord], list[list[PlacedWord]]]:
    """One list of words from both readings, no place of the page read twice; and the words by line."""
    rest = list(words)
    fused: list[PlacedWord] = []
    by_line: list[list[PlacedWord]] = []
    for line in lines:
        fused += [word for word in rest if _hangs(word, line)]
        rest = [word for word in rest if not _hangs(word, line)]
        here = [word for word in rest if belongs(word, line.box)]
        rest = [word for word in rest if not belongs(word, line.box)]
        chosen = _line(slots([here, *line.readings]), language) if here else _alone(line)
        by_line.append([part for word in chosen for part in parted(word)])
    alone = [replace(word, confidence=_ALONE * (word.confidence or 0.0)) for word in rest if _stands(word)]
    return [*fused, *(word for line in by_line for word in line), *alone], by_line


def _is_taken(bullet: PlacedWord, words: Sequence[PlacedWord]) -> bool:
    """Whether a word already stands where a bullet was found."""
    box = bullet.box
    return any(
        word.box.x0 < box.x1 and box.x0 < word.box.x1 and word.box.y0 - 2 < box.y1 and box.y0 < word.box.y1 + 2
        for word in words
    )


def _line(found: Sequence[Slot], language: Plausibility) -> Iterator[PlacedWord]:
    """The chosen words of a line; each slot is judged between what its neighbours most likely are."""
    likely = [_likely(slot) for slot in found]
    for index, slot in enumerate(found):
        before, after = " ".join(likely[max(0, index - 2) : index]), " ".join(likely[index + 1 : index + 2])
        chosen, probability = choose(slot, before, after, language)
        if not chosen.text and index == 0 and set(slot.texts) & BULLETS:
            chosen = next(candidate for candidate in candidates(slot) if candidate.text in BULLETS)
        likely[index] = chosen.text
        sure = sureness(slot, chosen, probability)
        for word in words_of(slot, chosen):
            text = "-" if index == 0 and word.text in _LONG_DASHES else word.text
            yield PlacedWord(text, _widened(slot, word), sure)


def _likely(slot: Slot) -> str:
    """What most readings say; the longest of several."""
    texts = slot.texts
    return max(texts, key=lambda text: (texts.count(text), len(text)))


def _widened(slot: Slot, word: PlacedWord) -> Box:
    """The word's box as wide as any reading has it: engines cut the first and last letter short."""
    alone = [words[0].box for words in slot.readings if len(words) == 1]
    if len(alone) < len([words for words in slot.readings if words]):
        return word.box
    return Box(min(box.x0 for box in alone), word.box.y0, max(box.x1 for box in alone), word.box.y1)


def _alone(line: ReadLine) -> tuple[PlacedWord, ...]:
    """The line engine's words of a line that nobody else saw, where it is sure and they are words."""
    best = max(line.readings, key=lambda words: sum(w.confidence or 0.0 for w in words) / max(len(words), 1))
    sure = [word.confidence or 0.0 for word in best]
    valid = sum(syllables.weigh(word.text.strip(".,;:()")) != syllables.INVALID for word in best)
    same = len({" ".join(w.text for w in words) for words in line.readings}) == 1
    if best and valid * 2 > len(best) and (same or sum(sure) / len(sure) > _SURE_ALONE):
        return best
    return ()


def _hangs(word: PlacedWord, line: ReadLine) -> bool:
    """Whether a word is a bullet left of a line that the line engine did not look at."""
    if word.text not in BULLETS or (word.confidence or 0.0) <= _SURE_BULLET:
        return False
    if any(words and words[0].text[0] in BULLETS for words in line.readings):
        return False
    box = line.box
    return belongs(word, Box(box.x0 - _HANGING * (box.y1 - box.y0), box.y0, box.x0, box.y1))


def parted(word: PlacedWord) -> list[PlacedWord]:
    """The words that an engine ran together although a mark parts them: `Số:12` becomes `Số:` and `12`."""
    cuts = [0, *(match.end() for match in _JOINED.finditer(word.text)), len(word.text)]
    step = (word.box.x1 - word.box.x0) / max(len(word.text), 1)
    return [
        PlacedWord(
            word.text[start:end],
            Box(word.box.x0 + start * step, word.box.y0, word.box.x0 + end * step, word.box.y1),
            word.confidence,
        )
        for start, end in pairwise(cuts)
    ]


def _stands(word: PlacedWord) -> bool:
    return any(char.isalnum() for char in word.text) and (word.confidence or 0.0) > _SURE_OUTSIDE
