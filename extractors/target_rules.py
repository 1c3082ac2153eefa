"""What makes a number a target, and what it means: level, change, cumulative total, yearly pace.

The cue words stand in data/target_cues.tsv; the catalogue of indicators in data/indicators.tsv.
"""

from __future__ import annotations

import re
from functools import cache

from data import loader
from extractors.indicators import OTHER
from extractors.outline import Kind, Outline, Paragraph
from normalizers.keys import fold
from normalizers.quantities import Quantity

_NO_TARGET_KINDS = frozenset({"span", "per", ""})
_LEVEL = re.compile(r"(?:\blen|\bdat|\bcon|\bxuong)(?:\s+(?:tren|duoi|it nhat|toi thieu|khoang|den|muc|ty le|tu))*\s*$")
_KEPT = re.compile(r"(?<!\w)(?:giu vung|duy tri|hoan thanh)(?!\w)")
_KEPT_JUST_BEFORE = re.compile(r"(?<!\w)(?:giu vung|duy tri)\s*$")  # `duy trì 02 xã đã đạt chuẩn`
_EXPECTED = re.compile(r"(?<!\w)(?:du kien|dang ky|ke hoach|phan dau)(?!\w)")


def cue(kind: str, key: str) -> bool:
    """Whether a mark-free `key` holds a cue of this kind."""
    plain = _cues("void").sub(lambda match: " " * len(match[0]), key) if kind in ("goal", "section", "cost") else key
    return bool(_cues(kind).search(plain))


@cache
def _cues(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives(kind)})(?!\w)")


@cache
def _closing(kind: str) -> re.Pattern[str]:
    """The cue as the last one before a number: only bounds, fillers and a few words may follow it."""
    return re.compile(rf"(?<!\w)(?:{_alternatives(kind)})(?!\w)[^;]{{0,40}}$")


def _alternatives(kind: str) -> str:
    phrases = [fold(row["phrase"]) for row in loader.table("target_cues.tsv") if row["kind"] == kind]
    parts = (r"[^;]{0,60}?\b".join(r"\s+".join(piece.split()) for piece in phrase.split("…")) for phrase in phrases)
    return "|".join(sorted(parts, key=len, reverse=True))


def goal_section(outline: Outline, paragraph: Paragraph) -> bool:
    """Whether a governing heading or lead-in speaks of goals; the nearest one that speaks of either decides."""
    for above in (paragraph, *outline.ancestors(paragraph)):
        if above is paragraph and not above.lead_in and above.kind is not Kind.HEADING:
            continue
        key = _title(outline, above)
        report, section = cue("report", key), cue("section", key) and not _NAMES_ONE.match(key)
        if report or section:
            return section and not report
    return False


_NAMES_ONE = re.compile(r"doi voi|(?:chi tieu|tieu chi)(?: so)? \d")  # `Chỉ tiêu 17.1: …` speaks of what it asks for


def _title(outline: Outline, paragraph: Paragraph) -> str:
    """The key of a heading, or of the first words of a lead-in."""
    return outline.key_of(paragraph)[: 160 if paragraph.kind is Kind.HEADING else 32]


def reports(outline: Outline, paragraph: Paragraph) -> bool:
    """Whether a governing heading reports what is (`Kết quả đạt được`) and sets no goals beside it."""
    if _SETS.match(outline.key, paragraph.body):
        return False
    titles = (_title(outline, above) for above in outline.ancestors(paragraph))
    return any(cue("report", title) and not cue("section", title) for title in titles)


_SETS = re.compile(r"(?:muc tieu|phan dau|chi tieu phan dau)(?!\w)")  # `Mục tiêu: …` closes a chapter on what is


def is_target(  # noqa: PLR0913, PLR0917 - the words of all sides decide
    quantity: Quantity, before: str, after: str, code: str, in_goals: bool, printed: str = ""
) -> bool:  # fmt: skip
    """Whether a quantity sets a goal, by the words of its clause `before` and `after` it (mark-free).

    `code` is its indicator, `printed` the number itself with its bound.
    Works that are measured or counted (5 km of road, 12 rooms) are tasks.
    """
    key = f"{before} {after}"
    lifetime = quantity.unit == "tuổi" and "tuoi tho" in before
    shortened = quantity.kind == "span" and quantity.base is not None  # `rút ngắn từ 15 ngày xuống 10 ngày`
    if (quantity.kind in _NO_TARGET_KINDS and not (lifetime or shortened)) or _is_frequency(quantity, before):
        return False
    if cue("cost", key) or _is_base(quantity, before, after) or _REQUIRED.search(before):
        return False
    if states_lack(after):
        return _lack_to_fill(quantity, before, after)
    if _is_told(quantity, before, after, in_goals):
        return False
    if in_goals:
        return quantity.kind != "unknown" or quantity.denominator is None
    known = code != OTHER
    return {
        "measure": "phan dau" in before,
        "unknown": False,
        "share": known or cue("goal", f"{before}{printed} {after}") or _sets_share(quantity, before, after),
        "place": known and (cue("goal", key) or quantity.comparator != "eq"),
        "count": cue("goal", before)
        or _EACH_HAS.search(before) is not None
        or (known and (quantity.comparator != "eq" or "moi" in before.split())),
    }.get(quantity.kind, cue("goal", before) and (known or quantity.kind != "money"))


