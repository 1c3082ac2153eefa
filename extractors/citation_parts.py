"""The parts of a citation: kind, date, issuer, subject."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from data.loader import table
from normalizers.agencies import find_heads
from normalizers.keys import fold

DATE = re.compile(
    r"\s*,?\s*\(?(?:ban hanh )?ngay\s?:?\s*([\dlio]{1,2})\s?"
    r"(?:[/.-]\s?([\dlio]{1,2})\s?[/.-]|thang\s?([\dlio]{1,2}) nam)\s?(\d{4})"
)
_MISREAD = str.maketrans("lio", "110")  # digits read as letters
_OF = re.compile(r"\s*,?\s*(?:do|cua|cua cac)\s+")
# With marks and in small letters: "tại" ends a name, "thiên tai", "Tài nguyên" and "Giáo dục" do not.
_STOP_WORDS = (
    "về", "ban hành", "phê duyệt", "quy định", "sửa đổi", "bổ sung", "hướng dẫn", "công nhận", "được", "tại", "để",
    "đã", "nhằm", "kèm theo", "trên địa bàn", "trong", "và", "của", "giao", "khóa", "lần thứ", "liên quan",
    "phát động", "yêu cầu", "với", "đối với", "cho", "thành lập", "kiện toàn", "phân công", "giai đoạn", "triển khai",
    "thực hiện", "v/v", "thông qua", "như", "làm", "có",
)  # fmt: skip
_STOP = re.compile(r"[;.:()“”\"⟦]|,|\s-\s|\s(?:ngày|số|năm)(?= \d)|\s(?:" + "|".join(_STOP_WORDS) + r")(?=[\s,;]|$)")
_ABOUT = re.compile(r"\s*,?\s*[“\"]?(?:ve viec|ve|v/v)\s*[,:]?\s+(?=\S)")
_VERB = re.compile(
    r"\s*,?\s*(?=(?:ban hanh|phe duyet|quy dinh|sua doi|huong dan|cong nhan|thanh lap|kien toan|giao|phat dong)(?!\w))"
)
_MEETING = re.compile(r"\s*(?=tai (?:cuoc hop|buoi lam viec|hoi nghi|phien hop))")


@cache
def kinds() -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """A pattern of all kinds and abbreviations over folded text; folded kind -> kind; abbreviation -> kind."""
    full = {fold(row["type"]): row["type"] for row in table("document_types.tsv")}
    short = {
        each: row["type"] for row in table("document_types.tsv") for each in row["abbreviations"].split(";") if each
    }
    words = sorted({*full, *map(fold, short)}, key=len, reverse=True)
    return re.compile(r"(?<![\w/-])(?:" + "|".join(map(re.escape, words)) + r")(?![\w])"), full, short


@cache
def symbols_of(kind: str) -> frozenset[str]:
    """The symbols that numbers of that kind carry: `QĐ` for Quyết định."""
    rows = (row for row in table("document_types.tsv") if row["type"] == kind)
    return frozenset(symbol for row in rows for symbol in row["symbols"].split(";") if symbol)


@cache
def kind_of_symbols(symbols: str) -> str:
    """The kind that the symbols of a number tell: `NĐ-CP` is of a Nghị định; empty for those of letters and laws."""
    first = re.split(r"[-/]", symbols)[0]
    rows = (row for row in table("document_types.tsv") if row["family"] != "law")
    return next((row["type"] for row in rows if first and first in row["symbols"].split(";")), "")


@cache
def laws() -> frozenset[str]:
    """The kinds that are cited by name and date: Luật, Bộ luật, Pháp lệnh."""
    return frozenset(row["type"] for row in table("document_types.tsv") if row["family"] == "law")


def read_date(key: str, start: int, end: int) -> tuple[date, int] | None:
    """The date `ngày 5/3/2020`, `ngày 5 tháng 3 năm 2020` at `start`, and its end."""
    found = DATE.match(key, start, end)
    if found is None:
        return None
    try:
        day, month = (int(each.translate(_MISREAD)) for each in (found[1], found[2] or found[3]))
        return date(int(found[4]), month, day), found.end()
    except ValueError:
        return None


def read_issuer(text: str, key: str, start: int, end: int) -> tuple[str, int] | None:
    """The issuer behind `của` at `start`: up to the subject; its own `và` and commas belong to it."""
    of = _OF.match(key, start, end)
    if of is None:
        return None
    begin, at = of.end(), of.end()
    while True:
        stop = _STOP.search(text, at, end)
        cut = stop.start() if stop else end
        if stop is None or not _goes_on(text, key, stop, end):
            break
        at = stop.end()
    name = text[begin:cut].strip(" ,.")
    return (name, begin + len(name)) if name and (name[0].isupper() or begins_agency(text, key, begin, cut)) else None


def begins_agency(text: str, key: str, start: int, end: int) -> bool:
    """Whether an agency's name begins at `start`."""
    found = next(find_heads(text, key, start, min(end, start + 40)), None)
    return found is not None and found.start() == start


def _goes_on(text: str, key: str, stop: re.Match[str], end: int) -> bool:
    """Whether the name runs over this `và` or comma: `Giáo dục và Đào tạo`, `Văn hóa, Thể thao và Du lịch`."""
    word = stop[0].strip()
    rest = stop.end()
    while rest < end and text[rest] == " ":
        rest += 1
    if word == "và":
        return text[rest : rest + 1].isupper() and not (
            kinds()[0].match(key, rest) or begins_agency(text, key, rest, end)
        )
    if word != "," or begins_agency(text, key, rest, end) or key.startswith("cua ", rest):
        return False
    following = _STOP.search(text, rest, end)
    if following is None or following[0].strip() != "và" or len(text[rest : following.start()].split()) > 5:
        return False
    after = following.end() + 1
    return text[after : after + 1].isupper() and not begins_agency(text, key, after, end)


def read_subject(text: str, key: str, start: int, end: int) -> tuple[str, int] | None:
    """What the cited document is about: behind `về`, or from its verb (`ban hành ...`) to the clause's end."""
    for lead in (_ABOUT, _VERB):
        found = lead.match(key, start, end)
        if found:
            return _subject(text, found.end(), end)
    return None


def read_meeting(text: str, key: str, start: int, end: int) -> tuple[str, int] | None:
    """The meeting of a conclusion: `tại buổi làm việc với huyện ... ngày 22/8/2019`."""
    found = _MEETING.match(key, start, end)
    if found is None:
        return None
    comma = text.find(", ", found.end(), end)
    return _subject(text, found.end(), comma if comma > 0 else end)


def _subject(text: str, start: int, end: int) -> tuple[str, int] | None:
    words = text[start:end].rstrip(" ;.,:/")
    if "“" not in words:
        words = words.split("”")[0]
    if ")" in words and "(" not in words:
        words = words.split(")")[0]
    cut = start + len(words)
    words = words.strip(' “”"')
    return (words, cut) if words else None
