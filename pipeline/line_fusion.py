"""The readings of one printed line by two engines, put together slot by slot."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from normalizers import syllables
from normalizers.plausible import Plausibility
from pipeline.bullets import BULLETS
from pipeline.fusion import candidates, choose, sureness, words_of
from pipeline.line_reader import ReadLine
from pipeline.model import Box
from pipeline.readings import Slot, slots
from pipeline.segments import PlacedWord, union

_SURE_ALONE = 0.6  # least confidence of a line that only the second engine reads
_DISPUTED = 0.6  # what remains of the confidence of a word that the second engine reads in two ways
_LONG_DASHES = frozenset("–—~")  # engines disagree on the length of the dash before a list item
_END = ".,;:)"
_NINE = re.compile(r"(?<=[0-8])9(?=%)")  # of two nines the second engine is apt to lose one itself
_LETTERS = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(
    r"^(?:[Ss]ố:|Lưu:)(?=\w)"  # the number of a paper, its file mark
    r"|^(?:\d{1,2}[.)]|[IVX]+[./)])(?=[^\W\d_]{2})"  # the label of a heading
    r"|^[Nn]gày(?=\w)|(?<=\w)(?=tháng$)"  # a day that a hand wrote
    r"|;(?=\w)|(?<=[^\W\d_]{2}),(?=[^\W\d_]{2})"
)


def fuse(first: Sequence[PlacedWord], line: ReadLine, language: Plausibility) -> list[PlacedWord]:
    """The likeliest words of a line that `first` and the second engine's readings of it say."""
    return [part for word in _chosen(places(first, line), language) for part in parted(word)]


def places(first: Sequence[PlacedWord], line: ReadLine) -> list[Slot]:
    """The places of a line with what `first` and the second engine's readings say there."""
    return [_with_whole_numbers(_with_percent(slot)) for slot in slots([first, *line.readings])]


def _with_percent(slot: Slot) -> Slot:
    """A slot without the 9 that Tesseract sees in the ring of a percent sign, where no other reading does: `92,59%`."""
    first, *others = slot.readings
    nine = _NINE.search(first[0].text) if len(first) == 1 else None
    if nine is None:
        return slot
    text = first[0].text[: nine.start()] + first[0].text[nine.end() :]
    if not others or any([word.text.rstrip(_END) for word in words] != [text.rstrip(_END)] for words in others):
        return slot
    return Slot(((replace(first[0], text=text),), *others))


def _with_whole_numbers(slot: Slot) -> Slot:
    """A slot without blanks between two digits that another reading doesn't see: `20/1 1/2024` is one day."""
    whole = {words[0].text.rstrip(_END) for words in slot.readings if len(words) == 1}
    return Slot(tuple((_joined(words),) if _is_cut(words, whole) else words for words in slot.readings))


def _is_cut(words: Sequence[PlacedWord], whole: Collection[str]) -> bool:
    digits = all(before.text[-1:].isdigit() and after.text[:1].isdigit() for before, after in pairwise(words))
    return len(words) > 1 and digits and "".join(word.text for word in words).rstrip(_END) in whole


def _joined(words: Sequence[PlacedWord]) -> PlacedWord:
    sure = min(word.confidence or 0.0 for word in words)
    return PlacedWord("".join(word.text for word in words), union(word.box for word in words), sure)


def _chosen(found: Sequence[Slot], language: Plausibility) -> Iterator[PlacedWord]:
    """The chosen words of a line; each slot is judged between what its neighbours most likely are."""
    likely = [likeliest(slot) for slot in found]
    for index, slot in enumerate(found):
        before, after = beside(likely, index)
        chosen, probability = choose(slot, before, after, language)
        if not chosen.text and index == 0 and set(slot.texts) & BULLETS:
            chosen = next(candidate for candidate in candidates(slot) if candidate.text in BULLETS)
        likely[index] = chosen.text
        sure = sureness(slot, chosen, probability)
        for word in words_of(slot, chosen):
            text = "-" if index == 0 and word.text in _LONG_DASHES else word.text
            yield PlacedWord(text, _widened(slot, word), sure)


def likeliest(slot: Slot) -> str:
    """What most readings say; the longest of several."""
    texts = slot.texts
    return max(texts, key=lambda text: (texts.count(text), len(text)))


def beside(likely: Sequence[str], index: int) -> tuple[str, str]:
    """What stands before and after a place of a line, as far as it is asked whether a reading fits between."""
    return " ".join(likely[max(0, index - 2) : index]), " ".join(likely[index + 1 : index + 2])


def _widened(slot: Slot, word: PlacedWord) -> Box:
    """The word's box as wide as any reading has it: engines cut the first and last letter short."""
    alone = [words[0].box for words in slot.readings if len(words) == 1]
    if len(alone) < len([words for words in slot.readings if words]):
        return word.box
    return Box(min(box.x0 for box in alone), word.box.y0, max(box.x1 for box in alone), word.box.y1)


def alone(line: ReadLine) -> tuple[PlacedWord, ...]:
    """The second engine's words of a line that the first did not read, where it is sure and they are words.

    A word that its readings do not share is doubted, such as a number that a hand wrote.
    """
    readings = [[part for word in words for part in parted(word)] for words in line.readings]
    best = max(readings, key=_mean)
    same = len({" ".join(word.text for word in words) for words in readings}) == 1
    if sum(map(_is_word, best)) * 2 <= len(best) or not (same or _mean(best) > _SURE_ALONE):
        return ()
    shared = set.intersection(*({word.text for word in words} for words in readings))
    return tuple(word if word.text in shared else _disputed(word) for word in best)


def _mean(words: Sequence[PlacedWord]) -> float:
    return sum(word.confidence or 0.0 for word in words) / max(len(words), 1)


def _is_word(word: PlacedWord) -> bool:
    """Whether a token holds syllables or abbreviations and nothing else of letters, such as `/CT-UBND`."""
    runs = _LETTERS.findall(word.text)
    return bool(runs) and all(syllables.weigh(run) != syllables.INVALID for run in runs)


def _disputed(word: PlacedWord) -> PlacedWord:
    return replace(word, confidence=_DISPUTED * (word.confidence or 0.0))


def parted(word: PlacedWord) -> list[PlacedWord]:
    """The words that an engine ran together although a mark parts them: `Số:12` becomes `Số:` and `12`."""
    cuts = sorted({0, *(match.end() for match in _JOINED.finditer(word.text)), len(word.text)})
    step = (word.box.x1 - word.box.x0) / max(len(word.text), 1)
    return [
        PlacedWord(
            word.text[start:end],
            Box(word.box.x0 + start * step, word.box.y0, word.box.x0 + end * step, word.box.y1),
            word.confidence,
        )
        for start, end in pairwise(cuts)
    ]
