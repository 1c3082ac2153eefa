"""Due times in their place: the times of a clause with the year of its heading, and times that headings give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extractors.context import Context
from extractors.outline import Kind, Outline, Paragraph
from normalizers.dates import NO_DUE, TimePhrase, Years, find_times
from pipeline.model import Value


@dataclass(frozen=True, slots=True)
class Due:
    """A due time as the tables have it; `text` is empty where only the plan's own period is meant."""

    text: str
    start: date | None
    end: date | None
    relation: str

    def values(self) -> dict[str, Value]:
        """The columns due_text, due_start, due_end, due_relation."""
        return {"due_text": self.text, "due_start": self.start, "due_end": self.end, "due_relation": self.relation}


def due_of(phrase: TimePhrase) -> Due:
    """The due time that a time phrase states."""
    return Due(phrase.text, phrase.due_start, phrase.due_end, phrase.relation)


def when(phrase: TimePhrase) -> dict[str, Value]:
    """The columns of a deadline that a time phrase states."""
    return {
        "due_text": phrase.text, "due_relation": phrase.relation, "due_start": phrase.due_start,
        "due_end": phrase.due_end, "precision": phrase.precision, "tentative": phrase.tentative,
        "year_inferred": phrase.year_inferred, "recurrence": phrase.recurrence,
    }  # fmt: skip


def plan_period(context: Context) -> Due:
    """The plan's own period, for targets that state no time."""
    return Due("", context.period_start, context.period_end, "within" if context.period_start else "")


def years_of(outline: Outline, context: Context, paragraph: Paragraph) -> Years:
    """Where a half date in `paragraph` gets its year: the nearest heading's, the plan's, the year of issue."""
    for above in outline.ancestors(paragraph):
        if above.kind is Kind.BODY and not above.lead_in:
            continue
        year = _only_year(outline.key[above.body : min(above.end, above.body + 200)])
        if year:
            return Years(year, context.issued_on)
    single = context.period_start and context.period_end and context.period_start.year == context.period_end.year
    return Years(context.year if single else None, context.issued_on)


@lru_cache(maxsize=4096)
def _only_year(heading: str) -> int | None:
    """The year that a heading names, where it names one alone; each paragraph below asks for it."""
    years = {int(year) for year in _HEADING_YEAR.findall(heading)}
    return years.pop() if len(years) == 1 else None


_HEADING_YEAR = re.compile(r"(?<!giai doan )(?<!den )(?<!\w)nam (20\d\d)(?![\d-])(?!\s?[-–]\s?20)")


def times_of(outline: Outline, paragraph: Paragraph, start: int, end: int, years: Years) -> list[TimePhrase]:
    """The times in a stretch of `paragraph`, as spans of the whole text; cited and past ones are dropped."""
    text, key = outline.text[start:end], outline.key[start:end]
    if not _MAYBE.search(key):
        return []
    kept = [phrase for phrase in find_times(text, years, key) if not _told(key, phrase, years)]
    return [_moved(phrase, start) for phrase in kept]


def tells_past(outline: Outline, start: int, end: int, years: Years) -> bool:
    """Whether every time of a clause lies in the past or is a state's (`năm 2021 đạt 75%`); comparisons aside."""
    text, key = outline.text[start:end], outline.key[start:end]
    if not _MAYBE.search(key):
        return False
    found = [
        phrase
        for phrase in find_times(text, years, key)
        if not phrase.text.lower().startswith("so ")
        and not _STARTS_FROM.match(key, phrase.end)
        and not _compares(key, phrase.start)
    ]
    return bool(found) and all(_told(key, phrase, years) for phrase in found)


def told_times(outline: Outline, start: int, end: int, years: Years) -> list[TimePhrase]:
    """The times of a clause that are past or name a state, as spans of the whole text."""
    text, key = outline.text[start:end], outline.key[start:end]
    if not _MAYBE.search(key):
        return []
    return [_moved(phrase, start) for phrase in find_times(text, years, key) if _told(key, phrase, years)]


def _compares(key: str, at: int) -> bool:
    """Whether a time only compares: `cao hơn năm 2023`, `60% hồ sơ (năm 2021 là 31%)`."""
    bracketed = key.count("(", 0, at) > key.count(")", 0, at)
    return bracketed or re.search(r"(?<!\w)hon\s*$", key[:at]) is not None or _COMPARED.search(key[:at]) is not None


_STARTS_FROM = re.compile(r"\s+(?:nang )?(?:len|xuong)(?!\w)")  # `từ 55% năm 2020 lên 60%`
_MAYBE = re.compile(r"\d|nam|thang|quy|tuan|ngay")


