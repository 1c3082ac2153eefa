"""Who carries a paper out: the list of offices and bodies that its last article closes with.

`Chánh Văn phòng UBND tỉnh, Giám đốc Ban Quản lý dự án huyện; Thủ trưởng các cơ quan có liên quan chịu trách nhiệm thi
hành Quyết định này` (điều khoản thi hành, Nghị định 30/2020/NĐ-CP, Phụ lục I). What stands before the verb is names
alone, so that each ends where the next begins, whatever verbs it holds (`Ban Chỉ huy ứng phó sự cố tràn dầu tỉnh`).
"""

from __future__ import annotations

import re
from functools import cache

from data import loader
from extractors.agency import Agency
from extractors.agency_words import phrases
from extractors.persons import person_at
from extractors.subjects import Subject
from normalizers.agencies import find_heads
from normalizers.keys import fold

_CARRY_OUT = re.compile(
    r",?\s+(?=(?:co|chiu) trach nhiem\s+(?:to chuc\s+)?(?:thi hanh|thuc hien|trien khai)(?!\w)[^;.:]{0,60}?"
    r"(?:quyet dinh|nghi dinh|nghi quyet|thong tu|chi thi|ke hoach|quy che|quy dinh|chuong trinh) nay(?!\w))"
)
_SEPARATOR = re.compile(r"\s*(?:(?P<semicolon>;)(?: va)?|,(?: va)?|(?P<link>(?<!\w)va))\s+")
_ADDRESS = re.compile(r"(?:(?:cac|nhung) )?(?:ong|ba|dong chi)(?:,? ?\(?(?:va )?ba\)?)?(?::\s*|(?<=\)) |(?=,? co ten))")
_BODIES_OF = re.compile(r"(?:hdnd|hoi dong nhan dan)\s*$")
_LONGEST_NAME = 160


def implementers(text: str, key: str, start: int, end: int) -> Subject | None:
    """Those who are to carry out the paper that `text[start:end]` closes; None where it says nothing of the kind."""
    duty = key.find("trach nhiem", start, end)
    close = _CARRY_OUT.search(key, max(start, duty - 8), end) if duty > 0 else None
    if close is None:
        return None
    address = _ADDRESS.match(key, start, close.start())
    begin = address.end() if address and key[address.end() - 1] != "a" else start
    if not _opens(text, key, begin, close.start()):
        return None
    found: list[Agency] = []
    for cut in (*_SEPARATOR.finditer(key, begin, close.start()), close):
        if cut.start() < begin or (cut is not close and not _parts(text, key, begin, cut, close.start())):
            continue
        if cut.start() - begin > _LONGEST_NAME:
            return None
        person = person_at(text, key, begin, cut.start())
        name = Agency(person.start, cut.start(), name_end=person.name_end) if person else Agency(begin, cut.start())
        found.append(name)
        begin = cut.end()
    return Subject(tuple(found), close.end())


def _parts(text: str, key: str, begin: int, cut: re.Match[str], end: int) -> bool:
    """Whether a separator ends a name: another opens behind it, and `HĐND và UBND huyện` are one office's bodies."""
    shared = cut["link"] and _BODIES_OF.search(key, begin, cut.start()) is not None
    addressed = key.endswith(" ong", begin, cut.start()) and key.startswith("ba ", cut.end())  # `các ông, bà có tên …`
    return not (shared or addressed) and _opens(text, key, cut.end(), end)


def _opens(text: str, key: str, at: int, end: int) -> bool:
    """Whether an office, a body's name or a person stands at `at`."""
    plural = re.compile(r"(?:cac|nhung|thu truong|thanh vien|uy vien) ").match(key, at, end)
    office = _offices().match(key, plural.end() if plural else at, end)
    if plural or person_at(text, key, at, end) or _ADDRESS.match(key, at, end):
        return True
    head = next(find_heads(text, key, at, end), None) if text[at : at + 1].isupper() else None
    return office is not None or (head is not None and head.start() == at)


@cache
def _offices() -> re.Pattern[str]:
    titles = "|".join(sorted((fold(row["title"]) for row in loader.table("signer_titles.tsv")), key=len, reverse=True))
    return re.compile(rf"(?:{phrases('office').pattern}|(?:{titles})(?!\w))")
