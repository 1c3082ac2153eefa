"""Real administrative units for the plans: provinces, districts and communes that hold from 2017 to 2024."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random


@dataclass(frozen=True, slots=True)
class District:
    """A rural district (huyện) with all its communes (xã) and towns (thị trấn), names without level words."""

    province: str
    name: str
    communes: tuple[str, ...]
    towns: tuple[str, ...]


@cache
def districts(split: str) -> tuple[District, ...]:
    """The districts of `split`: `seen` or `unseen`."""
    with (Path(__file__).parent / "places.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader((line for line in stream if not line.startswith("#")), delimiter="\t")
        return tuple(
            District(row["province"], row["district"], _names(row["communes"]), _names(row["towns"]))
            for row in rows
            if row["split"] == split
        )


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name for name in cell.split(";") if name)


@dataclass(frozen=True, slots=True)
class Province:
    """A province with its rural districts; each with some of its communes."""

    name: str
    districts: dict[str, tuple[str, ...]]


@cache
def provinces(split: str) -> tuple[Province, ...]:
    """The provinces of `split`: `seen` or `unseen`."""
    with (Path(__file__).parent / "provinces.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader((line for line in stream if not line.startswith("#")), delimiter="\t")
        return tuple(Province(row["province"], _districts(row["districts"])) for row in rows if row["split"] == split)


def _districts(cell: str) -> dict[str, tuple[str, ...]]:
    pairs = (part.split(":") for part in cell.split("|"))
    return {name: tuple(communes.split(",")) for name, communes in pairs}


_SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Lương Tạ Phan Võ Huỳnh Cao"
_MIDDLES = "Văn Đức Thị Quang Minh Xuân Hữu Ngọc Thanh Đình Công Bá Hồng Thế Mạnh Thu Kim Anh"
_GIVEN = (
    "An Bình Cường Dũng Đạt Giang Hà Hải Hạnh Hiền Hòa Hùng Hưng Khánh Lan Liên Long Mai Nam Nga Phong Phúc "
    "Quân Sơn Tâm Thắng Thành Thảo Thủy Toàn Trung Tuấn Tùng Vân Vinh Yến"
)


def person(rng: Random) -> str:
    """A name drawn at random: nobody's."""
    return " ".join(rng.choice(words.split()) for words in (_SURNAMES, _MIDDLES, _GIVEN))
