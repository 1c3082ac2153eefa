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
    subject: str
    unseen: bool = False


FAMILIES: Mapping[str, Family] = {
    family.name: family
    for family in (
        Family("xa_ntm", "nông thôn mới"),
        Family("huyen_ntm", "nông thôn mới"),
        Family("tinh_ntm", "nông thôn mới"),
        Family("tinh_ocop", "OCOP"),
        Family("huyen_cds", "chuyển đổi số"),
        Family("huyen_giam_ngheo", "giảm nghèo"),
        Family("xa_ra_quan", "vệ sinh môi trường"),
        Family("xa_nang_cao", "nông thôn mới", unseen=True),
        Family("huyen_ho_so", "nông thôn mới", unseen=True),
        Family("huyen_trong_cay", "trồng cây, trồng rừng", unseen=True),
        Family("tinh_bhyt", "bảo hiểm y tế", unseen=True),
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
