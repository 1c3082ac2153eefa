"""The repair of a document: from the pages as read to flowed paragraphs of good Vietnamese.

The way: legacy charsets -> Unicode -> a reader's marks and odd blanks -> triage -> restorer -> tone
placement -> paragraphs. Every step is a list of replacements, so that the composed alignment maps any
span of the result to what was read. Long texts go through in parts, so that only the result grows.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from normalizers import flow, legacy, markdown, spacing, syllables, tone, unicode
from normalizers.draft import Draft, Note, Replacement, join
from normalizers.restorer import Restored, load_restorer
from normalizers.triage import Damage, triage
from pipeline.model import PAGE_BREAK, DocumentText, PageText, RepairedText, TextSource, TokenRepair, Word

PART = 200_000  # characters that are cleaned and restored at once
_ROUNDS = 4
_DAMAGED = frozenset({Damage.MANGLED, Damage.STRIPPED})
_CHECKED = _DAMAGED | {Damage.SLIP, Damage.NONE}


class Restores(Protocol):
    """What the repair needs of a restorer (`restorer.Restorer`)."""

    def restore(self, text: str, damage: Sequence[Damage], confidences: Sequence[float] | None = None) -> Restored:
        """Replacements for `text`, whose lines (split at line and form feeds) have `damage`, and their log."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A page, or a run of lines of a long one; `start` is its offset in the page."""

    page: PageText
    start: int
    text: str
    separator: str


def repair(document: DocumentText, restorer: Restores | None = None) -> RepairedText:
    """Repair a document: NFC, one paragraph, bullet or heading a line, damaged words restored.

    Works for text files, text layers and OCR pages alike; the confidences of OCR words go to the restorer
    (default: the one of `data/models`, loaded when a line needs it). Text in another language and noise
    are left as they are. Raises FileNotFoundError where the models are missing.
    """
    draft = _flowed([_restored(group, restorer) for group in _groups(_parts(document.pages))])
    if any(page.decision.source is TextSource.TEXT_FILE for page in document.pages):
        # Marks of a reader may begin on one printed line and end on the next
        draft = _settled(draft, markdown.replacements, spacing.blanks, flow.replacements)
    draft = _settled(draft, flow.replacements)
    return RepairedText(
        raw=draft.raw,
        text=draft.text,
        alignment=draft.alignment,
        page_starts=tuple(_page_starts(document.pages, draft)),
        log=tuple(_entry(draft, note) for note in draft.notes),
        quality=round(syllables.share_valid(draft.text), 4),
    )


def _restored(parts: list[_Part], restorer: Restores | None) -> Draft:
    """The parts cleaned and restored, with the separators behind them."""
    draft = join((_cleaned(part) for part in parts), (part.separator for part in parts))
    damage = [kind for page in draft.text.split(PAGE_BREAK) for kind in _damage(page)]
    if _DAMAGED.isdisjoint(damage):
        draft = draft.apply(tone.replacements(draft.text), "tone")
        if all(part.page.decision.source is TextSource.TEXT_LAYER for part in parts):
            return draft  # what a good text layer holds was typed, not read
    if not _CHECKED.isdisjoint(damage):
        confidences = _confidences(parts, draft)
        restored = (restorer or load_restorer()).restore(draft.text, damage, confidences)
        draft = _with_log(draft, restored)
    return draft.apply(tone.replacements(draft.text), "tone")


def _cleaned(part: _Part) -> Draft:
    draft = Draft.of(part.text)
    draft = draft.apply(legacy.replacements(draft.text), "legacy", 0.95)
    draft = draft.apply(unicode.lookalikes(draft.text), "lookalike", 0.99)
    draft = draft.apply(unicode.compose(draft.text))
    if part.page.decision.source is TextSource.TEXT_FILE:
        draft = _settled(draft, markdown.replacements)
    elif part.page.decision.source is TextSource.OCR:
        draft = draft.apply(spacing.dirt(draft.text))
    draft = draft.apply(spacing.letters(draft.text), "spacing", 0.95)
    return draft.apply(spacing.blanks(draft.text))


