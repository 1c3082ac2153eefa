"""Assignments: which agency leads, coordinates, executes or advises which task.

An agency is called upon as the subject of a clause, by an order (`giao`, `đề nghị`), by a label (`Cơ quan chủ
trì: …`), or by the heading above (`2.1. Phòng Nội vụ:`), which then does what its bullets say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extractors.agencies_above import Above, agencies_above, own_agencies
from extractors.agency import agency_name
from extractors.agency_phrases import agency_list
from extractors.blind import named_doer
from extractors.cell_rows import CellRow, cell_rows
from extractors.closing_roles import Part, closing_roles
from extractors.context import Context
from extractors.due import times_of, years_of
from extractors.implementers import implementers
from extractors.outline import Kind, Outline, Paragraph
from extractors.row_agencies import executes, row_agencies
from extractors.sentences import Sentence, Span
from extractors.subjects import Subject, bracketed, role_of, subject
from extractors.target_rules import goal_section
from extractors.tasks import behind_time, partners, task_clauses, task_words, without_times
from extractors.verbs import opens_task, skip_modals
from pipeline.model import Finding, Issue

TABLE = "assignments"


@dataclass(frozen=True, slots=True)
class _Row:
    agency: str
    role: str
    task: str
    method: str
    confidence: float


def find(outline: Outline, context: Context) -> Iterable[Finding | Issue]:
    """All assignments of a plan; one row for each agency and task clause."""
    for table_row in cell_rows(outline, context):
        yield from _of_cells(table_row, table_row.cells[-1].section)
    seen: set[tuple[str, str, int]] = set()
    first = next((each.index for each in outline.paragraphs if each.label or each.mark), 0)
    for paragraph in outline.body_paragraphs():
        if paragraph.index < first or _names_a_unit(outline, paragraph):
            continue
        for sentence in paragraph.sentences:
            for row in _of_sentence(outline, context, paragraph, sentence):
                mark = (row.agency, row.task, sentence.start)
                if mark not in seen and not _EACH.match(row.agency) and not _is_row_of_figures(row.task):
                    seen.add(mark)
                    yield Finding(
                        TABLE, sentence.start, sentence.end,
                        {"agency": row.agency, "role": row.role, "task": without_times(row.task)},
                        row.method, row.confidence, paragraph.section,
                    )  # fmt: skip


def _is_row_of_figures(task: str) -> bool:
    """`Đại học Quản trị kinh doanh 16A 78 25 32.05%`: a table's row that opens with a body's name gives it no task."""
    return _FIGURES.search(task) is not None


_FIGURES = re.compile(r"(?:\s\d(?:[\d.,]*\d)?[A-Z%]?){3,}$")


def _of_cells(row: CellRow, section: str) -> Iterator[Finding]:
    """The agencies of a table printed cell by cell: those of the first cell lead, the others coordinate."""
    for place, (cell, names) in enumerate(row.agencies):
        role = "coordinate" if place else "lead"
        for name in names:
            yield Finding(
                TABLE, cell.start, cell.end, {"agency": name, "role": role, "task": row.task},
                "rule:assignment.cells", 0.6, section,
            )  # fmt: skip


def _of_row(outline: Outline, context: Context, paragraph: Paragraph) -> list[_Row]:
    """The agencies of a table's row that stands on one line and closes with a time."""
    if paragraph.kind is Kind.HEADING and not re.search(r"\s(?:\||[-–])\s", outline.words(paragraph)):
        return []
    years = years_of(outline, context, paragraph)
    times = times_of(outline, paragraph, paragraph.body, paragraph.end, years)
    last = _last_cell(outline, paragraph, times[-1].start if times else 0)
    row = row_agencies(outline, paragraph, last, times[-1].end if times else 0)
    if row is None:
        return []
    task = task_words(outline.text, row.task_start, row.task_end).strip(" |")
    role = "execute" if not row.partners and executes(outline, paragraph) else "lead"
    found = [_Row(name, role, task, "rule:assignment.row", 0.75) for name in row.lead]
    return found + [_Row(name, "coordinate", task, "rule:assignment.row", 0.75) for name in row.partners]


def _last_cell(outline: Outline, paragraph: Paragraph, time: int) -> int:
    """Where a row's last cell starts: at its time, else behind the last `|` (`| Thường xuyên`)."""
    bar = outline.key.rfind("|", paragraph.body, paragraph.end)
    steady = re.match(r"\|\s*(?:thuong xuyen|hang|hang nam|ca nam)", outline.key[max(bar, 0) : paragraph.end])
    return bar + 1 if bar > 0 and not time and steady else time


