"""Statements of status over lists of criteria: in a sentence, or by a lead-in over its items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.context import Context
from extractors.criterion_cues import (
    MET,
    NOT_MET,
    WORK,
    Cue,
    Listed,
    bare_numbers,
    cues,
    listed,
    names_before,
    names_behind,
)
from extractors.criterion_notes import criterion_note, may_be_note
from extractors.criterion_rows import criterion_rows, may_be_row
from extractors.outline import Outline, Paragraph, governors
from extractors.sentences import Sentence
from extractors.subject_units import grade_of, own_level, subject_of
from normalizers.criteria_sets import CriteriaSet, set_for

_HEAD = 4  # characters before the criterion that opens a sentence
_CONCLUDES = re.compile(r"[;,:–-]\s*(?:(?:xa )?(?:tu )?danh gia:? ?|ket qua:? ?|tieu chi |hien |hien nay )?$")
_FILLER = re.compile(
    r"(?:\s|xa|huyen|thon|tu|danh gia|ket qua|hien|nay|tai|da|den|thoi diem|nam|\d{4}|qua|ra soat|,|van|tiep tuc|muc do"
    r"|co|ban|duoc|\d+/\d+ (?:chi tieu|noi dung),?)*"
)
_RUNS_ON = re.compile(r"\s*(?:,|;|va|,\s*va)\s*(?:(?:tieu chi|tc)\s*)?(?:ve\s+)?")
_BARE_CODE = re.compile(r"\(?(?P<code>\d{1,2}\.\d{1,2})\)?\s*[.:–-]?\s")
# "chưa đạt, phấn đấu đạt trong quý III: Trường học, Thu nhập"
_ASIDE = re.compile(r"(?:,|\s\()[^:;.]{5,80}:")
_NEAR = 70  # characters between a cue and the list that it governs
_OF_CRITERIA = re.compile(r"(?<!bo )(?:tieu chi|tc)\b")


@dataclass(frozen=True, slots=True)
class Statement:
    """One status over some criteria, `work` for a task that states none.

    `span` is the quote, `at` where the cue stands, `inherited` tells that it stands in a lead-in, `reason` what
    the paragraph gives as the cause.
    """

    status: str
    listed: tuple[Listed, ...]
    span: tuple[int, int]
    at: int
    paragraph: Paragraph
    sentence: Sentence
    rule: str
    inherited: bool = False
    reason: str = ""


def statements(outline: Outline, context: Context) -> Iterator[Statement]:
    """All statements over lists, in order."""
    for paragraph in outline.body_paragraphs():
        for sentence in paragraph.sentences:
            found = list(_as_row(outline, context, paragraph, sentence))
            found = found or list(_as_note(outline, context, paragraph, sentence))
            found = found or list(_in_sentence(outline, context, paragraph, sentence))
            if not found and sentence is paragraph.sentences[0]:
                found = list(_under_lead_in(outline, context, paragraph, sentence))
            yield from found


def _as_row(outline: Outline, context: Context, paragraph: Paragraph, sentence: Sentence) -> Iterator[Statement]:
    """What the paragraph says as a row of a table of criteria."""
    first = sentence is paragraph.sentences[0] and may_be_row(outline, paragraph)
    of = _set(outline, context, paragraph, sentence.end - 1) if first else None
    for row in criterion_rows(outline, of, paragraph) if of else ():
        item = Listed(row.criterion, "", paragraph.start, paragraph.end, "name")
        span = (paragraph.start, paragraph.end)
        yield Statement(row.status, (item,), span, paragraph.start, paragraph, sentence, "row")


def _as_note(outline: Outline, context: Context, paragraph: Paragraph, sentence: Sentence) -> Iterator[Statement]:
    """What the paragraph concludes of the criterion whose number and name it bears."""
    first = sentence is paragraph.sentences[0] and may_be_note(outline, paragraph)
    of = _set(outline, context, paragraph, paragraph.body) if first else None
    note = criterion_note(outline, of, paragraph) if of else None
    if note:
        item = Listed(note.criterion, "", paragraph.body, paragraph.end, "name")
        span = (paragraph.start, paragraph.end)
        yield Statement(note.status, (item,), span, paragraph.body, paragraph, sentence, "note", reason=note.reason)


def _in_sentence(outline: Outline, context: Context, paragraph: Paragraph, sentence: Sentence) -> Iterator[Statement]:
    key, span = outline.key, (sentence.start, sentence.end)
    said = cues(key, sentence.start, sentence.end, context.issued_on)
    of = _set(outline, context, paragraph, sentence.end - 1) if said else None
    start = sentence.start
    for cue, end in zip(said, [*(each.start for each in said[1:]), sentence.end], strict=False):
        behind, before = _behind(key, cue, end, of), _before(key, start, cue, of)
        if behind and end < sentence.end and _is_of_the_next(key, cue, behind, end):
            behind = []
        if not before and paragraph.mark and start == paragraph.body and of:
            before = _bare_code(key, start, cue, of)
        if before and behind and not _opens(key[cue.end : behind[0].start]):
            behind = []
        if behind:
            yield Statement(cue.status, tuple(behind), span, cue.start, paragraph, sentence, "list")
            whole = _whole_of(before, behind, cue)
            if whole:
                yield Statement(cue.status, (whole,), span, cue.start, paragraph, sentence, "list")
        elif cue.status != WORK and before:
            yield Statement(cue.status, tuple(before), span, cue.start, paragraph, sentence, "cue_behind")
        start = max([cue.end, *(each.end for each in behind)])


def _is_of_the_next(key: str, cue: Cue, behind: list[Listed], following: int) -> bool:
    """`đạt 17/19 tiêu chí; tiêu chí số 10 và 15 chưa đạt`, `đạt 8/9 tiêu chí, riêng …`: what the next cue closes."""
    parted = re.search(r";|,\s*rieng(?!\w)", key[cue.end : behind[0].start]) is not None
    return parted and not re.search(r"[;,.]", key[behind[-1].end : following])


def _opens(between: str) -> bool:
    """Whether the words between a cue and a list make the list the cue's: no stop, no comma before a new subject."""
    return ";" not in between and not re.match(r"\s*[,)]", between)


