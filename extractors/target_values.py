"""The parts of a target in the document's words: unit, indicator text, area, and the time that is its own."""

from __future__ import annotations

import re

from extractors.letters import CAPITALS
from extractors.outline import Outline
from extractors.sentences import Span
from extractors.statements import Statement, after, subject_first
from normalizers.dates import TimePhrase
from normalizers.keys import fold


def area_of(outline: Outline, start: int, statement: Statement) -> str:
    """The unit that opens the clause, where it is not the plan's own (`Huyện Tam Đảo có 03 sản phẩm`)."""
    found = _AREA.match(outline.text, start, statement.start)
    return found[0][0].lower() + found[0][1:] if found else ""


_AREA = re.compile(rf"(?:[Hh]uyện|[Xx]ã|[Tt]hị xã|[Tt]hành phố|[Tt]hị trấn|[Pp]hường)(?: [{CAPITALS}]\w*){{1,4}}")


def unit_of(statement: Statement, lead: str, code: str, whole: str = "") -> str:
    """The unit for the tables: `%` of `%/năm`, `tiêu chí/xã` of an average, `thôn/xã` behind `mỗi xã`.

    `lead` is what stands before the number and belongs to it, `whole` all of its clause before it (mark-free).
    """
    unit = statement.quantity.unit
    if statement.quantity.kind != "money" and unit.count("/") == 1:
        unit = unit.removesuffix("/năm")
    each = _FOR_EACH.search(lead)
    if code == "income_per_capita" and unit in ("triệu đồng", "triệu đồng/năm"):
        return "triệu đồng/người/năm"
    if statement.quantity.kind == "money" and "/" not in unit and _BY_AREA.search(lead):
        return f"{unit}/ha"
    per = _PER_PEOPLE.search(whole)
    if per and statement.quantity.kind == "count" and "/" not in unit:
        return f"{unit}/{per[1].replace('van dan', 'vạn dân').replace(' dan', ' dân')}"
    if _AVERAGE.search(lead) and fold(unit) == "tieu chi":
        return "tiêu chí/xã"
    if each and "/" not in unit and statement.quantity.kind in _PER_EACH and fold(unit) != each[1]:
        return f"{unit}/{_EACH[each[1]]}"
    return unit


_EACH = {
    "xa": "xã", "thon": "thôn", "huyen": "huyện", "ban": "bản", "xom": "xóm", "truong": "trường", "ap": "ấp",
    "phuong": "phường", "khu pho": "khu phố", "khu dan cu": "khu dân cư", "don vi": "đơn vị", "doi": "đội",
    "to": "tổ", "ho": "hộ", "lop": "lớp", "chi bo": "chi bộ", "chi doan": "chi đoàn", "chi hoi": "chi hội",
    "co so": "cơ sở", "dang vien": "đảng viên", "doan vien": "đoàn viên", "hoi vien": "hội viên",
    "can bo": "cán bộ", "hoc sinh": "học sinh", "nguoi": "người", "buon": "buôn", "bon": "bon", "lang": "làng",
    "khom": "khóm", "khu vuc": "khu vực", "hoi": "hội", "nhom": "nhóm", "cum": "cụm", "co quan": "cơ quan",
    "tram": "trạm", "doan the": "đoàn thể", "to dan pho": "tổ dân phố", "gia dinh": "gia đình", "tinh": "tỉnh",
    "thi tran": "thị trấn", "thi xa": "thị xã", "thanh pho": "thành phố", "hop tac xa": "hợp tác xã", "htx": "HTX",
    "doanh nghiep": "doanh nghiệp", "mo hinh": "mô hình", "dia phuong": "địa phương", "chi bo ap": "chi bộ ấp",
    "giao vien": "giáo viên", "ho dan": "hộ dân", "chien si": "chiến sĩ",
    "chi bo thon": "chi bộ thôn", "khu hanh chinh": "khu hành chính", "cau lac bo": "câu lạc bộ", "tuyen": "tuyến",
}  # fmt: skip
_FOR_EACH = re.compile(
    rf"(?<!\w)(?:moi|tung) ({'|'.join(sorted(_EACH, key=len, reverse=True))})(?!\w)"
    rf"(?:(?:,|/| va) (?:{'|'.join(sorted(_EACH, key=len, reverse=True))})(?!\w))*[^,;]{{0,70}}$"
)
_PER_EACH = frozenset({"place", "criteria", "count", "measure"})
_BY_AREA = re.compile(r"tren (?:0?1|mot|moi) (?:ha|hec ta)(?!\w)|^ ?dat (?:canh tac|trong trot|san xuat)")
_PER_PEOPLE = re.compile(
    r"(?:tren|/|tinh tren|binh quan) ?(?:0?1 |mot )?(van dan|10\.000 dan|1\.000 dan)(?!\w)[^,;]{0,40}$"
)
_AVERAGE = re.compile(r"tieu chi/xa|binh quan (?:moi xa|toan|tieu chi)|binh quan [^,;]{0,40}(?<!\w)(?:moi|mot|cac) xa")


