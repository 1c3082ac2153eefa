"""The indicator of a target by its words and unit; the catalogue is data/indicators.tsv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from data import loader
from normalizers.keys import fold
from normalizers.units import kind_of

OTHER = "other"
GENERAL = frozenset({OTHER, "criteria_met"})  # what any criterion or number may be


@dataclass(frozen=True, slots=True)
class Indicator:
    """A catalogue entry: its code, the cues of its statement, its units, its plausible range (None: open)."""

    code: str
    wanted: tuple[re.Pattern[str], ...]
    unwanted: tuple[re.Pattern[str], ...]
    units: frozenset[str]
    low: float | None
    high: float | None

    def fits(self, key: str) -> bool:
        """Whether a statement (mark-free `key`) speaks of the indicator."""
        return all(cue.search(key) for cue in self.wanted) and not any(cue.search(key) for cue in self.unwanted)

    def plausible(self, value: float) -> bool:
        """Whether a value lies in the catalogue's range."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


_NONE = Indicator(OTHER, (), (), frozenset(), None, None)


def indicator_of(key: str, unit: str) -> Indicator:
    """The first entry of the catalogue that fits a statement; the code is `other` where none does."""
    return next((entry for entry in _with_unit(unit) if entry.fits(key)), _NONE)


@lru_cache(maxsize=256)
def _with_unit(unit: str) -> tuple[Indicator, ...]:
    """The entries of the catalogue that are given in this unit, or in one of its kind."""
    said = {fold(unit), f":{kind_of(unit)}"}
    return tuple(entry for entry in catalogue() if said & entry.units)


@cache
def catalogue() -> tuple[Indicator, ...]:
    """All entries in the order in which they are tried."""
    return tuple(_entry(row) for row in loader.table("indicators.tsv"))


def _entry(row: dict[str, str]) -> Indicator:
    cues = [cue.strip() for cue in row["cues"].split(";") if cue.strip()]
    return Indicator(
        row["code"],
        tuple(_pattern(cue) for cue in cues if not cue.startswith("!")),
        tuple(_pattern(cue.replace("!", "")) for cue in cues if cue.startswith("!")),
        frozenset(fold(unit.strip()) for unit in row["units"].split(";")),
        float(row["low"]) if row["low"] else None,
        float(row["high"]) if row["high"] else None,
    )


def _pattern(cue: str) -> re.Pattern[str]:
    parts = []
    for alternative in fold(cue).split("|"):
        words = [r"\s+".join(map(re.escape, piece.split())) for piece in alternative.split("…")]
        parts.append(r"[^;]{0,60}?(?<!\w)".join(words))
    whole = "|".join(parts).replace("thon", "(?<!nong )thon").replace("nong\\s+(?<!nong )thon", "nong\\s+thon")
    return re.compile(rf"(?<!\w)(?:{whole})(?!\w)")
