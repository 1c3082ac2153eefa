"""The document's own row: all header values with their evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from rapidfuzz.distance import Levenshtein

from extractors import header_close, header_front, header_issuer, header_places
from extractors.header_front import value
from extractors.header_period import period_of
from extractors.outline import Outline
from normalizers.agencies import level_of
from normalizers.keys import fold
from normalizers.places import COMMUNE, DISTRICT, LEVEL_WORD, LEVEL_WORDS, PROVINCE, gazetteer
from pipeline.model import Finding, Issue, Value


def find(outline: Outline) -> tuple[dict[str, Value], list[Finding], list[Issue]]:
    """Header values by column, the finding that each rests on, and what was not understood."""
    evidence: list[Finding] = []
    issues: list[Issue] = []
    _collect(header_front.find(outline), evidence, issues)
    _collect(header_close.find(outline), evidence, issues)
    values = _values(evidence)
    title = str(values.get("title") or "")
    period = period_of(title)
    if period:
        span = next((each.start, each.end) for each in evidence if "title" in each.values)
        evidence += [value(name, day, span, 0.9) for name, day in
                     (("period_start", period.start), ("period_end", period.end)) if day]  # fmt: skip
    issued = values.get("issued_on")
    evidence += _whose(outline, str(values.get("number") or ""), issued if isinstance(issued, date) else None)
    return _spelled(_values(evidence)), evidence, issues


def _whose(outline: Outline, number: str, on: date | None) -> Iterable[Finding]:
    """Issuer, level and places; the issuer's name is completed with its place's: `UBND huyện` by `Vũ Quang`."""
    issuer = header_issuer.find(outline, number)
    if issuer is None:
        return
    named = header_places.named_places(outline)
    names = (_UPPER_UNIT.split(issuer.name)[0], issuer.parent)
    level = next(filter(None, (*map(level_of, names), *map(_bare_level, names), _level_word(issuer.name))), "")
    if level not in (PROVINCE, DISTRICT, COMMUNE):
        yield from header_issuer.findings(issuer)
        return
    units = header_places.own_unit(named, f"{issuer.parent} {names[0]}", level, on)
    yield from header_issuer.findings(
        header_issuer.completed(issuer, units[0].kind, units[0].name) if units else issuer
    )
    yield value("level", level, issuer.span, issuer.confidence)
    yield from header_places.find(named, units, on, issuer.span)


# "Ban Chỉ đạo huyện Tân Kỳ, tỉnh Nghệ An": what stands behind the comma only tells where the unit lies.
_UPPER_UNIT = re.compile(r",\s+(?=(?:tỉnh|thành phố|huyện|thị xã|TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ)\s)")


def _bare_level(name: str) -> str:
    """The level word that stands last in a name without a place: `UBND huyện`."""
    return next((level for word, level in _BARE if name.lower().endswith(word)), "")


def _spelled(values: dict[str, Value]) -> dict[str, Value]:
    """The place of issue as the gazetteer spells it: by the plan's own units, else by the nearest province."""
    place = values.get("place")
    if not isinstance(place, str):
        return values
    own = {fold(str(values[name])): values[name] for name in ("province", "district", "commune") if values.get(name)}
    alike = [name for name in own if name == fold(place)]
    alike += [name for name in own if Levenshtein.distance(fold(place), name, score_cutoff=1) <= 1]
    alike += [name for name in own if name.endswith(f" {fold(place)}")]
    if alike:
        return values | {"place": own[alike[0]]}
    if any(gazetteer().has(level, place) for level in (PROVINCE, DISTRICT, COMMUNE)):
        return values
    near = gazetteer().named(PROVINCE, place) or gazetteer().nearest(PROVINCE, place)
    return values | {"place": near[0].name if near else place}


def _level_word(name: str) -> str:
    """The level of a committee whose place was misread: `Ủy ban nhân dân tinh quang ngaai`."""
    found = LEVEL_WORD.search(fold(name)) if fold(name).startswith(("uy ban nhan dan", "hoi dong nhan dan")) else None
    return LEVEL_WORDS[found[1]][-1] if found else ""


_BARE = (("tỉnh", PROVINCE), ("huyện", DISTRICT), ("quận", DISTRICT), ("thị xã", DISTRICT), ("thị trấn", COMMUNE),
         ("xã", COMMUNE), ("phường", COMMUNE))  # fmt: skip


def _collect(found: Iterable[Finding | Issue], evidence: list[Finding], issues: list[Issue]) -> None:
    for each in found:
        if isinstance(each, Issue):
            issues.append(each)
        else:
            evidence.append(each)


def _values(evidence: Iterable[Finding]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for each in evidence:
        for name, found in each.values.items():
            if found not in (None, ""):
                values.setdefault(name, found)
    return values
