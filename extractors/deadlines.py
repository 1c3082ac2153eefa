"""Deadlines: each task with the time until, in, or from which it is to be done, one row for each time.

A time counts where it dates a task: not the date of a paper, an event in the past, a noun's attribute (`kế hoạch
năm 2024`), or the due time of a target. What heading, bullet or neighbour give (agency, unit, year, the task
of `Thời gian thực hiện: …`) is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.cell_rows import CellRow, cell_rows
from extractors.context import Context
from extractors.deadline_rules import dates_a_task, refined
from extractors.deadline_tasks import Dates, behind_comma, task_of
from extractors.deadline_values import clause_of, coordinators, lead_of, unit_of, unit_of_body, unit_of_part
from extractors.due import times_of, when, years_of
from extractors.header_front import YEARS
from extractors.outline import Kind, Outline, Paragraph
from extractors.phases import is_phase
from extractors.row_agencies import row_agencies
from extractors.sentences import Sentence, Span
from extractors.target_rules import cue, reports
from extractors.target_scene import Target
from extractors.targets import find_targets
from extractors.verbs import opens_task
from normalizers.dates import TimePhrase
from pipeline.model import Finding, Issue

TABLE = "deadlines"


@dataclass(frozen=True, slots=True)
class _Place:
    """A time in its clause, sentence and paragraph, and the list of times that it stands in."""

    paragraph: Paragraph
    sentence: Sentence
    clause: Span
    time: TimePhrase
    dates: Dates


def find(outline: Outline, context: Context) -> Iterable[Finding | Issue]:
    """All deadlines of a plan, and an issue for each due time that lies before the day of issue."""
    targets = find_targets(outline, context)
    for paragraph in outline.body_paragraphs():
        if _is_preamble(outline, paragraph) or _DATELINE.fullmatch(outline.key_of(paragraph)):
            continue
        for place in _places(outline, context, paragraph, targets):
            yield from _rows(outline, context, place, targets)
        yield from _scheduled(outline, context, paragraph, targets)
        yield from _terms(outline, paragraph)
    for row in cell_rows(outline, context):
        yield _of_cells(outline, row)


_TERM = re.compile(
    r"(?<!\w)(?:trong vong|trong thoi (?:han|gian)|cham nhat|khong qua|sau)\s+\d{1,3}\s+(?:ngay|tuan|thang|gio)"
    r"(?:\s+lam viec)?,?\s+(?:ke\s+)?(?:tu|sau khi|truoc khi)(?!\w)"
)


def _terms(outline: Outline, paragraph: Paragraph) -> Iterator[Issue]:
    """`trong vòng 10 ngày kể từ …`: a term that only an event dates has no due time; it is reported."""
    for found in _TERM.finditer(outline.key, paragraph.body, paragraph.end):
        words = outline.text[found.start() : found.end()]
        yield Issue("relative_time", f"the term '{words} …' has no date", None, found.start(), found.end())


def _is_preamble(outline: Outline, paragraph: Paragraph) -> bool:
    return not paragraph.section and bool(_PREAMBLE.match(outline.key_of(paragraph)))


_PREAMBLE = re.compile(
    r"(?:can cu|thuc hien|thi hanh|theo de nghi|xet (?:de nghi|to trinh|bao cao|cong van)|tren co so|de (?:trien khai"
    r"|thuc hien))(?!\w)"
)
# `Tam Kỳ, ngày 12 tháng 3 năm 2020` over the forms and lists behind a plan
_DATELINE = re.compile(r"[a-z][a-z .'-]{1,40}, ngay[^,;]{0,9}thang[^,;]{0,7}nam\W?\d{4}\W*")


def _places(outline: Outline, context: Context, paragraph: Paragraph, targets: list[Target]) -> Iterator[_Place]:
    for sentence in paragraph.sentences:
        times = times_of(outline, paragraph, sentence.start, sentence.end, years_of(outline, context, paragraph))
        kept = refined(outline.key, times, sentence.clauses)
        accepted = _accepted(outline, context, _Sentence(paragraph, sentence, kept), targets)
        beside = [each for each in times if each in accepted or (each.recurrence and each not in kept)]
        for time in accepted:
            clause = _clause(paragraph, sentence, time)
            yield _Place(paragraph, sentence, clause, time, _list_of(outline.key, beside, clause, time))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence and its times, without those that only name what another one dates."""

    paragraph: Paragraph
    sentence: Sentence
    times: list[TimePhrase]


