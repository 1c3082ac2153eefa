"""Of which commune, hamlet or district a statement speaks.

The unit stands before the statement in its sentence (`Xã Tân Lập: đã đạt ...`), behind it in brackets
(`5 xã đạt 19 tiêu chí (A, B, ...)`), in a governing heading or lead-in, or it is the unit whose plan it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.context import Context
from extractors.outline import Kind, Outline, Paragraph
from extractors.sentences import Sentence
from normalizers.keys import LOWER, UPPER
from normalizers.places import gazetteer

_LEVELS = {
    "xã": "xã", "phường": "xã", "thị trấn": "xã", "thôn": "thôn", "bản": "thôn", "xóm": "thôn", "ấp": "thôn",
    "làng": "thôn", "buôn": "thôn", "khu phố": "thôn", "tổ dân phố": "thôn", "khóm": "thôn", "khu dân cư": "thôn",
    "huyện": "huyện", "thị xã": "huyện", "thành phố": "huyện", "tp.": "huyện", "tt.": "xã", "tx.": "huyện",
}  # fmt: skip
_LEVEL = "|".join(sorted(map(re.escape, _LEVELS), key=len, reverse=True))
# A word all in capitals behind a name in running case is no part of it: "xã Tân An BCĐ huyện ..."
_WORD = rf"(?:[{UPPER}][\w'’-]*[{LOWER}'’][\w'’-]*|[{UPPER}](?!\w)|[{UPPER}]{{2}}(?=\s[{UPPER}][{LOWER}])|⟦\?⟧)"
_CAPITALS = rf"[{UPPER}][{UPPER}'’-]*(?!\w)(?:\s+[{UPPER}][{UPPER}'’-]*(?!\w)){{0,3}}"
_NAME = rf"{_WORD}(?:\s+(?:{_WORD}|\d{{1,2}}(?![\w/%.]))){{0,3}}|\d{{1,2}}(?=\s*(?:[:,;)]|và|đạt|đã|được))"
_SEPARATOR = rf"\s*(?:,|;|\bvà\b|&)\s*(?:(?i:{_LEVEL})\s+)?"
_LIST = rf"(?P<names>(?:{_NAME})(?:{_SEPARATOR}(?:{_NAME}))*)"
_NAMED = re.compile(rf"(?<!\w)(?P<level>(?i:{_LEVEL}))(?:\s*:)?\s+{_LIST}")
_NAMED_IN_CAPITALS = re.compile(
    rf"(?<!\w)(?P<level>{_LEVEL.upper()})\s+(?P<names>{_CAPITALS}(?:\s*(?:,|VÀ)\s*{_CAPITALS})*)"
)
_BRACKET = re.compile(
    rf"\d+\s+(?P<level>(?i:{_LEVEL}))(?:[^.;()]{{0,80}}?[(:]|(?:\s[^.;:(),]{{0,45}}?)?\s(?=là|gồm))\s*"
    rf"(?:gồm|cụ thể|là|các)?\s*:?\s*(?:(?i:{_LEVEL})\s+)?{_LIST}"
)
_BARE_NAME = re.compile(
    rf"(?P<name>{_WORD}(?:\s+{_WORD}){{1,3}})"
    r"(?:\s*[:(]|\s+(?=(?:mới |đã |hiện |đến nay |cơ bản )*(?:đạt|hoàn thành|được|còn|có)(?!\w)))"
)
_OWN_LEVELS = re.compile(
    r"tieu chi (?:quoc gia )?(?:ve )?(?:cap )?(?P<of>huyen|xa)(?!\w)"
    r"|bo tieu chi (?:quoc gia )?(?:ve )?(?P<set>huyen|xa)(?!\w)"
    r"|(?<!\w)(?P<unit>huyen|xa) (?:\w+ \w+ )?(?:dat chuan )?(?:nong thon moi|ntm)(?!\w)"
)
_COMMUNE_DOES = re.compile(
    r"(?<!\w)(?<!cac )(?<!\D\d )(?<!\D\d\d )xa (?:da |moi |hien |den nay |co ban |van )*"
    r"(?:dat|hoan thanh|con|duoc)(?!\w)"
)
_GRADE = re.compile(
    r"(?:nong thon moi|ntm|tieu chi(?: so \d{1,2}(?!\d))?|(?<=dat )chuan)(?: (?P<grade>nang cao|kieu mau))?(?!\w)"
)
_PLAIN_SET = re.compile(
    r"tieu chi (?:quoc gia )?(?:ve )?(?:xa )?(?:dat chuan )?(?:nong thon moi|ntm)(?! nang cao"
    r"| kieu mau)"
)
_OF_HAMLETS = re.compile(r"(?<!\w)(?:khu dan cu|thon|ban|ap|xom|vuon|ho|huyen)(?: dat chuan)? $")
_TITLE = re.compile(r"(?:^|\n)(?:ke hoach|bao cao|de an|phuong an|chuong trinh|to trinh|quyet dinh)(?!\w)")
_PREAMBLE = re.compile(r"\n(?:can cu|thuc hien|thi hanh|theo|xet|tren co so)(?!\w)")
_NAME_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<level>(?i:{_LEVEL}))\s+)?(?P<name>{_WORD}(?:\s+(?:{_WORD}|\d{{1,2}})){{0,3}})"
    r"\s*\((?:(?:hiện |đã |mới )?đạt )?$"
)
_LONGEST_LEAD = len("(hiện đạt ")
_AGENCY = re.compile(r"(?:ubnd|uy ban nhan dan|bcd|ban chi dao|dang uy|hdnd|phong|van phong|chu tich|huyen uy)\s*$")
_DISTRICT = r"(?i:huyện|thị xã|thành phố|tp\.|tx\.)"
_ADDRESS = re.compile(rf"\s*,\s*{_DISTRICT}\s")
_OPENED = re.compile(r"\s*\(\s*(?:(?:thuộc|của)\s+)?$")
_GRADES = {"nang cao": "nâng cao", "kieu mau": "kiểu mẫu"}


@dataclass(frozen=True, slots=True)
class UnitSubject:
    """The units of a statement, without level words; `own`: the plan's own unit, not named here."""

    level: str
    names: tuple[str, ...]
    own: bool = False


