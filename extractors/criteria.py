"""Which criteria a unit meets: one row for each unit, criterion (or indicator) and statement.

Statements come as lists (`còn 2 tiêu chí chưa đạt gồm: tiêu chí số 6, 17`), as items under a lead-in, as
paragraphs on one criterion, and as counts, from which the others follow: `17/19; còn 6, 17 chưa đạt` states
two rows and implies seventeen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from extractors import criterion_dues as dues
from extractors.annex_criteria import CommuneRow, commune_rows
from extractors.context import Context
from extractors.counts import Count, as_of, counts, set_as_goal
from extractors.criterion_cues import MET, NOT_MET, WORK, is_goal
from extractors.criterion_items import Scope, SubItem, evaluation, lack_of, scopes, sub_items
from extractors.criterion_lists import Statement, statements
from extractors.due import Due
from extractors.outline import Outline, Paragraph
from extractors.subject_units import grade_of, subject_of
from normalizers.criteria_sets import CriteriaSet, set_for
from pipeline.model import Finding, Issue, Value

_REST = re.compile(
    r"(?<!\w)(?:cac|nhung|tat ca cac|\d{1,2}) (?:tieu chi (?:con lai|khac)|tieu chi khac con lai)"
    r" (?:(?:deu|da|co ban|hien|tiep tuc) )*(?:dat|hoan thanh|duy tri)(?! (?:trong|vao|truoc|den))(?!\w)"
)
Key = tuple[str, str, str, int, str]


@dataclass(frozen=True, slots=True)
class Status:
    """A status as it is read; `span` is the quote, `paragraph` where it stands."""

    level: str
    unit: str
    of: CriteriaSet
    criterion: int
    indicator: str
    status: str
    derivation: str
    on: date | None
    span: tuple[int, int]
    paragraph: Paragraph
    rule: str
    confidence: float
    reason: str = ""
    due: Due | None = None

    @property
    def key(self) -> Key:
        """What the row is about."""
        return self.level, self.unit, self.of.code, self.criterion, self.indicator


@dataclass(slots=True)
class _Ledger:
    """The statuses so far, the first statement of each kept, and what did not fit."""

    kept: dict[Key, Status] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def add(self, status: Status) -> None:
        held = self.kept.setdefault(status.key, status)
        if held.status != status.status and held.on == status.on:
            about = f"criterion {status.indicator or status.criterion} of {status.unit}"
            self.issue(
                "criterion_contradiction", f"{about} is said to be met and not met; the first statement holds", status
            )

    def issue(self, code: str, message: str, at: Status | Statement) -> None:
        """Note what does not fit; the same is said once, at its first place."""
        if (code, message) not in {(each.code, each.message) for each in self.issues}:
            self.issues.append(Issue(code, message, at.paragraph.page, *at.span))


def find(outline: Outline, context: Context) -> Iterator[Finding | Issue]:
    """All statuses, each once, and what contradicts itself or the set."""
    ledger = _Ledger()
    work, schedule = _collect(outline, context, ledger)
    for row in commune_rows(outline, context):
        _add_row(context, row, ledger)
    opened = scopes(outline)
    for scope in opened:
        _evaluate(outline, context, scope, ledger)
    for count in counts(outline, context):
        _count_work(count, work, ledger)
        _imply(count, ledger)
    for paragraph in outline.body_paragraphs():
        _complete(outline, context, paragraph, ledger)
    for scope in opened:
        for item in sub_items(outline, scope):
            _add_item(outline, context, item, ledger)
    yield from ledger.issues
    for status in ledger.kept.values():
        due = _due(outline, context, status, opened)
        if due is None and status.status == NOT_MET:
            due = schedule.get(status.key)
        yield _finding(status, due, _reason(outline, status, ledger))


def _collect(outline: Outline, context: Context, ledger: _Ledger) -> tuple[list[Status], dict[Key, Due]]:
    """Take in what is stated; the criteria that are still worked on, and when a schedule completes them."""
    work: list[Status] = []
    schedule: dict[Key, Due] = {}
    for statement in statements(outline, context):
        planned = dues.planned_due(outline, context, statement.paragraph, statement.sentence, statement.at)
        for status in _stated(outline, context, statement, ledger):
            if status.status != WORK:
                ledger.add(status)
                continue
            work.append(status)
            if planned:
                schedule.setdefault(status.key, planned)
    return work, schedule


def _stated(outline: Outline, context: Context, statement: Statement, ledger: _Ledger) -> Iterator[Status]:
    paragraph = statement.paragraph
    if statement.status == MET and set_as_goal(outline, paragraph, statement.sentence, statement.at):
        return
    subject = subject_of(outline, context, paragraph, statement.span[0] if statement.inherited else statement.at)
    if subject is None:
        ledger.issue("criterion_unit_unknown", "whose criteria these are is not said", statement)
        return
    on = as_of(outline, context, paragraph, statement.sentence)
    words = outline.text[paragraph.start : paragraph.end]
    of = set_for(subject.level, on or context.day, grade_of(outline, paragraph, statement.at, subject.level), words)
    if of is None:
        ledger.issue("criteria_set_unknown", f"no national set of criteria for {subject.level} on that day", statement)
        return
    for each in statement.listed:
        number = each.criterion
        if not of.name(number):
            ledger.issue("criterion_number_unknown", f"the set {of.code} has no criterion {number}", statement)
            continue
        if each.said == "conflict":
            message = f"{of.name(number)} stands beside a number that it does not have in the set {of.code}"
            ledger.issue("criterion_name_mismatch", message, statement)
            continue
        confidence = {"number": 0.93, "indicator": 0.88, "name": 0.8}[each.said]
        for name in subject.names:
            yield Status(
                subject.level, name, of, number, each.indicator, statement.status, "stated", on, statement.span,
                paragraph, f"{statement.rule}.{each.said}", confidence, statement.reason,
            )  # fmt: skip


def _add_row(context: Context, row: CommuneRow, ledger: _Ledger) -> None:
    """Add what a table says of a commune: the criteria that it lacks, and by its count the others."""
    of = set_for("xã", context.day)
    if of is None or (row.total is not None and row.total != of.total) or len(row.lacking) + row.met != of.total:
        return
    for number in of.names:
        lacks = number in row.lacking
        status, derivation = (NOT_MET, "stated") if lacks else (MET, "implied")
        due = row.due if lacks else None
        ledger.add(Status("xã", row.unit, of, number, "", status, derivation, context.issued_on, row.span,
                          row.paragraph, "table", 0.9, due=due))  # fmt: skip


def _evaluate(outline: Outline, context: Context, scope: Scope, ledger: _Ledger) -> None:
    """Add what a criterion's own paragraphs conclude (`Tự đánh giá: Đạt`)."""
    found = evaluation(outline, scope)
    if found is None:
        return
    status, paragraph = found
    subject = subject_of(outline, context, paragraph, paragraph.body)
    if subject is None:
        return
    of = set_for(subject.level, context.day, grade_of(outline, paragraph, paragraph.body, subject.level))
    if of and of.name(scope.criterion):
        ledger.add(Status(subject.level, subject.names[0], of, scope.criterion, "", status, "stated", context.issued_on,
                          (paragraph.start, paragraph.end), paragraph, "evaluation", 0.88))  # fmt: skip


