"""Statements of status over lists of criteria: in a sentence, or by a lead-in over its items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.context import Context
from extractors.criterion_cues import WORK, Cue, Listed, bare_numbers, cues, listed
from extractors.outline import Outline, Paragraph
from extractors.sentences import Sentence
from extractors.subject_units import grade_of, own_level, subject_of
from normalizers.criteria_sets import CriteriaSet, set_for

_OPENED = re.compile(r"\s*(?:\d{1,2} )?(?:tieu chi)?\s*(?:gom|la|bao gom|ve|:|\(|(?<=tieu chi)\s)")
_NEAR = 70  # characters between a cue and the list that it governs
_OF_CRITERIA = re.compile(r"(?<!bo )(?:tieu chi|tc)\b")


@dataclass(frozen=True, slots=True)
class Statement:
    """One status over some criteria, `work` for a task that states none.

    `span` is the quote, `at` where the cue stands, `inherited` tells that it stands in a lead-in.
    """

    status: str
    listed: tuple[Listed, ...]
    span: tuple[int, int]
    at: int
    paragraph: Paragraph
    sentence: Sentence
    rule: str
    inherited: bool = False


def statements(outline: Outline, context: Context) -> Iterator[Statement]:
    """All statements over lists, in order."""
    for paragraph in outline.body_paragraphs():
        for sentence in paragraph.sentences:
            found = list(_in_sentence(outline, context, paragraph, sentence))
            if not found and sentence is paragraph.sentences[0]:
                found = list(_under_lead_in(outline, context, paragraph, sentence))
            yield from found


def _in_sentence(outline: Outline, context: Context, paragraph: Paragraph, sentence: Sentence) -> Iterator[Statement]:
    key, span = outline.key, (sentence.start, sentence.end)
    said = cues(key, sentence.start, sentence.end, context.issued_on)
    of = _set(outline, context, paragraph, sentence.end - 1)
    start = sentence.start
    for cue, end in zip(said, [*(each.start for each in said[1:]), sentence.end], strict=False):
        behind = _behind(key, cue, end, of)
        if behind:
            yield Statement(cue.status, tuple(behind), span, cue.start, paragraph, sentence, "list")
        elif cue.status != WORK:
            found = listed(key, start, cue.start, None)
            before = [each for each in found if cue.start - each.end <= _NEAR and ";" not in key[each.end : cue.start]]
            if before:
                yield Statement(cue.status, tuple(before), span, cue.start, paragraph, sentence, "cue_behind")
        start = max([cue.end, *(each.end for each in behind)])


def _behind(key: str, cue: Cue, end: int, of: CriteriaSet | None) -> list[Listed]:
    """The list that a cue opens: criteria by number, bare numbers, or names and nothing else."""
    bare = bare_numbers(key, cue.end, end)
    if bare:
        return bare
    found = listed(key, cue.end, end, None)
    if found:
        return found if found[0].start - cue.end <= _NEAR else []
    opened = _OPENED.match(key, cue.end, end)
    return listed(key, cue.end, end, of) if opened else []


def _under_lead_in(outline: Outline, context: Context, paragraph: Paragraph, sentence: Sentence) -> Iterator[Statement]:
    """An item that opens with a criterion takes the status of the lead-in or heading that governs it."""
    items = listed(outline.key, paragraph.body, sentence.end, None)
    if not items or items[0].start - paragraph.body > 4:
        items = []
    for above in outline.ancestors(paragraph):
        said = [cue for cue in cues(outline.key, above.body, above.end, context.issued_on)
                if _OF_CRITERIA.search(outline.key, above.body, above.end)]  # fmt: skip
        if not said or said[-1].status == WORK:
            continue
        if not items:
            of = _set(outline, context, above, above.end - 1)
            items = listed(outline.key, paragraph.body, sentence.end, of) if above.lead_in else []
        if items:
            first = [each for each in items if each.start == items[0].start]
            yield Statement(said[-1].status, tuple(first), (sentence.start, sentence.end), said[-1].start, paragraph,
                            sentence, "lead_in", True)  # fmt: skip
        return


def _set(outline: Outline, context: Context, paragraph: Paragraph, at: int) -> CriteriaSet | None:
    subject = subject_of(outline, context, paragraph, at)
    level = subject.level if subject else own_level(outline, context, paragraph)
    words = outline.text[paragraph.start : paragraph.end]
    return set_for(level, context.day, grade_of(outline, paragraph, at), words)
