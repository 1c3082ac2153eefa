"""Bodies whose part is said behind their names: `Rà soát quỹ đất: Hạt Kiểm lâm chủ trì, UBND các xã phối hợp`.

Also `… - Phòng Y tế thực hiện`, `…, do UBND xã bố trí` and `(…; đơn vị thực hiện: UBND xã)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.agency import Agency, agency_name
from extractors.agency_phrases import agencies, agency_list
from extractors.agency_words import is_state, is_stop_word, phrases

_CLOSES = re.compile(
    r"(?:\s*\([^()]{0,60}\))?\s*,?\s*(?:(?:cung|se|la|la co quan|la don vi|duoc giao|chiu trach nhiem)\s+)?"
    r"(?P<role>(?:lam )?chu tri(?: thuc hien)?|(?:cung )?phoi hop(?: thuc hien)?|thuc hien|phu trach"
    r"|dam nhan|dam nhiem|chiu trach nhiem|(?:lam )?dau moi(?: thuc hien)?|cung tham gia)(?=\s*(?:[-–,;.)]|$))"
    r"(?!\s*,\s*(?:phoi hop|cung|va)(?!\w))"
)
_TAKES_PART = re.compile(r"\s+(?P<role>(?:cung )?phoi hop)\s+\w")  # `Sở Y tế chủ trì, Huyện đoàn phối hợp trồng cây`
_ROLE_WORDS = re.compile(
    r"(?<!\w)(?:chu tri|phoi hop|thuc hien|phu trach|dam nhan|dam nhiem|trach nhiem|dau moi|tham gia)(?!\w)"
)
_JOINS = re.compile(r"\s*(?:,|;|(?<!\w)va|(?<!\w)cung(?: voi)?|/|, va)\s*")
_OPENS = re.compile(r"(?:^|[-–:(,;.]|(?<!\w)do|(?<!\w)va)\s*$")
_DONE_BY = re.compile(r"(?:[,;(–-]|(?<!\w)va)\s*do\s+(?=\w)")
# `Việc in pa-nô do Đoàn Thanh niên xã thực hiện trước ngày 20/5`
_DONE_IN_CLAUSE = re.compile(r"(?<=\w )do\s+(?=\w)")
_DOES = re.compile(r"\s+(?:chu tri|thuc hien|phu trach|dam nhan|dam nhiem|dau moi)(?!\w)")
# `… (Phòng Nội vụ)`, `Tập huấn: Phòng Nội vụ, trước 30/6`, `Tập huấn – Phòng Nội vụ – trước 30/6`
_ALONE = re.compile(r"\(\s*|[:;]\s+|\s[–-]\s+")
_ENDS_ALONE = re.compile(
    r"\s*(?:[);.]|\s[–-]\s|,\s*(?=truoc|trong|den|cham nhat|xong|hoan thanh|thang|quy|ngay|tu )|$)"
)
_LISTS = re.compile(
    r"(?<!\w)(?:thanh phan|thanh vien|noi nhan|gui|doi tuong|gom|bao gom|nhu|la|tai|cua|phoi hop)[^:;()–]*$"
)
_LISTS_BY_DASH = re.compile(
    r"(?<!\w)(?:thanh phan|thanh vien|noi nhan|gui|doi tuong|gom|bao gom|nhu|phoi hop)[^:;()–]*$"
)
_LABEL = re.compile(
    r"[;(,–-]\s*(?:co quan|don vi|bo phan)\s+(?P<role>chu tri|phoi hop|thuc hien|phu trach|dau moi)"
    r"(?:\s+(?:thuc hien|chinh))?\s*:?\s+(?=\w)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """The bodies of a list and the part that they take: `lead`, `coordinate` or `execute`; `start` of the list."""

    agencies: tuple[Agency, ...]
    role: str
    start: int

    def names(self, text: str) -> tuple[str, ...]:
        """The bodies' names as printed."""
        return tuple(agency_name(text, agency) for agency in self.agencies)


def closing_roles(text: str, key: str, start: int, end: int) -> list[Part]:
    """The parts that bodies take in `text[start:end]`, said behind or right before their names, in order."""
    found = [*_behind(text, key, start, end), *_before(text, key, start, end)]
    found = found or list(_alone(text, key, start, end))
    kept: list[Part] = []
    for part in sorted(found, key=lambda each: each.start):
        if not kept or part.start > kept[-1].agencies[-1].start:
            kept.append(part)
    return kept


def _behind(text: str, key: str, start: int, end: int) -> Iterator[Part]:
    if not _ROLE_WORDS.search(key, start, end):
        return
    led = False
    for run in _runs(text, key, start, end):
        closed = _CLOSES.match(key, run[-1].end, end) or (_TAKES_PART.match(key, run[-1].end, end) if led else None)
        led = led or (closed is not None and "chu tri" in closed["role"])
        if closed and _OPENS.search(key[start : run[0].start]):
            yield Part(tuple(run), _role(closed["role"]), run[0].start)


def _before(text: str, key: str, start: int, end: int) -> Iterator[Part]:
    for label in _LABEL.finditer(key, start, end):
        listed = agency_list(text, key, label.end(), end)
        if listed:
            yield Part(tuple(listed), _role(label["role"]), listed[0].start)
    for done in _DONE_IN_CLAUSE.finditer(key, start, end):
        listed = agency_list(text, key, done.end(), end)
        closed = _DOES.match(key, listed[-1].end, end) if listed else None
        if closed:
            yield Part(tuple(listed), _role(closed[0]), listed[0].start)
    for done in _DONE_BY.finditer(key, start, end):
        listed = agency_list(text, key, done.end(), end)
        word = re.compile(r"\s+([^\W\d_]+)").match(text, listed[-1].end, end) if listed else None
        if word and word[1].islower() and not (is_stop_word(word[1]) or is_state(word[1])):
            closed = _CLOSES.match(key, listed[-1].end, end)
            yield Part(tuple(listed), _role(closed["role"]) if closed else "execute", listed[0].start)


def _alone(text: str, key: str, start: int, end: int) -> Iterator[Part]:
    """The first list of bodies that stands by itself between marks behind a task."""
    for mark in _ALONE.finditer(key, start, end):
        opening = agency_list(text, key, start, end)
        if opening and opening[0].end > mark.start():
            continue  # `Công chức Tài chính - Kế toán`
        listed = agency_list(text, key, mark.end(), end)
        closed = listed and _ENDS_ALONE.match(key, listed[-1].end, end)
        task = key[start : mark.start()].strip(" -+*(,;:")
        lists = _LISTS_BY_DASH if mark[0].strip() in ("-", "–") else _LISTS
        topic = listed and phrases("alone").fullmatch(key, listed[0].start, listed[0].end)  # `Tiêu chí 5: Trường học`
        if closed and not topic and len(task.split()) > 1 and not lists.search(task):
            yield Part(tuple(listed), "execute", listed[0].start)
            return


def _runs(text: str, key: str, start: int, end: int) -> Iterator[list[Agency]]:
    """Lists of bodies that stand together."""
    run: list[Agency] = []
    for agency in agencies(text, key, start, end):
        if run and not _JOINS.fullmatch(key, run[-1].end, agency.start):
            yield run
            run = []
        run.append(agency)
    if run:
        yield run


def _role(words: str) -> str:
    if "chu tri" in words:
        return "lead"
    return "coordinate" if "phoi hop" in words or "tham gia" in words else "execute"