def _flowed(drafts: list[Draft]) -> Draft:
    """The drafts, which follow one another, as one with its lines flowed; each is changed on its own."""
    joints = flow.replacements("".join(draft.text for draft in drafts))
    ends = list(accumulate(len(draft.text) for draft in drafts))
    local: list[list[Replacement]] = [[] for _ in drafts]
    at = 0
    for start, end, new in joints:
        while start >= ends[at]:
            at += 1
        offset = ends[at] - len(drafts[at].text)
        local[at].append((start - offset, min(end, ends[at]) - offset, new))
        while end > ends[at]:
            offset = ends[at]
            at += 1
            local[at].append((0, min(end, ends[at]) - offset, ""))
    return join(draft.apply(changes) for draft, changes in zip(drafts, local, strict=True))


def _settled(draft: Draft, *steps: Callable[[str], Iterable[Replacement]]) -> Draft:
    """Apply the steps until they change nothing more, so that their result stays as it is."""
    for _ in range(_ROUNDS):
        before = draft.text
        for step in steps:
            draft = draft.apply(list(step(draft.text)))
        if draft.text == before:
            break
    return draft


def _damage(page: str) -> Iterator[Damage]:
    return (verdict.damage for verdict in triage(page.split("\n")))


def _with_log(draft: Draft, restored: Restored) -> Draft:
    after = draft.apply(restored.replacements)
    step = Draft.of(draft.text).apply(restored.replacements).alignment
    notes = [
        Note(*step.from_raw(entry.start, entry.end), str(entry.damage), entry.confidence) for entry in restored.log
    ]
    return Draft(after.raw, after.text, after.alignment, (*after.notes, *notes))


def _confidences(parts: Iterable[_Part], draft: Draft) -> Sequence[float] | None:
    """The reader's confidence (0..1) of each character of the draft, 1 between words; None without any."""
    spans: list[tuple[int, int, float]] = []
    at = 0
    for part in parts:
        spans += [(at + a, at + b, c) for a, b, c in _words(part.page.words, part.start, len(part.text))]
        at += len(part.text) + len(part.separator)
    if not spans:
        return None
    values = array("f", [1.0]) * len(draft.text)
    for raw_start, raw_end, confidence in spans:
        start, end = draft.alignment.from_raw(raw_start, raw_end)
        values[start:end] = array("f", [confidence]) * (end - start)
    return values


def _words(words: Sequence[Word], start: int, length: int) -> Iterator[tuple[int, int, float]]:
    for word in words:
        if word.confidence is not None and start <= word.start and word.end <= start + length:
            yield word.start - start, word.end - start, word.confidence


def _parts(pages: Sequence[PageText]) -> Iterator[_Part]:
    """The pages in order, long ones cut behind a line end (a blank line if there is one near)."""
    for index, page in enumerate(pages):
        start = 0
        behind = PAGE_BREAK if index < len(pages) - 1 else ""
        while len(page.text) - start > PART:
            end = _cut(page.text, start)
            yield _Part(page, start, page.text[start:end], "")
            start = end
        yield _Part(page, start, page.text[start:], behind)


def _cut(text: str, start: int) -> int:
    end = start + PART
    for mark in ("\n\n", "\n", " "):
        at = text.rfind(mark, start + PART // 2, end)
        if at >= 0:
            return at + len(mark)
    return end


def _groups(parts: Iterable[_Part]) -> Iterator[list[_Part]]:
    """Neighbouring parts together, up to `PART` characters: a plan is restored as a whole."""
    group: list[_Part] = []
    for part in parts:
        if group and sum(len(p.text) for p in group) + len(part.text) > PART:
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _page_starts(pages: Sequence[PageText], draft: Draft) -> Iterator[int]:
    """Where each page's first kept character lies in the text; never decreasing."""
    offsets = accumulate((len(page.text) + 1 for page in pages[:-1]), initial=0) if pages else iter(())
    latest = 0
    for offset in offsets:
        start = min(offset, len(draft.raw))
        latest = max(latest, _first_from(draft, start))
        yield latest


def _first_from(draft: Draft, raw_start: int) -> int:
    """The offset in the text of the first character that stems from `raw[raw_start:]`."""
    start, _ = draft.alignment.from_raw(raw_start, len(draft.raw))
    while start < len(draft.text) and draft.text[start].isspace():
        start += 1
    return start


def _entry(draft: Draft, note: Note) -> TokenRepair:
    raw_start, raw_end = draft.alignment.to_raw(note.start, note.end)
    return TokenRepair(
        raw=draft.raw[raw_start:raw_end],
        repaired=draft.text[note.start : note.end],
        damage=note.damage,
        confidence=note.confidence,
        raw_start=raw_start,
        start=note.start,
    )
