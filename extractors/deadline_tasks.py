"""What is to be done by a time: the task of a deadline in the document's words.

Who does it, with whom, and the other times of the clause are no part of it: `UBND xã khởi công tháng 3, nghiệm thu
trước 30/9` has two tasks, `khởi công` and `nghiệm thu`. What a later time leaves out is taken from the words before
the earlier one: `Chi trả đợt 1 vào tháng 6, đợt 2 vào tháng 9`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.agency import Agency
from extractors.agency_headings import agencies_with_colon
from extractors.agency_phrases import agency_list
from extractors.letters import CAPITALS
from extractors.outline import Kind, Outline, Paragraph
from extractors.sentences import Sentence, Span
from extractors.subjects import subject
from extractors.tasks import without_roles
from extractors.verbs import opens_task, verb_at
from normalizers.dates import TimePhrase
from normalizers.keys import fold

_ROUND_TIME = re.compile(
    r"(?i)[\s,;(]*(?:(?:và )?(?:thời gian|thời hạn)(?: (?:thực hiện|hoàn thành|tổ chức|triển khai))?\s*:?\s*)?"
    r"(?:(?:phải |cần )?(?:hoàn thành|hoàn thiện|thực hiện|xong|dự kiến|gửi|kết thúc)\s*)*$"
)
UNIT_WORD = r"(?:Xã|Thị trấn|Phường|Thôn|Huyện|Thị xã|Thành phố|Xóm|Bản|Ấp|Buôn|Khóm|Làng|Khu phố|Tổ dân phố)"
UNIT_NAME = rf"(?!Đoàn|Ủy|ủy|Nông thôn mới)[{CAPITALS}]\w*(?: (?:[{CAPITALS}]\w*|\d{{1,2}}(?![\w/.,%]))){{0,3}}"
UNIT_LEAD = re.compile(
    rf"({UNIT_WORD} (?!đoàn)(?:[^:,;.()]{{2,30}}(?=:)|{UNIT_NAME}(?= (?:đã|đạt|hiện|đến|cơ bản|còn|phấn)\b)))"
)
"""What opens a bullet with its unit: `Xã Yên Sơn: …`."""

LABEL = re.compile(
    r"(?:co quan|don vi|phong|nganh)?\s*(?P<words>(?:chu tri|phoi hop|tham muu|thuc hien|phu trach)[^:;.]{0,40}):\s*"
)
"""A line that names who does it: `Cơ quan chủ trì: …`."""

_FILLERS = re.compile(
    r"^(?:thoi gian|thoi han|thuc hien|hoan thanh|to chuc|trien khai|xong|tien do|du kien|trong"
    r"|vao|den|la|[:.,;()\s])*$"
)
# `Báo cáo định kỳ hằng năm về Phòng Nông nghiệp`: what stands behind the time only tells where the task goes
_ADDRESS = re.compile(r"[\s,)]*(?:về|gửi|cho|với|lên|tới) ")
# `Định kỳ hằng năm hoặc đột xuất theo yêu cầu, báo cáo …`: what else may call for the task
_ASIDE = re.compile(
    r"(?i)^[\s)]*(?:và|hoặc|hay) (?:báo cáo )?(?:đột xuất|khi cần thiết|(?=(?:theo|khi có) yêu cầu))"
    r"\s*(?:(?:theo|khi có) yêu cầu(?: của [^,;:]{3,60})?)?\s*(?:,|(?=báo cáo|tổng hợp))"
)
_JOINT = re.compile(r"^[\s,;)–-]*(?:và|đồng thời|rồi|sau đó|riêng)?\s*(?=\S)")
# `đợt 2`, `lớp thứ hai`, `năm`: what is done again, for which a verb and its object must be fetched from before
_AGAIN = re.compile(r"(?:dot|lan|lop|ky|vong|phan)(?: thu)? (?:\d{1,2}|[ivx]{1,3}|nhat|hai|ba|tu|nam|cuoi)$")
_FIRST = re.compile(r"[\s,:(]*(?<!\w)(?:dot|lan|lop|ky|vong|phan)(?: thu)? (?:\d{1,2}|[ivx]{1,3}|nhat|mot)(?!\w)")
_COUNTED = re.compile(
    r"([^\W\d]+(?: [^\W\d]+)?) \d[\d.,]*[^\d]*$"
)  # `kiểm tra 04 tổ chức đảng năm 2018, 05 tổ chức đảng …`


@dataclass(frozen=True, slots=True)
class Dates:
    """The times that date a task as one list, where the time before them ends and begins, where the next begins.

    `before` is None and `after` the clause's end where there is no other time.
    """

    span: Span
    before: Span | None
    after: int


def behind_comma(key: str, at: int) -> int:
    """Where the words behind the blanks, commas and colons at `at` begin."""
    found = re.compile(r"[\s,:]*").match(key, at)
    return found.end() if found else at


def only_time(outline: Outline, span: Span, time: TimePhrase | Span) -> bool:
    """Whether a clause says nothing but its time (`Thời gian hoàn thành: trong quý II`)."""
    rest = outline.key[span.start : time.start] + " " + outline.key[time.end : span.end]
    return bool(_FILLERS.match(rest.strip()))


def agencies_before(outline: Outline, start: int, time: int) -> list[Agency]:
    """The agencies that are all that stands before a time: `Phòng Nội vụ trước ngày 5/5 gửi báo cáo`."""
    named = agency_list(outline.text, outline.key, start, time)
    return named if named and not outline.key[named[-1].end : time].strip(" ,") else []


def task_before(outline: Outline, paragraph: Paragraph, sentence: Sentence, span: Span) -> Span | None:
    """The clause, sentence, bullet or heading whose time a bare time clause states."""
    earlier = [each for each in sentence.clauses if each.start < span.start]
    if earlier:
        return earlier[-1]
    sentences = [each for each in paragraph.sentences if each.start < sentence.start]
    if sentences:
        return sentences[-1]
    parent = next(outline.ancestors(paragraph), None)
    before = outline.paragraphs[: paragraph.index]
    siblings = [
        each
        for each in before
        if each.parent == paragraph.parent and each.kind is not Kind.HEAD and not LABEL.match(outline.key, each.body)
    ]
    chosen = siblings[-1] if siblings else parent
    return Span(chosen.body, chosen.end) if chosen else None


def task_of(outline: Outline, paragraph: Paragraph, sentence: Sentence, span: Span, dates: Dates) -> str:
    """The task in the document's words; that of the neighbour where the clause states its time only."""
    times = dates.span
    if not span.start <= times.start < span.end:
        return _said(outline, Span(max(span.start, paragraph.body), span.end))
    if only_time(outline, span, times) and (before := task_before(outline, paragraph, sentence, span)):
        return _words(outline.text[before.start : before.end])
    low, high = _segment(outline, Span(max(span.start, paragraph.body), span.end), times)
    low = _behind_label(outline, low, times.start)
    if agencies_before(outline, low, times.start):
        low = times.start
    behind = _behind(outline, Span(times.end, min(high, dates.after)), span.end)
    words = _before(outline, low, dates)
    words = _done(outline, span, low, dates) or words
    return _words(without_roles(_behind_reason(_ASIDE.sub("", _joined(outline, words, behind, dates)))))


