"""Notes on changed or doubted tokens of a text, held in arrays: a damaged document has one for nearly every word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from normalizers.alignment import Alignment, Offsets


class Note(NamedTuple):
    """A changed or doubted token: `text[start:end]`, the kind of damage, the confidence (0..1)."""

    start: int
    end: int
    damage: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes as columns, in the order of the text."""

    starts: Offsets
    ends: Offsets
    damages: NDArray[Any]
    confidences: NDArray[np.float64]

    @classmethod
    def of(cls, notes: Iterable[Note] = ()) -> Notes:
        """The notes, which are in order, as columns."""
        rows = list(notes)
        return cls(
            np.array([note.start for note in rows], np.int64),
            np.array([note.end for note in rows], np.int64),
            np.array([note.damage for note in rows], object),
            np.array([note.confidence for note in rows], np.float64),
        )

    @classmethod
    def behind_one_another(cls, parts: Iterable[tuple[Notes, int]]) -> Notes:
        """The notes of texts that stand behind one another, each with the place where its text begins."""
        kept = [(notes, at) for notes, at in parts if len(notes)] or [(cls.of(), 0)]
        return cls(
            np.concatenate([notes.starts + at for notes, at in kept]),
            np.concatenate([notes.ends + at for notes, at in kept]),
            np.concatenate([notes.damages for notes, _ in kept]),
            np.concatenate([notes.confidences for notes, _ in kept]),
        )

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Note]:
        columns = (column.tolist() for column in (self.starts, self.ends, self.damages, self.confidences))
        return map(Note._make, zip(*columns, strict=True))

    def moved(self, step: Alignment) -> Notes:
        """The notes where `step` brings them, from its raw text to its text."""
        if not len(self):
            return self
        return Notes(*step.from_raw_all(self.starts, self.ends), self.damages, self.confidences)

    def joined(self, later: Notes) -> Notes:
        """The notes and later ones of the same text; a token that was noted before keeps that damage."""
        if not len(self) or not len(later):
            return later if len(later) else self
        before = np.maximum(np.searchsorted(self.starts, later.starts, "right") - 1, 0)
        again = self.starts[before] == later.starts
        renamed = Notes(
            later.starts, later.ends, np.where(again, self.damages[before], later.damages), later.confidences
        )
        every = Notes.behind_one_another([(self, 0), (renamed, 0)])
        order = np.argsort(every.starts, kind="stable")
        starts = every.starts[order]
        return every._chosen(order[np.append(starts[1:] != starts[:-1], True)])  # the last one of a place

    def _chosen(self, at: NDArray[np.int64]) -> Notes:
        return Notes(self.starts[at], self.ends[at], self.damages[at], self.confidences[at])
