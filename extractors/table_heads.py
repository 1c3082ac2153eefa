"""What a column of a table holds, by its head; the cues are data/annex_heads.tsv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

from data import loader
from normalizers.keys import fold

_BRACKETED = re.compile(r"\s*\((?P<unit>[^()]{1,40})\)\s*$")
_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)")
_SPAN = re.compile(r"(?<!\d)(20[0-3]\d)\s*[-–]\s*(20[0-3]\d)(?!\d)")
_ONLY_TIME = re.compile(
    r"(?:(?:ke hoach|kh|chi tieu|muc tieu|phan dau|du kien|giao|lo trinh|nhu cau|cong nhan|dat)(?: dat)? )*"
    r"(?:(?:den|het|cuoi|trong|den het|den cuoi) )*(?:nam |giai doan )?20[0-3]\d(?:\s*[-–]\s*20[0-3]\d)?"
)
_TIME = re.compile(r"\s*(?:(?:trong|den|het|cuoi) )*(?:giai doan |nam )?20[0-3]\d(?:\s*[-–]\s*20[0-3]\d)?$")
_CRITERION = re.compile(
    r"(?:(?:tieu chi|tc)(?: so)?\s*)?(?P<number>\d{1,2})(?:\s*[.:–-]\s*\D.*)?|(?:tieu chi|tc)\s*(?P<other>\d{1,2})"
)


_BEGIN = re.compile(r"(?:thoi gian |ngay )?(?:bat dau|khoi cong|trien khai)")
_GENERAL = re.compile(
    r"(?:so|so luong|sl|tong so|so ho|ho|so khau|khau|so nguoi|nguoi|ty le|ti le|tl|ty le ?%|%|so xa|xa|so thon|thon"
    r"|dien tich|ha|chi tieu|so tuyet doi|so tuong doi)"
)


class Role(StrEnum):
    """What stands in a column."""

    INDEX = "index"
    UNIT = "unit"
    NOTE = "note"
    MET_COUNT = "met_count"
    MET_LIST = "met_list"
    LACKING = "lacking"
    PARTNER = "partner"
    ADVISE = "advise"
    LEAD = "lead"
    EXECUTE = "execute"
    DEADLINE = "deadline"
    MONEY = "money"
    PRODUCT = "product"
    TASK = "task"
    CRITERION = "criterion"
    INDICATOR = "indicator"
    PLACE = "place"
    TOTAL = "total"
    BASE = "base"
    SIZE = "size"
    TIME = "time"
    GROUP = "group"
    OTHER = "other"


_LEFT_TO_GROUP = frozenset({Role.OTHER, Role.TIME, Role.TOTAL, Role.GROUP})


@dataclass(frozen=True)
class Head:
    """The words over a column, from the widest group to its own; `by_content` where its cells tell what it holds."""

    words: tuple[str, ...]
    by_content: Role | None = None

    @cached_property
    def leaf(self) -> str:
        """The column's own words, without a unit in brackets."""
        return _BRACKETED.sub("", self.words[-1]) if self.words else ""

    @cached_property
    def key(self) -> str:
        """All words, mark-free."""
        return fold(" / ".join(self.words))

    @cached_property
    def role(self) -> Role:
        """What the column holds, by its own words, else by those of the group that it belongs to."""
        if self.by_content:
            return self.by_content
        own = role_of(self.words[-1]) if self.words else Role.OTHER
        groups = [role_of(each) for each in self.words[:-1]]
        if own is Role.SIZE and Role.OTHER in groups:  # `Chỉ tiêu giảm` over `Số hộ`
            own = Role.OTHER
        if own not in _LEFT_TO_GROUP:
            return own
        if Role.DEADLINE in groups and own is Role.OTHER:
            return Role.NOTE if _BEGIN.match(fold(self.leaf)) else Role.DEADLINE
        return next((each for each in groups if each in (Role.MONEY, Role.BASE, Role.SIZE)), own)

    @cached_property
    def own_words(self) -> str:
        """What the column counts: the narrowest words that are no time, sum or gathering word.

        `Số hộ`, `Tỷ lệ` alone say too little: the words of the group follow.
        """
        said = [Head((words,)) for words in reversed(self.words)]
        named = [each for each in said if each.role in (Role.OTHER, Role.SIZE)]
        if not named:
            return ""
        if _GENERAL.fullmatch(fold(named[0].leaf)) and len(named) > 1:
            group = named[1].leaf
            return f"{named[0].leaf} {group[:1].lower()}{group[1:]}"
        return named[0].leaf

    @cached_property
    def is_general(self) -> bool:
        """Whether its own words say only how it is counted (`Số lượng`, `Tỷ lệ`)."""
        return _GENERAL.fullmatch(fold(self.leaf)) is not None

    @cached_property
    def unit(self) -> str:
        """The unit in brackets (`Số hộ (hộ)`), of the column or of its group; empty without one."""
        found = (_BRACKETED.search(each) for each in reversed(self.words))
        return next((each["unit"].strip() for each in found if each), "")

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The first and last year that the head names; the narrowest words count."""
        for words in reversed(self.words):
            if span := _SPAN.search(words):
                return int(span[1]), int(span[2])
            found = _YEAR.findall(words)
            if found:
                return int(found[-1]), int(found[-1])
        return None

    @cached_property
    def criterion(self) -> int | None:
        """The number of the criterion that the column is for (`Tiêu chí 5`, `TC5`, `5`)."""
        found = _CRITERION.fullmatch(fold(self.leaf).strip())
        return int(found["number"] or found["other"]) if found else None


def role_of(words: str) -> Role:
    """What a head cell with these words stands over."""
    key = " ".join(fold(_BRACKETED.sub("", words)).replace("/", " / ").split()).strip(" .:*")
    if _ONLY_TIME.fullmatch(key):
        return Role.TIME
    undated = _TIME.sub("", key).strip() or key
    return next((role for role, cue in _cues() if key and (cue.search(key) or cue.search(undated))), Role.OTHER)


@cache
def _cues() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((Role(row["role"]), re.compile(row["cue"])) for row in loader.table("annex_heads.tsv"))