def _behind_reason(words: str) -> str:
    """Without what the task is named or reasoned by: `Nội dung: xây …`, `căn cứ chỉ tiêu được giao, ban hành …`."""
    for opening in _OPENINGS.finditer(words):
        if opens_task(fold(words[opening.end() :]), 0) and len(words[opening.end() :].split()) > 1:
            return words[opening.end() :]
    return words


_OPENINGS = re.compile(r"(?i)^\s*(?:[^:;,()]{3,60}:|(?:căn cứ|trên cơ sở|theo(?! dõi))[^,;:()]{3,80},)\s+")


def _joined(outline: Outline, words: str, behind: str, dates: Dates) -> str:
    """The words before a time, those behind it, or both where those before are a bare verb or ask where to."""
    if not behind.strip(" .,;:)"):
        return words
    if outline.text[: dates.span.start].rstrip().endswith(",") and _is_task(behind):
        return behind
    if len(words.split()) > 2:
        return words
    if words.strip() and (_ADDRESS.match(behind) or opens_task(fold(words) + " ", 0)):
        return f"{words.rstrip(' (')} {behind.lstrip(' ,)')}"
    return behind


def _is_task(words: str) -> bool:
    key = fold(words).strip(" ,:")
    return opens_task(key, 0) and not _FILLERS.match(key) and len(key.split()) > 2