_EACH = re.compile(r"[mM]ỗi (?:xã|thôn|huyện)")  # `mỗi xã lựa chọn 1 thôn` sets a goal
_UNIT_LEAD = re.compile(
    r"(?:xa|thi tran|phuong|thon|huyen) (?!doan)(?:[^:,;.]{2,40}:\s|\w+(?: \w+){0,3} (?:da |den nay |hien )?(?:co ban "
    r")?(?:dat|hoan thanh) \d)"
)


def _names_a_unit(outline: Outline, paragraph: Paragraph) -> bool:
    """`- Xã Yên Sơn: …`: what is to come of a unit is its schedule, no assignment."""
    key = outline.key_of(paragraph)
    return bool(_UNIT_LEAD.match(key)) and outline.words(paragraph)[:2] != "Xã,"


def _of_sentence(outline: Outline, context: Context, paragraph: Paragraph, sentence: Sentence) -> Iterator[_Row]:
    listed = _of_row(outline, context, paragraph)
    if listed:
        yield from listed
        return
    begin = max(sentence.start, paragraph.body)
    if closing := implementers(outline.text, outline.key, begin, sentence.end):
        yield from _for_subject(outline, Span(begin, sentence.end), closing)
        return
    labelled = list(_labels(outline, paragraph, sentence))
    if labelled:
        yield from labelled
        return
    above = own_agencies(outline, paragraph, sentence) or agencies_above(outline, paragraph)
    start = max(sentence.start, above.task if above and above.own else paragraph.body)
    if above and above.own and start >= sentence.end:
        return
    carried: Subject | None = None
    for clause in task_clauses(outline.text, outline.key, start, sentence.end):
        own = subject(outline.text, outline.key, clause.start, clause.end)
        if own is None and carried and carried.call == "" and _is_task(outline.key, clause):
            yield from _for_subject(outline, clause, replace(carried, predicate=clause.start, call=""))
            continue
        carried = own or carried
        yield from _of_clause(outline, clause, above, own)


def _is_task(key: str, clause: Span) -> bool:
    """Whether a clause opens with a task, or with a time and a task."""
    return opens_task(key, clause.start) or opens_task(key, behind_time(key, clause.start, clause.end))


def _of_clause(outline: Outline, clause: Span, above: Above | None, found: Subject | None) -> Iterator[_Row]:
    text, key = outline.text, outline.key
    if re.match(r"(?:trong do|cu the|gom)(?!\w)", key[clause.start : clause.start + 12]) or _is_past(key, clause):
        return
    parts = closing_roles(text, key, clause.start, clause.end)
    inside = bracketed(text, key, clause.start, clause.end)
    if parts and len(inside) <= len(parts) and (found is None or found.agencies[0].start >= parts[0].start):
        yield from _for_parts(outline, clause, parts)
        return
    if above and (found is None or not (above.general or _opens(outline, clause, found))):
        yield from _for_heading(outline, clause, above)
        return
    if found and found.call != "request":
        yield from _for_subject(outline, clause, found)
    elif found is None and above is None and (blind := named_doer(text, key, clause.start, clause.end)):
        yield from _for_subject(outline, clause, blind)
    elif not inside and found is None and above is None:
        yield from _without_subject(outline, clause)
    for agent in inside:
        task = task_words(text, agent.predicate, _bracket_end(key, agent.predicate, clause.end))
        for name in agent.names(text):
            role = role_of(key[agent.predicate : clause.end])
            yield _Row(name, role, task, "rule:assignment.bracket", 0.7)
        if role_of(key[agent.predicate : clause.end]) == "lead":
            yield from _partners(outline, agent.predicate, _bracket_end(key, agent.predicate, clause.end), task)


def _for_parts(outline: Outline, clause: Span, parts: list[Part]) -> Iterator[_Row]:
    """The bodies whose part stands behind their names; the task is what stands before the first of them."""
    before = task_words(outline.text, clause.start, parts[0].start).strip(" :-–(,")
    task = re.sub(r"(?i)[\s,;(–-]*(?:do|(?:cơ quan|đơn vị|bộ phận) [^:]{3,20}:)$", "", before)
    if not task:
        task = task_words(outline.text, clause.start, clause.end)
    for part in parts:
        for name in part.names(outline.text):
            yield _Row(name, part.role, task, "rule:assignment.part", 0.75)