def _is_frequency(quantity: Quantity, before: str) -> bool:
    """`khám ít nhất 4 lần trong thai kỳ`: how often something is done; `gấp 2 lần` is a level."""
    return quantity.unit.startswith("lần") and not _TIMES_AS_MUCH.search(before[-40:])


_TIMES_AS_MUCH = re.compile(r"(?<!\w)(?:gap|tang|giam|bang|cao hon)(?!\w)")
# `mỗi xóm có 01 tổ thu gom rác`
_EACH_HAS = re.compile(
    r"(?<!\w)moi (?:xa|thon|ban|xom|ap|buon|khom|phuong|huyen|khu dan cu|to dan pho)(?!\w)[^,;]{0,40}$"
)


def _sets_share(quantity: Quantity, before: str, after: str) -> bool:
    """`kiểm tra tối thiểu 30% số đơn vị`, `khám cho 90% người cao tuổi`: a task on a share of things."""
    whole = quantity.value == _ALL or quantity.comparator in ("ge", "gt") or _FOR_WHOM.search(before)
    return bool(whole) and _OF_THINGS.match(after) is not None and not _STATED.search(before)


_ALL = 100
_FOR_WHOM = re.compile(r"(?<!\w)cho\s*$")
_OF_THINGS = re.compile(r"\s*(?:so )?(?!ke hoach|von|kinh phi|khoi luong|du toan|tong muc|chi phi|muc)[a-z]{2,}")
_STATED = re.compile(r"(?<!\w)(?:chiem|tuong duong|bang|von|kinh phi|ho tro toi da|muc)(?!\w)[^;]{0,30}$")


def _is_base(quantity: Quantity, before: str, after: str) -> bool:
    """`giá trị trên 01 ha`, `số xã đạt từ 15 - 18 tiêu chí: 03 xã`: what a value is counted by, or its class."""
    if quantity.kind == "criteria" and _CLASS.search(before) and re.match(r"\s*:?\s*(?:co )?\d", after):
        return True
    return quantity.kind == "measure" and quantity.value == 1 and quantity.comparator in ("gt", "eq")


# `(quy định ≥ 98%)`: what the criterion asks for, not what the plan sets
_REQUIRED = re.compile(r"\((?:theo )?(?:quy dinh|yeu cau|chuan|muc chuan)[^()]{0,25}$")
_CLASS = re.compile(r"so xa [^,;:]{0,20}$")


def _is_told(quantity: Quantity, before: str, after: str, in_goals: bool) -> bool:
    """Whether a number reports what is, counts a state (`đạt 17/19 tiêu chí`) or belongs to a place."""
    if in_goals and _KEPT_JUST_BEFORE.search(before):
        return False
    whom = _SHARE_OF_WHOM if quantity.kind == "share" else _IN_AREA
    counted = quantity.kind in ("place", "count", "criteria", "unknown") or not whom.search(before)
    if counted and (_PLACE_OF if in_goals else _ATTRIBUTE).search(before) and not _NEW_ONES_BEHIND.match(after):
        return True
    if _REASON.search(before):
        return True
    told = _REPORTED.search(f"{before} {_REMARK.sub('', after)}")
    if told and not cue("goal", before[-60:]) and not (in_goals and _BY_TIME.search(before)):
        return True
    kept = in_goals and (_KEPT.search(before) or _BY_TIME.search(before) or _IN_YEAR.search(before) or not told)
    return quantity.kind == "criteria" and quantity.denominator is not None and not (kept or _EXPECTED.search(before))


_IN_AREA = re.compile(r"dia ban\s*$")
# `trên địa bàn 90%`, `sàng lọc tại 100% trạm y tế`, `khám cho 90% người cao tuổi`: a share of whom it concerns
_SHARE_OF_WHOM = re.compile(r"(?<!\w)(?:dia ban|tai|o|cho|voi|den|toi)\s*$")
_REMARK = re.compile(r"\([^()]*\)")  # `lên 65% (hiện nay 58%)`
# `chưa đạt … do tỷ lệ hộ nghèo còn 21 %`
_REASON = re.compile(r"(?<!\w)(?:chua|khong) (?:dat|hoan thanh|bao dam|dam bao)(?!\w)[^;]{0,80}?(?<!\w)(?:do|vi)(?!\w)")