def _clause(paragraph: Paragraph, sentence: Sentence, time: TimePhrase) -> Span:
    whole = clause_of(sentence, time)
    return Span(max(whole.start, paragraph.body), whole.end)


def _accepted(outline: Outline, context: Context, place: _Sentence, targets: list[Target]) -> list[TimePhrase]:
    """The times of a sentence that date a task, in order."""
    paragraph, sentence = place.paragraph, place.sentence
    accepted: list[TimePhrase] = []
    for time in place.times:
        clause = _clause(paragraph, sentence, time)
        opens = _opens(outline, paragraph, time)
        if (
            _is_targets(outline.key, targets, sentence, clause, time)
            or _is_over(outline, context, paragraph, sentence, time)
            or _tells(outline, context, clause, time)
            or _titles(outline, paragraph, time, opens)
        ):
            continue
        alike = _listed(outline, place.times, accepted[-1] if accepted else None, time)
        if dates_a_task(outline.key, clause, time, opens) if alike is None else alike:
            accepted.append(time)
    return accepted


# `báo cáo định kỳ hàng tháng, quý, 6 tháng và năm`, `(trước ngày 15/6) và hằng năm (trước ngày 15/12)`
_JOINT = re.compile(r"\s*\)?\s*(?:,|;|va|hoac|hay)?\s*(?:(?:bao cao )?(?:quy|(?:ca )?nam|(?:06|6|9) thang))?\s*\(?\s*")


def _are_listed(key: str, one: TimePhrase, other: TimePhrase) -> bool:
    """Whether only a joint parts two times; `6 tháng đầu năm (trước ngày 20/6)` are a report and its day."""
    named = not one.recurrence and not key[one.end : other.start].strip(" (")
    return not named and _JOINT.fullmatch(key, one.end, other.start) is not None


def _list_of(key: str, times: list[TimePhrase], clause: Span, time: TimePhrase) -> Dates:
    """From the first to the last of the times of a clause that nothing but joints part from `time`."""
    within = [each for each in times if clause.start <= each.start < clause.end]
    first = last = within.index(time)
    while first and _are_listed(key, within[first - 1], within[first]):
        first -= 1
    while last + 1 < len(within) and _are_listed(key, within[last], within[last + 1]):
        last += 1
    before = Span(within[first - 1].start, within[first - 1].end) if first else None
    after = within[last + 1].start if last + 1 < len(within) else clause.end
    return Dates(Span(within[first].start, max(within[last].end, time.end)), before, after)


def _listed(outline: Outline, times: list[TimePhrase], accepted: TimePhrase | None, time: TimePhrase) -> bool | None:
    """Whether the time before it in a list (`tháng 3 và tháng 4`) dates a task; None where it is in no list."""
    before = next((each for each in reversed(times) if each.end <= time.start), None)
    if before is None or before.kind != time.kind or not re.fullmatch(
        r"\s*(?:,|va)\s*", outline.key[before.end : time.start]
    ):  # fmt: skip
        return None
    return True if before is accepted else None if time.led and not before.led else False


def _titles(outline: Outline, paragraph: Paragraph, time: TimePhrase, opens: bool) -> bool:
    """`2. Mục tiêu cụ thể đến năm 2025`, `A. TÌNH HÌNH ĐẾN CUỐI NĂM 2015`: a heading's time; a time alone is a cell."""
    if paragraph.kind is Kind.BODY and not _beside(outline, paragraph, time):
        return True
    if paragraph.kind is not Kind.HEADING or opens:
        return False
    in_capitals = outline.text[paragraph.body : paragraph.end].isupper()
    return (
        in_capitals or time.kind in ("year", "span", "half", "this_year") or cue("section", outline.key_of(paragraph))
    )


def _is_over(outline: Outline, context: Context, paragraph: Paragraph, sentence: Sentence, time: TimePhrase) -> bool:
    """Whether a time before the day of issue tells what was: a bare one, or any under a heading that reports."""
    if _is_history(time):
        return True
    if not context.issued_on:
        return False
    if time.relation == "from" and time.due_start and time.due_end is None:
        begun = time.due_start.replace(day=1) == context.issued_on.replace(day=1) and time.precision == "month"
        return time.due_start < context.issued_on and not begun and not _opens(outline, paragraph, time)
    if not (time.due_end and time.due_end < context.issued_on):
        return False
    opening = time.start in (sentence.start, paragraph.body) and time.relation == "by"
    return (
        not time.led
        or reports(outline, paragraph)
        or _REACHED.match(outline.key, time.end) is not None
        or (opening and not opens_task(outline.key, behind_comma(outline.key, time.end)))
    )


