"""Agencies that head what follows: `Sở Y tế: …`, a heading that only names them; and works that look like them."""

from __future__ import annotations

import re

from extractors.agency import Agency
from extractors.agency_phrases import agency_list
from extractors.agency_words import is_stop_word, phrases, restriction
from extractors.verbs import is_printed_task

_MORE_WORDS = 8


def agencies_with_colon(text: str, key: str, start: int, end: int) -> tuple[tuple[Agency, ...], int]:
    """The agencies of `Sở Y tế: …` or of a heading that only names them, and where their task would start."""
    lead = _HEADING_LEAD.match(key, start, end)
    at = lead.end() if lead else start
    if lead and lead[0].startswith("doi voi") and _SCHEDULED_UNITS.match(key, at, end):
        return (), 0
    found = agency_list(text, key, at, end)
    generic = _GENERIC.match(key, at, end)
    if generic:
        listed = agency_list(text, key, generic.end(), end)
        found = listed or found
    if not found or (len(found) == 1 and phrases("alone").fullmatch(key, found[0].start, found[0].end)):
        return (), 0
    behind = re.compile(r"\s*(?:\([^()]{0,80}\)\s*)?").match(key, found[-1].end, end)
    close = behind.end() if behind else found[-1].end
    if is_works(key, at, end):
        return (), 0
    if close >= end or key[close] in ":.;":
        return tuple(found), min(end, close + 1)
    tail = _HEADING_TAIL.match(key, close, end)
    whole = 0 if tail else _goes_on(text, key, found[-1], end)
    if whole:
        return (*found[:-1], Agency(found[-1].start, whole)), min(end, whole + 1)
    return (tuple(found), tail.end()) if tail else ((), 0)


def _goes_on(text: str, key: str, last: Agency, end: int) -> int:
    """The end of a heading's name that no list holds (`Công ty TNHH MTV Lâm nghiệp Hà An:`); 0 where none is."""
    rest = re.compile(r"[^:.;()]{2,90}?(?=\s*(?::|\.?$))").match(key[:end], last.end)
    if rest is None or not rest[0].startswith((" ", ",")) or _PLURAL_UNITS.match(key, last.start):
        return 0
    begin = rest.start() + len(rest[0]) - len(rest[0].lstrip(" ,"))
    if _COMPRISES.search(rest[0]):
        return 0
    colon = key[rest.end() : rest.end() + 2].lstrip()[:1] == ":"
    words = list(re.compile(r"\w+").finditer(key, rest.start(), rest.end()))
    which = colon and restriction(text, key, last.end, end) and len(words) <= _MORE_WORDS
    if which:
        return rest.end()
    linked = any(is_stop_word(text[word.start() : word.end()]) for word in words if word[0] != "va")
    small = colon and not linked and len(words) <= _MORE_WORDS
    if not (key.startswith("cac ", last.start) or text[begin].isupper() or small):
        return 0
    verbs = any(is_printed_task(text, key, word.start()) and text[word.start()].islower() for word in words)
    return 0 if verbs or len(words) > _LONGEST_NAME else rest.end()


_LONGEST_NAME = 12
_COMPRISES = re.compile(r"(?<!\w)(?:bao gom|gom|nhu sau|nhu)\s*$")  # `Các khu kinh tế cửa khẩu bao gồm: …`
# `Trạm Y tế xã: khởi công năm 2012`: a building that is worked on, no body that works
_WORKS = re.compile(
    r"(?:(?:[-+*–]|\d{1,2}[.)])\s*)?(?:truong|tram|cho|nha van hoa|tru so|trung tam van hoa)(?!\w)[^:;,.()]{0,40}:"
    r"\s*(?:khoi cong|xay(?! dung (?:ke hoach|de an|phuong an|phong trao))|sua chua|cai tao|nang cap|mo rong|thi cong"
    r"|lam moi|ban giao|dau tu|bo sung \d|hoan thanh nam)(?!\w)"
)
# `Đối với các xã đã đạt chuẩn` heads what is to come of them, it calls upon nobody
_SCHEDULED_UNITS = re.compile(r"(?:cac |nhung )?(?:xa|thon|huyen) [^:;]{0,30}(?:dat chuan|con lai)")
_PLURAL_UNITS = re.compile(r"(?:cac |nhung )?(?:xa|thon|huyen|thi tran|phuong|khu dan cu)\s")
_HEADING_LEAD = re.compile(
    r"(?:(?:doi voi|trach nhiem cua|trach nhiem|nhiem vu cua|giao cho|giao|de nghi|yeu cau|phan cong cho|phan cong"
    r"|ve phia)\s+)"
)
_GENERIC = re.compile(
    r"(?:cac\s+)?(?:co quan|don vi|phong|so|ban|nganh|to chuc)(?:\s*,\s*(?:co quan|don vi|ban|nganh"
    r"|to chuc))*(?:\s*:\s*|\s+(?=tru?ong hoc|tram y te))"
)
_HEADING_TAIL = re.compile(
    r"\s*(?:trong dia ban|tren dia ban|thuc hien|chiu trach nhiem|co trach nhiem|chu tri"
    r"|phoi hop)[^:.;]{0,120}(?::\s*$|(?<=sau)\.?$)|\s*(?:trong|tren) dia ban[^:.;]{0,60}[:.]?$"
)


def is_works(key: str, start: int, end: int) -> bool:
    """Whether a sentence says what is built or mended (`Trạm Y tế xã: khởi công năm 2012`), not what a body does."""
    return _WORKS.match(key, start, end) is not None