def _moved(phrase: TimePhrase, by: int) -> TimePhrase:
    return TimePhrase(
        phrase.start + by, phrase.end + by, phrase.text, phrase.relation, phrase.due_start, phrase.due_end,
        phrase.precision, phrase.tentative, phrase.year_inferred, phrase.recurrence, phrase.kind, phrase.led,
        phrase.core + by,
    )  # fmt: skip


_DOCUMENT = re.compile(
    r"(?:quyet dinh|nghi quyet|ke hoach|thong bao|ket luan|cong van|cong dien|chi thi|thong tu|nghi dinh|luat"
    r"|to trinh|bao cao"
    r"|van ban|chuong trinh|huong dan|quy dinh|quy che|de an|hop dong|qd|nq|kh|ct|tb|kl|cv|nd|tt|sua doi"
    r"|bo sung)\b[^;:]{0,140}$"
)
_CODE = re.compile(r"(?:\d\s?[/-]\s?[a-z]{1,6}|[/-][a-z]{2,}|\bso\s?:?\s?\d+)[^;:]{0,60}$")
# Laws have a date and often no number: `Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001`
_LAW = re.compile(r"(?<!\w)(?<!phap )(?<!ky )(?<!thao )(?:bo luat|luat|phap lenh)(?: [a-z]+,?){2,14} $")
# `Tờ trình số    /TTr-UBND ngày    tháng 02 năm 2025`: number and day were never filled in
_BLANK_DAY = re.compile(r"(?<!\w)ngay[\s._…]*$")
_MEETING = re.compile(r"(?:cuoc hop|buoi lam viec|hoi nghi|phien hop|ky hop|lam viec)\b[^;:]{0,60}$")
_DONE = re.compile(
    r"(?<!\w)(?:da|duoc) (?!hoach)(?:\w+ )?(?:ban hanh|thanh lap|cong nhan|dat|hoan thanh|co|to chuc|phe duyet"
    r"|trien khai|duoc)\b"
)


def _told(key: str, phrase: TimePhrase, years: Years) -> bool:
    """Whether a time is no due time: a cited document's or meeting's date, a state of affairs, a past event."""
    if phrase.relation in NO_DUE:
        return True
    before = key[max(0, phrase.start - 200) : phrase.start]
    bare_day = phrase.kind == "day" and not phrase.led
    undated = phrase.kind == "month" and _BLANK_DAY.search(before) is not None
    cited = (bare_day or undated) and _DOCUMENT.search(before) and _CODE.search(before)
    if cited or (bare_day and (_LAW.search(before) or _MEETING.search(before))):
        return True
    if _COMPARED.search(before):
        return True
    if phrase.kind in ("year", "span") and (_VISION.search(before) or _named_by(before)):
        return True
    last = phrase.due_end or phrase.due_start
    if years.issued is None or last is None or last >= years.issued:
        return False
    return bare_day or bool(_DONE.search(key)) or phrase.kind in ("year", "span")


# `so với mùa khô năm 2018`
_COMPARED = re.compile(r"(?<!\w)so (?:voi|cung ky)(?: (?!nhung|phan dau|den|trong|truoc)[a-z]+){1,6} $")
_VISION = re.compile(r"(?:dinh huong|tam nhin)\s*$")


def _named_by(before: str) -> bool:
    """Whether a year belongs to a cited paper's name (`Quyết định số 749/QĐ-TTg phê duyệt Chương trình đến năm "
    "2025`)."""
    papers = list(re.finditer(r"\d\s?[/-]\s?[a-z]{1,6}[a-z/-]*\b", before))
    if not papers or not _DOCUMENT.search(before):
        return False
    return not re.search(r"[;:]|, (?!phe duyet|ban hanh|ve )", before[papers[-1].end() :])


def heading_due(outline: Outline, context: Context, paragraph: Paragraph) -> Due | None:
    """The due time that a governing heading, lead-in or the opening of the paragraph gives; None without one."""
    years = years_of(outline, context, paragraph)
    opening = times_of(outline, paragraph, paragraph.body, _opening_end(outline, paragraph), years)
    if opening and opening[0].kind != "recurring":
        return due_of(opening[0])
    for above in outline.ancestors(paragraph):
        limit = min(above.end, above.body + 220)
        found = [
            phrase
            for phrase in times_of(outline, above, above.body, limit, years_of(outline, context, above))
            if phrase.kind != "recurring"
        ]
        if found and (above.lead_in or above.kind in (Kind.HEADING, Kind.ITEM)) and len(found) == 1:
            return due_of(found[0])
    return None


def _opening_end(outline: Outline, paragraph: Paragraph) -> int:
    """Where the words before the first colon or comma end (`Đến năm 2025:`), within the first sentence."""
    head = outline.text[paragraph.body : paragraph.end]
    cut = re.search(r"[:,]", head[:90])
    return paragraph.body + cut.start() if cut else paragraph.body