def _bracket_end(key: str, start: int, end: int) -> int:
    close = key.find(")", start, end)
    return close if close > 0 else end


def _opens(outline: Outline, clause: Span, found: Subject) -> bool:
    """Whether the subject is the clause's own, not a body that the heading's agency directs.

    An order at the start to bodies in the plural (`Đề nghị các thôn …`) is the plan's own.
    """
    first = found.agencies[0].start
    paragraph = outline.paragraph_at(clause.start)
    if found.call == "order" and paragraph and paragraph.kind is Kind.BODY and not paragraph.mark:
        return first <= clause.start + 14
    if found.call == "order":
        word = outline.key[clause.start : first].split()[:1]
        return first <= clause.start + 14 and word != ["chi"] and outline.key.startswith("cac ", first)
    if outline.key.startswith("moi ", first):
        return False
    return found.call in ("", "unit") and first <= clause.start + 80


def _is_past(key: str, clause: Span) -> bool:
    """`Đến nay … thẩm định xong`: what has been done is no assignment."""
    return bool(re.match(r"(?:den nay|hien nay|trong nam qua|thoi gian qua)", key[clause.start : clause.start + 20]))


def _for_heading(outline: Outline, clause: Span, above: Above) -> Iterator[_Row]:
    text, key = outline.text, outline.key
    start = _behind_reason(key, clause)
    role = above.role or role_of(key[skip_modals(key, start) : clause.end])
    task = task_words(text, start, clause.end)
    heading = _is_heading(outline, clause)
    named = heading or _NAMES_A_THING.match(key, start) or len(task.split()) < 3
    if not task or (named and not opens_task(key, start)):
        return
    sure = opens_task(key, behind_time(key, start, clause.end))
    for name in above.names:
        yield _Row(name, role, task, "rule:assignment.heading", 0.8 if sure else 0.6)
    if role == "lead":
        yield from _partners(outline, start, clause.end, task)


# under an agency's heading every bullet is a task, but for those that name a thing
_NAMES_A_THING = re.compile(
    r"(?:danh muc|chi tiet|noi dung|so luong|kinh phi|thoi gian|dia diem|thanh phan|phu luc|bieu|ket qua|muc tieu"
    r"|chi tieu|doi tuong|yeu cau ve|don vi tinh|ghi chu|tien do|nguon von|can cu|luu y)(?!\w)"
)


_REASON = re.compile(
    r"(?:theo(?! doi\b)|can cu|tren co so)\b[^;:.]{0,120}?"
    r"(?:,\s*|:\s*|\s(?=can |phoi hop|xay dung|chu dong|to chuc|trien khai))"
)


def _behind_reason(key: str, clause: Span) -> int:
    """`Theo chức năng, nhiệm vụ được giao, …`: the task starts behind the reason."""
    reason = _REASON.match(key, clause.start, clause.end)
    while reason and not opens_task(key, reason.end()):
        further = re.compile(r"[^;:.,]{0,80}?(?:,\s*|:\s*)").match(key, reason.end(), clause.end)
        if not further:
            return clause.start
        reason = further
    return reason.end() if reason else clause.start


def _for_subject(outline: Outline, clause: Span, found: Subject) -> Iterator[_Row]:
    text, key = outline.text, outline.key
    handed = _handed_on(outline, clause, found)
    role = role_of(key[skip_modals(key, found.predicate) : clause.end])
    task = task_words(text, found.predicate, clause.end)
    handed_out = outline.key[: found.agencies[0].start].endswith(("giao ", "giao cho "))
    shares = handed_out and role == "coordinate"
    role = "lead" if handed or shares else role
    confidence = 0.6 if found.call == "level" else 0.8
    places = _PLURAL_PLACES.match(key, found.agencies[0].start) is not None
    reaches = places and _REACHES.match(key, found.predicate) is not None
    if (found.call == "level" or reaches) and _among_goals(outline, clause):
        return
    if _TITLED.match(key, clause.start) and _is_heading(outline, clause):
        return
    for name in found.names(text):
        method = "ner:assignment" if found.call == "blind" else f"rule:assignment.{found.call or 'subject'}"
        yield _Row(name, role, task, method, confidence)
    if handed:
        for name in handed.names(text):
            received = task_words(text, handed.predicate, clause.end)
            yield _Row(name, "execute", received, "rule:assignment.handed_on", 0.75)
    if not handed and (role == "lead" or key.startswith("phu trach chinh", found.predicate)):
        yield from _partners(outline, found.predicate, clause.end, task)


