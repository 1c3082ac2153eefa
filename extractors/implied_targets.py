"""Targets without a printed number: the unit's own recognition, and `không còn xã dưới 15 tiêu chí`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.context import Context
from extractors.outline import Outline
from extractors.sentences import Span

_NTM = r"(?:nong thon moi|ntm)"
_OWN = (
    rf"(?<!\w)(?P<unit>{{level}})(?: [^\W\d_]+){{{{0,4}}}}? (?:(?:duoc cong nhan|hoan thanh|dat|dat chuan|ve dich)"
    rf"(?: [^\W\d_]+){{{{0,6}}}}? {_NTM}|{_NTM}(?= nam \d{{{{4}}}}))(?P<grade> nang cao| kieu mau)?"
)
_PLURAL = re.compile(
    r"(?:\d|cac|nhung|so|moi|tung|hai|ba|bao cao|ho so|tieu chi|danh sach|doi voi|cap|toan|de nghi"
    r"|cong nhan|tai)\s*(?:\([^)]*\)\s*)?$"
)
_NONE_LEFT = re.compile(
    r"(?<!\w)(?:khong con|khong co|khong de|xoa)(?: [a-z]+){0,2} (?P<unit>xa|thon|ban|xom)(?: [a-z]+){0,3}? (?:duoi"
    r"|it hon"
    r"|chua dat) (?P<n>\d{1,2})"
    r"(?:/19)? tieu chi"
)
_LEVELS = {"tỉnh": "tinh", "huyện": "huyen|thi xa|thanh pho|quan", "xã": "xa"}
_UNITS = {
    "huyen": "huyện", "thi xa": "thị xã", "thanh pho": "thành phố", "xa": "xã", "thon": "thôn", "ban": "bản",
    "xom": "xóm",
}  # fmt: skip
_CODES = {
    ("huyen", ""): "ntm_district", ("huyen", "nang cao"): "ntm_district_advanced",
    ("huyen", "kieu mau"): "ntm_district_advanced", ("xa", ""): "ntm_commune",
    ("xa", "nang cao"): "ntm_commune_advanced", ("xa", "kieu mau"): "ntm_commune_model",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Implied:
    """A target whose number the words imply."""

    code: str
    words: str
    value: float
    unit: str
    basis: str
    method: str
    confidence: float


def below_criteria(key: str, clause: Span, at: int) -> bool:
    """Whether the number at `at` is the bound of `không còn xã dưới 15 tiêu chí`, no value of its own."""
    return any(found.start() <= at < found.end() for found in _NONE_LEFT.finditer(key, clause.start, clause.end))


def implied(outline: Outline, context: Context, clause: Span, goals: bool) -> Iterator[Implied]:
    """The implied targets of a clause; `goals` tells whether goals are set there."""
    none_left = _NONE_LEFT.search(outline.key, clause.start, clause.end)
    if none_left:
        words = outline.text[none_left.start("unit") : none_left.end()]
        unit = _UNITS[none_left["unit"]]
        yield Implied("communes_below_criteria", words, 0, unit, "reduce_to", "rule:target.none_left", 0.9)
    if not goals or context.level not in ("huyện", "xã"):
        return
    for found in re.finditer(_OWN.format(level=_LEVELS[context.level]), outline.key[clause.start : clause.end]):
        at = clause.start + found.start()
        if _PLURAL.search(outline.key, max(0, at - 24), at):
            continue
        grade = (found["grade"] or "").strip()
        code = _CODES["huyen" if context.level == "huyện" else "xa", grade]
        words = outline.text[at : clause.start + found.end()]
        yield Implied(code, words, 1, _UNITS.get(found["unit"], "huyện"), "total", "rule:target.own_unit", 0.7)
        return
