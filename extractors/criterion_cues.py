"""Words that say whether criteria are met, and the lists of criteria that they govern.

`đạt`, `duy trì`, `hoàn thành` count as met only where the text states it, not where it is aimed at
(`phấn đấu đạt`, `để đạt`). A list belongs to the nearest cue before it in its sentence, else to the
cue right behind it, else to the lead-in or heading above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractors.criterion_names import Named, explicit, list_before, list_behind
from normalizers.criteria_sets import CriteriaSet
from normalizers.keys import fold

MET, NOT_MET, WORK = "met", "not_met", "work"

_NOT_MET = (
    r"(?:chua|khong|van chua|con chua) (?:duoc )?(?:dat|hoan thanh|dam bao|bao dam|duy tri|dap ung)(?: chuan"
    r"| yeu cau)?|con thieu|con no"
    r"|con vuong|vuong mac|vuong(?= (?:\w+ ){0,2}(?:tieu chi|tc)(?!\w))"
    r"|bi (?:rot|tut|giam)|chua duoc cong nhan|khong con dat|khong giu vung"
    r"|con(?: lai)?(?=(?: \d{1,2}(?:/\d{1,2})?| hai| ba| bon| mot)?(?: cac)? (?:tieu chi|tc)(?!\w))"
    r"|con(?: lai)?(?=(?: \d{1,2})?(?: cac)? (?:chi tieu|noi dung) (?:so )?\(?\d)"
    r"|(?<=tieu chi )con lai|(?<=so )con lai"
    r"|(?<=tieu chi )(?:can|phai) (?:tiep tuc )?(?:hoan thien|hoan thanh|phan dau|bo sung)"
    r"|(?<=tieu chi )(?:dang|con phai) (?:tiep tuc )?(?:phan dau|hoan thien|thuc hien|xay dung)"
)
_MET = (
    r"(?:da |deu |da co ban |co ban |(?<!thuc )hien |dang )(?:dat(?: chuan)?|hoan thanh|duy tri|dam bao)"
    r"|duoc (?:duy tri|cong nhan dat|danh gia dat)|duy tri|giu vung|cung co|dat chuan|dat yeu cau"
    r"|(?:dap ung|bao dam|dam bao)(?: du)? yeu cau|dat"
)
# "đạt chuẩn nông thôn mới", "đạt 95%", "đạt 10/12 chỉ tiêu" say nothing of a criterion.
_OTHER = (
    r"\s+(?:chuan\s+)?(?:nong thon moi|ntm|muc|chat luong|hieu qua|ket qua|tien do|tu|tren|ty le"
    r"|quoc gia|van hoa|kieu mau|danh hieu|giai|tot|kha|thap|cao|kho|\d+(?:/\d+)? (?:chi tieu|noi dung)"
    r"|\d+(?:[.,]\d+)?(?![\d/.,])(?! (?:tieu chi|tc)))"
)
# Work on criteria states no status, but a list behind it is no longer what was said to be met.
_WORK = (
    r"(?:hoan thanh|hoan thien|thuc hien|tap trung|dau tu|xay dung|lo trinh)(?=(?: \w+){0,6} tieu chi)"
    r"|them(?= \d{1,2} tieu chi)"
)
_MORE_MET = re.compile(r" them \d{1,2} (?:tieu chi|tc)(?!\w)")
_CUES = re.compile(rf"(?<!\w)(?:(?P<not_met>{_NOT_MET})|(?P<met>{_MET})(?!{_OTHER})|(?P<work>{_WORK}))(?!\w)")
_GOAL = re.compile(
    r"(?<!\w)(?:phan dau|nham|de|se|muc tieu|du kien|dang ky|quyet tam|no luc|lo trinh|tap trung|ke hoach|huong toi"
    r"|can phai|phai|hoan thien|trien khai|giup|yeu cau|tieu chuan|muc|dieu kien"
    r"|(?<!\d )(?<!cac )chi tieu)\s+(?:[^.;:()]{0,45}\s)?$"
)
_FUTURE = re.compile(r"(?<!\w)(?:den (?:het |cuoi )?(?:nam|thang|quy)|trong (?:nam|quy|thang)|het nam) [^.;]{0,40}$")
_PLANNED = re.compile(r"(?:^|[.;:]\s*)(?:\w{1,4}[.)/]\s*)?nam (?P<year>20\d\d)\s*[:,][^.;]{0,40}$")
_OF_YEAR = re.compile(r"(?<!\w)nam (?P<year>20\d\d)(?: \w+){0,3} $")
# "2/3 trường đạt chuẩn", "98% số hộ đạt": others meet a norm, no criterion is said to be met.
_OF_OTHERS = re.compile(
    r"(?<![\d/])(?!\d{1,2}/(?:19|20)\d\d|20\d\d(?!\d))\d+(?:[.,/]\d+)?\s*%?\s+(?:so )?"
    r"(?:truong|diem truong|thon|ban|ap|xom|khu|ho|km|m|nha|hop tac xa|htx"
    r"|lao dong|cong trinh"
    r"|co so|tram|gia dinh|nguoi|phong|xa|chi tieu)(?!\w)[^.;:,–-]{0,40}$|(?<!\w)kho $"
)
_YEAR = re.compile(r"(?:thang (?P<month>\d{1,2})\s?(?:/|nam )\s?)?(?<!\d)(?P<year>20\d\d)(?!\d)")
_NO_COUNT = r"(?![\d%]|\s*[/.]\s*\d|\s+(?:tieu chi|chi tieu|xa|thon|huyen|nam)(?!\w)|-[a-z]{2,5}/)"
_SO = r"(?:so|(?:86|s6|sd|sb|s0)(?=\s\d))"  # "số" as English engines read it: "tiêu chí 86 5"
_NUMBERS = re.compile(
    rf"(?<!cua )(?<!\w)(?:(?:tieu chi|tc)\s*(?:nang cao |kieu mau )?(?:{_SO}\s*|thu\s+)?:?\s*|(?<!chi )so\s*:?\s*)"
    rf"(?P<first>\d{{1,2}}){_NO_COUNT}"
    rf"(?P<more>(?:\s*(?:,\s*va|,|;|va|den|[-–](?=\s?\d))\s*(?:tieu chi\s*|tc\s*)?(?:so\s*)?\d{{1,2}}{_NO_COUNT})*)"
)
_ITEM = r"\d{1,2}(?:\.\d{1,2})?(?!\d)(?!\s+(?:tieu chi|chi tieu|noi dung|xa|thon)(?!\w))"
_BARE_NUMBERS = re.compile(
    r"\s*(?:chuan )?(?:\(\d{1,2}(?: tieu chi)?\)\s*(?=:))?(?:(?:ntm|nong thon moi) )?(?:nang cao )?(?:la |:\s*"
    r"|\()?(?:(?:\d{1,2}(?:/\d{1,2})?|mot|hai|ba"
    r"|bon) (?=tieu chi|tc|chi tieu|noi dung))?"
    r"(?:cac )?(?:(?:tieu chi|tc|chi tieu|noi dung)\s?)?(?:thanh phan )?"
    r"(?:\)?:|\(|:|,(?=\s*(?:gom|la|do la|bao gom|cu the|tu \d))|gom co|bao gom|gom|la|cu the"
    r"|do la|sau|tu(?= \d)|so|cac(?= tieu chi)|(?<=cac )tieu chi|\s)*\s*"
    rf"(?P<list>{_ITEM}(?:\s*(?:,\s*va|,|;|va|den|[-–])\s*(?:so )?{_ITEM})+|{_ITEM}(?=\s*(?:[.;)](?!\d)|$)))"
)
_RANGE = re.compile(
    r"tu (?:tieu chi |tc )?(?:so )?(\d{1,2}) den (?:het )?(?:tieu chi "
    r"|tc )?(?:so )?(\d{1,2})(?![\d/.,]*\d)"
)
_CODE = r"\d{1,2}\.\d{1,2}"
_INDICATOR_LIST = re.compile(
    rf"(?<!cua )(?:chi tieu|tieu chi|noi dung)\s*(?:tieu chi |thanh phan )?(?:so\s*)?:?\s*"
    rf"\(?({_CODE}(?:\s*(?:,\s*va|,|;|va)\s*(?:chi tieu )?{_CODE})*)\)?(?![.,]?\d)"
)


_LIST_STEP = 70  # characters from one number of a list to the next, names in between


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that states a status, with its span."""

    status: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A criterion of a list, as a span; `said` tells how: `number`, `name`, `indicator`."""

    criterion: int
    indicator: str
    start: int
    end: int
    said: str


def cues(key: str, start: int, end: int, issued: date | None = None) -> list[Cue]:
    """The statements of status in `key[start:end]`; aims are none, nor what is to come after `issued`."""
    found = []
    for cue in _CUES.finditer(key, start, end):
        if cue["not_met"]:
            found.append(Cue(NOT_MET, cue.start(), cue.end()))
        elif cue["work"] or _is_scheduled(key, start, cue, issued):
            found.append(Cue(WORK, cue.start(), cue.end()))
        elif not is_goal(key, start, cue.start(), cue["met"], issued) and not _of_others(key, start, cue):
            found.append(Cue(MET, cue.start(), cue.end()))
    return found


def _is_scheduled(key: str, start: int, cue: re.Match[str], issued: date | None) -> bool:
    """`Năm 2016 đạt thêm 03 tiêu chí là …` in a plan of that year or an earlier one."""
    year = _OF_YEAR.search(key[max(start, cue.start() - 30) : cue.start()])
    if year is None or issued is None or _MORE_MET.match(key, cue.end()) is None:
        return False
    return int(year["year"]) >= issued.year


def _of_others(key: str, start: int, cue: re.Match[str]) -> bool:
    return _OF_OTHERS.search(key[max(start, cue.start() - 70) : cue.start()]) is not None


def is_goal(key: str, start: int, at: int, word: str = "", issued: date | None = None) -> bool:
    """Whether what is said at `at` is aimed at, not stated; what `đã` states is no aim."""
    if word.startswith(("da ", "deu da")):
        return False
    before = key[max(start, at - 90) : at]
    if word.startswith(("duy tri", "giu vung", "cung co", "duoc duy tri", "co ban", "hien ")):
        return bool(re.search(r"(?<!\w)(?:phan dau|muc tieu)\s[^.;:]{0,40}$", before))
    future, planned = _FUTURE.search(before), _PLANNED.search(before)
    if planned and issued and int(planned["year"]) >= issued.year:  # `Năm 2026: đạt 8/10 tiêu chí`
        return True
    return bool(_GOAL.search(before)) or (future is not None and not _is_past(future[0], issued))


def _is_past(time: str, issued: date | None) -> bool:
    """Whether `đến tháng 12/2022`, `đến hết năm 2022` lies before the day of issue."""
    found = _YEAR.search(time)
    if found is None or issued is None:
        return False
    month = int(found["month"] or 12)
    return (int(found["year"]), month) < (issued.year, issued.month if found["month"] else 1)


def listed(key: str, start: int, end: int, of: CriteriaSet | None) -> list[Listed]:
    """The criteria and indicators in `key[start:end]`, by number or, with a set, by name behind the word itself."""
    found = list(_indicators(key, start, end))
    for span in _RANGE.finditer(key, start, end):
        if "tieu chi" in span[0] or "tieu chi" in key[max(start, span.start() - 40) : span.start()]:
            found += [Listed(n, "", *span.span(), "number") for n in range(int(span[1]), int(span[2]) + 1)]
    taken = [(each.start, each.end) for each in found]
    last = -_LIST_STEP - 1
    for numbers in _NUMBERS.finditer(key, start, end):
        if any(low < numbers.end() and numbers.start() < high for low, high in taken):
            continue
        before = key[max(0, numbers.start() - 90) : numbers.start()].rsplit("\n", maxsplit=1)[-1]
        alone = numbers[0].startswith("so") and "tieu chi" not in before and numbers.start() - last > _LIST_STEP
        if alone and not _named_behind(key, numbers, of):
            continue
        last = numbers.end()
        for number in _spelled_out(numbers["first"] + " " + numbers["more"]):
            found.append(Listed(number, "", numbers.start(), numbers.end(), "number"))
    if of:
        taken = [(each.start, each.end) for each in found]
        for named in explicit(key, start, end, of):
            if not any(low < named.end and named.start < high for low, high in taken):
                found += _as_listed([named])
    return sorted(found, key=lambda each: each.start)


def _named_behind(key: str, numbers: re.Match[str], of: CriteriaSet | None) -> bool:
    """`chưa bảo đảm yêu cầu: số 6 (Kinh tế)`: the name behind a number is its criterion's."""
    name = fold(of.name(int(numbers["first"]))) if of else ""
    return bool(name) and key[numbers.end() : numbers.end() + len(name) + 2].strip(" (") == name


