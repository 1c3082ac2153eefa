"""Whose a target's number is: the commune that it is set for, and the grade that is said of a share of communes."""

from __future__ import annotations

import re

from extractors.indicators import OTHER, Indicator, indicator_of
from extractors.letters import CAPITALS
from extractors.sentences import Sentence, Span
from extractors.statements import Statement
from extractors.target_scene import Scene
from normalizers.places import gazetteer


def holder_of(scene: Scene, clause: Span, statement: Statement) -> tuple[str, ...]:
    """The unit that alone a number is set for: `- Xã Yên Sơn: …`, `xã Yên Trạch 20 hộ, xã Phú Đô 28 hộ`."""
    text = scene.outline.text
    part = _OF_A_PART.search(text, max(clause.start, scene.paragraph.body, statement.low), statement.start)
    of_communes = _OF_COMMUNES.search(scene.outline.key, clause.start, statement.start)
    below = {"tỉnh": "huyện", "huyện": "xã"}.get(scene.context.level, "")
    parts = of_communes or (part and _LIST_OF_PARTS.search(scene.outline.key, clause.start, part.end("name")))
    listed = parts and below
    alone = statement.quantity.kind != "share" or "iêng" in text[part.start() : part.start("name")] if part else False
    if part and alone and (part["level"] or (listed and gazetteer().has(below, part["name"]))):
        return () if part["name"] == scene.context.unit else (part["name"],)
    start = max(clause.start, scene.paragraph.body)
    found = _ITS_OWN.match(text, start, clause.end) or _ITS_OWN.match(text, scene.paragraph.body, clause.end)
    return () if found is None or found["name"] == scene.context.unit else (found["name"],)


_LIST_OF_PARTS = re.compile(r"(?<!\w)(?:gom|trong do|cu the|phan bo)(?!\w)|:")
_OF_COMMUNES = re.compile(r"(?<!\w)cac xa(?!\w)")
_OF_A_PART = re.compile(
    r"(?:^|[,;:(–-]\s*|\b(?:và|gồm|gồm có|trong đó|cụ thể|[Rr]iêng)\s+)(?:(?:riêng|tại|đối với)\s+)?"
    r"(?P<level>(?:huyện|xã|thị xã|thành phố|thị trấn|phường|thôn|bản|xóm|ấp)\s+)?"
    rf"(?P<name>[{CAPITALS}]\w*(?: [{CAPITALS}]\w*){{0,3}})\s*:?\s*"
    r"(?:(?:phấn đấu|đạt|có|trồng|giảm|còn|là|được|khoảng|ít nhất|tối thiểu|trên|dưới|từ|không quá|thêm)\s+)*$"
)
PLACE_WORD = re.compile(r"^(?:huyện|xã|thị xã|thành phố|thị trấn|phường) ")
_ITS_OWN = re.compile(
    rf"(?:(?:[Rr]iêng|[Đđ]ối với|[Tt]ại)\s+)?(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Tt]hôn|[Bb]ản|[Xx]óm|[Ấấ]p) "
    rf"(?P<name>[{CAPITALS}]\w*(?: [{CAPITALS}]\w*){{0,3}})(?!\w)"
)


_GRADED = re.compile(
    r"\s*(?:so xa |xa )?(?:dat |duoc cong nhan )?(?:chuan )?(?:ntm |nong thon moi )?(?P<grade>nang cao|kieu mau)"
)
_OF_ALL = re.compile(r"(?<!\w)xa (?:dat chuan|dat|duoc cong nhan|nong thon moi|ntm)(?!\w)")


def graded(key: str, sentence: Sentence, statement: Statement, found: Indicator) -> Indicator:
    """`80% số xã đạt chuẩn; trong đó 40% đạt nâng cao`: the grade alone is said of the share."""
    grade = _GRADED.match(key, statement.end, statement.high)
    if (
        not grade
        or found.code not in (OTHER, "ntm_commune")
        or not _OF_ALL.search(key, sentence.start, statement.start)
    ):
        return found
    return indicator_of(f"xa {grade['grade']}", statement.quantity.unit)
