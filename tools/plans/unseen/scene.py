"""Where, when and by whom a plan of the families kept for the measure is made; its head and its close."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from tools.plans.model import Printing
from tools.plans.places import District, Province, districts, person, provinces
from tools.plans.times import Due, period
from tools.plans.unseen.bodies import Bodies, names_of
from tools.plans.unseen.cites import Citing
from tools.plans.unseen.moments import Moments
from tools.plans.writer import Habits, Header, Writer

REFORM = date(2025, 7, 1)
"""From this day on communes stand directly below the province."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What such a family builds on; `district` is empty for provinces and for communes after the reform."""

    rng: Random
    level: str
    province: str
    district: District | None
    region: Province | None
    commune: str
    issued: date
    first: date
    last: date
    bodies: Bodies
    cite: Citing
    times: Moments
    printing: Printing
    stated: Due | None = None

    @property
    def name(self) -> str:
        """The unit's name without its level word."""
        return self.commune or (self.district.name if self.district else self.province)

    @property
    def area(self) -> str:
        """The unit whose plan it is, with its level word."""
        return f"{self.level} {self.name}"

    @property
    def year(self) -> int:
        """The plan's last year."""
        return self.last.year

    @property
    def span(self) -> str:
        """The plan's time in words: a year or a period."""
        if self.first.year == self.last.year:
            return f"năm {self.year}"
        return f"giai đoạn {self.first.year} - {self.last.year}"

    @property
    def own(self) -> Due:
        """The time of goals that state none: a heading's, else the plan's."""
        return self.stated or period(self.first, self.last)

    @property
    def body(self) -> str:
        """The issuer in short."""
        return f"UBND {self.level}"

    @property
    def above(self) -> str:
        """The body above the issuer."""
        if self.level == "tỉnh":
            return "Chính phủ"
        return "UBND huyện" if self.level == "xã" and self.district else "UBND tỉnh"

    def until(self, due: Due | None) -> Scene:
        """The same under a heading that gives the time."""
        return replace(self, stated=due)

    def communes(self, count: int, without: tuple[str, ...] = ()) -> list[str]:
        """Some communes of the district, in the order of its list."""
        free = [name for name in (self.district.communes if self.district else ()) if name not in without]
        drawn = set(self.rng.sample(free, min(count, len(free))))
        return [name for name in free if name in drawn]


