"""Paragraphs on one criterion: headings that open it, and what is said of its indicators below.

`- Tiêu chí số 13 về Tổ chức sản xuất:` holds for the paragraphs that follow, until another criterion or a
wider heading; the paragraphs need not be bullets under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.criterion_cues import MET, NOT_MET, WORK, cues
from extractors.outline import Kind, Outline, Paragraph

_OPENS = re.compile(
    r"(?:tieu chi|tc)\s*(?:(?:so|86|s6|sd|sb)\s+|so\s*)?:?\s*(?P<criterion>\d{1,2})(?![\d.,/%])(?P<rest>[^.;]*)"
)
_STARTS_INDICATOR = re.compile(
    r"(?:(?:chi tieu|tieu chi|noi dung)\s*(?:so\s*)?)?\(?(?P<code>\d{1,2}\.\d{1,2})(?!\d)\)?[.:,)\s-]"
)
_WORK_ON = re.compile(
    r"(?:hoan thanh|thuc hien|dat|xay dung|hoan thien)\s+(?:hoan thanh\s+)?"
    r"(?:chi tieu|noi dung)\s*(?:so\s*)?\(?(?P<code>\d{1,2}\.\d{1,2})"
)
_PAPERS = re.compile(r"(?<!\w)(?:ho so|minh chung|chung minh|tai lieu|da dat)(?!\w)")
_LACKS = re.compile(
    r"(?<!\w)(?:chua(?! duoc cong nhan)|khong co|khong dat|con thieu|thieu|chua co|moi dat|khong dam bao)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """A criterion's own paragraphs: `heading` opens it, `members` follow."""

    criterion: int
    heading: Paragraph
    members: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class SubItem:
    """What a paragraph says of an indicator: its code (empty: to be told by its words) and status."""

    criterion: int
    code: str
    status: str
    derivation: str
    paragraph: Paragraph
    lack: str


def scopes(outline: Outline) -> list[Scope]:
    """The criteria that headings or bullets open, with their paragraphs."""
    found: list[Scope] = []
    paragraphs = [*outline.body_paragraphs()]
    for at, paragraph in enumerate(paragraphs):
        criterion = _opened(outline, paragraph)
        if criterion is None:
            continue
        members = []
        for each in paragraphs[at + 1 :]:
            if _opened(outline, each) is not None or _leaves(paragraph, each):
                break
            members.append(each)
        found.append(Scope(criterion, paragraph, tuple(members)))
    return found


def _opened(outline: Outline, paragraph: Paragraph) -> int | None:
    found = _OPENS.match(outline.key, paragraph.body, paragraph.end)
    if found is None or len(paragraph.sentences) > 1:
        return None
    rest = outline.key[found.start("rest") : paragraph.end]
    closed = rest.rstrip(" .:;").count(":") == 0 and not re.match(r"\s*(?:,|va|;)\s*(?:so\s*)?\d", rest)
    said = [cue for cue in cues(outline.key, found.start("rest"), paragraph.end) if cue.status != WORK]
    return int(found["criterion"]) if closed and not said else None


def _leaves(heading: Paragraph, each: Paragraph) -> bool:
    """Whether a paragraph lies outside the section in which the criterion was opened."""
    if heading.label and heading.kind is not Kind.BULLET:
        return not each.section.startswith(heading.section)
    return each.section != heading.section


_EVALUATION = re.compile(
    r"(?:tu )?(?:danh gia|ket qua|muc do|ket luan|hien trang|xep loai|so voi)[^:;.]{0,50}:\s*(?:xa\s*)?"
    r"(?P<status>chua dat|khong dat|da dat|dat chuan|dat)(?!\w)(?!\s*\d|\s+ty le|\s+muc)"
)


def evaluation(outline: Outline, scope: Scope) -> tuple[str, Paragraph] | None:
    """What a paragraph of the criterion concludes: `Tự đánh giá: Chưa đạt`."""
    for paragraph in scope.members:
        found = _EVALUATION.match(outline.key, paragraph.body, paragraph.end)
        if found:
            return (NOT_MET if found["status"].startswith(("chua", "khong")) else MET), paragraph
    return None


def sub_items(outline: Outline, scope: Scope) -> Iterator[SubItem]:
    """What the paragraphs of a criterion say of its indicators."""
    for paragraph in scope.members:
        start, end = paragraph.body, paragraph.end
        code = _STARTS_INDICATOR.match(outline.key, start, end)
        lack = lack_of(outline, paragraph)
        if code:
            if lack:
                yield SubItem(scope.criterion, code["code"], NOT_MET, "stated", paragraph, lack)
            elif any(cue.status == MET for cue in cues(outline.key, code.end(), end)):
                yield SubItem(scope.criterion, code["code"], MET, "stated", paragraph, "")
            continue
        work = _WORK_ON.search(outline.key, start, end)
        if work and not _PAPERS.search(outline.key, start, end):
            yield SubItem(scope.criterion, work["code"], NOT_MET, "implied", paragraph, "")
        elif lack and re.match(
            r"(?:ty le|xa|co|he thong|so|canh quan|dat|thuc hien|hop tac xa)\b", outline.key[start:end]
        ):
            yield SubItem(scope.criterion, "", NOT_MET, "implied", paragraph, lack)


def lack_of(outline: Outline, paragraph: Paragraph) -> str:
    """The words that say what is missing: the sentence, or what stands behind its colon."""
    for sentence in paragraph.sentences:
        found = _LACKS.search(outline.key, sentence.start, sentence.end)
        if found is None:
            continue
        colon = outline.text.rfind(":", sentence.start, found.start())
        begin = colon + 1 if colon >= 0 else max(sentence.start, _behind_code(outline, paragraph, sentence.start))
        return outline.text[begin : sentence.end].strip(" .;")
    return ""


def _behind_code(outline: Outline, paragraph: Paragraph, start: int) -> int:
    code = _STARTS_INDICATOR.match(outline.key, paragraph.body, paragraph.end)
    return code.end() if code and code.start() >= start else start
