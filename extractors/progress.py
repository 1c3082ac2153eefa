"""How far a unit is: its count of criteria, and whether it is recognised, appraised or expected to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractors.annex_criteria import commune_rows
from extractors.context import Context
from extractors.counts import Count, counts
from extractors.due import Due, due_of, times_of, years_of
from extractors.outline import Outline, Paragraph, governors
from extractors.sentences import Sentence, Span
from extractors.subject_units import UnitSubject, bracketed_units, grade_of, named_in
from normalizers.criteria_sets import set_for
from pipeline.model import Finding, Issue, Value

_RECOGNISED = re.compile(
    r"(?<!\w)(?:da )?duoc (?:[\w ]{0,40}?)?(?:ra quyet dinh |ban hanh quyet dinh |quyet dinh )?cong nhan(?! lai)(?!\w)"
    r"|da (?:(?:co|ban hanh|ra|ky) )?(?:quyet dinh (?:so [\w/.-]+ (?:ngay [\d/]+ )?)?)?cong nhan"
    r"|da co quyet dinh so [^;]{4,90}?(?:ve viec )?cong nhan"
)
_APPRAISED = re.compile(
    r"(?<!\w)(?:tham dinh|tham tra)(?: ho so)? xong|(?<!\w)da (?:duoc [\w ]{0,30})?tham dinh"
    r"|cho (?:qd|quyet dinh) cong nhan"
)
_AIM = re.compile(
    r"(?<!\w)(?:de|phan dau|du kien|de nghi|trinh|xet|sau khi|khi|se|nham|cho|chua|muc tieu|hoan thien|ho so|dieu kien"
    r"|lo trinh)\s(?:[^.;:]{0,50}\s)?$"
)
# What has been done stays done although papers or conditions are named before it: "hồ sơ đã được thẩm định".
_UNDONE = re.compile(r"(?<!\w)(?:sau khi|khi|neu|de|chua)\s(?:[^.;:,]{0,50}\s)?$")
_OPENING = 8  # characters before a time that opens its clause
_KIND = re.compile(
    r"\s+(?:la\s+|dat chuan\s+|danh hieu\s+)*(?P<kind>thon|ban|ap|xom|khu dan cu|khu pho|xa"
    r"|huyen)(?!\w)"
)
_COMMUNE = re.compile(r"(?<!\w)(?<!cac )(?<!\D\d )(?<!\D\d\d )xa (?:da |nha )?$")
_OF_COUNTRYSIDE = re.compile(r"(?<!\w)(?:nong thon moi|ntm|dat chuan|tieu chi|khu dan cu kieu mau|thon kieu mau)(?!\w)")
_DISTRICT = re.compile(r"(?:^|[,.:]\s|nam \d{4},? )huyen (?:da |nha )?$")
_EXPECTED = re.compile(
    r"(?:de nghi|quyet dinh|xet|trinh|tham dinh)[^.;]{0,60}cong nhan|cong nhan (?:dat chuan|xa|huyen)|duoc cong nhan"
    r"|(?:du kien|phan dau|dang ky|se) (?:[^.;,:]{0,30} )?cong nhan"
)
_OTHERS = re.compile(
    r"(?<!\w)\d{1,3} (?:xa|thi tran|don vi)[^,;:()]{0,20}$"
)  # `8 xã đã được công nhận, …: Tân Hòa (15/19)`
_EXPECTED_HEADING = re.compile(r"(?<!\w)(?:du kien|phan dau|dang ky|ke hoach)[^.;:]{0,40}?(?:dat chuan|ve dich)")


@dataclass(frozen=True, slots=True)
class _State:
    recognition: str
    due: Due | None


def find(outline: Outline, context: Context) -> Iterator[Finding | Issue]:
    """A row for each unit and count, and for each unit that is said to be recognised or appraised."""
    counted: set[tuple[str, str, str]] = set()
    for count in counts(outline, context):
        counted.add((count.level, count.unit, count.of.code if count.of else ""))
        state = _expected(outline, context, count)
        values = _values(count.level, count.unit, count.of.code if count.of else "", state)
        values |= {"met": count.met, "total": count.total, "as_of": count.as_of}
        span = count.sentence.start, count.sentence.end
        sure = 0.93 if count.total else 0.8
        yield Finding("progress", *span, values, "rule:progress.count", sure, count.paragraph.section)
    for row in commune_rows(outline, context):
        of = set_for("xã", context.day)
        if ("xã", row.unit, of.code if of else "") not in counted:
            counted.add(("xã", row.unit, of.code if of else ""))
            values = _values("xã", row.unit, of.code if of else "", _State("", None))
            values |= {"met": row.met, "total": row.total, "as_of": context.issued_on}
            yield Finding("progress", *row.span, values, "rule:progress.table", 0.85, row.paragraph.section)
    for paragraph in outline.body_paragraphs():
        for sentence in paragraph.sentences:
            yield from _recognised(outline, context, paragraph, sentence, counted)


def _recognised(outline: Outline, context: Context, paragraph: Paragraph, sentence: Sentence,
                counted: set[tuple[str, str, str]]) -> Iterator[Finding]:  # fmt: skip
    """Units that a clause says to be recognised or appraised, without a count."""
    if not _OF_COUNTRYSIDE.search(outline.key, sentence.start, sentence.end):
        return
    for clause in sentence.clauses:
        for pattern, recognition in ((_RECOGNISED, "recognised"), (_APPRAISED, "appraised")):
            said = pattern.search(outline.key, clause.start, clause.end)
            if said is None or _aimed(outline.key[clause.start : said.start()], said):
                continue
            for subject in _subjects(outline, context, clause, said):
                on = _said_on(outline, context, paragraph, clause)
                grade = grade_of(outline, paragraph, said.start(), subject.level)
                of = set_for(subject.level, on or context.day, grade)
                for name in subject.names:
                    if (subject.level, name, of.code if of else "") in counted:
                        continue
                    values = _values(subject.level, name, of.code if of else "", _State(recognition, None))
                    yield Finding("progress", sentence.start, sentence.end, values | {"as_of": on},
                                  f"rule:progress.{recognition}", 0.85, paragraph.section)  # fmt: skip
            break


def _said_on(outline: Outline, context: Context, paragraph: Paragraph, clause: Span) -> date | None:
    """The last day of the past time with which the clause opens (`Năm 2015, xã được công nhận`), else the issue."""
    for each in times_of(outline, paragraph, clause.start, clause.end, years_of(outline, context, paragraph)):
        past = each.due_end is not None and context.issued_on is not None and each.due_end < context.issued_on
        if past and each.start - clause.start < _OPENING:
            return each.due_end
    return context.issued_on


def _aimed(before: str, said: re.Match[str]) -> bool:
    """Whether what is said is only aimed at, waited for or a condition."""
    return (_UNDONE if said[0].startswith("da ") else _AIM).search(before) is not None


def _subjects(outline: Outline, context: Context, clause: Span, said: re.Match[str]) -> Iterator[UnitSubject]:
    """The units named close before the words, or in a commune's plan the commune itself (`xã được công nhận`)."""
    named = named_in(outline, clause.start, said.start())
    kind = _KIND.match(outline.key, said.end(), clause.end)
    if kind:
        level = {"xa": "xã", "huyen": "huyện"}.get(kind["kind"], "thôn")
        named = tuple(each for each in named if each[0].level == level)
    if named and said.start() - named[-1][2] <= 60:
        yield named[-1][0]
    elif bracket := next(iter(bracketed_units(outline, clause.start, said.start())), None):
        yield bracket
    elif listed := next(iter(bracketed_units(outline, clause.start, clause.end, said.start())), None):
        yield listed
    elif context.level == "huyện" and context.district and _DISTRICT.search(outline.key[clause.start : said.start()]):
        yield UnitSubject("huyện", (context.district,), own=True)
    elif context.level == "xã" and context.commune and _COMMUNE.search(outline.key[clause.start : said.start()]):
        yield UnitSubject("xã", (context.commune,), own=True)