def _is_history(time: TimePhrase) -> bool:
    """`người hoạt động cách mạng trước ngày 01/01/1945`: no plan is older than the years of issue that are known."""
    last = time.due_end or time.due_start
    return last is not None and last.year < YEARS.start


def _tells(outline: Outline, context: Context, clause: Span, time: TimePhrase) -> bool:
    """`đỉnh lũ đạt 1,68 m vào ngày 12/10/2022`: a time before the issue in a clause that opens with no task."""
    past = time.due_end is not None and context.issued_on is not None and time.due_end < context.issued_on
    if not past or time.relation not in ("on", "within"):
        return False
    return time.start > clause.start + 3 and not opens_task(outline.key, clause.start)


# `Đến ngày 31/12/2022, toàn xã đạt 11/19 tiêu chí`
_REACHED = re.compile(
    r"\s*,?\s*(?:toan )?(?:xa|huyen|tinh|thi xa|thanh pho|dia phuong)?(?: \w+){0,4}? ?(?:da|moi|dat|co|chi con|con)\s"
)


def _opens(outline: Outline, paragraph: Paragraph, time: TimePhrase) -> bool:
    """Whether nothing but numbering stands before a time in its paragraph (`Quý I: …`, `a) Năm 2023: …`)."""
    return not outline.key[paragraph.body : time.start].strip(" -+*(:")


def _states_task(clause: Span, time: TimePhrase, key: str) -> bool:
    """Whether a clause has words of a task behind the time that opens it (`Quý I: các xã trồng xong cây; đạt 40%`)."""
    words = key[time.end : clause.end].strip(" ,;:.")
    return len(words.split()) > 3 and not re.search(r"\d", words)


def _is_targets(key: str, targets: list[Target], sentence: Sentence, clause: Span, time: TimePhrase) -> bool:
    """Whether a time is a target's due time: its clause states the target, or its sentence opens with the time."""
    for target in targets:
        same = target.due.text == time.text and target.due.end == time.due_end
        inside = target.clause.start <= clause.start < target.clause.end
        opens = inside or (time.start <= sentence.start + 12 and not _states_task(clause, time, key))
        if target.sentence.start == sentence.start and same and opens:
            return True
    return False


def _rows(outline: Outline, context: Context, place: _Place, targets: list[Target]) -> Iterator[Finding | Issue]:
    """A row for the time, or for each task of the `;`-clauses behind a schedule's time."""
    if _heads_list(outline, place):
        return
    spans = [] if _dated_closer(outline, context, place) else [place.clause]
    if _opens(outline, place.paragraph, place.time) and place.time.relation != "recurring":
        later = (
            each for each in place.sentence.clauses
            if each.start > place.clause.start and not _ON_EVENT.match(outline.key, each.start)
        )  # fmt: skip
        spans += [
            each for each in later
            if _undated(outline, context, place, each) and not any(t.clause.start == each.start for t in targets)
        ]  # fmt: skip
    for span in spans:
        yield _finding(outline, context, place, span)
    due, issued = place.time.due_end, context.issued_on
    if due and issued and due < issued:
        words = f"the due time {place.time.text} lies before the day of issue {issued.isoformat()}"
        yield Issue("due_before_issue", words, None, place.time.start, place.time.end)


# `; ngay sau khi bỏ phiếu, trình …`: an event dates it, not the schedule's time
_ON_EVENT = re.compile(r"(?:ngay )?(?:sau|truoc|trong) khi(?!\w)|khi(?!\w)")


def _dated_closer(outline: Outline, context: Context, place: _Place) -> bool:
    """`Quý IV: bình xét danh hiệu trước ngày 05/11`: the quarter only schedules what has a time of its own."""
    if place.time.recurrence or place.time.kind == "day" or not _opens(outline, place.paragraph, place.time):
        return False
    colon = re.compile(r"\s*:").match(outline.key, place.time.end)
    comma = outline.key.find(",", place.time.end, place.clause.end)
    end = comma if comma > 0 else place.clause.end
    years = years_of(outline, context, place.paragraph)
    return colon is not None and bool(times_of(outline, place.paragraph, place.time.end, end, years))