def _whole_of(before: list[Listed], behind: list[Listed], cue: Cue) -> Listed | None:
    """The criterion that `Tiêu chí 13: chưa đạt chỉ tiêu 13.1` says to be lacking with its indicator."""
    if cue.status != NOT_MET or len(before) != 1 or before[0].indicator or not all(each.indicator for each in behind):
        return None
    return before[0] if all(each.criterion == before[0].criterion for each in behind) else None


def _before(key: str, start: int, cue: Cue, of: CriteriaSet | None) -> list[Listed]:
    """The list that a cue closes: near before it, or the one criterion with which the sentence opens."""
    found = listed(key, start, cue.start, of)
    near = [each for each in found if cue.start - each.end <= _NEAR and ";" not in key[each.end : cue.start]]
    if near and _speaks_of(key[near[-1].end : cue.start], key[cue.end : cue.end + 12], cue):
        first = found.index(near[0])
        while first and (found[first - 1].end == found[first].end or _RUNS_ON.fullmatch(
            key[found[first - 1].end : found[first].start])):  # fmt: skip
            first -= 1
        return found[first:]
    if found and len({each.criterion for each in found}) == 1 and found[0].start - start <= _HEAD:
        return found if _CONCLUDES.search(key[found[0].end : cue.start]) else []
    return names_before(key, start, cue.start, of) if of and not found else []


def _lists_names(key: str, cue: Cue, end: int) -> bool:
    """Whether bare names may follow: behind `đạt`, or where a word opens a list; not in `giữ vững an ninh trật tự`."""
    if re.search(r"(?<!\w)(?:chua|khong|dat)(?!\w)", key[cue.start : cue.end]) or key.startswith("con", cue.start):
        return True
    return re.match(r"[^.;,:]{0,40}(?:tieu chi|:|\()", key[cue.end : end]) is not None


def _speaks_of(between: str, after: str, cue: Cue) -> bool:
    """Whether `đạt` behind a criterion and a colon is said of it, not of a work: `TC 5: xây thư viện đạt chuẩn`."""
    if cue.status != MET or ":" not in between:
        return True
    said = between.rsplit(":", 1)[1]
    ends = re.match(r"\s*(?:$|[.;,()]|tieu chi|chuan|theo|so voi)", after)
    return _FILLER.fullmatch(said) is not None or (ends is not None and _CONCLUDES.search(said) is not None)


def _bare_code(key: str, start: int, cue: Cue, of: CriteriaSet) -> list[Listed]:
    """The indicator that opens a bullet without a word: `+ 18.4: Chưa đạt`."""
    found = _BARE_CODE.match(key, start, cue.start)
    if found is None or not of.has_indicator(found["code"]) or cue.start - found.end() > _NEAR:
        return []
    code = found["code"]
    return [Listed(int(code.split(".")[0]), code, found.start(), found.end(), "indicator")]


def _behind(key: str, cue: Cue, end: int, of: CriteriaSet | None) -> list[Listed]:
    """The list that a cue opens: criteria by number, bare numbers, or names and nothing else."""
    names = names_behind(key, cue.end, end, of) if of and _lists_names(key, cue, end) else []
    bare = bare_numbers(key, cue.end, end)
    found = listed(key, cue.end, end, of)
    found = found if found and found[0].start - cue.end <= _NEAR else []
    best = max((bare, names, found), key=len)
    if best:
        return best
    colon = _ASIDE.match(key, cue.end, end)
    return names_behind(key, colon.end(), end, of) if colon and of else []


def _under_lead_in(outline: Outline, context: Context, paragraph: Paragraph, sentence: Sentence) -> Iterator[Statement]:
    """An item that opens with a criterion takes the status of the lead-in or heading that governs it."""
    for above in governors(outline, paragraph):
        of_criteria = _OF_CRITERIA.search(outline.key, above.body, above.end) is not None
        said = cues(outline.key, above.body, above.end, context.issued_on) if of_criteria else []
        if not said or said[-1].status == WORK:
            continue
        items = listed(outline.key, paragraph.body, sentence.end, None)
        if not items or items[0].start - paragraph.body > 4:
            items = _named_item(outline, context, paragraph, above)
        if items:
            first = [each for each in items if each.start == items[0].start]
            yield Statement(said[-1].status, tuple(first), (sentence.start, sentence.end), said[-1].start, paragraph,
                            sentence, "lead_in", True)  # fmt: skip
        return


def _named_item(outline: Outline, context: Context, paragraph: Paragraph, above: Paragraph) -> list[Listed]:
    """The criterion with whose name an item opens: `- Điện`, `- Tiêu chí Môi trường: chưa có bãi rác`."""
    of = _set(outline, context, above, above.end - 1)
    colon = outline.key.find(":", paragraph.body, paragraph.end)
    end = colon if colon >= 0 else paragraph.end
    return names_behind(outline.key, paragraph.body, end, of) if of else []


def _set(outline: Outline, context: Context, paragraph: Paragraph, at: int) -> CriteriaSet | None:
    subject = subject_of(outline, context, paragraph, at)
    level = subject.level if subject else own_level(outline, context, paragraph)
    words = outline.text[paragraph.start : paragraph.end]
    return set_for(level, context.day, grade_of(outline, paragraph, at, level), words)
