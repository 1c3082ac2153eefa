"""When a unit is to meet its missing criteria, and what is missing.

A commune's own date for `hoàn thành các tiêu chí` holds for all that it lacks; the date of an appraisal or
of papers (`hồ sơ`) does not. Open works (`Công việc còn lại ...`) are told apart by the criterion's own words.
"""

from __future__ import annotations

import re

from extractors.context import Context
from extractors.criterion_items import Scope
from extractors.due import Due, due_of, times_of, years_of
from extractors.outline import Kind, Outline, Paragraph
from extractors.sentences import Span
from extractors.subject_units import named_in
from normalizers.criteria_sets import CriteriaSet

_COMPLETES = re.compile(
    r"(?<!\w)(?:phan dau hoan thanh|hoan thanh|(?:phan dau|du kien) dat|thuc hien xong|hoan thien)(?: chuan)?"
    r"(?: dat chuan)? (?:cac |tat ca cac |toan bo |du |\d+ )*(?:\d+/\d+ )?(?:hang muc |noi dung )?"
    r"(?:cac )?tieu chi(?! huyen)"
)
_DONE_BY = re.compile(
    r"(?:phan dau |du kien |thoi gian )?hoan thanh(?: xong)?:? (?=trong|truoc|vao|den|thang|quy|nam|cuoi|ngay)"
)
_AIMED = re.compile(r"(?<!\w)(?:phan dau|du kien|dang ky|hoan thanh|thoi gian|thoi han|lo trinh|xong)(?!\w)")
_OWN_TIME = re.compile(r"(?:thoi gian|tien do|thoi han|lo trinh)(?: thuc hien| hoan thanh)?(?!\w)")
_INDICATOR_TIME = re.compile(r"hoan thanh (?:cac )?(?:tieu chi|chi tieu)")
_OPEN_WORK = re.compile(
    r"(?:(?:cac )?(?:cong viec|noi dung|khoi luong|hang muc|phan viec|cong trinh)(?: cong viec| chinh)? con lai"
    r"|con thieu|ton tai|cac noi dung chua dat|nguyen nhan|can (?:tiep tuc )?thuc hien)"
)


def commune_due(outline: Outline, context: Context, paragraph: Paragraph) -> Due | None:
    """The unit's own date for meeting its criteria, from the paragraph that states what is missing."""
    for each in (paragraph, *_following(outline, paragraph)):
        found = _completion(outline, context, each)
        if found:
            return found
    return None


def _following(outline: Outline, paragraph: Paragraph) -> list[Paragraph]:
    """The next paragraphs of the same place, up to the next bullet, heading or named unit."""
    found = []
    for each in outline.paragraphs[paragraph.index + 1 : paragraph.index + 3]:
        if each.section != paragraph.section or each.label or each.mark or each.kind is not Kind.BODY:
            break
        if named_in(outline, each.start, min(each.end, each.start + 40)):
            break
        found.append(each)
    return found


def _completion(outline: Outline, context: Context, paragraph: Paragraph) -> Due | None:
    for sentence in paragraph.sentences:
        for clause in sentence.clauses:
            done = _COMPLETES.search(outline.key, clause.start, clause.end)
            done = done or _DONE_BY.match(outline.key, clause.start, clause.end)
            if done is None:
                continue
            times = times_of(outline, paragraph, clause.start, clause.end, years_of(outline, context, paragraph))
            dated = [each for each in times if not each.recurrence]
            if dated:
                return due_of(min(dated, key=lambda each: abs(each.core - done.start())))
    return None


def planned_due(outline: Outline, context: Context, paragraph: Paragraph, sentence: Span, at: int) -> Due | None:
    """The one time of a step of a schedule (`Năm 2014: hoàn thành tiêu chí số 5, 6; năm 2015: tiêu chí số 10`)."""
    begin, end = _step(outline.key, max(sentence.start, paragraph.body), sentence.end, at)
    times = times_of(outline, paragraph, begin, end, years_of(outline, context, paragraph))
    dated = [each for each in times if not each.recurrence]
    return due_of(dated[0]) if len(dated) == 1 and _SCHEDULED.match(outline.key, begin, dated[0].core) else None


