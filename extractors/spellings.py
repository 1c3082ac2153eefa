"""Names of communes that were misread, set right by the district's own communes.

`Ngọc Thiệp`, which no unit of the country is named, is `Ngọc Thiện` in a district that has such a commune: a
name that differs in marks alone, or in one letter from exactly one commune of the district. What is changed
is an issue, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from rapidfuzz.distance import Levenshtein

from normalizers.places import COMMUNE, DISTRICT, PROVINCE, gazetteer, place_key
from pipeline.model import Finding, Issue, Value

_COLUMNS = ("unit", "named_units", "area")
_SHORTEST = 6  # letters; shorter names differ by one letter too easily
_LESS_SURE = 0.9


def settle(rows: list[Finding], document: Mapping[str, Value]) -> tuple[list[Finding], list[Issue]]:
    """The rows with the names of communes as the gazetteer has them, and an issue for each name changed."""
    district, issued = document.get("district_code"), document.get("issued_on")
    if not isinstance(district, str) or not district:
        return rows, []
    on = issued if isinstance(issued, date) else None
    known = {place_key(unit.name): unit.name for unit in gazetteer().within(COMMUNE, district, on)}
    settled, issues, said = [], [], set()
    for row in rows:
        if row.values.get("unit_level") not in (None, "", "xã"):
            settled.append(row)
            continue
        changes = {column: _changed(str(row.values.get(column) or ""), known) for column in _COLUMNS}
        changes = {column: value for column, value in changes.items() if value and value != row.values.get(column)}
        for column, value in changes.items():
            message = f"{row.values[column]} is taken for {value}, a commune of the district"
            if message not in said:
                said.add(message)
                issues.append(Issue("place_spelling", message, None, row.start, row.end))
        settled.append(
            replace(row, values={**row.values, **changes}, confidence=row.confidence * _LESS_SURE) if changes else row
        )
    return settled, issues


def _changed(names: str, known: Mapping[str, str]) -> str:
    return ";".join(_nearest(name, known) for name in names.split(";")) if names else ""


def _nearest(name: str, known: Mapping[str, str]) -> str:
    level, bare = _split(name)
    key = place_key(bare)
    if not key or any(gazetteer().has(each, bare) for each in (COMMUNE, DISTRICT, PROVINCE)):
        return name
    if key in known:
        return level + known[key]
    alike = [right for each, right in known.items() if Levenshtein.distance(key, each, score_cutoff=1) <= 1]
    return level + alike[0] if len(alike) == 1 and len(key) >= _SHORTEST else name


def _split(name: str) -> tuple[str, str]:
    """`xã An Dương` -> (`xã `, `An Dương`)."""
    for level in ("xã ", "Xã ", "thị trấn ", "Thị trấn ", "phường ", "Phường "):
        if name.startswith(level):
            return level, name[len(level) :]
    return "", name
