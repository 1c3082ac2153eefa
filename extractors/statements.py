"""Which words of a clause belong to which of its quantities.

`Có ít nhất 2 thôn kiểu mẫu, 1 xã nâng cao` says what is counted after the number; `tỷ lệ hộ nghèo còn 3%`
before it. A number in brackets or behind `tương đương` says the same thing again in another unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.agency_words import STOP_WORDS
from extractors.indicators import GENERAL, OTHER, Indicator, indicator_of
from normalizers.dates import TimePhrase
from normalizers.keys import fold
from normalizers.quantities import Quantity, find_quantities

_STOP = (
    r"phan dau|muc tieu|chi tieu|den|nam|het|co|dat|tren|duoi|it nhat|toi thieu|them|va|trong do|trong|ca|moi|nang"
    r"|len|duy tri"
    r"|hoan thanh|giam|tang|con|xuong|khoang|la|tu|voi|dam bao|bao dam|ty le|ti le|cu the|do|toan|tinh|huyen|xa"
    r"|thi tran|thon"
    r"|cac|so|tong|quyet tam|de|ke hoach|thang|quy|giai doan|tro len|duoc|khong|tong so|luy ke|rieng|tiep tuc|\d+"
    r"|[^\w]+"
)
_RESIDUE = re.compile(rf"(?<!\w)(?:{_STOP})(?!\w)")
_AGAIN_BEHIND = re.compile(
    r"[^;:,(]{0,70}[,(]\s*(?:tuong duong|chiem|(?:dat|bang|ung voi|tuong ung)(?: ty le| ti le)?)(?: voi| khoang)?\s*$"
)
_AGAIN = re.compile(
    r"^[\s,(]*(?:tuong duong|tuc la|bang|chiem|dat ty le|dat ti le|ty le|ti le|dat|ung voi"
    r"|tuong ung)?(?: voi| khoang)?[\s(:]*$"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A quantity with the words around it, all as offsets into the whole text.

    `low` and `high` bound the words that belong to it; `again` marks a second unit of the one before, `aside` a
    remark in brackets behind it (`đạt 16,5 tiêu chí (tăng 0,3 tiêu chí)`).
    """

    quantity: Quantity
    low: int
    start: int
    end: int
    high: int
    again: bool
    aside: bool


def statements(text: str, key: str, low: int, high: int, times: list[TimePhrase]) -> list[Statement]:
    """The quantities of the clause `text[low:high]` that are no times, each with its words."""
    read = find_quantities(text[low:high], key[low:high])
    found = [
        q for q in (q if q.unit else _with_unknown_unit(text[low:high], key[low:high], q) for q in read)
        if q.unit and (q.kind != "span" or q.base is not None or "tuoi tho" in key[low:high])
        and not any(t.core < low + q.number_end and low + q.number_start < t.end for t in times)
    ]  # fmt: skip
    result: list[Statement] = []
    found = _shared_bounds(key[low:high], found)
    for index, quantity in enumerate(found):
        begin = low + found[index - 1].end if index else low
        finish = low + found[index + 1].start if index + 1 < len(found) else high
        between = key[begin : low + quantity.start]
        again = index > 0 and _says_again(found[index - 1], quantity, between, key[begin - 1 : begin])
        aside = index > 0 and between.count("(") > between.count(")")
        result.append(Statement(quantity, begin, low + quantity.start, low + quantity.end, finish, again, aside))
    return result


def _says_again(last: Quantity, quantity: Quantity, between: str, before: str) -> bool:
    """Whether a number states the one before it in another unit, by the words (mark-free) `between` them."""
    if last.kind == "criteria" or last.unit == quantity.unit:
        return False
    if quantity.kind == "share" and last.kind == "place" and _AGAIN_BEHIND.fullmatch(between):
        return True
    return _AGAIN.match(between) is not None and bool(between.strip(" ,") or before == "(")


_NOUN = re.compile(r"\s+([^\W\d_]+(?:\s[^\W\d_]+)?)(?=[\s,.;)])")
_COUNTS = re.compile(
    r"(?:(?<!\w)(?:co|them|tang|giam|moi|toi thieu|it nhat|xay dung|lap dat|trang bi|hinh thanh)|^[\s(]*)\s*$"
)


def _with_unknown_unit(text: str, key: str, quantity: Quantity) -> Quantity:
    """A counted noun that the lexicon of units lacks (`ít nhất 19 máng trượt`): two syllables, kind `unknown`."""
    noun = _NOUN.match(text, quantity.number_end)
    counts = quantity.comparator != "eq" or _COUNTS.search(key[: quantity.start])
    if noun is None or not counts or not noun[1].islower():
        return quantity
    words = key[noun.start(1) : noun.end(1)].split()
    if words[0] in ("sao", "hang", "muc", "tro", "chu") or not STOP_WORDS.isdisjoint(words):
        return quantity
    return replace(quantity, unit=noun[1], kind="unknown", end=noun.end(1))


_ALL = 100