def _step(key: str, start: int, end: int, at: int) -> tuple[int, int]:
    """The part of a sentence between semicolons in which `at` stands."""
    before, behind = key.rfind(";", start, at), key.find(";", at, end)
    return (before + 1 if before >= 0 else start), (behind if behind >= 0 else end)


_SCHEDULED = re.compile(r"[\W\d]*(?:(?:trong|den|het|nam|quy|thang|cuoi|dau|giai doan|phan dau)(?!\w)[\W]*)*$")


def listed_due(outline: Outline, context: Context, paragraph: Paragraph) -> Due | None:
    """The date in a list's item on one criterion: `Tiêu chí số 11 ...; phấn đấu đạt trước ngày 25/7`."""
    aimed = _AIMED.search(outline.key, paragraph.body, paragraph.end)
    return _first_time(outline, context, paragraph, Span(aimed.start(), paragraph.end)) if aimed else None


def scope_due(outline: Outline, context: Context, scope: Scope) -> Due | None:
    """The date that a criterion's own paragraphs give it: `Thời gian thực hiện xong trong tháng 5`."""
    for paragraph in scope.members:
        own = paragraph.parent in (scope.heading.index, scope.heading.parent)
        if own and _OWN_TIME.match(outline.key, paragraph.body):
            return _first_time(outline, context, paragraph, Span(paragraph.start, paragraph.end))
    return None


def item_due(outline: Outline, context: Context, paragraph: Paragraph) -> Due | None:
    """The date in an indicator's own paragraph, from the sentence that speaks of its time."""
    for sentence in reversed(paragraph.sentences):
        if _OWN_TIME.search(outline.key, sentence.start, sentence.end) or len(paragraph.sentences) == 1:
            found = _first_time(outline, context, paragraph, sentence)
            if found:
                return found
    return None


def indicator_due(outline: Outline, context: Context, code: str) -> Due | None:
    """The date that another paragraph gives for an indicator: `(5.2) ... hoàn thành tiêu chí vào tháng 4/2020`."""
    named = re.compile(rf"(?<![\d.]){re.escape(code)}(?![\d.]*\d)")
    for paragraph in outline.body_paragraphs():
        if not named.search(outline.key, paragraph.body, paragraph.end):
            continue
        for sentence in paragraph.sentences:
            done = _INDICATOR_TIME.search(outline.key, sentence.start, sentence.end)
            if done and named.search(outline.key, paragraph.body, sentence.end):
                found = _first_time(outline, context, paragraph, Span(done.end(), sentence.end))
                if found:
                    return found
    return None


def _first_time(outline: Outline, context: Context, paragraph: Paragraph, span: Span) -> Due | None:
    times = times_of(outline, paragraph, span.start, span.end, years_of(outline, context, paragraph))
    dated = [each for each in times if not each.recurrence]
    return due_of(dated[0]) if dated else None


def reasons(outline: Outline, paragraph: Paragraph, lacking: list[int], of: CriteriaSet) -> dict[int, str]:
    """What the next paragraph (`Công việc còn lại ...`) leaves to do, by criterion."""
    following = outline.paragraphs[paragraph.index + 1 : paragraph.index + 2]
    if not following or not _OPEN_WORK.match(outline.key, following[0].body):
        return {}
    colon = outline.text.find(":", following[0].start, following[0].end)
    start = colon + 1 if colon >= 0 else following[0].body
    found: dict[int, list[str]] = {}
    for piece in re.finditer(r"[^;]+", outline.text[start : following[0].end]):
        words = piece[0].strip(" .")
        key = outline.key[start + piece.start() : start + piece.end()]
        scored = [(_first(key, of.works(number)), number) for number in lacking]
        best = min((each for each in scored if each[0] >= 0), default=None)
        if best:
            found.setdefault(best[1], []).append(words)
    return {number: "; ".join(parts) for number, parts in found.items()}


def _first(key: str, words: tuple[str, ...]) -> int:
    places = [at for word in words if (at := key.find(word)) >= 0]
    return min(places, default=-1)