def subject_of(outline: Outline, context: Context, paragraph: Paragraph, at: int) -> UnitSubject | None:
    """Whom the statement at `at` speaks of; None where that cannot be told."""
    sentence = next((each for each in paragraph.sentences if each.start <= at < each.end), None)
    if sentence:
        near = "(" in outline.text[max(sentence.start, at - _LONGEST_LEAD) : at]
        # `Tân Dương (15/19 tiêu chí), Tân Hòa (…)`
        beside = _NAME_BEFORE.search(outline.text, sentence.start, at) if near else None
        if beside and (beside["level"] or gazetteer().has("xã", beside["name"])):
            return UnitSubject(_LEVELS[(beside["level"] or "xã").lower()], (beside["name"],))
        for bracket in _BRACKET.finditer(outline.text, sentence.start, sentence.end):
            subject = _subject(bracket)
            if bracket.start() <= at < bracket.end() and not all(name.isdigit() for name in subject.names):
                return subject
        named = (
            _opening_clause(outline, context, sentence, at)
            or _last_named(outline, sentence.start, at)
            or _last_named(outline, paragraph.body, at)
        )
        if named:
            return named
    opened = _opening_commune(outline, context, paragraph)
    if opened:
        return opened
    level = own_level(outline, context, paragraph)
    for each in outline.ancestors(paragraph):
        named = _last_named(outline, each.body, each.end)
        if named and len(named.names) == 1 and (named.level == level or each.mark or _opens_with(outline, each)):
            return named
    name = {"xã": context.commune, "huyện": context.district}.get(level, "")
    return UnitSubject(level, (name,), own=True) if name else None


