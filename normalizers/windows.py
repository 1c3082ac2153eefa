"""The damaged stretches of a mostly good text, so that the restorer reads no more than it must."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Protocol

from normalizers.restorer import Repair, Restored
from normalizers.triage import Damage

_CONTEXT = 3  # good lines on either side
_WHOLE = 0.2  # share of damaged lines from which the text is restored as one
_APART = "\n\n"


class Restores(Protocol):
    """What the repair needs of a restorer (`restorer.Restorer`)."""

    def restore(self, text: str, damage: Sequence[Damage], confidences: Sequence[float] | None = None) -> Restored:
        """Replacements for `text`, whose lines (split at line and form feeds) have `damage`, and their log."""


@dataclass(frozen=True, slots=True)
class _Window:
    """`text[start:end]` of the whole, its lines' damage, and where it lies in the text that is restored."""

    start: int
    end: int
    damage: tuple[Damage, ...]


def restore(
    text: str,
    damage: Sequence[Damage],
    confidences: Sequence[float] | None,
    restorer: Restores,
    kinds: frozenset[Damage],
) -> Restored:
    """Restore the lines of `text` whose damage is one of `kinds`, with a few lines of context.

    Where many lines are damaged, the whole text goes to the restorer, which learns from all of it.
    """
    damaged = sum(kind in kinds for kind in damage)
    if damaged >= _WHOLE * len(damage):
        return restorer.restore(text, damage, confidences)
    windows = list(_windows(text, damage, kinds))
    part = _APART.join(text[w.start : w.end] for w in windows)
    verdicts = [kind for window in windows for kind in (*window.damage, Damage.NONE)][:-1]
    restored = restorer.restore(part, verdicts, _slices(confidences, windows))
    return _moved(restored, windows)


def _windows(text: str, damage: Sequence[Damage], kinds: frozenset[Damage]) -> Iterator[_Window]:
    lengths = [len(line) + 1 for page in text.split("\f") for line in page.split("\n")]
    starts = list(accumulate(lengths, initial=0))
    first = last = -1
    for index in [*(i for i, kind in enumerate(damage) if kind in kinds), len(damage) + 3 * _CONTEXT]:
        if first >= 0 and index > last + 2 * _CONTEXT:
            low, high = max(0, first - _CONTEXT), min(len(damage), last + _CONTEXT + 1)
            yield _Window(starts[low], starts[high] - 1, tuple(damage[low:high]))
            first = index
        first = index if first < 0 else first
        last = index


def _slices(confidences: Sequence[float] | None, windows: Sequence[_Window]) -> Sequence[float] | None:
    if confidences is None:
        return None
    values = array("f")
    for number, window in enumerate(windows):
        values.extend([1.0] * len(_APART) if number else [])
        values.extend(confidences[window.start : window.end])
    return values


def _moved(restored: Restored, windows: Sequence[_Window]) -> Restored:
    """The replacements and the log with offsets in the whole text."""
    starts = list(accumulate((w.end - w.start + len(_APART) for w in windows), initial=0))

    def shift(at: int) -> int:
        number = bisect_right(starts, at) - 1
        return windows[number].start + at - starts[number]

    replacements = tuple((shift(a), shift(a) + b - a, new) for a, b, new in restored.replacements)
    return Restored(replacements, tuple(_shifted(entry, shift(entry.start)) for entry in restored.log))


def _shifted(entry: Repair, start: int) -> Repair:
    return replace(entry, start=start, end=start + entry.end - entry.start)
