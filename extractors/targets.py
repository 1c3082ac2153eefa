"""Targets: every number that a plan sets as a goal, one row for each indicator, area, value and due time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from extractors.context import Context
from extractors.due import Due, due_of, heading_due, plan_period, tells_past, told_times
from extractors.implied_targets import below_criteria, implied
from extractors.indicators import GENERAL, OTHER, Indicator, indicator_of
from extractors.named_units import Named, by_time, named_units
from extractors.outline import Kind, Outline, Paragraph
from extractors.sentences import Sentence, Span
from extractors.statements import Statement, after, before, indicator_for, is_bare, statements
from extractors.target_holders import PLACE_WORD, graded, holder_of
from extractors.target_rules import basis_of, cue, goal_section, is_target, reports
from extractors.target_scene import Scene, Target
from extractors.target_values import JUST_BEFORE, area_of, nearest_time, unit_of, words_of
from extractors.titled_targets import of_title, title
from normalizers.dates import TimePhrase
from normalizers.keys import fold
from pipeline.model import Finding, Issue

TABLE = "targets"


def find(outline: Outline, context: Context) -> Iterable[Finding | Issue]:
    """All targets of a plan as findings, and an issue for each value or unit that is not understood."""
    for target in find_targets(outline, context):
        yield _finding(target, context)
        if target.issue:
            code, words = target.issue
            yield Issue(code, words, None, target.sentence.start, target.sentence.end)


def find_targets(outline: Outline, context: Context) -> list[Target]:
    """All targets, in order; one that a later sentence repeats word for word counts once."""
    return list(_targets(outline, context))


@lru_cache(maxsize=1)  # deadlines ask for them again
def _targets(outline: Outline, context: Context) -> tuple[Target, ...]:
    first: dict[tuple[object, ...], int] = {}
    kept: list[Target] = []
    for paragraph in outline.body_paragraphs():
        for target in _of_paragraph(outline, context, paragraph):
            words = fold(target.indicator_text) if target.indicator == OTHER else ""
            what = (target.indicator, words, target.area, target.value, target.value_max, target.unit)
            sentence = first.setdefault((*what, target.due.start, target.due.end), target.sentence.start)
            if sentence == target.sentence.start:
                kept.append(target)
    return tuple(kept)


def _of_paragraph(outline: Outline, context: Context, paragraph: Paragraph) -> Iterator[Target]:
    if not re.search(r"\d|khong con|phan dau|muc tieu|nua so", outline.key_of(paragraph)) or reports(
        outline, paragraph
    ):
        return
    if not paragraph.section and outline.key.startswith("can cu ", paragraph.body):
        return
    scene = Scene(outline, context, paragraph, goal_section(outline, paragraph))
    for sentence in paragraph.sentences:
        yield from _of_sentence(scene, sentence)


_MAY_SET = re.compile(r"\d|khong con|phan dau|muc tieu|nua so|phan (?:tu|nam) so")


def _of_sentence(scene: Scene, sentence: Sentence) -> Iterator[Target]:
    opening: Due | None = None
    whole: Target | None = None
    for clause in sentence.clauses:
        times = scene.times(clause)
        parts = scene.outline.key.startswith("trong do", clause.start)
        found = _of_clause(scene, sentence, clause, times, opening, whole if parts else None)
        yield from found
        whole = found[0] if found and not parts else whole
        yield from _implied(scene, sentence, clause, times, opening)
        if opening is None and len(times) == 1 and _opens(scene, clause, times[0]):
            opening = due_of(times[0])


def _opens(scene: Scene, clause: Span, time: TimePhrase) -> bool:
    """Whether a time stands before what is said (`Đến năm 2025: …; …`), so that later clauses share it."""
    start = max(clause.start, scene.paragraph.body)
    return time.start <= start or _OPENING.fullmatch(scene.outline.key, start, time.start) is not None


_OPENING = re.compile(
    r"[\W\d]*(?:(?:phan dau|muc tieu|chi tieu|rieng|trong|va|cu the|du kien|ke hoach|duy tri|giai doan|tinh|huyen|xa"
    r"|toan (?:tinh|huyen|xa))(?!\w)[\W]*)*"
)


def _of_clause(  # noqa: PLR0913, PLR0917 - a clause inherits from its sentence
    scene: Scene, sentence: Sentence, clause: Span, times: list[TimePhrase], opening: Due | None, whole: Target | None
) -> list[Target]:
    text, key = scene.outline.text, scene.outline.key
    if not times and tells_past(scene.outline, clause.start, clause.end, scene.years):
        return []
    found: list[Target] = []
    last = -1  # the last whole target, whose remarks and shares follow
    for statement in statements(text, key, max(clause.start, scene.paragraph.body), clause.end, times):
        if below_criteria(key, clause, statement.start) or _has_been(scene, clause, statement):
            continue
        previous = found[last] if last >= 0 else None
        if statement.again and previous:
            found.append(_again(previous, statement))
            last = len(found) - 1
            continue
        targets = _of_statement(scene, sentence, clause, statement, times, opening, previous)
        if previous and targets and _says_no_more(scene, statement, times) and targets[0].unit == previous.unit:
            targets = [replace(each, indicator=previous.indicator, indicator_text=previous.indicator_text)
                       for each in targets]  # fmt: skip
        if (
            whole
            and targets
            and targets[0].unit == whole.unit
            and targets[0].basis == "total"
            and whole.basis == "additional"
        ):
            targets[0] = replace(targets[0], basis=whole.basis)
        if targets and previous and statement.aside and len(targets[0].named) == previous.value != targets[0].value:
            found[last] = replace(previous, named=targets[0].named)
            targets[0] = replace(targets[0], named=())
        last = len(found) if targets else -1
        found += targets
    return found


def _says_no_more(scene: Scene, statement: Statement, times: list[TimePhrase]) -> bool:
    """`đạt 68% vào tháng 6 và 70% vào cuối năm`: beside a further number stands nothing but another time."""
    words = scene.outline.key[statement.low : statement.high]
    for time in times:
        if statement.low <= time.start and time.end <= statement.high:
            at = time.start - statement.low
            words = words[:at] + " " * (time.end - time.start) + words[at + time.end - time.start :]
    number = slice(statement.start - statement.low, statement.end - statement.low)
    rest = words[: number.start] + words[number.stop :]
    return _NOTHING_ELSE.fullmatch(rest) is not None


_NOTHING_ELSE = re.compile(r"(?:\W|(?<!\w)(?:va|dat|la|len|den|con)(?!\w))*")


def _again(previous: Target, statement: Statement) -> Target:
    """The same goal in another unit: `30% số thôn, tương đương 54 thôn`."""
    quantity = statement.quantity
    level = quantity.kind == "share" and previous.basis == "cumulative"
    return replace(
        previous, comparator=quantity.comparator, value=quantity.value, value_max=quantity.value_max,
        unit=quantity.unit, denominator=quantity.denominator, named=(), basis="total" if level else previous.basis,
    )  # fmt: skip


def _of_statement(  # noqa: PLR0913, PLR0917 - what a statement means hangs on all of its surroundings
    scene: Scene, sentence: Sentence, clause: Span, statement: Statement, times: list[TimePhrase],
    opening: Due | None, previous: Target | None,
) -> list[Target]:  # fmt: skip
    parts = _by_year(scene, statement, times)
    whole = [time for time in times if time not in [part for _, part in parts]]
    due = _due(scene, clause, statement, whole, opening)
    target = None if _is_over(due, scene.context) else _target(scene, sentence, clause, statement, due)
    if target is None:
        return []
    if statement.aside and previous and target.indicator in (*GENERAL, previous.indicator):
        unit = previous.unit if previous.unit.startswith(target.unit + "/") else target.unit
        target = replace(target, indicator=previous.indicator, unit=unit, indicator_text=previous.indicator_text)
    if parts:
        target = replace(target, named=tuple(name for named, _ in parts for name in named.names))
    target = _like_the_whole(scene.outline.key, clause, statement, target, previous)
    return [target, *_alternatives(scene, target, statement), *_parts(target, parts)]


def _like_the_whole(key: str, clause: Span, statement: Statement, target: Target, previous: Target | None) -> Target:
    """`tăng thêm 24 xã (trong đó năm 2022: 4 xã)`, `giảm 787 hộ nghèo và 699 hộ cận nghèo`: the same kind of number."""
    if previous is None or previous.basis == "total" or target.basis != "total":
        return target
    if previous.unit != target.unit:  # `trồng mới 12.000 ha rừng và 3.500.000 cây phân tán`
        joined = re.fullmatch(r"[^,;:()]{0,25}(?<!\w)va\s*", before(key, statement)) is not None
        grown = joined and previous.basis == "additional" and statement.quantity.kind in ("count", "measure", "place")
        return replace(target, basis="additional") if grown else target
    if previous.basis == "additional" and target.named and statement.quantity.kind != "place":
        return replace(target, basis="additional")  # `làm mới 38 km: xã Minh Tân 12 km, xã Cao Bồ 7 km`
    if previous.basis == "additional" and _WHERE_OF.search(before(key, statement)):
        return replace(target, basis=previous.basis)
    listed = re.fullmatch(r"[^,;:()]{0,25}(?:,|(?<!\w)va)\s*", before(key, statement)) is not None
    lead = key[clause.start : statement.start]
    inside = lead.count("(") > lead.count(")") and re.match(
        r"\(\s*(?:trong do|gom|cu the|nam|quy)", lead[lead.rfind("(") :]
    )
    return replace(target, basis=previous.basis) if listed or inside else target


_WHERE_OF = re.compile(r"(?<!\w)trong do[^;:()]{0,60}(?:\([^()]{0,60}\)[^;:()]{0,20})?$")


def _has_been(scene: Scene, clause: Span, statement: Statement) -> bool:
    """`(trong đó: năm 2021: 04 xã, …)`: a year before the plan stands just before the number."""
    told = told_times(scene.outline, clause.start, clause.end, scene.years)
    key = scene.outline.key
    return any(JUST_BEFORE.fullmatch(key, time.end, statement.start) for time in told if time.end <= statement.start)


def _is_over(due: Due, context: Context) -> bool:
    """Whether a stated time lies before the day of issue: what it dates has been reached, and is no goal."""
    return bool(due.text and due.end and context.issued_on and due.end < context.issued_on)


def _target(scene: Scene, sentence: Sentence, clause: Span, statement: Statement, due: Due) -> Target | None:
    outline, quantity = scene.outline, statement.quantity
    key = outline.key
    lead, tail = before(key, statement), after(key, statement)
    found = graded(key, sentence, statement, indicator_for(key, statement, _surroundings(scene, sentence, statement)))
    found = of_title(scene, clause, statement, found)
    goals = scene.in_goals or cue("goal", key[sentence.start : clause.start]) or _is_strived(scene, clause, statement)
    whole = key[clause.start : statement.start], key[statement.end : clause.end]
    if not is_target(quantity, *whole, found.code, goals, key[statement.start : statement.end]):
        return None
    behind = named_units(outline.text, statement.end, statement.high)
    named = behind if quantity.kind == "place" else _listed(outline, clause)
    holder = holder_of(scene, clause, statement) if named is None and quantity.kind != "place" else ()
    basis = basis_of(quantity, lead, tail, found.code)
    target = Target(
        scene.paragraph, sentence, clause, found.code, words_of(outline, statement), quantity.comparator,
        quantity.value, quantity.value_max, unit_of(statement, lead, found.code, whole[0]), quantity.denominator, basis,
        due,
        named.names if named else holder, *_trust(found, scene.in_goals),
    )  # fmt: skip
    area = area_of(outline, max(clause.start, scene.paragraph.body), statement)
    if area and not target.named and quantity.kind != "place":
        target = replace(target, named=(PLACE_WORD.sub("", area),))
    return replace(_checked(target, found, quantity.kind), area=area)


def _is_strived(scene: Scene, clause: Span, statement: Statement) -> bool:
    """`đến cuối năm 2022 đạt 13 tiêu chí`, `đạt 100% vào năm 2025`: a time to come, and what is to be reached by it."""
    key, issued = scene.outline.key, scene.context.issued_on
    for time in scene.times(clause):
        level = statement.quantity.kind in ("share", "criteria", "place", "money")  # works that are dated are tasks
        to_come = time.relation == "by" or bool(level and issued and time.due_end and time.due_end > issued)
        low = time.end if time.end <= statement.start else statement.low if time.start >= statement.end else None
        if to_come and low is not None and _REACHING.search(key, low, statement.start):
            return True
    return False


_REACHING = re.compile(r"(?<!\w)(?:dat|co|con|giam|tang|len|xuong)(?!\w)[^;]{0,12}$")


def _listed(outline: Outline, clause: Span) -> Named | None:
    """The units of `tập trung ở 5 thôn: A, B …`; a single name is where a value holds, not a list."""
    found = named_units(outline.text, clause.start, clause.end)
    return found if found and len(found.names) > 1 else None


def _trust(found: Indicator, in_goals: bool) -> tuple[str, float]:
    if found.code != OTHER:
        return ("rule:target.catalogue.goals", 0.92) if in_goals else ("rule:target.catalogue", 0.85)
    return ("rule:target.other.goals", 0.8) if in_goals else ("rule:target.other", 0.65)


def _checked(target: Target, found: Indicator, kind: str) -> Target:
    """The target with an issue and less trust where its value is out of range or its unit unknown."""
    values = [target.value] if target.value_max is None else [target.value, target.value_max]
    low, high = (0, 100) if target.unit == "%" else (None, None)
    for value in values:
        if not found.plausible(value) or (high is not None and low is not None and not low <= value <= high * 3):
            words = f"{value:g} {target.unit} is not plausible for {target.indicator} ({target.indicator_text})"
            return replace(target, confidence=target.confidence / 2, issue=("implausible_value", words))
    if kind == "unknown":
        words = f"the unit '{target.unit}' is not in the list of units"
        return replace(target, confidence=target.confidence / 2, issue=("unknown_unit", words))
    return target


def _surroundings(scene: Scene, sentence: Sentence, statement: Statement) -> str:
    """The words before a statement in its sentence, else those of the bullet or lead-in that governs it.

    A share that names nothing (`để đạt tỷ lệ trên 20%`) looks back to the sentence before.
    """
    outline = scene.outline
    words = outline.key[sentence.start : statement.low]
    above = next(outline.ancestors(scene.paragraph), None)
    if (
        above is not None
        and not _UNITS_OWN.match(outline.text, scene.paragraph.body)
        and (above.kind is Kind.BULLET or above.lead_in or above.level >= 3)
    ):
        words = outline.key_of(above)[-160:] + " : " + words
    if statement.quantity.unit == "sản phẩm":  # a plan about OCOP counts OCOP products
        words = f"{title(outline)} {words}"
    if statement.quantity.kind == "share" and is_bare(outline.key, statement):
        words = outline.key[max(0, sentence.start - 300) : sentence.start].rsplit("\n", maxsplit=1)[-1] + words
    return words


_UNITS_OWN = re.compile(r"(?:Xã|Thị trấn|Thôn|Bản|Huyện) [^:,;.]{2,30}:")  # `- Xã Yên Sơn: …` speaks of one unit


def _due(scene: Scene, clause: Span, statement: Statement, times: list[TimePhrase], opening: Due | None) -> Due:
    """The time of a statement: its own, the clause's, an earlier clause's, the heading's, the plan's."""
    own = nearest_time(scene.outline.key, times, statement, clause)
    yearly = _YEARLY.search(scene.outline.key, max(statement.low, clause.start), statement.end) is not None
    if yearly and (own is None or (own.start >= statement.end and own.relation != "within")):
        # `giảm 1,5%/năm, đến năm 2025 còn 4%`: the pace holds for the whole time
        return heading_due(scene.outline, scene.context, scene.paragraph) or plan_period(scene.context)
    if own:
        return due_of(own)
    return opening or heading_due(scene.outline, scene.context, scene.paragraph) or plan_period(scene.context)


_YEARLY = re.compile(r"(?<!\w)(?:moi|hang) nam(?!\w)|/nam(?!\w)(?<!nguoi/nam)(?<!dong/nam)")


def _alternatives(scene: Scene, target: Target, statement: Statement) -> Iterator[Target]:
    """`1 xã nâng cao hoặc xã kiểu mẫu`: the second indicator of the same number."""
    if statement.quantity.kind != "place":
        return
    outline = scene.outline
    tail = outline.key[statement.end : statement.high]
    other = re.search(r"(?<!\w)hoac(?!\w)", tail)
    if not other:
        return
    begin = statement.end + other.end()
    words = re.split(r",", tail[other.end() :], maxsplit=1)[0]
    found = indicator_of(fold(statement.quantity.unit) + " " + words, statement.quantity.unit)
    if found.code in (OTHER, target.indicator):
        return
    named = named_units(outline.text, begin, begin + len(words))
    yield replace(
        target, indicator=found.code, indicator_text=outline.text[begin : begin + len(words)].split("(")[0].strip(),
        named=named.names if named else (), method="rule:target.alternative", confidence=0.75,
    )  # fmt: skip


def _by_year(scene: Scene, statement: Statement, times: list[TimePhrase]) -> list[tuple[Named, TimePhrase]]:
    if statement.quantity.kind != "place":
        return []
    return by_time(scene.outline.text, statement.end, statement.high, times)


def _parts(target: Target, parts: list[tuple[Named, TimePhrase]]) -> Iterator[Target]:
    """`2 xã (xã A năm 2023, xã B năm 2024)`: a row for each year beside the whole."""
    for named, time in parts:
        yield replace(
            target, value=float(len(named.names)), value_max=None, comparator="eq", denominator=None, named=named.names,
            due=due_of(time), method="rule:target.part", confidence=0.75,
        )  # fmt: skip


def _implied(
    scene: Scene, sentence: Sentence, clause: Span, times: list[TimePhrase], opening: Due | None
) -> Iterator[Target]:
    goals = scene.in_goals or cue("goal", scene.outline.key[sentence.start : clause.end])
    for found in implied(scene.outline, scene.context, clause, goals):
        own = due_of(times[0]) if times else opening
        due = own or heading_due(scene.outline, scene.context, scene.paragraph) or plan_period(scene.context)
        yield Target(
            scene.paragraph, sentence, clause, found.code, found.words, "eq", found.value, None, found.unit, None,
            found.basis, due, found.named, found.method, found.confidence,
        )  # fmt: skip


def _finding(target: Target, context: Context) -> Finding:
    area = target.area or (f"{context.level} {context.unit}".strip() if context.unit else "")
    return Finding(
        TABLE, target.sentence.start, target.sentence.end,
        {
            "indicator": target.indicator, "indicator_text": target.indicator_text, "area": area,
            "named_units": ";".join(target.named), "comparator": target.comparator, "value": target.value,
            "value_max": target.value_max, "unit": target.unit, "denominator": target.denominator,
            "basis": target.basis, **target.due.values(),
        },
        target.method, target.confidence, target.paragraph.section,
    )  # fmt: skip
