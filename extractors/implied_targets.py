"""Targets without a printed number: the unit's own recognition, and `không còn xã dưới 15 tiêu chí`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.context import Context
from extractors.indicators import OTHER, indicator_of
from extractors.named_units import NAMES, split_names
from extractors.outline import Outline
from extractors.sentences import Span
from normalizers.keys import fold

_NTM = r"(?:nong thon moi|ntm)"
_OWN = (
    rf"(?<!\w)(?P<unit>{{level}})(?: [^\W\d_]+){{{{0,4}}}}? (?:(?:duoc cong nhan|hoan thanh|dat|dat chuan|ve dich)"
    rf"(?: [^\W\d_]+){{{{0,6}}}}? {_NTM}|{_NTM}(?= nam \d{{{{4}}}}))(?P<grade> nang cao| kieu mau)?"
)
_UNITS_NAMED = re.compile(rf"(?:các )?(?P<level>[Xx]ã|[Tt]hôn|[Bb]ản|[Xx]óm|[Hh]uyện) (?P<names>{NAMES})")
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
    named: tuple[str, ...] = ()


def below_criteria(key: str, clause: Span, at: int) -> bool:
    """Whether the number at `at` is the bound of `không còn xã dưới 15 tiêu chí`, no value of its own."""
    return any(found.start() <= at < found.end() for found in _NONE_LEFT.finditer(key, clause.start, clause.end))


_STRIVEN = re.compile(r"(?<!\w)(?:phan dau|dua|dang ky|xay dung)\s+(?:de\s+)?$")
_REACHES = re.compile(
    rf"\s+(?:hoan thanh [^;.,]{{0,40}}, )?(?:(?:duoc cong nhan|dat|dat chuan|ve dich)\s+)"
    rf"(?:[^;.]{{0,30}}?{_NTM}(?: nang cao| kieu mau)?|(?<=cong nhan )dat chuan)"
)
# `Đạt 19/19 tiêu chí, được công nhận xã nông thôn mới` in the unit's own plan
_RECOGNISED = (
    rf"(?<!de )(?<!\w)duoc (?:\w+ ){{{{0,3}}}}?cong nhan (?:dat chuan |la )?(?P<unit>{{level}}) (?:dat chuan )?{_NTM}"
    r"(?P<grade> nang cao| kieu mau)?"
)


def _named(outline: Outline, clause: Span, goals: bool) -> Iterator[Implied]:
    """`Phấn đấu thôn A, B đạt chuẩn NTM kiểu mẫu`: the named units are counted."""
    for found in _UNITS_NAMED.finditer(outline.text, clause.start, clause.end):
        reaches = _REACHES.match(outline.key, found.end(), clause.end)
        striven = _STRIVEN.search(outline.key, max(0, found.start() - 20), found.start())
        said = goals and "da " not in outline.key[found.end() : reaches.end()] if reaches else False
        if reaches and (striven or (said and found["level"].lower() in _LEVELS)):
            names = split_names(found["names"])
            unit = found["level"].lower()
            words = f"{unit} {outline.text[reaches.start() : reaches.end()].strip()}"
            code = indicator_of(f"{fold(unit)} {reaches[0]}", unit).code
            code = "ntm_commune" if code == OTHER and unit == "xã" else code
            yield Implied(code, words, len(names), unit, "total", "rule:target.named", 0.75, names)


def implied(outline: Outline, context: Context, clause: Span, goals: bool) -> Iterator[Implied]:
    """The implied targets of a clause; `goals` tells whether goals are set there."""
    none_left = _NONE_LEFT.search(outline.key, clause.start, clause.end)
    if none_left:
        words = outline.text[none_left.start("unit") : none_left.end()]
        unit = _UNITS[none_left["unit"]]
        yield Implied("communes_below_criteria", words, 0, unit, "reduce_to", "rule:target.none_left", 0.9)
    named = [each for each in _named(outline, clause, goals) if each.named != (context.unit,)]
    yield from named
    if named or not goals or context.level not in ("huyện", "xã"):
        return
    level, key = _LEVELS[context.level], outline.key[clause.start : clause.end]
    for found in (*re.finditer(_OWN.format(level=level), key), *re.finditer(_RECOGNISED.format(level=level), key)):
        at = clause.start + found.start()
        if _PLURAL.search(outline.key, max(0, at - 24), at):
            continue
        grade = (found["grade"] or "").strip()
        code = _CODES["huyen" if context.level == "huyện" else "xa", grade]
        words = outline.text[at : clause.start + found.end()]
        yield Implied(code, words, 1, _UNITS.get(found["unit"], "huyện"), "total", "rule:target.own_unit", 0.7)
        return
