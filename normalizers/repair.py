"""The repair of a document: from the pages as read to flowed paragraphs of good Vietnamese.

The way: legacy charsets -> Unicode -> a reader's marks and odd blanks -> triage -> restorer (damaged
lines) -> tone placement -> paragraphs -> restorer (slips, in whole sentences). Every step is a list of
replacements, so that the composed alignment maps any span of the result to what was read. Long texts go
through in parts, so that only the result grows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Protocol

from normalizers import flow, legacy, markdown, shares, spacing, syllables, symbols, tone, unicode
from normalizers.alignment import from_edits
from normalizers.draft import Draft, Replacement, join
from normalizers.log import RepairLog
from normalizers.notes import Note, Notes
from normalizers.parts import Part, confidences, cuts, groups, known_words, parts
from normalizers.restorer import Repair, Restored, load_restorer
from normalizers.tables import cells_of, joints, repaired_grids
from normalizers.triage import Damage, triage
from pipeline.model import PAGE_BREAK, DocumentText, PageText, RepairedText, TextSource

_ROUNDS = 4
_CHECKS = 3
_DAMAGED = frozenset({Damage.MANGLED, Damage.STRIPPED})
_CHECKED = _DAMAGED | {Damage.SLIP, Damage.NONE}


class Restores(Protocol):
    """What the repair needs of a restorer (`restorer.Restorer`)."""

    def restore(self, text: str, damage: Sequence[Damage], confidences: Sequence[float] | None = None) -> Restored:
        """Replacements for `text`, whose lines (split at line and form feeds) have `damage`, and their log."""


Alive = Callable[[], None]
"""Called now and then while a long text is worked on, so that nobody takes the silence for a standstill."""


def _unheard() -> None:
    """Nobody listens."""


def repair(document: DocumentText, restorer: Restores | None = None, alive: Alive = _unheard) -> RepairedText:
    """Repair a document: NFC, one paragraph, bullet or heading a line, damaged words restored.

    Works for text files, text layers and OCR pages alike; the confidences of OCR words go to the restorer
    (default: the one of `data/models`, loaded when a line needs it). Text in another language and noise
    are left as they are, and so are good lines of a text layer, which were typed and not read. `alive` is
    called after each part of some 200,000 characters. Raises FileNotFoundError where the models are missing.
    """
    following = list(parts(document.pages))
    charset = legacy.charset_of(part.text for part in following)
    drafts = [_restored(group, charset, restorer, alive) for group in groups(following)]
    draft = _in_paragraphs(_flowed(drafts), document.pages)
    if any(page.decision.source is not TextSource.TEXT_LAYER for page in document.pages):
        draft = _checked(draft, following, restorer, document.pages, alive)
    return RepairedText(
        raw=draft.raw,
        text=draft.text,
        alignment=draft.alignment,
        page_starts=tuple(_page_starts(document.pages, draft)),
        log=RepairLog(draft),
        quality=round(syllables.share_valid(draft.text), 4),
        grids=tuple(repaired_grids(document.pages, draft)),
    )


def _restored(group: list[Part], charset: legacy.Charset | None, restorer: Restores | None, alive: Alive) -> Draft:
    """The parts cleaned, and restored where lines are damaged, with the separators behind them."""
    alive()
    draft = join((_cleaned(part, charset) for part in group), (part.separator for part in group))
    damage = [kind for page in draft.text.split(PAGE_BREAK) for kind in _damage(page)]
    if not _DAMAGED.isdisjoint(damage):
        restored = (restorer or load_restorer()).restore(draft.text, damage, confidences(known_words(group), draft))
        draft = _with_log(draft, restored)
    return draft.apply(tone.replacements(draft.text), "tone")


def _cleaned(part: Part, charset: legacy.Charset | None) -> Draft:
    draft = Draft.of(part.text)
    draft = draft.apply(list(joints(part)))
    draft = draft.apply(list(spacing.rows(draft.text, cells_of(part))))
    draft = draft.apply(legacy.replacements(draft.text, charset), "legacy", 0.95)
    draft = draft.apply(unicode.lookalikes(draft.text), "lookalike", 0.99)
    draft = draft.apply(unicode.compose(draft.text))
    if part.page.decision.source is TextSource.TEXT_FILE:
        draft = _settled(draft, markdown.replacements)
    elif part.page.decision.source is TextSource.OCR:
        draft = draft.apply(spacing.dirt(draft.text))
        draft = draft.apply(shares.replacements(draft.text), "share", 0.9)
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


def _in_paragraphs(draft: Draft, pages: Iterable[PageText]) -> Draft:
    """The draft flowed until that changes nothing more."""
    if any(page.decision.source is TextSource.TEXT_FILE for page in pages):
        # Marks of a reader may begin on one printed line and end on the next
        return _settled(draft, markdown.replacements, spacing.blanks, flow.replacements)
    return _settled(draft, flow.replacements)


def _settled(draft: Draft, *steps: Callable[[str], Iterable[Replacement]]) -> Draft:
    """Apply the steps until they change nothing more, so that their result stays as it is."""
    for _ in range(_ROUNDS):
        before = draft.text
        for step in steps:
            draft = draft.apply(list(step(draft.text)))
        if draft.text == before:
            break
    return draft


def _checked(
    draft: Draft, following: Sequence[Part], restorer: Restores | None, pages: Iterable[PageText], alive: Alive
) -> Draft:
    """The draft with slips mended, whose context is the whole paragraph, until nothing more is found."""
    draft = draft.apply(symbols.replacements(draft.text), "symbol", 0.95)
    settled: set[int] = set()
    known = known_words(following)
    for _ in range(_CHECKS):
        before = draft.text
        sure = confidences(known, draft)
        draft = _with_log(draft, _slips(draft, sure, restorer, settled, alive))
        if draft.text == before:
            break
        settled = set(_places(before.split("\n")))
        draft = _in_paragraphs(draft.apply(tone.replacements(draft.text), "tone"), pages)
    return draft


def _slips(
    draft: Draft, sure: Sequence[float] | None, restorer: Restores | None, settled: set[int], alive: Alive
) -> Restored:
    """What the restorer changes in the flowed text, part by part; `settled` are the places that it has seen."""
    replacements: list[Replacement] = []
    log: list[Repair] = []
    start = 0
    for end in cuts(draft.text):
        alive()
        text = draft.text[start:end]
        lines = text.split("\n")
        damage = [
            Damage.FOREIGN if place in settled else kind
            for kind, place in zip(_damage(text), _places(lines), strict=True)
        ]
        if not _CHECKED.isdisjoint(damage) and text.strip():
            known = None if sure is None else sure[start:end]
            found = (restorer or load_restorer()).restore(text, damage, known)
            replacements += [(a + start, b + start, word) for a, b, word in found.replacements]
            log += [replace(entry, start=entry.start + start, end=entry.end + start) for entry in found.log]
        start = end
    return Restored(tuple(replacements), tuple(log))


def _places(lines: Sequence[str]) -> Iterator[int]:
    """A number for each line with its neighbours, which are the context of its words."""
    return map(hash, zip(["", *lines], lines, [*lines[1:], ""], strict=False))


def _damage(page: str) -> Iterator[Damage]:
    return (verdict.damage for verdict in triage(page.split("\n")))


def _with_log(draft: Draft, restored: Restored) -> Draft:
    """The draft restored, with a note for each entry."""
    if not restored.log:
        return draft
    _, step = from_edits(draft.text, restored.replacements)
    notes = Notes.of(Note(entry.start, entry.end, str(entry.damage), entry.confidence) for entry in restored.log)
    return draft.apply(restored.replacements).noted(notes.moved(step))


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
