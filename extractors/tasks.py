"""Tasks in the document's words: the clauses that state one each, without times, purposes and partners."""

from __future__ import annotations

import re

from extractors.agency import agency_name
from extractors.agency_phrases import agency_list
from extractors.sentences import Span, clauses
from extractors.subjects import subject
from extractors.verbs import opens_task
from normalizers.dates import Years, find_times
from normalizers.keys import fold

_PARTNER = re.compile(
    r"(?:(?:(?<=chu tri )|(?<=chu tri, ))cung(?: voi)? "
    r"|phoi hop(?:\s+(?:chat che|dong bo|voi nhau|tot|thuong xuyen|cung))?\s*,?\s+"
    r"(?:(?:voi|cung|(?<=su phoi hop )cua)\s+)?)(?=\w)"
)
_PURPOSE = re.compile(r"\s*,?\s+(?:để|nhằm|làm cơ sở|làm căn cứ)\s+(?!xảy ra|lại)")
_STROKE = re.compile(r"\s?\./[\W\d]{0,8}$")  # what closes a paper, and what a seal or a page number left behind it
_TRAIL = " \t,;:.-–/("


def task_clauses(text: str, key: str, start: int, end: int) -> list[Span]:
    """The `;`-clauses with a verb or an agency of their own; a list of objects or agencies stays together."""
    found: list[Span] = []
    for clause in clauses(key, start, end):
        timed = behind_time(key, clause.start, clause.end)
        own = (
            opens_task(key, clause.start)
            or (timed > clause.start and opens_task(key, timed))
            or subject(text, key, clause.start, clause.end) is not None
        )
        if found and (not own or _only_agencies(text, key, found[-1])):
            found[-1] = Span(found[-1].start, clause.end)
        else:
            found.append(clause)
    return found


_TIME_WORDS = re.compile(
    r"(?:(?:dinh ky|thuong xuyen|truoc|den|cham nhat|muon "
    r"nhat|vao|trong|tu|het|la|hang|moi|quy|thang|nam|ngay|tuan|dau|giua"
    r"|cuoi|cua|mot|lan|sau|nay|[ivx]{1,4}|\d[\d/.h]*)[\s,:]+)+"
)


def behind_time(key: str, start: int, end: int) -> int:
    """Where a clause goes on behind the time that opens it (`Trước ngày 22 hằng tháng báo cáo …`)."""
    found = _TIME_WORDS.match(key, start, end)
    return found.end() if found else start


def _only_agencies(text: str, key: str, clause: Span) -> bool:
    """`Chánh Văn phòng; Giám đốc các sở; …`: a list of agencies that waits for its verb."""
    listed = agency_list(text, key, clause.start, clause.end)
    return bool(listed) and not key[listed[-1].end : clause.end].strip(" ;,")


def partners(text: str, key: str, start: int, end: int) -> list[str]:
    """The agencies that `phối hợp với` names in `text[start:end]`, in order."""
    names: list[str] = []
    for found in _PARTNER.finditer(key, start, end):
        names += [agency_name(text, agency) for agency in agency_list(text, key, found.end(), end)]
    led = _LED.match(key, start, end)
    listed = agency_list(text, key, led.end(), end) if led else []
    if listed and _TAKE_PART.match(key, listed[-1].end, end):  # `Sở Y tế chủ trì, Huyện đoàn phối hợp trồng cây`
        names += [agency_name(text, agency) for agency in listed]
    return list(dict.fromkeys(names))


_LED = re.compile(r"(?:la |lam )?(?:chu tri|phu trach chinh|dau moi)(?: thuc hien)?\s*,\s+(?=\w)")
_TAKE_PART = re.compile(r"\s+(?:cung\s+)?(?:phoi hop|tham gia)(?!\w)")


def _behind_partners(text: str, start: int, end: int) -> int:
    """Where the task starts behind `chủ trì, phối hợp với A, B`; `start` without such words."""
    key = fold(text[start:end])
    found = re.match(r"\s*(?:la co quan )?chu tri\s*,?\s+" + _PARTNER.pattern, key)
    listed = agency_list(text[start:end], key, found.end(), len(key)) if found else []
    return start + listed[-1].end if listed else start


def without_roles(words: str) -> str:
    """The task of `chủ trì, phối hợp với A, B rà soát …` alone: who leads and with whom stands in other columns."""
    key = fold(words)
    led = _LEADS.match(key)
    begin = led.end() if led else 0
    joined = _PARTNER.match(key, begin)
    listed = agency_list(words, key, joined.end(), len(key)) if joined else []
    close = listed[-1].end if listed else begin
    task = words[close:].lstrip(" ,")
    return task if len(task.split()) > 1 else words


_LEADS = re.compile(
    r"\s*(?:(?:co|chiu) trach nhiem\s+)?(?:la (?:co quan|don vi) )?"
    r"(?:chu tri\s*,?\s+(?!cuoc |hoi |hop )|lam dau moi\s+)?"
)


def without_times(task: str) -> str:
    """A task without when it is due, which deadlines tell; a time that names a thing (`kế hoạch năm 2024`) stays."""
    key = fold(task)
    kept, at = "", 0
    for time in find_times(task, _ANY_YEAR, key) if _MAY_DATE.search(key) else ():
        before = task[at : time.start]
        if not (time.led or time.recurrence) or _REPORTING.search(fold(kept + before)):
            continue
        kept, at = kept + _ROUND_TIME.sub("", before), time.end
        at += task[at : at + 1] == ")" and kept.count("(") <= kept.count(")")
    words = " ".join(re.sub(r"^[\s,;:)]+", "", kept + task[at:]).strip(_TRAIL).split())
    words = re.sub(r"\s+([,;])", r"\1", words)
    return words if len(words.split()) > 1 else task


_MAY_DATE = re.compile(r"\d|(?:nam|thang|quy|tuan|ngay)(?!\w)")
_ANY_YEAR = Years(2020, None)  # where times stand does not hang on it
_REPORTING = re.compile(r"che do bao cao\s*$")  # `thực hiện chế độ báo cáo hằng tháng`
_ROUND_TIME = re.compile(
    r"(?i)[\s,;(]*(?:(?:và )?(?:thời gian|thời hạn)(?: (?:thực hiện|hoàn thành|tổ chức|triển khai))?\s*:?\s*)?"
    r"(?:(?:phải |cần )?(?:hoàn thành|hoàn thiện|xong|dự kiến|kết thúc)\s*)*$"
)


def task_words(text: str, start: int, end: int) -> str:
    """The task that `text[start:end]` states, without role words, partners, purpose and closing marks."""
    words = _STROKE.sub("", text[_behind_partners(text, start, end) : end])
    words = re.sub(r"(?i)^(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|phải|cần|sẽ)\s+", "", words.strip(_TRAIL))
    words = re.sub(r"(?i)^(?:là cơ quan )?chủ trì(?:\s*,)?\s+(?=\S)", "", words)
    words = re.sub(r"(?i)^tham mưu\s+(?=kiện toàn|tổ chức|ban hành|xây dựng)", "", words)
    purpose = _PURPOSE.search(words)
    if purpose and purpose.start() > 12:
        words = words[: purpose.start()]
    return " ".join(words.strip(_TRAIL).split())