def _count_work(count: Count, work: list[Status], ledger: _Ledger) -> None:
    """`đạt 18/19 tiêu chí: hoàn thành tiêu chí số 6`: what is left to do is not met, where the numbers agree."""
    if count.of is None or count.total is None:
        return
    about = (count.level, count.unit, count.of.code)
    known = {each.criterion for each in ledger.kept.values() if each.key[:3] == about and each.status == NOT_MET}
    left = [each for each in work if each.key[:3] == about and not each.indicator]
    if not known and len({each.criterion for each in left}) == count.total - count.met:
        for each in left:
            ledger.add(replace(each, status=NOT_MET, derivation="implied", rule="implied.work", confidence=0.75))


def _imply(count: Count, ledger: _Ledger) -> None:
    """Add what a count implies of the criteria that are not stated, where the numbers agree."""
    of = count.of
    if of is None or count.total is None:
        return
    if count.total != of.total:
        message = f"{count.met}/{count.total} does not fit the set {of.code} of {of.total} criteria"
        ledger.issues.append(Issue("criteria_total_mismatch", message, count.paragraph.page, *_span(count)))
        return
    whole = [each for each in ledger.kept.values() if not each.indicator]
    about = (count.level, count.unit, of.code)
    known = {each.criterion: each.status for each in whole if (each.level, each.unit, each.of.code) == about}
    met, lacking = (sum(1 for each in known.values() if each == status) for status in (MET, NOT_MET))
    status = MET if lacking + count.met == of.total else NOT_MET if met == count.met else ""
    if known and (not status or met > count.met or lacking > of.total - count.met):
        message = (
            f"{count.met}/{count.total} is said of {count.unit}, but {met} are listed as met and {lacking} as not met"
        )
        ledger.issues.append(Issue("criteria_count_mismatch", message, count.paragraph.page, *_span(count)))
        return
    for number in (each for each in of.names if status and each not in known):
        ledger.add(Status(count.level, count.unit, of, number, "", status, "implied", count.as_of, _span(count),
                          count.paragraph, "implied.count", 0.9))  # fmt: skip


