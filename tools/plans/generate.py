"""The entry: `generate(family, seed)` builds a plan; the same seed gives the same plan everywhere."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from random import Random

from tools.plans.errors import with_errors
from tools.plans.model import Plan


@dataclass(frozen=True, slots=True)
class Family:
    """A plan family; `unseen` ones serve evaluation only and are never looked at in tuning."""

    name: str
    unseen: bool = False


FAMILIES: Mapping[str, Family] = {
    family.name: family
    for family in (
        Family("xa_ntm"),
        Family("huyen_ntm"),
        Family("tinh_ntm"),
        Family("tinh_ocop"),
        Family("huyen_cds"),
        Family("huyen_giam_ngheo"),
        Family("xa_ra_quan"),
        Family("xa_nang_cao"),
        Family("huyen_ho_so"),
        Family("huyen_trong_cay"),
        Family("tinh_bhyt"),
        *(Family(f"unseen_{letter}", unseen=True) for letter in "abcdef"),
    )
}  # fmt: skip


def generate(family: str, seed: int, errors: bool = False) -> Plan:
    """Build the plan number `seed` of `family`, with typists' mistakes if wanted.

    Raises KeyError for a family that does not exist.
    """
    known = FAMILIES[family]
    module = import_module(f"tools.plans.families.{known.name}")
    rng = Random(zlib.crc32(f"{family}:{seed}".encode()))
    plan: Plan = module.build(module.setting(rng, "unseen" if known.unseen else "seen"), family, seed)
    return with_errors(plan, rng) if errors else plan