def _opening_clause(outline: Outline, context: Context, sentence: Sentence, at: int) -> UnitSubject | None:
    """The commune whose bare name opens a later clause: `…; Bình Định: đạt 14/19 tiêu chí`."""
    clause = next((each for each in sentence.clauses if each.start <= at < each.end), None)
    if context.level not in ("huyện", "tỉnh") or clause is None or clause.start == sentence.start:
        return None
    found = _BARE_NAME.match(outline.text, clause.start, at)
    return UnitSubject("xã", (found["name"],)) if found and gazetteer().has("xã", found["name"]) else None


def bracketed_units(outline: Outline, start: int, end: int, over: int | None = None) -> list[UnitSubject]:
    """The units of `03 xã (Đồng Cương, Bình Định) …` in a stretch of the text.

    With `over`, only of lists whose count stands before it and whose names behind it (`03 xã được công nhận là A, B`).
    """
    brackets = list(_BRACKET.finditer(outline.text, start, end))
    if over is not None:
        brackets = [each for each in brackets if each.start() < over < each.start("names")]
    found = map(_subject, brackets)
    return [each for each in found if each.names and not all(name.isdigit() for name in each.names)]


def _opening_commune(outline: Outline, context: Context, paragraph: Paragraph) -> UnitSubject | None:
    """The commune whose bare name opens an item of a wider unit's plan: `+ Huyền Sơn: còn 2 tiêu chí`."""
    if context.level not in ("huyện", "tỉnh") or not (paragraph.mark or paragraph.label):
        return None
    found = _BARE_NAME.match(outline.text, paragraph.body, paragraph.end)
    return UnitSubject("xã", (found["name"],)) if found and gazetteer().has("xã", found["name"]) else None


def own_level(outline: Outline, context: Context, paragraph: Paragraph) -> str:
    """The level that the nearest heading or the statement itself gives a set of criteria, else the plan's own."""
    if context.level == "xã":
        return "xã"
    if _COMMUNE_DOES.search(outline.key, paragraph.body, paragraph.end):
        return "xã"
    for each in (paragraph, *outline.ancestors(paragraph)):
        found = _OWN_LEVELS.search(outline.key, each.body, each.end)
        if found:
            word = next(group for group in found.groups() if group)
            return {"huyen": "huyện", "xa": "xã"}[word]
    return context.level


def grade_of(outline: Outline, paragraph: Paragraph, at: int, level: str = "xã") -> str:
    """`nâng cao`, `kiểu mẫu` or empty: as the sentence, a governing heading or, for communes, the title says."""
    sentence = next((each for each in paragraph.sentences if each.start <= at < each.end), None)
    if sentence:
        clause = next((each for each in sentence.clauses if each.start <= at < each.end), sentence)
        behind = [each for each in _GRADE.finditer(outline.key, at, clause.end) if _names_grade(each)]
        before = [each for each in _GRADE.finditer(outline.key, sentence.start, at) if _names_grade(each)]
        if before and behind and re.search(r"[,;)]", outline.key[at : behind[0].start()]):
            behind = []
        if behind or before:
            return _GRADES.get((behind[0] if behind else before[-1])["grade"] or "", "")
    for above in outline.ancestors(paragraph):
        found = [each for each in _GRADE.finditer(outline.key, above.body, above.end) if _names_grade(each)]
        if found and above.kind is not Kind.ITEM and (found[0]["grade"] or _PLAIN_SET.search(outline.key_of(above))):
            return _GRADES.get(found[0]["grade"] or "", "")
    return _title_grade(outline) if level == "xã" else ""