def _spelled_out(numbers: str) -> list[int]:
    """The numbers of a list with its ranges: `1-4, 8`, `2 đến 5`."""
    found: list[int] = []
    for each in re.finditer(r"(\d{1,2})(?:\s*(?:-|–|den)\s*(?:tieu chi |tc )?(?:so )?(\d{1,2}))?", numbers):
        found += range(int(each[1]), int(each[2] or each[1]) + 1)
    return found


def _as_listed(names: list[Named]) -> list[Listed]:
    return [Listed(each.criterion, "", each.start, each.end, "name" if each.agrees else "conflict") for each in names]


def names_behind(key: str, at: int, end: int, of: CriteriaSet) -> list[Listed]:
    """Criteria said by name alone in a list right behind a cue."""
    return _as_listed(list_behind(key, at, end, of))


def names_before(key: str, start: int, end: int, of: CriteriaSet) -> list[Listed]:
    """Criteria said by name alone in a list right before a cue."""
    return _as_listed(list_before(key, start, end, of))


def bare_numbers(key: str, at: int, end: int) -> list[Listed]:
    """Numbers right behind a cue: `chưa đạt: 13, 17`, `chưa đạt (6, 17)`."""
    found = _BARE_NUMBERS.match(key, at, end)
    if found is None or re.match(r"\s*(?:tieu chi|chi tieu|xa|thon|%|/|trieu|ty|km|ho)", key[found.end() : end]):
        return []
    span = found.start("list"), found.end()
    if "." not in found["list"]:
        return [Listed(number, "", *span, "number") for number in _spelled_out(found["list"])]
    codes = re.findall(r"\d{1,2}(?:\.\d{1,2})?", found["list"])
    return [
        Listed(int(code.split(".")[0]), code if "." in code else "", *span, "indicator" if "." in code else "number")
        for code in codes
    ]


def _indicators(key: str, start: int, end: int) -> Iterator[Listed]:
    for found in _INDICATOR_LIST.finditer(key, start, end):
        for code in re.findall(r"\d{1,2}\.\d{1,2}", found[1]):
            yield Listed(int(code.split(".")[0]), code, found.start(), found.end(), "indicator")