def _complete(outline: Outline, context: Context, paragraph: Paragraph, ledger: _Ledger) -> None:
    """`Các tiêu chí còn lại đều đạt`: what the unit's other rows leave of the set is met."""
    for sentence in paragraph.sentences:
        rest = _REST.search(outline.key, sentence.start, sentence.end)
        subject = subject_of(outline, context, paragraph, rest.start()) if rest else None
        if rest is None or subject is None or is_goal(outline.key, sentence.start, rest.start()):
            continue
        of = set_for(subject.level, context.day, grade_of(outline, paragraph, rest.start(), subject.level))
        about = {(subject.level, name, of.code) for name in subject.names} if of else set()
        known = {each.criterion for each in ledger.kept.values() if each.key[:3] in about and not each.indicator}
        if of is None or not known or len(about) != 1:
            continue
        for number in (each for each in of.names if each not in known):
            ledger.add(Status(subject.level, subject.names[0], of, number, "", MET, "implied", context.issued_on,
                              (sentence.start, sentence.end), paragraph, "implied.rest", 0.85))  # fmt: skip


def _span(count: Count) -> tuple[int, int]:
    return count.sentence.start, count.sentence.end


def _add_item(outline: Outline, context: Context, item: SubItem, ledger: _Ledger) -> None:
    """Add what is said of an indicator; it belongs to the unit whose criterion the paragraphs treat."""
    whole = [each for each in ledger.kept.values() if each.criterion == item.criterion and not each.indicator]
    lacking = [each for each in whole if each.status == NOT_MET and each.paragraph.index < item.paragraph.index]
    if not lacking:
        return
    of_level = subject_of(outline, context, item.paragraph, item.paragraph.body)
    same = [each for each in lacking if of_level and (each.level, each.unit) == (of_level.level, of_level.names[0])]
    owner = (same or lacking)[-1]
    code = item.code or owner.of.indicator_like(_head(outline, item.paragraph), item.criterion)
    if not code or int(code.split(".")[0]) != item.criterion:
        return
    span = (item.paragraph.start, item.paragraph.end)
    ledger.add(Status(owner.level, owner.unit, owner.of, item.criterion, code, item.status,
                      "implied" if not item.code else item.derivation, owner.on, span, item.paragraph, "item",
                      0.8 if item.code else 0.65, item.lack))  # fmt: skip


def _head(outline: Outline, paragraph: Paragraph) -> str:
    return outline.text[paragraph.body : paragraph.end].split(":")[0]


def _due(outline: Outline, context: Context, status: Status, opened: list[Scope]) -> Due | None:
    if status.status == MET or status.due:
        return status.due
    if status.indicator:
        own = dues.item_due(outline, context, status.paragraph)
        return own or dues.indicator_due(outline, context, status.indicator)
    if status.rule.startswith(("lead_in", "cue_behind")):
        listed = dues.listed_due(outline, context, status.paragraph)
        if listed:
            return listed
    own = dues.commune_due(outline, context, status.paragraph) if status.level != "huyện" else None
    if own:
        return own
    for scope in opened:
        if scope.criterion == status.criterion and scope.heading.index >= status.paragraph.index:
            subject = subject_of(outline, context, scope.heading, scope.heading.end - 1)
            if subject and (subject.level, subject.names[0]) == (status.level, status.unit):
                return dues.scope_due(outline, context, scope)
    return None


def _reason(outline: Outline, status: Status, ledger: _Ledger) -> str:
    if status.reason or status.status == MET:
        return status.reason
    if status.indicator:
        return lack_of(outline, status.paragraph)
    here = [each for each in ledger.kept.values() if each.paragraph.index == status.paragraph.index]
    lacking = [each.criterion for each in here if each.status == NOT_MET and not each.indicator]
    return dues.reasons(outline, status.paragraph, lacking, status.of).get(status.criterion, "")


def _finding(status: Status, due: Due | None, reason: str) -> Finding:
    values: dict[str, Value] = {
        "unit_level": status.level,
        "unit": status.unit,
        "criteria_set": status.of.code,
        "criterion": status.criterion,
        "indicator": status.indicator,
        "criterion_name": status.of.name(status.criterion),
        "status": status.status,
        "derivation": status.derivation,
        "as_of": status.on,
        "reason": reason,
        **(due.values() if due else {}),
    }
    section = status.paragraph.section
    return Finding(
        "criterion_statuses", *status.span, values, f"rule:criterion.{status.rule}", status.confidence, section
    )
