"""What all kinds of annexes share: number, title line, the communes in their rows."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tools.plans.setting import Setting
from tools.plans.writer import ROMANS

NUMBER = "{number}"
"""Stands for the plan's own number in a title line."""


def labelled(rng: Random, number: int = 1) -> str:
    """The annex's number, as offices print it."""
    return rng.choice(
        (f"Biểu {number:02}", f"BIỂU SỐ {number:02}", f"PHỤ LỤC {ROMANS[number - 1]}", f"Phụ lục {number:02}")
    )


def attached(s: Setting) -> str:
    """The line that ties the annex to its plan."""
    return f"(Kèm theo Kế hoạch số {NUMBER} ngày {s.issued.strftime('%d/%m/%Y')} của {s.body} {s.name})"


def _named(rng: Random, names: Sequence[str], towns: Sequence[str]) -> list[tuple[str, str]]:
    """Communes as a table prints them, with their area: bare, behind `Xã`, towns behind `Thị trấn` or `TT.`."""
    worded = rng.random() < 0.4
    shown = [(f"Xã {name}" if worded else name, f"xã {name}") for name in names]
    town = rng.choice(("Thị trấn {}", "TT. {}", "TT {}"))
    return shown + [(town.format(name), f"thị trấn {name}") for name in towns[:1] if rng.random() < 0.5]


def communes_of(s: Setting, most: int) -> list[tuple[str, str]]:
    """Some communes of the district, as the table prints them, with their area."""
    district = s.district
    if district is None:
        return []
    names = s.communes(s.rng.randint(min(5, len(district.communes)), most))
    return _named(s.rng, names, district.towns)
