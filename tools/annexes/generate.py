"""The entry: `generate(kind, seed)` builds a short plan with one annex; the same seed gives the same one everywhere."""

from __future__ import annotations

import csv
import zlib
from dataclasses import replace
from pathlib import Path
from random import Random

from tools.annexes.kinds import KINDS, PROVINCIAL
from tools.annexes.model import AnnexedPlan
from tools.annexes.parts import NUMBER
from tools.plans.gold import COLUMNS
from tools.plans.setting import drawn, writer


def generate(kind: str, seed: int, split: str = "seen") -> AnnexedPlan:
    """Build number `seed` of annexes of `kind` (a key of KINDS); raises KeyError for another kind."""
    rng = Random(zlib.crc32(f"annex:{kind}:{seed}".encode()))
    setting = drawn(rng, split, "tỉnh" if kind in PROVINCIAL else "huyện", (2017, 2024))
    annex = KINDS[kind](setting)
    w = writer(setting, f"Xây dựng nông thôn mới năm {setting.year}", "VP")
    annex = replace(annex, titles=tuple(title.replace(NUMBER, w.header.number) for title in annex.titles))
    w.open()
    w.body(f"Ủy ban nhân dân {setting.area} ban hành Kế hoạch với các nội dung sau:")
    w.heading(0, "MỤC ĐÍCH, YÊU CẦU")
    w.bullet("Tạo sự chuyển biến rõ nét trong nhận thức của cán bộ và nhân dân về xây dựng nông thôn mới.")
    w.bullet("Bảo đảm tiết kiệm, hiệu quả, không phô trương, hình thức.")
    w.heading(0, "NỘI DUNG")
    w.body(f"Chi tiết tại {annex.label} kèm theo Kế hoạch này./.")
    w.close_body()
    w.sign()
    printing = replace(setting.printing, size=13.0, page_number="none")
    return AnnexedPlan(w.plan(f"annex_{kind}", seed, printing), (annex,))


def write_gold(folder: Path, annexed: AnnexedPlan) -> None:
    """The tables of the annexes' facts and the plan's own row, as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[dict[str, str]]] = {name: [] for name in COLUMNS}
    found["documents"].append({name: annexed.plan.document.get(name, "") for name in COLUMNS["documents"]})
    for annex in annexed.annexes:
        for each in annex.rows:
            for fact in each.facts:
                found[fact.table].append({**fact.values, "quote": each.quote})
    for name, rows in found.items():
        columns = [column for column in COLUMNS[name] if column not in ("line_start", "line_end")]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer_ = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
            writer_.writeheader()
            writer_.writerows(rows)
