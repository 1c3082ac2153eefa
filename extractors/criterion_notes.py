"""A paragraph on one criterion with its verdict: `2. Giao thông: mới cứng hóa 18/41 km => chưa đạt.`

Communes report their criteria as a numbered list: the number is the criterion's own, its name follows, then
facts, then the verdict: in brackets, behind a dash or an arrow, as `tự đánh giá: đạt`, as `nên không đạt`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.criterion_cues import MET, NOT_MET
from extractors.criterion_names import name_at
from extractors.outline import Outline, Paragraph
from normalizers.criteria_sets import CriteriaSet

_VERDICT = (
    r"(?:(?P<not_met>(?:van |hien )?(?:chua|khong) (?:dat|hoan thanh))|(?P<met>(?:da |co ban )?(?:dat|hoan thanh)))"
    r"(?: chuan| yeu cau| tieu chi)?(?!\w)"
)
_CLOSES = re.compile(
    r"(?:[.;,:(>–-]|(?<!\w)(?:nen|do do|do vay|vi vay|vi the))\s*"
    r"(?:(?:xa )?(?:tu )?(?:danh gia|ket luan|ket qua|xep loai)(?: la)?\s*:?\s*)?"
    r"(?:(?:tieu chi|tc)(?: so \d{1,2})?(?: nay)? )?"
    rf"{_VERDICT}[\s).;,/]*$"
)
_SUITS = re.compile(r"(?<!\w)(?:(?P<not_met>(?:chua|khong) dat)|(?P<met>dat)) yeu cau[\s).;,/]*$")
_BEGINS = re.compile(rf"\s*[:.–-]\s*(?:hien |xa |toan xa )?{_VERDICT}(?=\s*(?:[.;,(–-]|$)|\s+(?:do|vi|boi)(?!\w))")
_WHY = re.compile(r"\s*[,(–-]?\s*(?:do|vi|boi)\s+")
_OPENS_FACTS = re.compile(r"\s*[:.–-]\s*")


@dataclass(frozen=True, slots=True)
class CriterionNote:
    """The criterion of a paragraph, the verdict on it, and for one that is not met what the paragraph says of it."""

    criterion: int
    status: str
    reason: str


def may_be_note(outline: Outline, paragraph: Paragraph) -> bool:
    """Whether the paragraph bears a number that could be a criterion's, and says something of meeting it."""
    return _number(paragraph) is not None and "dat" in outline.key[paragraph.body : paragraph.end]


def criterion_note(outline: Outline, of: CriteriaSet, paragraph: Paragraph) -> CriterionNote | None:
    """The paragraph's verdict on the criterion whose number and name it bears; nothing where it is no such note."""
    named = name_at(outline.key, paragraph.body, paragraph.end, of)
    if named is None or named.criterion != _number(paragraph):
        return None
    for sentence in reversed(paragraph.sentences):
        start = max(named.end, sentence.start)
        said = outline.key[start : sentence.end]
        found = _CLOSES.search(said) or _SUITS.search(said)
        if found:
            return _note(outline, named.criterion, found, (named.end, start + found.start()))
    begun = _BEGINS.match(outline.key, named.end, paragraph.end)
    if begun is None:
        return None
    why = _WHY.match(outline.key, begun.end(), paragraph.end)
    return _note(outline, named.criterion, begun, (why.end() if why else begun.end(), paragraph.end))


def _note(outline: Outline, criterion: int, found: re.Match[str], facts: tuple[int, int]) -> CriterionNote:
    status = NOT_MET if found["not_met"] else MET
    opened = _OPENS_FACTS.match(outline.key, *facts)
    words = outline.text[opened.end() if opened else facts[0] : facts[1]].strip(" .;,:=>(–-")
    return CriterionNote(criterion, status, words if status == NOT_MET else "")


def _number(paragraph: Paragraph) -> int | None:
    found = re.fullmatch(r"(\d{1,2})\D*", paragraph.label.rsplit(".", 1)[-1] or paragraph.label.rstrip(".)"))
    return int(found[1]) if found else None
