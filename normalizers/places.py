"""Administrative units by name and date: the gazetteer, and names settled by what stands around them.

Names are matched without marks, case and hyphens (`place_key`). A unit holds from its first to its
last day; between two snapshots of the source the nearest one counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from rapidfuzz.distance import Levenshtein

from data.loader import table
from normalizers.keys import fold

PROVINCE, DISTRICT, COMMUNE = "tỉnh", "huyện", "xã"

# level word as a key -> the levels that it may name
LEVEL_WORDS: Mapping[str, tuple[str, ...]] = {
    "tinh uy": (PROVINCE,),
    "thanh uy": (PROVINCE, DISTRICT),
    "huyen uy": (DISTRICT,),
    "quan uy": (DISTRICT,),
    "thi uy": (DISTRICT,),
    "tinh": (PROVINCE,),
    "thanh pho": (PROVINCE, DISTRICT),
    "tp": (PROVINCE, DISTRICT),
    "huyen": (DISTRICT,),
    "quan": (DISTRICT,),
    "thi xa": (DISTRICT,),
    "tx": (DISTRICT,),
    "xa": (COMMUNE,),
    "phuong": (COMMUNE,),
    "thi tran": (COMMUNE,),
    "tt": (COMMUNE,),
    "dac khu": (COMMUNE,),
}
LEVEL_WORD = re.compile(
    r"(?<!\w)(tinh uy|thanh uy|huyen uy|quan uy|thi uy|thanh pho|thi tran|thi xa|dac khu|phuong|huyen|quan|tinh"
    r"|xa|tp|tx|tt)(?:\.\s*|\s+)(?=\w)"
)
_LONGEST_NAME = 5
_SHORTEST_MISREAD = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit; `district` and `province` are codes, `since` the units of July 2025."""

    level: str
    code: str
    kind: str
    name: str
    province: str
    district: str
    first: date | None
    last: date | None
    since: tuple[str, ...] = ()

    def distance(self, on: date | None) -> int:
        """Days between `on` and the unit's validity, 0 within it or without a date."""
        if on is None:
            return 0
        if self.first and on < self.first:
            return (self.first - on).days
        return (on - self.last).days if self.last and on > self.last else 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A level word and a known name behind it; `start`..`end` spans both, `name_start` the name."""

    start: int
    name_start: int
    end: int
    word: str
    units: tuple[Unit, ...]


_GAPS = str.maketrans(dict.fromkeys("-–'’`.", " "))


def place_key(name: str) -> str:
    """The look-up key of a place's name: `Bà Rịa - Vũng Tàu` -> `ba ria vung tau`."""
    return " ".join(fold(name).translate(_GAPS).split())


