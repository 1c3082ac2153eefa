"""Counts of criteria that are met: `đạt 17/19 tiêu chí`, `đã hoàn thành 15 tiêu chí`.

Aims (`phấn đấu đạt 19/19`) and averages (`bình quân 17,2 tiêu chí/xã`) are targets and no counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractors.context import Context
from extractors.criterion_cues import is_goal
from extractors.due import years_of
from extractors.outline import Outline, Paragraph
from extractors.sentences import Sentence
from extractors.subject_units import grade_of, subject_of
from extractors.target_rules import goal_section
from normalizers.criteria_sets import CriteriaSet, set_for
from normalizers.dates import find_times

_OF_TOTAL = re.compile(
    r"(?<![\d.,/])(\d{1,2})(?:\s?/\s?|(?: tieu chi)? (?:trong|tren) (?:tong )?(?:so )?)(\d{1,2})"
    r"(?:\s*(?:so )?(?:tieu chi|tc|(?<=/19 )tieu \w{2,4}|(?<=/9 )tieu \w{2,4})(?!\w|\s*/\s*xa|\s+(?:chua|khong) )"
    r"|(?=(?:,| va) \d{1,2}/\d{1,2} tieu chi))"
)
_WITHOUT = re.compile(
    r"(?<!\w)(?:da|hien|hien nay|den nay|moi|den nay da|xa|huyen|thon)\s+(?:co ban\s+)?(?:dat|hoan thanh)(?: chuan)?"
    r"(?: duoc)?\s+(\d{1,2})\s+tieu chi(?!\s*/\s*xa|\s+(?:chua|khong))"
    r"|(?<!\w)(?:dat|hoan thanh) (\d{1,2}) tieu chi(?=\s*(?:gom|la|bao gom|[:(,;]))"
    r"|(?<!\w)tieu chi (?:da |da duoc )?(?:dat|hoan thanh)(?: chuan)?(?: la|:) (\d{1,2}) tieu chi(?!\w)"
    r"|(?<!\w)(?:moi|da|den nay|hien) duoc (\d{1,2}) tieu chi(?!\s*/\s*xa|\s+(?:chua|khong))"
    r"|(?<!\w)(?:tieu chi (?:da )?dat:|co|moi co|da co) (\d{1,2}) tieu chi(?: (?:da |co ban )?(?:dat|hoan thanh)"
    r"|(?= \())(?!\w)"
)
# "đạt 16/19;", "(16/19)", "Số tiêu chí đạt: 15/19": the word itself stands elsewhere in the sentence or above it.
_BARE = re.compile(
    r"(?:(?<!\w)(?:dat|hoan thanh)(?: chuan)?(?: la)?:? |(?<=\()|: |(?<= la ))(\d{1,2})\s?/\s?(19|10|9)(?=\s*(?:[,;.)]"
    r"|$))(?![.,]\d)"
)
_NUMBER = re.compile(r"\d")
_LACKED = re.compile(
    r"(?<!\w)(?:chua (?:dat|hoan thanh)(?: chuan)?|khong dat|chua|khong|con lai|con|thieu"
    r"|no)(?: la)?\s*$"
)
_WORDS = ("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_LEFT = re.compile(
    rf"(?<!\w)con(?: lai)? (\d{{1,2}}|{'|'.join(_WORDS)}) tieu chi"
    rf"|(?<!\w)(\d{{1,2}}|{'|'.join(_WORDS)}) tieu chi (?:con lai|chua dat|chua hoan thanh)"
    r"|chua (?:dat|hoan thanh)(?: chuan)?(?::| la)? (\d{1,2}) tieu chi"
)
_STATED = re.compile(r"(?<!\w)(?:da|den nay|hien nay|(?<!thuc )hien|duy tri|giu vung|co)(?!\w)(?= )")
_AIMED = re.compile(r"(?<!\w)(?:phan dau|muc tieu|du kien|dang ky|quyet tam|nang (?:tong )?so|se|lo trinh)(?!\w)")
# "hoàn thành 10/10 tiêu chí trước ngày 30/7": what has its time behind it is to come.
_BY = re.compile(
    r"[^,;.]{0,60}?\s(?:truoc|trong|vao|den|xong trong)\s(?:ngay |thang |quy |nam |cuoi |het "
    r"|dau )*[\divx]"
)
_COMMUNE_TOTALS = (10, 19)
_AVERAGE = re.compile(r"(?<!\w)(?:binh quan|trung binh|moi xa|tren dia ban|toan huyen|cac xa|\d+ xa)(?!\w)[^.;]{0,60}$")


@dataclass(frozen=True, slots=True)
class Count:
    """A count for one unit; `total` is None where only the number met is said. `at` is the number's place."""

    level: str
    unit: str
    of: CriteriaSet | None
    met: int
    total: int | None
    as_of: date | None
    at: int
    sentence: Sentence
    paragraph: Paragraph


def counts(outline: Outline, context: Context) -> Iterator[Count]:
    """All stated counts in order, one for each unit that the statement names."""
    for paragraph in outline.body_paragraphs():
        for sentence in paragraph.sentences:
            words = outline.key[sentence.start : sentence.end]
            if not _NUMBER.search(words) or not ("/" in words or "tieu" in words or "tc" in words):
                continue
            read = 0
            for pattern in (_OF_TOTAL, _WITHOUT, _BARE):
                for found in pattern.finditer(outline.key, sentence.start, sentence.end):
                    if pattern is not _WITHOUT or found.end() > read:  # `14 tiêu chí trên tổng số 19`
                        yield from _count(outline, context, paragraph, sentence, found)
                    read = max(read, found.end())