def _expected(outline: Outline, context: Context, count: Count) -> _State:
    """The recognition that the paragraph, else a heading above it, expects, with its time."""
    paragraph = count.paragraph
    own = _state_of(outline, count)
    if own:
        return _State(own, None)
    for sentence in paragraph.sentences:
        if sentence.start < count.sentence.start:
            continue
        for found in _EXPECTED.finditer(outline.key, sentence.start, sentence.end):
            span = _clause_with(sentence, found.start())
            times = times_of(outline, paragraph, span.start, span.end, years_of(outline, context, paragraph))
            dated = [each for each in times if not each.recurrence]
            before = [each for each in dated if each.start < found.end()]
            if dated:
                return _State("expected", due_of(before[-1] if before else dated[0]))
    for above in (paragraph, *governors(outline, paragraph)):
        heading = _EXPECTED_HEADING.search(outline.key, above.body, above.end)
        if heading:
            rest = Span(heading.start(), above.end)
            times = times_of(outline, above, rest.start, rest.end, years_of(outline, context, above))
            dated = [each for each in times if not each.recurrence]
            return _State("expected", due_of(dated[0]) if dated else None)
    return _State("", None)


def _state_of(outline: Outline, count: Count) -> str:
    """Whether the count's sentence or one behind it says its unit to be recognised or appraised, by the same set."""
    for sentence in (each for each in count.paragraph.sentences if each.start >= count.sentence.start):
        for each in sentence.clauses:
            for pattern, recognition in ((_RECOGNISED, "recognised"), (_APPRAISED, "appraised")):
                said = pattern.search(outline.key, each.start, each.end)
                if said is None or _aimed(outline.key[each.start : said.start()], said):
                    continue
                if _OTHERS.search(outline.key, each.start, said.start()):
                    continue
                named = named_in(outline, each.start, said.start())
                if named and not any(count.unit in subject.names for subject, _, _ in named):
                    continue
                grade = grade_of(outline, count.paragraph, said.end() - 1, count.level)
                if count.of is None or grade == count.of.grade:
                    return recognition
    return ""


def _clause_with(sentence: Sentence, at: int) -> Span:
    return next((clause for clause in sentence.clauses if clause.start <= at < clause.end), sentence)


def _values(level: str, unit: str, set_code: str, state: _State) -> dict[str, Value]:
    due: dict[str, Value] = state.due.values() if state.due else {}
    return {"unit_level": level, "unit": unit, "criteria_set": set_code, "recognition": state.recognition, **due}
