"""What stands in a table's cell: a figure, nothing, a place, a sum's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.context import Context
from normalizers.keys import LOWER, UPPER, fold
from normalizers.numbers import NUMBER, parse_number
from normalizers.places import COMMUNE, DISTRICT, PROVINCE, gazetteer
from normalizers.quantities import find_quantities

_DASH = re.compile(r"[-–—_.…x×]{0,3}")
_PLAIN = re.compile(
    rf"(?P<sign>[<>≥≤]=?|tren|duoi|tu|it nhat|toi thieu)?\s*(?P<value>{NUMBER})\s*"
    rf"(?:/\s*(?P<whole>\d+)|[-–]\s*(?P<high>{NUMBER}))?"
    rf"\s*(?P<share>%)?\s*(?P<more>tro len)?"
)
_SIGNS = {"<": "lt", ">": "gt", "≥": "ge", "≤": "le", ">=": "ge", "<=": "le", "tren": "gt", "duoi": "lt", "tu": "ge",
          "it nhat": "ge", "toi thieu": "ge"}  # fmt: skip
_SUM = re.compile(
    r"(?:(?:[ivxab]{1,4}|\d{1,2})[.)]?\s+)?(?:tong(?: so| cong)?(?: chung)?|cong|binh quan(?: chung)?"
    r"|toan (?:huyen|tinh|xa|thi xa|thanh pho)|(?:tong )?so xa (?:dat|hoan thanh).*"
    r"|tong (?:so )?(?:tieu chi|xa|tc).*)(?:\s*[:(].*)?\s*"
)
_LEVELS = {
    "xa": "xã", "phuong": "phường", "thi tran": "thị trấn", "tt": "thị trấn", "huyen": "huyện", "thi xa": "thị xã",
    "tx": "thị xã", "thanh pho": "thành phố", "tp": "thành phố", "quan": "quận", "thon": "thôn", "ban": "bản",
    "xom": "xóm", "ap": "ấp", "lang": "làng", "buon": "buôn", "khu": "khu", "khu pho": "khu phố",
    "to dan pho": "tổ dân phố", "to": "tổ", "tinh": "tỉnh", "khu dan cu": "khu dân cư",
}  # fmt: skip
_PLACE = re.compile(
    rf"(?:(?P<level>{'|'.join(sorted(_LEVELS, key=len, reverse=True))})(?:\.\s*|\s+))?(?P<name>\S.{{0,40}})"
)
_NAME = re.compile(rf"(?:[{UPPER}][\w'’.-]*|[{LOWER}]\w*-\w*|\d{{1,2}})(?:[\s-]+(?:[{UPPER}][\w'’.-]*|\d{{1,2}}))*")
_OF_LEVEL = {
    "xã": "xã", "phường": "xã", "thị trấn": "xã", "huyện": "huyện", "thị xã": "huyện", "thành phố": "huyện",
    "quận": "huyện", "tỉnh": "tỉnh",
}  # fmt: skip
_BELOW = {"tỉnh": "huyện", "huyện": "xã", "xã": "thôn"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a cell: its bound, value or range, whole (`12/15`), and `%` where it says so."""

    comparator: str
    value: float
    value_max: float | None = None
    whole: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit that a cell names: its level word, its level (`xã`, `huyện`, `thôn`, `tỉnh`), its bare name."""

    word: str
    level: str
    name: str

    @property
    def area(self) -> str:
        """With its level word."""
        return f"{self.word} {self.name}"


def is_blank(text: str) -> bool:
    """Whether a cell holds nothing or a dash."""
    return _DASH.fullmatch(text) is not None and text.lower() not in ("x", "×")


def figure(text: str, unit: str = "") -> Figure | None:
    """The figure of a cell; None where it holds none, or more than one."""
    key = fold(text).strip().rstrip(".;")
    found = _PLAIN.fullmatch(key)
    if found:
        comparator = "ge" if found["more"] else _SIGNS.get(found["sign"] or "", "eq")
        high = parse_number(found["high"]) if found["high"] else None
        value, whole = parse_number(found["value"]), float(found["whole"]) if found["whole"] else None
        if high is not None and high <= value:
            return None
        return Figure("range" if high is not None else comparator, value, high, whole, "%" if found["share"] else "")
    quantities = find_quantities(f"{text} {unit}".strip())
    if len(quantities) != 1 or len(key) > 40:
        return None
    one = quantities[0]
    return Figure(one.comparator, one.value, one.value_max, one.denominator, one.unit)


def is_sum(text: str) -> bool:
    """Whether a row's name says that it sums up the others."""
    return _SUM.fullmatch(fold(text).strip(" .:*")) is not None


def is_average(text: str) -> bool:
    """Whether a row's name says that it averages the others."""
    return fold(text).strip().startswith("binh quan")


def place(text: str, context: Context, level: str = "") -> Place | None:
    """The unit that a cell names; a bare name is of `level`, else of one below the plan's that knows it."""
    found = _PLACE.fullmatch(fold(text).strip(" .:*"))
    printed = text.strip(" .:*")
    if found is None:
        return None
    name = printed[found.start("name") :]
    if found["level"] and found["level"] != "to" and not gazetteer().has(COMMUNE, printed):
        word = _LEVELS[found["level"]]
        return Place(word, _OF_LEVEL.get(word, "thôn"), name) if _is_name(name) else None
    name = printed.title() if printed.isupper() and len(printed) > 3 else printed
    levels = (level,) if level else dict.fromkeys((_BELOW.get(context.level, "xã"), "xã", "huyện"))
    if not _NAME.fullmatch(name):
        return None
    known = next((each for exact in (True, False) for each in levels if _is_known(each, name, exact)), "")
    return Place(_word(known, name), known, name) if known else None


def _is_name(name: str) -> bool:
    return name[:1].isupper() or name[:1].isdigit()


def _is_known(level: str, name: str, exact: bool) -> bool:
    """Communes and districts are in the gazetteer (misread ones nearly); hamlets are known to nobody."""
    if level == "thôn":
        return True
    of = {"xã": COMMUNE, "huyện": DISTRICT, "tỉnh": PROVINCE}[level]
    return bool(gazetteer().named(of, name) if exact else gazetteer().nearest(of, name))


def _word(level: str, name: str) -> str:
    """The level word of a bare name: that of all units of the name, else the usual one."""
    if level not in ("xã", "huyện"):
        return level
    kinds = {unit.kind.lower() for unit in gazetteer().named(COMMUNE if level == "xã" else DISTRICT, name)}
    return kinds.pop() if len(kinds) == 1 else level
