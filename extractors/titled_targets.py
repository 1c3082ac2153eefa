"""Shares that name nothing in a plan whose title names what is measured (`… phát triển bảo hiểm y tế năm 2021`)."""

from __future__ import annotations

import re

from extractors.indicators import OTHER, Indicator, indicator_of
from extractors.outline import Kind, Outline
from extractors.sentences import Span
from extractors.statements import Statement
from extractors.target_scene import Scene

_TITLED = frozenset({"health_insurance_rate", "clean_water_rate"})
# `Học sinh, sinh viên: 100%`, `Giao chỉ tiêu cho các huyện: …`, `Tỷ lệ bao phủ theo từng mốc: …`
_WHO_TAKES_PART = re.compile(
    r"(?<!\w)(?:bao phu|tham gia|hoc sinh|sinh vien|nguoi (?:cao tuoi|ngheo|dan|lao dong|co cong)|ho gia dinh|ho dan"
    r"|dan so|doi tuong|giao chi tieu|nhom)(?!\w)"
)


def of_title(scene: Scene, clause: Span, statement: Statement, found: Indicator) -> Indicator:
    """The indicator that the title gives a share of persons or of parts; `found` where it says its own."""
    if found.code != OTHER or statement.quantity.kind != "share" or not scene.in_goals:
        return found
    if not _WHO_TAKES_PART.search(scene.outline.key, clause.start, min(clause.end, statement.high)):
        return found
    titled = indicator_of(f"{title(scene.outline)} %", "%")
    return titled if titled.code in _TITLED else found


def title(outline: Outline) -> str:
    """The key of the head's lines."""
    return " ".join(outline.key_of(each) for each in outline.paragraphs[:12] if each.kind is Kind.HEAD)
