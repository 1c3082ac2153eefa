"""What a deadline says beside its time: the task, who leads it and with whom, and the unit that it concerns."""

from __future__ import annotations

import re

from extractors.agencies_above import agencies_above, own_agencies
from extractors.agency import agency_name
from extractors.agency_phrases import agency_list
from extractors.chiefs import chief, helps
from extractors.closing_roles import closing_roles
from extractors.deadline_tasks import LABEL, UNIT_LEAD, UNIT_NAME, agencies_before, behind_comma, only_time, task_before
from extractors.letters import CAPITALS
from extractors.outline import Outline, Paragraph
from extractors.sentences import Sentence, Span
from extractors.subjects import Subject, bracketed, role_of, subject
from extractors.tasks import partners
from extractors.verbs import opens_task
from normalizers.dates import TimePhrase

_SMALL_UNIT = "xã|thị trấn|phường|thôn|xóm|bản|ấp|buôn|khóm|khu phố"
_AGENCYS = r"(?<!UBND )(?<!an )(?<!nhân dân )(?<!đoàn )(?<!ủy )(?<!HĐND )(?<!Chủ tịch )"
# a commune or village named within a task, not as part of an agency's name; a district only as its place
_PLACE = re.compile(
    rf"{_AGENCYS}(?<!thị )(?<!các )(?<!\w)((?:{_SMALL_UNIT}) {UNIT_NAME})(?!(?:,| và) [{CAPITALS}]\w+ [{CAPITALS}])"
    rf"|(?<!\w)(?:tại|ở|trên địa bàn|vùng) ((?:huyện|thị xã|thành phố|quận) {UNIT_NAME})"
)
_BODY_OF = re.compile(rf" ((?i:{_SMALL_UNIT}|huyện|thị xã|thành phố|quận) {UNIT_NAME})$")
_FOR_UNIT = re.compile(
    r"(?:Đối với|Với)\s+(?:các\s+)?((?:\d+\s+)?(?:xã|thôn|huyện|thị trấn|xóm|ấp|bản|phường)\s[^:,;(]{2,40})"
)
_STEP = re.compile(r"(?:buoc|dot|giai doan|nhom|doan)(?: so)? (?:\d{1,2}|[ivx]{1,4})\s*[.:)]\s*")


def clause_of(sentence: Sentence, time: TimePhrase) -> Span:
    """The `;`-clause of `sentence` that holds `time`."""
    return next((each for each in sentence.clauses if each.start <= time.start < each.end), sentence)


def lead_of(
    outline: Outline, paragraph: Paragraph, sentence: Sentence, span: Span, time: TimePhrase
) -> tuple[str, ...]:
    """Who does it: in the time's brackets, as the clause's subject, by the paragraph's opening, label or heading."""
    text, key = outline.text, outline.key
    inside = _bracketed(outline, span, time)
    until = time.start if _is_in(sentence, time) else sentence.end
    doers = [each for each in inside if role_of(key[each.predicate : until]) != "coordinate"]
    if doers and key.rfind("(", span.start, until) < inside[-1].predicate:
        return doers[-1].names(text)
    found = _own_subject(outline, paragraph, sentence, span, time)
    heads = chief(outline, max(sentence.start, paragraph.body), until)
    if heads and (found is None or helps(key, found.agencies[-1].end, span.end)):
        return heads
    parts = closing_roles(text, key, max(span.start, paragraph.body), span.end) if found is None else []
    doing = [part for part in parts if part.role != "coordinate"]
    told = doing[0].names(text) if doing else _doers_before(outline, paragraph, span, time) if found is None else ()
    if told:
        return told
    if found:
        return _doers(outline, paragraph, found)
    below = _leading_behind(outline, sentence, span, time)
    below = below or (_children_subjects(outline, paragraph) if paragraph.lead_in else ())
    labelled = below or _labelled(outline, paragraph, ("chu tri", "tham muu", "thuc hien", "phu trach"))
    if labelled:
        return labelled
    opening = own_agencies(outline, paragraph, sentence) or agencies_above(outline, paragraph)
    return opening.names if opening else ()


def _doers_before(outline: Outline, paragraph: Paragraph, span: Span, time: TimePhrase) -> tuple[str, ...]:
    """`Phòng Nội vụ trước ngày 5/5 gửi báo cáo`: the bodies before a time that a task follows."""
    before = agencies_before(outline, max(span.start, paragraph.body), time.start)
    tasked = before and opens_task(outline.key, behind_comma(outline.key, time.end))
    return tuple(agency_name(outline.text, agency) for agency in before) if tasked else ()


def _leading_behind(outline: Outline, sentence: Sentence, span: Span, time: TimePhrase) -> tuple[str, ...]:
    """`… trong tháng 01 (Ban Xây dựng Đảng chủ trì, phối hợp Văn phòng Đảng ủy)`."""
    behind = bracketed(outline.text, outline.key, time.end, span.end) if _is_in(sentence, time) else []
    leading = [each for each in behind if role_of(outline.key[each.predicate : span.end]) == "lead"]
    return leading[0].names(outline.text) if leading else ()


