"""A text on its way through the repair: what it is, where it came from, what was changed and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import repeat

from normalizers.alignment import Alignment, Edit, from_edits

Replacement = tuple[int, int, str]

_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Note:
    """A changed or doubted token: `text[start:end]` of the draft, the kind of damage, the confidence (0..1)."""

    start: int
    end: int
    damage: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Draft:
    """`text` made from `raw`, their alignment and the notes on changed tokens (offsets in `text`)."""

    raw: str
    text: str
    alignment: Alignment
    notes: tuple[Note, ...] = ()

    @classmethod
    def of(cls, raw: str) -> Draft:
        """The draft in which nothing is changed yet."""
        return cls(raw, raw, Alignment.identity(len(raw)))

    def apply(self, replacements: Sequence[Replacement], damage: str = "", confidence: float = 1.0) -> Draft:
        """The draft with `replacements` (in order and apart) made; a `damage` notes the tokens they touch."""
        if not replacements:
            return self
        text, step = from_edits(self.text, replacements)
        notes = [_moved(note, step) for note in self.notes]
        if damage:
            notes += _touched(text, step.edits, damage, confidence)
        alignment = self.alignment.then(step) if self.alignment.edits else step
        return Draft(self.raw, text, alignment, tuple(notes))


def join(drafts: Iterable[Draft], separators: Iterable[str] = repeat("")) -> Draft:
    """Drafts side by side; behind each stands its separator, in raw text and text alike."""
    raws: list[str] = []
    texts: list[str] = []
    edits: list[Edit] = []
    notes: list[Note] = []
    raw_at = at = 0
    for draft, separator in zip(drafts, separators, strict=False):
        edits += [
            Edit(e.raw_start + raw_at, e.raw_end + raw_at, e.start + at, e.end + at) for e in draft.alignment.edits
        ]
        notes += [replace(note, start=note.start + at, end=note.end + at) for note in draft.notes]
        raws += [draft.raw, separator]
        texts += [draft.text, separator]
        raw_at += len(draft.raw) + len(separator)
        at += len(draft.text) + len(separator)
    return Draft("".join(raws), "".join(texts), Alignment(raw_at, at, tuple(edits)), tuple(notes))


def _moved(note: Note, step: Alignment) -> Note:
    start, end = step.from_raw(note.start, note.end)
    return replace(note, start=start, end=end)


def _touched(text: str, edits: Iterable[Edit], damage: str, confidence: float) -> list[Note]:
    """A note for each token of `text` that an edit touches; edits that only drop something leave none."""
    notes: list[Note] = []
    for edit in edits:
        start = edit.start
        while start and not text[start - 1].isspace():
            start -= 1
        match = _TOKEN.match(text, start)
        if match and edit.start < edit.end and (not notes or notes[-1].start != start):
            notes.append(Note(start, match.end(), damage, confidence))
    return notes
