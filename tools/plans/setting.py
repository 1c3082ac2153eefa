"""The setting of a plan: where, when, who signs; drawn from a seed and the same for all families."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from tools.plans.agencies import Agencies
from tools.plans.legal import Citer
from tools.plans.model import Printing
from tools.plans.places import District, Province, districts, person, provinces
from tools.plans.times import Due, Times, period
from tools.plans.writer import Habits, Header, Writer


@dataclass(frozen=True, slots=True)
class Setting:
    """What a family builds on."""

    rng: Random
    level: str
    province: str
    district: District | None
    region: Province | None
    commune: str
    issued: date
    first: date
    last: date
    agencies: Agencies
    citer: Citer
    times: Times
    printing: Printing
    stated: Due | None = None

    @property
    def area(self) -> str:
        """The unit whose plan it is, with its level word."""
        name = {"xã": self.commune, "huyện": self.district.name if self.district else "", "tỉnh": self.province}
        return f"{self.level} {name[self.level]}"

    @property
    def name(self) -> str:
        """The same without the level word."""
        return self.area.partition(" ")[2]

    @property
    def year(self) -> int:
        """The plan's (last) year."""
        return self.last.year

    @property
    def own(self) -> Due:
        """The time of targets that state none: the heading's, else the plan's period."""
        return self.stated or period(self.first, self.last)

    @property
    def body(self) -> str:
        """The issuer in short."""
        return f"UBND {self.level}"

    def communes(self, count: int) -> list[str]:
        """Some communes of the district, in the order of the list."""
        if self.district is None:
            return []
        drawn = set(self.rng.sample(self.district.communes, min(count, len(self.district.communes))))
        return [name for name in self.district.communes if name in drawn]


def drawn(rng: Random, split: str, level: str, years: tuple[int, int], long: int = 0) -> Setting:
    """Draw a setting; `long` is the number of years that the plan covers beyond its own."""
    district = rng.choice(districts(split)) if level != "tỉnh" else None
    region = rng.choice(provinces(split)) if level == "tỉnh" else None
    year = rng.randint(*years)
    if long:
        issued = date(year, rng.randint(2, 8), rng.randint(2, 28))
        first, last = date(year - year % 5 + 1 if year % 5 else year - 4, 1, 1), date(year, 12, 31)
        last = date(first.year + 4, 12, 31)
    else:
        issued, first, last = date(year, rng.randint(1, 4), rng.randint(3, 28)), date(year, 1, 1), date(year, 12, 31)
    province = region.name if region else district.province if district else ""
    commune = rng.choice(district.communes) if district and level == "xã" else ""
    printing = Printing(
        size=rng.choice((13.0, 13.5, 14.0)), leading=rng.choice((1.15, 1.2, 1.28)), paragraph_gap=rng.choice((2.0, 4.0, 6.0)),
        indent=rng.choice((28.0, 36.0, 36.0)), page_number=rng.choice(("top", "top", "bottom")),
        left_margin=rng.choice((80.0, 85.0)), right_margin=rng.choice((42.5, 50.0, 56.0)),
    )  # fmt: skip
    times = Times(rng, issued, min(last, date(issued.year + 1, 12, 31)) if long else last)
    return Setting(rng, level, province, district, region, commune, issued, first, last,
                   Agencies(rng, level), Citer(rng), times, printing)  # fmt: skip


def writer(
    setting: Setting, title: str, unit: str = "", symbol: str = "KH-UBND", recipients: tuple[str, ...] = ()
) -> Writer:
    """A writer with the head and the close of a People's Committee's plan."""
    rng = setting.rng
    name = setting.name
    deputy = rng.random() < (0.35 if setting.level == "xã" else 0.6)
    signing = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") if deputy else ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    left = ("ỦY BAN NHÂN DÂN", f"{setting.level.upper()} {name.upper()}")
    header = Header(
        level=setting.level, province=setting.province, district=setting.district.name if setting.district else "",
        commune=setting.commune, issuer=f"Ủy ban nhân dân {setting.area}", head_left=left,
        number=f"{rng.randint(3, 298):02}/{symbol}", place=name, issued=setting.issued, title=title,
        signer=person(rng), signing=signing, signer_title="Phó Chủ tịch" if deputy else "Chủ tịch",
        signed_for="TM.;KT." if deputy else "TM.", recipients=recipients or recipients_of(setting, unit),
        period=(setting.first, setting.last),
    )  # fmt: skip
    return Writer(rng, header, Habits.drawn(rng))


def recipients_of(setting: Setting, unit: str) -> tuple[str, ...]:
    """The lines under `Nơi nhận`."""
    rng, level = setting.rng, setting.level
    above = {"xã": "UBND huyện", "huyện": "UBND tỉnh", "tỉnh": "Bộ Nông nghiệp và PTNT"}[level]
    if unit == "KGVX":
        above = "Bộ Y tế"
    party = {"xã": "TT Đảng ủy, TT HĐND xã", "huyện": "TT Huyện ủy, TT HĐND huyện", "tỉnh": "TT Tỉnh ủy, TT HĐND tỉnh"}[
        level
    ]
    below = {"xã": "Các thôn", "huyện": "UBND các xã, thị trấn", "tỉnh": "UBND các huyện, thành phố"}[level]
    lines = [
        f"{above} (b/c);" if rng.random() < 0.6 else f"{above};",
        f"{party}{rng.choice((' (b/c);', ';'))}",
        f"CT, các PCT UBND {level};",
        {"xã": "Các ban, ngành, đoàn thể xã;", "huyện": "Các phòng, ban, ngành huyện;", "tỉnh": "Các sở, ban, ngành;"}[
            level
        ],
        f"{below}{rng.choice((' (t/h);', ';'))}",
        f"Lưu: VT{f', {unit}' if unit else ''}.",
    ]
    if rng.random() < 0.4:
        lines.pop(rng.randrange(1, 4))
    return tuple(lines)
