"""All kinds of annexes by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tools.annexes.criteria import criteria_down, lacking_list, matrix
from tools.annexes.model import Annex
from tools.annexes.targets import indicators_by_year, targets_by_district, targets_by_indicator, targets_by_year
from tools.annexes.works import schedule
from tools.plans.setting import Setting

Build = Callable[[Setting], Annex]

KINDS: Mapping[str, Build] = {
    build.__name__: build
    for build in (
        targets_by_year, targets_by_indicator, targets_by_district, indicators_by_year, matrix, criteria_down,
        lacking_list, schedule,
    )
}  # fmt: skip
PROVINCIAL = frozenset({"targets_by_district"})
"""The kinds that a province issues; the others are a district's."""