def _shared_bounds(key: str, found: list[Quantity]) -> list[Quantity]:
    """`ít nhất 2 thôn kiểu mẫu, 1 xã nâng cao`: the bound of the first holds for the list."""
    shared = found[:1]
    for quantity in found[1:]:
        last = shared[-1]
        listed = re.search(r"(?:,|\bva)\s*$", key[last.end : quantity.start]) and quantity.kind == last.kind
        whole = quantity.kind == "share" and quantity.value == _ALL  # `trên 85% số hộ …, 100% rác thải …`
        bound = listed and quantity.comparator == "eq" and quantity.denominator is None and not whole
        shared.append(replace(quantity, comparator=last.comparator) if bound and last.value_max is None else quantity)
    return shared


def before(key: str, statement: Statement) -> str:
    """The words before the number that belong to it (mark-free)."""
    return key[statement.low : statement.start]


def after(key: str, statement: Statement) -> str:
    """The words behind the unit that belong to it, up to `hoặc` or a comma that opens the next statement."""
    words = key[statement.end : statement.high]
    other = re.search(r"(?<!\w)hoac (?:xa|thon|huyen|ban)(?!\w)", words)
    words = words[: other.start()] if other else words
    other = _OPENS_NEXT.search(words)
    words = words[: other.start()] if other else words
    cut = re.search(r",(?=[^,]*$)", words)
    return words[: cut.start()] if cut and len(words[cut.start() :].split()) <= 4 else words


_OPENS_NEXT = re.compile(
    r",\s+(?:va )?(?=(?:ty le|ti le|thu nhap|nang(?! cao)|dua|giam ty le|tang ty le|muc do|chi so)(?!\w))"
)


def subject_first(key: str, statement: Statement) -> bool:
    """Whether what is measured is said before the number (`tỷ lệ … đạt 95%`) and not after it."""
    words = before(key, statement)
    if re.search(r"(?:,|(?<!\w)va)\s*$", words):  # `90% hồ sơ cấp tỉnh, 80% hồ sơ cấp huyện`
        return False
    named = re.search(r"\bty le\b|\bti le\b|thu nhap|binh quan", words)
    return named is not None or len(_RESIDUE.sub(" ", words).split()) >= 2


def indicator_for(key: str, statement: Statement, context: str) -> Indicator:
    """The indicator of a statement: by its own side of the number, then by both, then by `context` before it."""
    quantity = statement.quantity
    lead, unit = before(key, statement), fold(quantity.unit)
    tail = f"{unit} {after(key, statement)}"
    near = lead.rsplit(",", maxsplit=1)[-1]
    sides = [f"{near} {unit}", f"{lead} {unit}"] if _said_before(key, statement) else [tail]
    wider = [f"{lead} {tail}", f"{context} {lead} {tail}"]
    if _names_itself(key, statement):  # `85% số hộ dùng nước sạch, 100% rác thải được thu gom`
        wider = [tail] if _LISTED_BEFORE.search(lead) else [f"{lead} {tail}"]
    if _OF_WHOM.search(lead) and quantity.kind == "share":
        sides, wider = [f"{near} {tail}"], []
    if quantity.kind == "place":  # `03 xã (…), nâng tổng số xã đạt chuẩn lên 11`
        wider = [*wider, f"{lead} {unit}{key[statement.end : statement.high]}"]
    tries = [indicator_of(words, quantity.unit) for words in (*sides, *wider)]
    named = [found for found in tries if found.code not in GENERAL]
    return (named or [found for found in tries if found.code != OTHER] or tries)[0]


_OF_WHOM = re.compile(r"(?<!\w)(?:cho|tai|o|toi)\s*$")  # `khám sức khỏe cho 90% người cao tuổi`
_LISTED_BEFORE = re.compile(r"[^\W\d][^:;]*(?:,|(?<!\w)va)\s*$")


def _said_before(key: str, statement: Statement) -> bool:
    return subject_first(key, statement) and statement.quantity.kind in ("share", "money", "criteria")


def _names_itself(key: str, statement: Statement) -> bool:
    """Whether a share says by itself what it is a share of; then the words around it speak of other goals."""
    if statement.quantity.kind != "share" or statement.again or is_bare(key, statement):
        return False
    own = before(key, statement) if subject_first(key, statement) else after(key, statement)
    return len(_RESIDUE.sub(" ", _UNIT_ALONE.sub(" ", own)).split()) >= 2


_UNIT_ALONE = re.compile(
    r"(?<!\w)(?:xa|thi tran|phuong|huyen|thon)(?: \w+){1,3}? (?=giam|tang|dat|con|khong qua|duoi|tren|la|toi|it|\s*$)"
    r"|(?<!\w)rieng(?!\w)"
)


def is_bare(key: str, statement: Statement) -> bool:
    """Whether a share says of nothing what it is a share of (`để đạt tỷ lệ trên 20%`)."""
    return bool(re.search(r"(?<!\w)(?:ty|ti) le\s*$", before(key, statement)))
