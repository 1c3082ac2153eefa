"""Two engines' readings of a line become slots: places where they say the same, or differ.

A slot holds what each reading has at one place of the line; words that overlap by `_SHARED` of the
narrower one's width stand in one slot, so that a word which one engine splits is still one place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Box
from pipeline.segments import PlacedWord, union

_SHARED = 0.4
_BEYOND = 0.15  # of a line's height: a word whose middle lies so far outside still belongs to it


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a line: the words of each reading there, none where it has a gap."""

    readings: tuple[tuple[PlacedWord, ...], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """What each reading says."""
        return tuple(" ".join(word.text for word in words) for words in self.readings)

    @property
    def box(self) -> Box:
        """The union of all its words' boxes."""
        return union(word.box for words in self.readings for word in words)


def confidence(words: Sequence[PlacedWord]) -> float:
    """That of the least sure word; 0 without any."""
    return min((word.confidence or 0.0 for word in words), default=0.0)


def slots(readings: Sequence[Sequence[PlacedWord]]) -> list[Slot]:
    """The slots of a line from left to right; every word is in exactly one."""
    marked = sorted(
        ((index, word) for index, words in enumerate(readings) for word in words), key=lambda item: item[1].box.x0
    )
    groups: list[list[tuple[int, PlacedWord]]] = []
    for index, word in marked:
        near = next((group for group in reversed(groups[-3:]) if _touches(group, index, word)), None)
        if near is None:
            groups.append([(index, word)])
        else:
            near.append((index, word))
    return [_slot(group, len(readings)) for group in _merged(groups)]


def _touches(group: Sequence[tuple[int, PlacedWord]], index: int, word: PlacedWord) -> bool:
    """Whether a word shares more than `_SHARED` of the narrower one's width with a word of another reading."""
    x0, x1 = word.box.x0, word.box.x1
    for other, member in group:
        if other != index:
            box = member.box
            shared = min(box.x1, x1) - max(box.x0, x0)
            if shared > 0 and shared > _SHARED * min(box.x1 - box.x0, x1 - x0):
                return True
    return False


def _merged(groups: Sequence[list[tuple[int, PlacedWord]]]) -> Iterator[list[tuple[int, PlacedWord]]]:
    """Groups that a wide word of another reading ties together, as one."""
    current: list[tuple[int, PlacedWord]] = []
    reach = 0.0
    for group in groups:
        is_near = bool(current) and min(word.box.x0 for _, word in group) < reach
        if is_near and any(_touches(current, index, word) for index, word in group):
            current = [*current, *group]
        else:
            if current:
                yield current
            current = group
        reach = max(word.box.x1 for _, word in current)
    if current:
        yield current


def _slot(group: Sequence[tuple[int, PlacedWord]], count: int) -> Slot:
    by_reading = [sorted((w for i, w in group if i == index), key=lambda w: w.box.x0) for index in range(count)]
    return Slot(tuple(tuple(words) for words in by_reading))


def belongs(word: PlacedWord, line: Box) -> bool:
    """Whether the middle of a word lies in a line's box."""
    slack = _BEYOND * (line.y1 - line.y0)
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
    return line.x0 - slack <= x <= line.x1 + slack and line.y0 - slack <= y <= line.y1 + slack
