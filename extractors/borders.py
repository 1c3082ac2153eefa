"""Where letterhead and title end, where the close begins, and where an annex follows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.labels import Label, Rank


@dataclass(slots=True)
class Line:
    """A line of the repaired text: its span behind the bullet mark, the words behind the numbering.

    `row` tells that it is one of a table.
    """

    start: int
    end: int
    body: int
    mark: str
    label: Label | None
    row: bool = False


_PREAMBLE = re.compile(
    r"(?:can cu|thuc hien|thi hanh|tren co so|theo de nghi|xet de nghi"
    r"|de (?:trien khai|thuc hien|to chuc)|nham|tiep tuc)\b"
)
_TYPE_LINE = re.compile(
    r"(?:ke hoach|quyet dinh|chi thi|nghi quyet|thong bao|bao cao|chuong trinh|to trinh"
    r"|cong van(?! den)|cong dien|huong dan"
    r"|de an|du an|phuong an|quy che|quy dinh|ket luan|thong tu|nghi dinh|luat)\b"
)
_RECIPIENTS = re.compile(r"noi nhan\b|(?:tm|kt|tl|tuq|q)\s?\. ?(?:uy ban|ubnd|ban|chu tich|truong|giam doc|bo truong)")
# A signer's title that was read before the recipients, who stand left of it.
_TITLE = re.compile(
    r"(?:kt\.? ?|q\.? ?)?(?:pho )?(?:chu tich|thu tuong|bo truong|thu truong|giam doc|truong ban|truong phong|bi thu)"
)
_CLOSING = re.compile(
    r"(?:tren day la|can cu (?:ke hoach|chi thi|quyet dinh|noi dung) (?:nay|tren)|yeu cau (?:cac|thu truong)"
    r"|de nghi (?:cac|thu truong)|(?:uy ban nhan dan|ubnd)[^.;]{0,60} (?:yeu cau|de nghi)|nhan duoc"
    r"|(?:trong )?qua trinh)"
)
_ANNEX = re.compile(r"(?:phu luc|(?:bieu|bang) (?:so|mau|tong hop|chi tiet|\d)|danh muc)")
# The day and the gap before the stroke, both filled in by hand, come as noise: `ngày⁄|5” tháng 01`, `Số: 299_/UBND`.
_LETTER_LINE = re.compile(
    r"^so\s?[:.]?[\s\d._…]*[/-]\s?\w|^v/v |doc lap\W+tu do|cong hoa xa hoi|ngay[\s\d.]*thang[\s\d.]*nam \d{4}$"
    r"|^[a-z][a-z .'-]{0,40},?\s?ngay[^,;]{0,9}thang[^,;]{0,7}nam\W?\d{4}$",
    re.MULTILINE,
)
_ADDRESSEE = re.compile(r"kinh gui\b")
_TITLE_WIDTH = 320
_SPECKS = frozenset("-–—·•*")
_HEAD_LINES, _REACH = 25, 6
_HEAD_WIDTH = 200
_ANNEX_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Borders:
    """Line numbers: the body is `body..close`, its closing words from `closing`; an annex from `annex`."""

    body: int
    closing: int
    close: int
    annex: int


def borders(text: str, key: str, lines: list[Line]) -> Borders:
    """Find the borders; without letterhead the body starts at 0, without close it ends with the text."""
    body = _body_from(text, key, lines)
    ends = (i for i in range(body, len(lines)) if not lines[i].row and _RECIPIENTS.match(key, lines[i].start))
    close = next(ends, len(lines))
    while body < close < len(lines) and _TITLE.fullmatch(key, lines[close - 1].start, lines[close - 1].end):
        close -= 1
    annex = next((i for i in range(close + 1, len(lines)) if _resumes(text, key, lines[i])), len(lines))
    return Borders(body, _closing_from(key, lines, body, close), close, annex)


def type_line_of(text: str, key: str, spans: Sequence[tuple[int, int]]) -> int | None:
    """Which of the lines names the kind of document: one that says nothing else goes before one that goes on.

    `CHƯƠNG TRÌNH MTQG ...` may stand in the issuer's name, a few lines above `KẾ HOẠCH`.
    """
    heads = [index for index, span in enumerate(spans) if is_type_line(text, key, *span)]
    alone = [index for index in heads if _TYPE_LINE.fullmatch(key, *spans[index]) and index <= heads[0] + _REACH]
    return next(iter(alone or heads), None)


def is_type_line(text: str, key: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is the line that names the kind of document in capitals: `KẾ HOẠCH`."""
    found = _TYPE_LINE.match(key, start, end)
    return found is not None and text[start : found.end()].isupper()


def _resumes(text: str, key: str, line: Line) -> bool:
    """Whether body follows the close: an annex, the plan that a decision issues, or a numbered heading."""
    if line.mark:
        return False
    numbered = line.label is not None and line.label.rank in (Rank.ROMAN, Rank.ARTICLE) and line.end - line.body > 8
    short = line.end - line.start < _ANNEX_WIDTH and text[line.start].isupper()
    annex = bool(_ANNEX.match(key, line.start)) and (short or text[line.start : line.start + 4].isupper())
    return annex or numbered or is_type_line(text, key, line.start, line.end)


def _body_from(text: str, key: str, lines: list[Line]) -> int:
    type_at = type_line_of(text, key, [(line.start, line.end) for line in lines[:_HEAD_LINES]])
    if type_at is None:
        return _letter_head(key, lines)
    index = type_at + 1
    while index < min(len(lines), type_at + 6):
        line = lines[index]
        words = key[line.start : line.end]
        # The line below the kind of document is its title, though a speck before it looks like a bullet
        speck = line.mark in _SPECKS and index == type_at + 1 and words[-1] not in ".," and not _PREAMBLE.match(words)
        if line.label or (line.mark and not speck) or len(words) > _TITLE_WIDTH:
            break
        if words.endswith((";", ":", "nhu sau")):
            break
        if words.startswith("can cu") or (index > type_at + 1 and (_PREAMBLE.match(words) or words[-1] in ".,")):
            break
        index += 1
    return index


def _letter_head(key: str, lines: list[Line]) -> int:
    """The head of a letter, which names no kind: its number, subject (V/v), place and date; 0 without them.

    A number that a stamp covers leaves the addressee (`Kính gửi`) to tell that it is a letter.
    """
    short = [(i, line) for i, line in enumerate(lines[:16]) if line.end - line.start < _HEAD_WIDTH]
    marks = [(i, mark[0]) for i, line in short if (mark := _LETTER_LINE.search(key, line.start, line.end))]
    is_letter = any(mark.startswith("so") for _, mark in marks) or any(
        _ADDRESSEE.match(key, line.start) for _, line in short
    )
    return marks[-1][0] + 1 if is_letter and len(marks) > 1 else 0


def _closing_from(key: str, lines: list[Line], body: int, close: int) -> int:
    """The closing paragraphs: unnumbered ones just before the recipients that speak of the whole plan."""
    at = close
    while at > body and close - at < 3 and not lines[at - 1].label and not lines[at - 1].mark:
        at -= 1
    for index in range(at, close):
        if _CLOSING.match(key, lines[index].start) and (
            key.startswith(("tren day", "can cu"), lines[index].start) or index == close - 1
        ):
            return index
    return close