def _handed_on(outline: Outline, clause: Span, found: Subject) -> Subject | None:
    """`UBND xã giao cho các thôn …`: who receives the task."""
    order = re.compile(r"(?:giao|phan cong)(?: nhiem vu)?(?: cho)?\s").match(outline.key, found.predicate, clause.end)
    receiver = subject(outline.text, outline.key, order.start(), clause.end) if order else None
    return receiver if receiver and receiver.call == "order" else None


def _partners(outline: Outline, start: int, end: int, task: str) -> Iterator[_Row]:
    for name in partners(outline.text, outline.key, start, end):
        yield _Row(name, "coordinate", task, "rule:assignment.partner", 0.8)


def _without_subject(outline: Outline, clause: Span) -> Iterator[_Row]:
    """`… phối hợp với các phòng, ban để …`: nobody leads, the partners coordinate."""
    alone = re.compile(r"[^;]{0,120}?(?<!\w)phoi hop (?:chat che )?voi ").match(outline.key, clause.start, clause.end)
    if alone and not re.search(r"\b(?:de|nham)\b", outline.key[clause.start : alone.end()]):
        for agency in agency_list(outline.text, outline.key, alone.end(), clause.end):
            task = task_words(outline.text, agency.end, clause.end)
            yield _Row(agency_name(outline.text, agency), "coordinate", task, "rule:assignment.partner_alone", 0.5)


_LABEL = re.compile(
    r"(?:co quan|don vi|phong|nganh|cap|to chuc|bo phan)?\s*(?P<role>chu tri|phoi hop|tham muu|thuc hien|phu trach"
    r"|dau moi|chiu trach nhiem)"
    r"(?:[ ,/]+[\w]+){0,6}?\s*:\s*"
)
_ROLES = {"chu tri": "lead", "phoi hop": "coordinate", "tham muu": "advise"}


def _labels(outline: Outline, paragraph: Paragraph, sentence: Sentence) -> Iterator[_Row]:
    """`Cơ quan chủ trì: Sở Y tế; cơ quan phối hợp: Sở Tài chính, UBND các huyện.`"""
    text, key = outline.text, outline.key
    begin = max(sentence.start, paragraph.body)
    opening = re.compile(r"\(?(?:- )?(?:phan cong (?:thuc hien)?\s*[:.]?\s*)?").match(key, begin, sentence.end)
    at = opening.end() if opening else begin
    if not _LABEL.match(key, at, sentence.end):
        return
    for label in _LABEL.finditer(key, at, sentence.end):
        words = label[0]
        role = "lead" if "chu tri" in words else _ROLES.get(label["role"], "execute")
        task = _labelled_task(outline, paragraph, words)
        for agency in agency_list(text, key, label.end(), sentence.end):
            yield _Row(agency_name(text, agency), role, task, "rule:assignment.label", 0.85)


def _labelled_task(outline: Outline, paragraph: Paragraph, label: str) -> str:
    for above in outline.ancestors(paragraph):
        if above.kind in (Kind.HEADING, Kind.BULLET, Kind.ITEM):
            return task_words(outline.text, above.body, above.end)
    return label.strip(" :")


_TITLED = re.compile(r"(?:cac |nhung )?(?:xa|huyen|thon|thi tran)\s")  # `2. Các xã đăng ký đạt chuẩn năm 2024:`


_PLURAL_PLACES = re.compile(
    r"(?:cac|moi|nhung|tat ca cac) (?:xa|huyen|thon|ban|xom|ap|phuong|thi tran|dia phuong)(?!\w)"
)


# `các xã còn lại giảm bình quân …`: what they are to reach, no task
_REACHES = re.compile(r"(?:giam|tang|dat|giu vung|duy tri|phan dau|co)(?!\w)")


def _is_heading(outline: Outline, clause: Span) -> bool:
    paragraph = outline.paragraph_at(clause.start)
    return paragraph is not None and paragraph.kind is Kind.HEADING


def _among_goals(outline: Outline, clause: Span) -> bool:
    paragraph = outline.paragraph_at(clause.start)
    return paragraph is not None and goal_section(outline, paragraph)