def _title_grade(outline: Outline) -> str:
    """The grade that the title gives the plan: `Xây dựng xã nông thôn mới nâng cao năm 2023`; one grade only."""
    first = next((each.index for each in outline.paragraphs if each.section), len(outline.paragraphs))
    head = outline.key[: outline.paragraphs[first].start] if first < len(outline.paragraphs) else outline.key[:1500]
    title = _TITLE.search(head)
    if title is None:
        return ""
    preamble = _PREAMBLE.search(head, title.end())
    close = min(preamble.start() if preamble else len(head), title.end() + 260)
    said = {each["grade"] for each in _GRADE.finditer(head, title.end(), close)
            if _names_grade(each) and not _OF_HAMLETS.search(head[: each.start()])}  # fmt: skip
    return _GRADES.get(next(iter(said)) or "", "") if len(said) == 1 else ""


def _names_grade(found: re.Match[str]) -> bool:
    """Whether the words name a grade, the plain one too: `nông thôn mới`, `tiêu chí nâng cao`, not `tiêu chí`."""
    return found["grade"] is not None or not found[0].startswith(("tieu chi", "chuan"))


def _opens_with(outline: Outline, paragraph: Paragraph) -> bool:
    """Whether a heading opens with a unit's name: `1. Xã Tân Lập`."""
    found = _NAMED.match(outline.text, paragraph.body, paragraph.end)
    return found is not None


def named_in(outline: Outline, start: int, end: int) -> tuple[tuple[UnitSubject, int, int], ...]:
    """All units named in a stretch of the text, each with its span; agencies' places are left out."""
    return _named_in(outline.text, outline.key, start, end)


@lru_cache(maxsize=32)  # few, for each holds on to the text of its document
def _named_in(text: str, key: str, start: int, end: int) -> tuple[tuple[UnitSubject, int, int], ...]:
    """`named_in`; what stands below a heading asks for the heading's units again and again."""
    found = []
    for named in (*_NAMED_IN_CAPITALS.finditer(text, start, end), *_NAMED.finditer(text, start, end)):
        if _AGENCY.search(key[max(start, named.start() - 20) : named.start()]) or _is_address(text, start, named):
            continue
        subject = _subject(named)
        if subject.names and _is_place(key, subject, named.start("names")):
            found.append((subject, named.start(), named.end()))
    return tuple(found)


def _is_address(text: str, start: int, named: re.Match[str]) -> bool:
    """Whether a district stands in brackets behind the commune in it: `xã Phước Hữu (huyện Ninh Phước)`."""
    opened = _OPENED.search(text, max(start, named.start() - 12), named.start())
    if opened is None or _LEVELS.get(named["level"].lower()) != "huyện":
        return False
    held = list(_NAMED.finditer(text, max(start, opened.start() - 60), opened.start()))
    return bool(held) and held[-1].end() == opened.start() and _LEVELS[held[-1]["level"].lower()] != "huyện"


def _is_place(key: str, subject: UnitSubject, at: int) -> bool:
    """Whether the names can be places': "HUYỆN NÔNG THÔN MỚI" names none; districts are known by name."""
    if key.startswith(("nong thon", "dat chuan", "van hoa", "thong minh"), at):
        return False
    return subject.level != "huyện" or any(gazetteer().named("huyện", name) for name in subject.names)


def _last_named(outline: Outline, start: int, end: int) -> UnitSubject | None:
    found = named_in(outline, start, end)
    return found[-1][0] if found else None


def _subject(found: re.Match[str]) -> UnitSubject:
    level = _LEVELS[found["level"].lower()]
    listed = found["names"] if level == "huyện" else _ADDRESS.split(found["names"])[0]
    parts = re.split(_SEPARATOR, listed)
    if found.re is _NAMED_IN_CAPITALS:
        parts = [part.title() for part in re.split(r"\s*(?:,|VÀ)\s*", found["names"])]
    names = tuple(part.strip() for part in parts if part and re.match(rf"[{UPPER}⟦\d]", part.strip()))
    return UnitSubject(level, names)