def _lack_to_fill(quantity: Quantity, before: str, after: str) -> bool:
    """`02 tiêu chí chưa đạt … phấn đấu hoàn thành` is a goal, `hướng dẫn 8 xã chưa đạt chuẩn` is none."""
    if quantity.kind == "criteria" and quantity.denominator is None:
        return "hoan thanh" in after and _EFFORT.search(f"{before} {after}") is not None
    return "phan dau" in before


_EFFORT = re.compile(r"(?<!\w)(?:phan dau|quyet tam|tap trung)(?!\w)")


_BY_TIME = re.compile(r"(?<!tinh )(?<!\w)den (?:het |cuoi |ngay )*(?:nam|quy|thang|\d)[^;]{0,40}$")
_IN_YEAR = re.compile(r"(?<!\w)nam 20\d\d\s*[:,]?(?: [a-z]+){0,4} (?:dat|co|hoan thanh)\s*$")
_REPORTED = re.compile(
    r"(?<!\w)(?:hien nay|hien co|hien (?:moi |da )?dat|hien tai|den nay|tinh den"
    r"|da (?:co ban )?(?:dat|co|hoan thanh|giam|tang)"
    r"|da duoc cong nhan|(?<!thon )moi (?:chi )?(?:dat|co|duoc|hoan thanh|\w+ duoc|\w+ hoa duoc))(?!\w)"
)
# `hướng dẫn 8 xã`, `tại 2-3 xã`, `của 21 thôn`: the number belongs to whom the task concerns
_PLACE_OF = re.compile(r"(?<!\w)(?:tai|cua|o|thuoc|trong so|dia ban|gom|bo|nhom|cap do|muc do|quy mo)\s*$")
_ATTRIBUTE = re.compile(
    r"(?<!\w)(?:tai|cua|cho|o|voi|thuoc|trong so|trong|huong dan|giup|dia ban|gom|bo|nhom|cap do|muc do)\s*$"
)


def states_lack(after: str) -> bool:
    """`8 xã chưa đạt chuẩn`, `2 tiêu chí chưa đạt gồm`: what lacks, said after the number."""
    return bool(re.match(r"\s*(?:\w+ ){0,3}?(?:chua|khong) (?:dat|hoan thanh|duoc cong nhan)", after))


def basis_of(quantity: Quantity, before: str, after: str, code: str) -> str:
    """What the number means, by the words of its statement `before` and `after` it (mark-free)."""
    before = _cues("void.basis").sub(lambda match: " " * len(match[0]), before)
    lowered = (quantity.base is not None and _DOWN.search(before)) or _LEFT.search(before)
    yearly = (quantity.kind != "money" and _EACH_YEAR.fullmatch(quantity.unit)) or (
        _cues("basis.per_year").search(before) and _CHANGE.search(before)
    )
    paced = quantity.kind in ("count", "place") and _EVERY_YEAR.match(after) is not None
    added = _closing("basis.additional").search(before) and not _LEVEL.search(before) and quantity.base is None
    readings = (
        ("additional", states_lack(after) or (quantity.kind == "criteria" and _REST.match(after))),
        ("cumulative", _closing("basis.cumulative").search(before) or _LONG_CUMULATIVE.search(before)),
        ("reduce_to", lowered or _closing("basis.reduce_to").search(before)),
        ("per_year", yearly or paced),
        ("additional", added or _counts_new_ones(quantity, before, after, code)),
    )
    return next((basis for basis, holds in readings if holds), "total")


def _counts_new_ones(quantity: Quantity, before: str, after: str, code: str) -> bool:
    if not code.startswith("ntm_") or quantity.denominator is not None or quantity.kind != "place":
        return False
    return bool(_NEW_ONES.search(before) or _NEW_ONES_BEHIND.match(after))


_REST = re.compile(r"\s*(?:chua dat )?con lai(?!\w)")
_EACH_YEAR = re.compile(r"(?:%|[^/]*[^/\W][^/]*)/năm")
_LEFT = re.compile(r"(?<!\w)con(?: (?:duoi|khoang|khong qua|toi da))?\s*$")  # `…, đến năm 2025 còn 4%`
_EVERY_YEAR = re.compile(r"[^,;.()]{0,30}(?<!\w)(?:moi|hang) nam(?!\w)")
_DOWN = re.compile(r"(?<!\w)(?:xuong|giam)(?!\w)")
_CHANGE = re.compile(r"(?<!\w)(?:them|tang|giam|moi|thanh lap|phat trien|co|cong nhan|dat)(?!\w)")
_LONG_CUMULATIVE = re.compile(r"(?<!\w)luy ke (?:den|toan) [^;,]{0,70}$")
# `kế hoạch năm 2019 có 6 xã`, `5 xã dự kiến đạt chuẩn`: those of one year, not the level reached
_NEW_ONES = re.compile(r"(?<!\w)(?:du kien|dang ky|ke hoach nam)(?!\w)[^;]{0,40}$")
_NEW_ONES_BEHIND = re.compile(r"\s*(?:\w+ ){0,2}(?:du kien|dang ky|phan dau)(?!\w)")