def _bracketed(outline: Outline, span: Span, time: TimePhrase) -> list[Subject]:
    """The subjects in brackets before a time; all where a heading gives the time."""
    until = time.start if time.start >= span.start else span.end
    return [each for each in bracketed(outline.text, outline.key, span.start, span.end) if each.predicate < until]


def _is_in(sentence: Sentence, time: TimePhrase) -> bool:
    return sentence.start <= time.start < sentence.end


def _own_subject(
    outline: Outline, paragraph: Paragraph, sentence: Sentence, span: Span, time: TimePhrase
) -> Subject | None:
    """Who does it by the clause, the words about the time, the task before it, an earlier clause."""
    text, key = outline.text, outline.key
    lead = UNIT_LEAD.match(text, span.start)
    start = min(lead.end() + 1, span.end) if lead else max(span.start, paragraph.body)
    step = _STEP.match(key, start, span.end)
    found = subject(text, key, step.end() if step else start, span.end)
    if _is_in(sentence, time) and (found is None or found.agencies[0].start > time.end + 60):
        found = _subject_near(outline, span, time)
    if found is None and only_time(outline, span, time):
        before = task_before(outline, paragraph, sentence, span)
        found = subject(text, key, before.start, before.end) if before else None
    return found or _earlier_subject(outline, paragraph, sentence, span)


def _doers(outline: Outline, paragraph: Paragraph, found: Subject) -> tuple[str, ...]:
    """The names of a subject; whom an order calls upon below a body's own heading stays that body."""
    above = agencies_above(outline, paragraph)
    named = above and not above.general
    printed = outline.text[found.agencies[0].start :]
    if above and named and found.call in ("order", "level") and not printed.startswith(("các", "Các")):
        return above.names
    return _resolved(outline, paragraph, found)


def _subject_near(outline: Outline, span: Span, time: TimePhrase) -> Subject | None:
    """`…; dự kiến cuối tháng 8 BCĐ huyện thẩm tra`: the agency just behind the time."""
    for gap in re.compile(r"[\s,:]+(?=\w)").finditer(outline.key, time.end, min(span.end, time.end + 60)):
        found = subject(outline.text, outline.key, gap.end(), span.end)
        if found and found.agencies[0].start == gap.end() and ("," in gap[0] or gap.start() == time.end):
            return found
    return None


def _earlier_subject(outline: Outline, paragraph: Paragraph, sentence: Sentence, span: Span) -> Subject | None:
    """The subject of an earlier part of the sentence, which a later time without one shares."""
    for clause in reversed([each for each in sentence.clauses if each.start < span.start]):
        found = subject(outline.text, outline.key, max(clause.start, paragraph.body), clause.end)
        if found and found.call != "request":
            return found
    return None


def _resolved(outline: Outline, paragraph: Paragraph, found: Subject) -> tuple[str, ...]:
    """`xã hoàn thành …` in a commune's own bullet is that commune."""
    unit = unit_of(outline, paragraph)
    if found.call == "level" and unit and unit.split()[0] == found.names(outline.text)[0].lower():
        return (unit,)
    return found.names(outline.text)


_OWN_LABEL = re.compile(
    r"(?:(?:co quan|don vi|bo phan)\s+|[.;(]\s*)(?P<words>(?:chu tri|phoi hop|tham muu"
    r"|thuc hien|phu trach)[^:;.]{0,40}):\s*"
)


def _labelled(outline: Outline, paragraph: Paragraph, roles: tuple[str, ...]) -> tuple[str, ...]:
    """The agencies of `Cơ quan chủ trì: …` in the paragraph itself or in a later line of the same heading."""
    names: list[str] = []
    for own in _OWN_LABEL.finditer(outline.key, paragraph.body, paragraph.end):
        if any(own["words"].startswith(role) for role in roles):
            found = agency_list(outline.text, outline.key, own.end(), paragraph.end)
            names += [agency_name(outline.text, agency) for agency in found]
    if names:
        return tuple(names)
    beside = _siblings(outline, paragraph)
    later = [each for each in beside if each.index > paragraph.index]
    for each in (*later, *(each for each in reversed(beside) if each.index < paragraph.index)):
        label = LABEL.match(outline.key, each.body, each.end)
        if label and any(label["words"].startswith(role) for role in roles):
            found = agency_list(outline.text, outline.key, label.end(), each.end)
            names += [agency_name(outline.text, agency) for agency in found]
        if names and each is (later or beside)[-1]:
            break
    return tuple(names)


def _siblings(outline: Outline, paragraph: Paragraph) -> list[Paragraph]:
    """The paragraphs under the same heading or bullet, of the same mark."""
    if paragraph.parent is None:
        return []
    return [each for each in outline.children(outline.paragraphs[paragraph.parent]) if each.mark == paragraph.mark]