@cache
def communes_2025() -> dict[str, tuple[str, ...]]:
    """By province: communes that exist since the reform of July 2025."""
    with (Path(__file__).parent / "communes_2025.tsv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader((line for line in stream if not line.startswith("#")), delimiter="\t")
        return {row["province"]: tuple(row["communes"].split(";")) for row in rows}


def drawn(
    rng: Random, split: str, level: str, years: tuple[int, ...], spans: tuple[tuple[int, int], ...] = ()
) -> Scene:
    """A scene in one of `years`, or with a plan over one of `spans` where there are any.

    Plans of one year are signed in its first months or in the last weeks before it; `split` is that of the places.
    """
    first, last = rng.choice(spans) if spans else (rng.choice(years),) * 2
    early = not spans and rng.random() < 0.25
    issued = date(first - 1, 12, rng.randint(1, 30)) if early else date(first, rng.randint(1, 4), rng.randint(3, 28))
    if spans:
        issued = date(first, rng.randint(1, 10), rng.randint(3, 28))
    late = level == "xã" and not early and first == 2025 and rng.random() < 0.6
    if late:
        issued = REFORM + timedelta(days=rng.randint(15, 75))
    district = rng.choice(districts(split)) if level != "tỉnh" and not late else None
    region = rng.choice(provinces(split)) if level == "tỉnh" else None
    province = region.name if region else district.province if district else rng.choice(sorted(communes_2025()))
    commune = rng.choice(district.communes if district else communes_2025()[province]) if level == "xã" else ""
    start, end = date(first, 1, 1), date(last, 12, 31)
    reformed = issued >= (date(2025, 3, 1) if level == "tỉnh" else REFORM)
    bodies = Bodies(rng, names_of(level, issued.year, reformed))
    return Scene(rng, level, province, district, region, commune, issued, start, end, bodies, Citing(rng),
                 Moments(rng, issued, start, end), _printing(rng))  # fmt: skip


def _printing(rng: Random) -> Printing:
    return Printing(
        size=rng.choice((13.0, 13.5, 14.0)), leading=rng.choice((1.12, 1.2, 1.3)), paragraph_gap=rng.choice((1.0, 3.0, 6.0)),
        indent=rng.choice((24.0, 36.0, 42.0)), page_number=rng.choice(("top", "top", "bottom", "none")),
        left_margin=rng.choice((76.0, 85.0)), right_margin=rng.choice((42.5, 52.0)),
    )  # fmt: skip


def written(x: Scene, title: str, unit: str = "") -> Writer:
    """A writer with the head and the close of a People's Committee's plan; `unit` drafted it."""
    rng = x.rng
    deputy = rng.random() < (0.3 if x.level == "xã" else 0.65)
    signing = ("TM. ỦY BAN NHÂN DÂN", *(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") if deputy else ("CHỦ TỊCH",)))
    left = ("ỦY BAN NHÂN DÂN", x.area.upper()) if rng.random() < 0.7 else (f"UBND {x.area.upper()}",)
    number = f"{rng.randint(1, 190 if x.level == 'xã' else 420):02}/KH-UBND"
    header = Header(
        level=x.level, province=x.province, district=x.district.name if x.district else "", commune=x.commune,
        issuer=f"Ủy ban nhân dân {x.area}", head_left=left, number=number, place=x.name, issued=x.issued, title=title,
        signer=person(rng), signing=signing, signer_title="Phó Chủ tịch" if deputy else "Chủ tịch",
        signed_for="TM.;KT." if deputy else "TM.", recipients=_recipients(x, unit), period=(x.first, x.last),
    )  # fmt: skip
    habits = replace(
        Habits.drawn(rng),
        roman=rng.choice(("{}.", "{}.", "{}.", "{}/", "{}-")),
        letter=rng.choice(("{})", "{}.", "{}/")),
        marks=rng.choice((("-", "+"), ("-", "+"), ("-", "*"), ("+", "-"), ("•", "+"), ("–", "+"))),
    )
    return Writer(rng, header, habits)


def _recipients(x: Scene, unit: str) -> tuple[str, ...]:
    rng = x.rng
    to = rng.choice((" (để b/c)", " (b/c)", " (báo cáo)", ""))
    party = {"xã": "Đảng ủy", "huyện": "Huyện ủy", "tỉnh": "Tỉnh ủy"}[x.level]
    down = {"xã": "Các thôn", "huyện": "UBND các xã, thị trấn", "tỉnh": "UBND các huyện, thành phố"}[x.level]
    side = {"xã": "Các ban, ngành, đoàn thể", "huyện": "Các cơ quan, ban ngành huyện", "tỉnh": "Các sở, ban, ngành"}[
        x.level
    ]
    lines = [
        f"{'Các Bộ liên quan' if x.level == 'tỉnh' else x.above}{to};",
        rng.choice((f"Thường trực {party}, HĐND {x.level};", f"TT.{party}, TT.HĐND {x.level};", f"Thường trực {party};")),
        rng.choice((f"Chủ tịch và các PCT UBND {x.level};", f"Lãnh đạo UBND {x.level};")),
        f"{side};", f"{down};", rng.choice((f"Lưu: VT{', ' + unit if unit else ''}.", "Lưu VP.", "Lưu: VT.")),
    ]  # fmt: skip
    if rng.random() < 0.4:
        lines.pop(rng.randrange(0, 4))
    return tuple(lines)