def _before(outline: Outline, low: int, dates: Dates) -> str:
    """What stands before a time, behind the one before it."""
    earlier = dates.before
    if earlier is None or earlier.start < low:
        return _ROUND_TIME.sub("", outline.text[low : dates.span.start])
    own = _ROUND_TIME.sub("", _JOINT.sub("", outline.text[earlier.end : dates.span.start]))
    first = _ROUND_TIME.sub("", outline.text[low : earlier.start])
    return _completed(own, first) if own.strip() else first


def _completed(own: str, first: str) -> str:
    """`đợt 2`, `quý III`, `tổng kết` with the verb that the words before an earlier time begin with."""
    key, first_key = fold(own).strip(), fold(first)
    if _AGAIN.match(key):
        begun = _FIRST.search(first_key)
        return f"{first[: begun.start()]} {own.strip()}{first[begun.end() :]}" if begun else f"{first} {own}"
    if key[0].isdigit() and (counted := _COUNTED.search(first)):
        return f"{counted[1]} {own}"
    if opens_task(key + " ", 0) or len(key.split()) > 3:
        return own
    begin = len(first) - len(first.lstrip())
    verb = verb_at(first_key, begin)
    return f"{first[begin:verb]} {own}" if verb else own


def _done(outline: Outline, span: Span, low: int, dates: Dates) -> str:
    """What the clause's own subject does before the time; empty where it has none, or another time stands between."""
    agent = subject(outline.text, outline.key, span.start, span.end)
    if agent is None or agent.call == "level" or not low <= agent.predicate < dates.span.start:
        return ""
    own = 3 if outline.key.endswith(" tu ", low, agent.predicate) else 0  # `các xã tự kiểm tra`
    return _before(outline, agent.predicate - own, dates)


def _behind(outline: Outline, span: Span, end: int) -> str:
    """What stands behind a time, up to the next one, without the body that does it."""
    begin = behind_comma(outline.key, span.start)
    agent = subject(outline.text, outline.key, begin, end) if begin < end else None
    own = agent is not None and agent.call == "" and agent.agencies[0].start == begin and agent.predicate < span.end
    cut = agent.predicate if agent and own else span.start
    words = outline.text[cut : span.end]
    return re.sub(r"[\s,;]*(?:và|rồi)?\s*$", "", words) if span.end < end else words


def _behind_label(outline: Outline, low: int, time: int) -> int:
    """Where the words behind `UBND các xã: …` begin."""
    _, task = agencies_with_colon(outline.text, outline.key, low, time)
    return behind_comma(outline.key, task) if low < task < time else low


def _said(outline: Outline, span: Span) -> str:
    """A clause that a heading dates, without its label and the body that does it."""
    low = _behind_label(outline, span.start, span.end)
    agent = subject(outline.text, outline.key, low, span.end)
    own = agent is not None and agent.call == "" and agent.agencies[0].start <= low + 1
    return _words(without_roles(outline.text[agent.predicate if agent and own else low : span.end]))


def _segment(outline: Outline, span: Span, times: Span) -> tuple[int, int]:
    """The stretch of the clause between the neighbours of times that open or close their own comma part."""
    lead = UNIT_LEAD.match(outline.text, span.start)
    low = lead.end() if lead else span.start
    opening = re.match(r"\s*(?:dự kiến|Dự kiến)?\s*$", outline.text[low : times.start])
    return (low, span.end) if not opening else (times.end, span.end)


def _words(text: str) -> str:
    words = re.sub(r"\s*\((?:[^()]*)$", "", text.strip(" \t,;:.-–/"))
    words = re.sub(r"^[^()]{0,2}\)[\s,]*", "", words)
    words = re.sub(r"\s*\(qua [^()]*\)$", "", words)
    words = re.sub(r"(?i)^(?:Bước \d{1,2}[.:]|để)\s+", "", words)
    words = re.sub(r"\s+(?:(?:vào|trong|từ)(?: (?:các|hai|ba))?|cơ bản)$", "", words)
    words = re.sub(r"(?i)^(?:dự kiến|phấn đấu|và)\s+", "", words)
    words = re.split(r"\s+(?:để|nhằm)\s+(?=tổng hợp|kịp thời|có |đảm bảo|tháo gỡ|tổ chức thực hiện)", words)[0]
    return " ".join(words.strip(" \t,;:.-–/").split())