def _count(
    outline: Outline, context: Context, paragraph: Paragraph, sentence: Sentence, found: re.Match[str]
) -> Iterator[Count]:
    met = int(next(group for group in found.groups() if group))
    total = int(found[2]) if found.re is not _WITHOUT else _summed(outline, paragraph, found, met)
    before = outline.key[sentence.start : found.start()]
    if (total is not None and met > total) or _aimed(outline, context, paragraph, sentence, found.start()):
        return
    if _LACKED.search(before) or (found.re is _BARE and not _of_criteria(outline, paragraph, sentence, total)):
        return
    subject = subject_of(outline, context, paragraph, found.start())
    if subject and subject.own and subject.level == "huyện" and total in _COMMUNE_TOTALS:
        return
    if subject is None or (subject.own and subject.level != "xã" and _AVERAGE.search(before)):
        return
    on = as_of(outline, context, paragraph, sentence)
    grade = grade_of(outline, paragraph, found.start(), subject.level)
    words = outline.text[sentence.start : sentence.end]
    of = set_for(subject.level, on or context.day, grade, words)
    for name in _respective(outline, sentence, found, subject.names):
        yield Count(subject.level, name, of, met, total, on, found.start(), sentence, paragraph)


def _respective(outline: Outline, sentence: Sentence, found: re.Match[str], names: tuple[str, ...]) -> tuple[str, ...]:
    """`hai xã A và B đạt lần lượt 15/19 và 14/19 tiêu chí`: each count is one unit's."""
    words = outline.key[sentence.start : sentence.end]
    counted = [each.start() + sentence.start for each in _EACH_COUNT.finditer(words)]
    if len(names) < 2 or len(counted) != len(names) or "lan luot" not in words:
        return names
    own = [name for name, at in zip(names, counted, strict=True) if found.start() <= at < found.end()]
    return tuple(own) or names


_EACH_COUNT = re.compile(r"\d{1,2}/\d{1,2}(?![\d/])")


def _of_criteria(outline: Outline, paragraph: Paragraph, sentence: Sentence, total: int | None) -> bool:
    """Whether a bare `16/19` counts criteria: the word stands in its sentence or, for 19, in a heading above."""
    if re.search(r"(?<!\w)tieu chi(?!\w)", outline.key[sentence.start : sentence.end]):
        return True
    above = [outline.key[each.body : each.end] for each in (paragraph, *outline.ancestors(paragraph))]
    return total == max(_COMMUNE_TOTALS) and any("tieu chi" in each or "xa" in each.split() for each in above)


def _summed(outline: Outline, paragraph: Paragraph, found: re.Match[str], met: int) -> int | None:
    """The total that `15 tiêu chí; còn 4 tiêu chí` makes, where a set has that many criteria."""
    left = _LEFT.search(outline.key, found.end(), _reach(outline, paragraph, found.end()))
    if left is None:
        return None
    said = next(group for group in left.groups() if group)
    total = met + (int(said) if said.isdigit() else _WORDS.index(said) + 1)
    return total if total in {*_COMMUNE_TOTALS, 9} else None


def _reach(outline: Outline, paragraph: Paragraph, at: int) -> int:
    """How far the number that is left may stand behind the number met: the paragraph and its next."""
    following = outline.paragraphs[paragraph.index + 1 : paragraph.index + 2]
    return min(following[0].end if following else paragraph.end, at + 200)


def _aimed(outline: Outline, context: Context, paragraph: Paragraph, sentence: Sentence, at: int) -> bool:
    """Whether the count is aimed at: by the nearer of the words that state (`hiện đạt`) and that aim (`phấn đấu`)."""
    before = outline.key[sentence.start : at]
    stated = max((each.start() for each in _STATED.finditer(before)), default=-1)
    aims = max((each.start() for each in _AIMED.finditer(before)), default=-1)
    if stated > aims:
        return False
    if set_as_goal(outline, paragraph, sentence, at):
        return True
    if _BY.match(outline.key[at : sentence.end]):
        return True
    return aims >= 0 or is_goal(outline.key, sentence.start, at, issued=context.issued_on)


def set_as_goal(outline: Outline, paragraph: Paragraph, sentence: Sentence, at: int) -> bool:
    """Whether what is said at `at` stands among goals without a word that states it: `Đạt 19/19 tiêu chí.`"""
    return _STATED.search(outline.key, sentence.start, at + 3) is None and goal_section(outline, paragraph)


def as_of(outline: Outline, context: Context, paragraph: Paragraph, sentence: Sentence) -> date | None:
    """The day that a sentence speaks of (`tính đến 31/12/2023`), else the day of issue."""
    years = years_of(outline, context, paragraph)
    for phrase in find_times(outline.text[sentence.start : sentence.end], years):
        day = phrase.due_end or phrase.due_start
        past = context.issued_on is None or (day is not None and day <= context.issued_on)
        if day and past and phrase.relation in ("as_of", "by") and phrase.start < 40:
            return day
    return context.issued_on