def _undated(outline: Outline, context: Context, place: _Place, clause: Span) -> bool:
    years = years_of(outline, context, place.paragraph)
    return not times_of(outline, place.paragraph, clause.start, clause.end, years)


def _heads_list(outline: Outline, place: _Place) -> bool:
    """`Quý I:`, `1. Giai đoạn chuẩn bị (tháng 3):` over bullets: the bullets are the tasks."""
    if is_phase(outline, place.paragraph, place.time):
        return True
    rest = outline.key[place.time.end : place.paragraph.end].strip(" :.-")
    return not rest and _opens(outline, place.paragraph, place.time) and bool(outline.children(place.paragraph))


def _scheduled(outline: Outline, context: Context, paragraph: Paragraph, targets: list[Target]) -> Iterator[Finding]:
    """The undated bullets under a heading that is a time (`a) Quý I/2024:`)."""
    above = next(outline.ancestors(paragraph), None)
    if above is None or outline.children(paragraph):
        return
    years = years_of(outline, context, above)
    times = [t for t in times_of(outline, above, above.body, above.end, years) if t.relation != "recurring"]
    if len(times) != 1 or (_beside(outline, above, times[0]) and not is_phase(outline, above, times[0])):
        return
    dates = Dates(Span(times[0].start, times[0].end), None, times[0].end)
    for sentence in paragraph.sentences:
        if any(target.sentence.start == sentence.start for target in targets):
            continue
        for clause in sentence.clauses:
            own = times_of(outline, paragraph, clause.start, clause.end, years)
            if not own:
                yield _finding(outline, context, _Place(paragraph, sentence, clause, times[0], dates), clause)


def _of_cells(outline: Outline, row: CellRow) -> Finding:
    """A row of a table printed cell by cell: its first agencies lead, the others are partners."""
    paragraph = outline.paragraph_at(row.time.start) or row.cells[-1]
    names = [each for _, each in row.agencies]
    return Finding(
        TABLE, paragraph.start, paragraph.end,
        {
            "task": row.task, "lead_agency": ";".join(names[0] if names else ()),
            "coordinating_agencies": ";".join(name for each in names[1:] for name in each), "unit": row.unit,
            **when(row.time),
        },
        "rule:deadline.cells", 0.6, paragraph.section,
    )  # fmt: skip


def _beside(outline: Outline, paragraph: Paragraph, time: TimePhrase) -> str:
    """What a paragraph says beside a time."""
    words = outline.key[paragraph.body : time.start] + outline.key[time.end : paragraph.end]
    return words.strip(" :.-")


def _own_body(outline: Outline, context: Context, place: _Place, leads: tuple[str, ...]) -> str:
    """The place of the body that does it, where the paragraph names it; a heading's body tells no place."""
    words = outline.text[place.paragraph.start : place.paragraph.end]
    return unit_of_body(leads, context.unit) if leads and leads[0] in words else ""


def _finding(outline: Outline, context: Context, place: _Place, span: Span) -> Finding:
    time = place.time
    inside = place.sentence.start <= time.start < place.sentence.end
    row = row_agencies(outline, place.paragraph, time.start, time.end) if inside else None
    leads = row.lead if row else lead_of(outline, place.paragraph, place.sentence, span, time)
    partners = row.partners if row else coordinators(outline, place.paragraph, span, time)
    task = (
        outline.text[row.task_start : row.task_end].strip(" |-–") if row
        else task_of(outline, place.paragraph, place.sentence, span, place.dates)
    )  # fmt: skip
    method = "recurring" if time.recurrence else "within_period" if time.relation == "within" else time.relation
    sure = 0.9 if time.led or time.kind in ("day", "month", "part", "quarter") else 0.75
    return Finding(
        TABLE, place.sentence.start, place.sentence.end,
        {
            "task": task,
            "lead_agency": ";".join(leads),
            "coordinating_agencies": ";".join(partners),
            "unit": (
                unit_of_part(outline, place.paragraph, time)
                or _own_body(outline, context, place, leads)
                or unit_of(outline, place.paragraph, span, time)
            ),
            **when(time),
        },
        f"rule:deadline.{method}" if inside else "rule:deadline.schedule", sure, place.paragraph.section,
    )  # fmt: skip