def _children_subjects(outline: Outline, paragraph: Paragraph) -> tuple[str, ...]:
    names: list[str] = []
    for child in outline.children(paragraph):
        found = subject(outline.text, outline.key, child.body, child.end)
        names += found.names(outline.text) if found else ()
    return tuple(names)


def coordinators(outline: Outline, paragraph: Paragraph, span: Span, time: TimePhrase) -> tuple[str, ...]:
    """Those with whom it is done: behind `phối hợp với`, first in the brackets, or in a label line."""
    text, key = outline.text, outline.key
    inside = _bracketed(outline, span, time)
    if len(inside) > 1:
        doers = [each for each in inside if role_of(key[each.predicate : time.start]) != "coordinate"]
        return tuple(name for each in inside if not doers or each is not doers[-1] for name in each.names(text))
    handed = subject(text, key, span.start, span.end)
    receivers = _receivers(outline, span, handed) if handed else ()
    named = tuple(partners(text, key, span.start, span.end))
    return named or receivers or _labelled(outline, paragraph, ("phoi hop",))


def _receivers(outline: Outline, span: Span, giver: Subject) -> tuple[str, ...]:
    order = re.compile(r"(?:giao|phan cong)(?: nhiem vu)?(?: cho)?\s").match(outline.key, giver.predicate, span.end)
    found = subject(outline.text, outline.key, order.start(), span.end) if order else None
    return found.names(outline.text) if found and found.call == "order" else ()


def unit_of(outline: Outline, paragraph: Paragraph, span: Span | None = None, time: TimePhrase | None = None) -> str:
    """The unit that a bullet opens with (`- Xã Yên Sơn: …`), that of the bullet before, or of `Đối với 14 xã …`.

    Else the one commune or village that the clause `span` names as the place of its task, where it names several
    the one of the comma part that holds `time`.
    """
    at: Paragraph | None = paragraph
    for _ in range(2):  # `Công việc còn lại …` stands behind its commune's bullet
        if at is None:
            break
        lead = _unit_lead(outline, at)
        if lead:
            return lead
        at = _bullet_before(outline, paragraph) if not paragraph.mark else None
    for above in outline.ancestors(paragraph):
        lead = _unit_lead(outline, above)
        named = _FOR_UNIT.match(outline.text, above.body, above.end)
        proper = named and re.fullmatch(rf"(?:{_SMALL_UNIT}|huyện) {UNIT_NAME}", named[1])
        if (
            lead
            or proper
            or (named and re.search(r"\d|đạt chuẩn", named[1]) and not re.search("dự kiến|phấn đấu", named[1]))
        ):
            return lead or _small(named[1] if named else "")
    opening = _FOR_UNIT.match(outline.text, paragraph.body, paragraph.end)
    if opening and re.fullmatch(rf"(?:{_SMALL_UNIT}) {UNIT_NAME}", opening[1].strip()):
        return _small(opening[1])
    return _place_in(outline, span, time) if span else ""


def unit_of_part(outline: Outline, paragraph: Paragraph, time: TimePhrase) -> str:
    """The unit with which the part behind a semicolon opens that holds the time: `Xã A: tháng 7; xã B: tháng 8`."""
    cut = outline.key.rfind(";", paragraph.body, time.start)
    part = outline.text[cut + 1 : time.end].lstrip() if cut >= 0 else ""
    found = UNIT_LEAD.match(part[:1].upper() + part[1:])
    return _small(found[1]) if found else ""


def unit_of_body(names: tuple[str, ...], own: str) -> str:
    """The place of the one body that does it (`UBND xã Yên Sơn`), unless it is the plan's `own` unit."""
    found = _BODY_OF.search(" " + names[0]) if len(names) == 1 else None
    return "" if found is None or (own and found[1].endswith(own)) else _small(found[1])


def _unit_lead(outline: Outline, paragraph: Paragraph) -> str:
    found = UNIT_LEAD.match(outline.text, paragraph.body, paragraph.end)
    return _small(found[1]) if found else ""


def _small(name: str) -> str:
    words = " ".join(name.split()).rstrip(" :.")
    return words[:1].lower() + words[1:]


def _place_in(outline: Outline, span: Span, time: TimePhrase | None) -> str:
    found = _places_in(outline, span.start, span.end)
    if len(found) > 1 and time and span.start <= time.start < span.end:
        begin = outline.key.rfind(",", span.start, time.start) + 1
        found = _places_in(outline, max(begin, span.start), time.start)
    return _small(found.pop()) if len(found) == 1 else ""


def _places_in(outline: Outline, start: int, end: int) -> set[str]:
    return {each[1] or each[2] for each in _PLACE.finditer(outline.text, start, end)}


def _bullet_before(outline: Outline, paragraph: Paragraph) -> Paragraph | None:
    before = outline.paragraphs[paragraph.index - 1] if paragraph.index else None
    return before if before and before.parent == paragraph.parent and before.mark else None