_OPENING_WORDS = re.compile(
    r"(?i)^[\s,]*(?:(?:phấn đấu|trong đó|và|đến (?:hết )?năm \d{4}|năm \d{4}|duy trì|giảm)[\s,:]*)+"
)
_CLOSING_WORDS = re.compile(r"(?i)[\s,]*(?:(?:đạt|còn|là|lên|xuống|giảm|tăng|từ|chiếm|ước|ở mức)\s*)*$")


def words_of(outline: Outline, statement: Statement) -> str:
    """The indicator in the document's words, without number, bounds and goal words."""
    counted = statement.quantity.kind in ("place", "count", "criteria", "unknown")
    if counted or not subject_first(outline.key, statement):
        unit = "" if statement.quantity.kind == "share" else statement.quantity.unit + " "
        tail = outline.text[statement.end : statement.end + len(after(outline.key, statement))]
        words = unit + re.split(r"[(;.:]|, ", tail.strip(), maxsplit=1)[0]
    else:
        words = re.split(r"[;:]", outline.text[statement.low : statement.start])[-1]
        words = _CLOSING_WORDS.sub("", _OPENING_WORDS.sub("", words))
    return " ".join(re.sub(r"\s+và\s*$", "", words.strip(" ,.-–")).split())


def nearest_time(key: str, times: list[TimePhrase], statement: Statement, clause: Span) -> TimePhrase | None:
    """The time just before a number (`năm 2022: 04 xã`), else the one behind its words, else the clause's opening."""
    # `300 ha (năm 2022: 100 ha; …)`: a time before a colon is that of what follows
    times = [
        time for time in times if time.start < statement.end or not re.match(r"\s*:", key[time.end : time.end + 3])
    ]
    before_it = [time for time in times if statement.low <= time.start < statement.start]
    beside = [time for time in times if statement.end <= time.start < statement.high]
    beside = [time for time in beside if not _is_next(key, time, statement)]
    closes = beside and not re.search(r"[,;:]", key[statement.end : beside[0].start])
    if closes and beside[0].led and before_it and not before_it[-1].led:  # `thu năm 2022 đạt 90% trước ngày 31/10`
        return beside[0]
    own_behind = closes and before_it and "," in key[before_it[-1].end : statement.start] and before_it[-1].led
    if own_behind and before_it[-1].start > statement.low:  # `92% vào cuối năm 2023, 95% vào năm 2025`
        return beside[0]
    if before_it and JUST_BEFORE.fullmatch(key, before_it[-1].end, statement.start):
        return before_it[-1]
    behind = beside
    if behind and not re.search(r"[,;:]", key[statement.end : behind[0].start]):
        return behind[0]
    if before_it:
        return before_it[-1]
    earlier = [time for time in times if time.start < statement.start]
    opens = [time for time in earlier if time.start < clause.start + 40]
    chosen = opens or earlier[::-1] or behind
    return chosen[0] if chosen else None


def _is_next(key: str, time: TimePhrase, statement: Statement) -> bool:
    """Whether a time behind a number is the next one's: `lên 58% (năm 2017 đạt 63%)`, `…: năm 2021 có thêm 02`."""
    apart = re.search(r"[,;:(]|(?<!\w)va\s*$", key[statement.end : time.start]) is not None
    gap = time.end, statement.high
    return apart and (JUST_BEFORE.fullmatch(key, *gap) or _CHANGED_BY.fullmatch(key, *gap)) is not None


JUST_BEFORE = re.compile(r"[\s:,(-]*(?:(?:toan \w+|phan dau|co|dat|la|them|co them|cong nhan|it nhat|toi thieu)\s*)*")
_CHANGED_BY = re.compile(r"(?:\s*,?\s*(?:tang|giam|nang|len|xuong|con))+\s*")