class Gazetteer:
    """All units by level and name key."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._named: dict[tuple[str, str], list[Unit]] = {}
        self._coded: dict[tuple[str, str], list[Unit]] = {}
        self._of_district: dict[tuple[str, str], list[Unit]] = {}
        for unit in units:
            self._named.setdefault((unit.level, place_key(unit.name)), []).append(unit)
            self._coded.setdefault((unit.level, unit.code), []).append(unit)
            self._of_district.setdefault((unit.level, unit.district), []).append(unit)

    def named(self, level: str, name: str, on: date | None = None) -> tuple[Unit, ...]:
        """The units of that level and name, one a code: the one valid on the day, or the nearest to it.

        Names that agree in their marks go before those that agree without.
        """
        best: dict[str, Unit] = {}
        for unit in self._named.get((level, place_key(name)), ()):
            held = best.get(unit.code)
            if held is None or unit.distance(on) < held.distance(on):
                best[unit.code] = unit
        units = [unit for unit in best.values() if unit.distance(on) == 0] or list(best.values())
        return tuple([unit for unit in units if unit.name.lower() == name.lower()] or units)

    def unit(self, level: str, code: str, on: date | None = None) -> Unit | None:
        """The unit of that code, as valid on the day or nearest to it."""
        found = self._coded.get((level, code), [])
        return min(found, key=lambda unit: unit.distance(on)) if found else None

    def every(self, level: str) -> Iterable[Unit]:
        """All units of that level, of every time."""
        return (unit for (of, _), named in self._named.items() if of == level for unit in named)

    def by_first_word(self, level: str) -> dict[str, list[Unit]]:
        """All units of that level by the first word of their keys."""
        found: dict[str, list[Unit]] = {}
        for (of, key), named in self._named.items():
            if of == level:
                found.setdefault(key.partition(" ")[0], []).extend(named)
        return found

    def within(self, level: str, district: str, on: date | None = None) -> tuple[Unit, ...]:
        """The units of that level in a district (its code), as valid on the day."""
        return tuple(unit for unit in self._of_district.get((level, district), ()) if unit.distance(on) == 0)

    def has(self, level: str, name: str) -> bool:
        """Whether a unit of the level has the name with these marks, anywhere and at any time."""
        return any(unit.name.lower() == name.lower() for unit in self._named.get((level, place_key(name)), ()))

    def nearest(self, level: str, name: str, on: date | None = None, most: int = 1) -> tuple[Unit, ...]:
        """The units of the one name that differs from a misread `name` by at most so many letters; else none."""
        key = place_key(name)
        names = {known for of, known in self._named if of == level}
        near = [known for known in names if Levenshtein.distance(key, known, score_cutoff=most) <= most]
        return self.named(level, near[0], on) if len(near) == 1 and len(key) > _SHORTEST_MISREAD else ()

    def name_at(self, level: str, key: str, start: int) -> int:
        """The end of the longest known name of that level at `start` of a folded text; -1 where none is."""
        ends = [word.end() for word in re.finditer(r"\w[\w'’]*(?:\s?[-–]\s?)?\s*", key[start : start + 50])]
        for end in reversed(ends[:_LONGEST_NAME]):
            words = key[start : start + end].rstrip(" -–")
            if (level, place_key(words)) in self._named:
                return start + len(words)
        return -1

    def mentions(self, text: str, key: str) -> list[Mention]:
        """All places named with their level word and a capital: `xã Ngọc Thiện`, `TP. Vinh`."""
        found = []
        for word in LEVEL_WORD.finditer(key):
            at = word.end()
            if not (text[at].isupper() or text[at].isdigit()):
                continue
            for level in LEVEL_WORDS[word[1]]:
                end = self.name_at(level, key, at)
                if end > 0:
                    units = self._of_word(word[1], self.named(level, text[at:end]))
                    found.append(Mention(word.start(), at, end, word[1], units))
                    break
        return found

    @staticmethod
    def _of_word(word: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        exact = tuple(unit for unit in units if fold(unit.kind) == word)
        return exact or units

    def bare_provinces(self, text: str, key: str) -> list[Unit]:
        """Provinces whose name stands in the text with capitals, with or without a level word."""
        pattern, units = _provinces()
        hits = (hit for hit in pattern.finditer(key) if text[hit.start()].isupper())
        return [units[place_key(hit[0])] for hit in hits]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of data/gazetteer, loaded once."""
    return Gazetteer([*_rows(PROVINCE, "provinces"), *_rows(DISTRICT, "districts"), *_rows(COMMUNE, "communes")])


def _rows(level: str, name: str) -> Iterable[Unit]:
    for row in table(f"gazetteer/{name}.tsv"):
        yield Unit(
            level=level,
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            province=row["code"] if level == PROVINCE else row["province"],
            district=row["code"] if level == DISTRICT else row.get("district", ""),
            first=date.fromisoformat(row["first"]) if row["first"] else None,
            last=date.fromisoformat(row["last"]) if row["last"] else None,
            since=tuple((row.get("since_2025") or "").split(";")) if row.get("since_2025") else (),
        )


@cache
def _provinces() -> tuple[re.Pattern[str], dict[str, Unit]]:
    units = {place_key(unit.name): unit for unit in _rows(PROVINCE, "provinces")}
    names = sorted((re.escape(name).replace(r"\ ", r"[\s\-–]+") for name in units), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(names) + r")(?!\w)"), units


def official_code(code: str) -> str:
    """The GSO code; empty for the made-up keys of districts whose code the sources lack."""
    return code if code.isdigit() else ""
