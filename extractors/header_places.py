"""Whose plan it is: province, district and commune with the codes of the day of issue.

Homonyms (there are twenty communes named Quang Trung) are settled by the other places that the
document names; where they stay undecided, the upper units stay empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from extractors.header_front import value
from extractors.outline import Outline
from normalizers.keys import fold
from normalizers.places import (
    COMMUNE,
    DISTRICT,
    LEVEL_WORD,
    LEVEL_WORDS,
    PROVINCE,
    Mention,
    Unit,
    gazetteer,
    official_code,
)
from pipeline.model import Finding

_CERTAIN = 0.5  # the lead in votes that settles a homonym


@dataclass(frozen=True, slots=True)
class Named:
    """The places that a document names, and the votes for provinces and districts that they make."""

    mentions: tuple[Mention, ...]
    provinces: Counter[str] = field(default_factory=Counter)
    districts: Counter[str] = field(default_factory=Counter)

    def most(self, level: str) -> Mention | None:
        """The place of that level that is named most often, the earliest of equals."""
        of_level = [each for each in self.mentions if each.units[0].level == level]
        counts = Counter(each.units[0].name for each in of_level)
        return max(of_level, key=lambda each: (counts[each.units[0].name], -each.start), default=None)


def named_places(outline: Outline) -> Named:
    """Collect the named places of a document and their votes."""
    named = Named(tuple(gazetteer().mentions(outline.text, outline.key)))
    for mention in named.mentions:
        provinces = {unit.province for unit in mention.units}
        weight = 3.0 if mention.units[0].level == PROVINCE else 1.0
        for code in provinces:
            named.provinces[code] += weight / len(provinces)  # type: ignore[assignment]
        for unit in mention.units:
            if unit.level == DISTRICT:
                named.districts[unit.code] += 3.0 / len(mention.units)  # type: ignore[assignment]
    for unit in gazetteer().bare_provinces(outline.text, outline.key):
        named.provinces[unit.code] += 1
    return named


def own_unit(named: Named, issuer: str, level: str, on: date | None) -> tuple[Unit, ...]:
    """The units that the issuer's name may mean: named in it, or the most often named one of its level."""
    inside = [each for each in gazetteer().mentions(issuer, fold(issuer)) if each.units[0].level == level]
    misread = () if inside else _misread(issuer, level, on)
    if misread:
        return misread
    mention = inside[-1] if inside else named.most(level)
    if mention is None:
        return ()
    units = gazetteer().named(level, mention.units[0].name, on)
    return tuple(unit for unit in units if fold(unit.kind) == mention.word) or units


def _misread(issuer: str, level: str, on: date | None) -> tuple[Unit, ...]:
    """The units whose name stands misread behind the issuer's level word: `tinh quang ngaai`."""
    key = fold(issuer)
    for word in reversed(list(LEVEL_WORD.finditer(key))):
        if level in LEVEL_WORDS[word[1]]:
            return gazetteer().nearest(level, issuer[word.end() :], on, 2 if level == PROVINCE else 1)
    return ()


def find(named: Named, units: tuple[Unit, ...], on: date | None, span: tuple[int, int]) -> Iterator[Finding]:
    """Values for the levels of the own unit and above it, as far as they are certain."""
    if not units:
        return
    level = units[0].level
    unit = _settled(named, units)
    yield value(_COLUMN[level], units[0].name, span, 0.9)
    if unit is None:
        return
    yield value(f"{_COLUMN[level]}_code", official_code(unit.code), span, 0.85)
    uppers = ((DISTRICT, unit.district), (PROVINCE, unit.province))
    for upper, code in uppers:
        found = gazetteer().unit(upper, code, on) if code and upper != level else None
        if found:
            yield value(_COLUMN[upper], found.name, span, 0.85)
            yield value(f"{_COLUMN[upper]}_code", official_code(found.code), span, 0.85)


_COLUMN = {PROVINCE: "province", DISTRICT: "district", COMMUNE: "commune"}


def _settled(named: Named, units: tuple[Unit, ...]) -> Unit | None:
    if len(units) == 1:
        return units[0]
    votes = sorted(
        ((named.provinces[unit.province] + 2 * named.districts[unit.district], unit.code) for unit in units),
        reverse=True,
    )
    if votes[0][0] - votes[1][0] < _CERTAIN:
        return None
    return next(unit for unit in units if unit.code == votes[0][1])
