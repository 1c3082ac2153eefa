"""A text on its way through the repair: what it is, where it came from, what was changed and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np

from normalizers.alignment import Alignment, Edit, from_edits
from normalizers.notes import Note, Notes

Replacement = tuple[int, int, str]

_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Draft:
    """`text` made from `raw`, their alignment and the notes on changed tokens (offsets in `text`)."""

    raw: str
    text: str
    alignment: Alignment
    notes: Notes = field(default_factory=Notes.of)

    @classmethod
    def of(cls, raw: str) -> Draft:
        """The draft in which nothing is changed yet."""
        return cls(raw, raw, Alignment.identity(len(raw)))

    def apply(self, replacements: Sequence[Replacement], damage: str = "", confidence: float = 1.0) -> Draft:
        """The draft with `replacements` (in order and apart) made; a `damage` notes the tokens they touch."""
        if not replacements:
            return self
        text, step = from_edits(self.text, replacements)
        touched = Notes.of(_touched(text, step.edits, damage, confidence) if damage else ())
        return Draft(self.raw, text, self.alignment.then(step), self.notes.moved(step).joined(touched))

    def noted(self, notes: Notes) -> Draft:
        """The draft with further notes on its text."""
        return Draft(self.raw, self.text, self.alignment, self.notes.joined(notes))


def join(drafts: Iterable[Draft], separators: Iterable[str] = repeat("")) -> Draft:
    """Drafts side by side; behind each stands its separator, in raw text and text alike."""
    raws: list[str] = []
    texts: list[str] = []
    edits = [np.zeros((0, 4), np.int64)]
    notes: list[tuple[Notes, int]] = []
    raw_at = at = 0
    for draft, separator in zip(drafts, separators, strict=False):
        edits.append(draft.alignment.table + np.array([raw_at, raw_at, at, at]))
        notes.append((draft.notes, at))
        raws += [draft.raw, separator]
        texts += [draft.text, separator]
        raw_at += len(draft.raw) + len(separator)
        at += len(draft.text) + len(separator)
    alignment = Alignment(raw_at, at, np.concatenate(edits))
    return Draft("".join(raws), "".join(texts), alignment, Notes.behind_one_another(notes))


def _touched(text: str, edits: Iterable[Edit], damage: str, confidence: float) -> Iterator[Note]:
    """A note for each token of `text` that an edit touches; edits that only drop something leave none."""
    noted = -1
    for edit in edits:
        start = edit.start
        while start and not text[start - 1].isspace():
            start -= 1
        match = _TOKEN.match(text, start)
        if match and edit.start < edit.end and noted != start:
            noted = start
            yield Note(start, match.end(), damage, confidence)
