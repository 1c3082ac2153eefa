"""Annexes on criteria: communes and criteria in either direction, and lists of what communes lack."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tools.annexes.model import Annex, Cell, Row, row
from tools.annexes.parts import attached, communes_of, labelled
from tools.annexes.values import COMMUNE_WORDS, INDEX_WORDS, MARKS
from tools.plans.criteria import NAMES
from tools.plans.facts import deadline, implied, progress, status
from tools.plans.setting import Setting
from tools.plans.writer import capital


def _set_of(s: Setting) -> str:
    return "xa-2016-2020" if s.issued.year < 2022 else "xa-2021-2025"


TITLES = (
    "Tổng hợp kết quả thực hiện các tiêu chí nông thôn mới của các xã", "Thực trạng xây dựng nông thôn mới các xã",
    "Biểu tổng hợp các tiêu chí nông thôn mới đạt chuẩn", "Kết quả rà soát Bộ tiêu chí quốc gia về xã nông thôn mới",
)  # fmt: skip


def matrix(s: Setting) -> Annex:
    """Communes down, the 19 criteria across, a count at the end, how many communes meet each below."""
    rng, code = s.rng, _set_of(s)
    met, lacking = rng.choice(MARKS)
    communes = communes_of(s, 14)
    names = NAMES[code]
    style = rng.choice(("{}", "{}", "TC {}", "TC{}", "Tiêu chí {}"))
    of_total = rng.random() < 0.5
    grid = {name: [rng.random() < 0.75 for _ in names] for name, _ in communes}
    body = []
    for at, (name, area) in enumerate(communes, 1):
        marks = grid[name]
        unit = area.split(" ", 2 if area.startswith("thị trấn") else 1)[-1]
        facts = [
            status("xã", unit, code, number, held, s.issued, stated=bool(met if held else lacking))
            for number, held in enumerate(marks, 1)
        ]  # fmt: skip
        facts.append(progress("xã", unit, code, sum(marks), 19, s.issued))
        count = f"{sum(marks)}/19" if of_total else str(sum(marks))
        body.append(row(str(at), name, *(met if held else lacking for held in marks), count, facts=facts))
    if rng.random() < 0.6:
        sums = [str(sum(grid[name][at] for name, _ in communes)) for at in range(19)]
        body.append(
            Row(
                (
                    Cell(rng.choice(("Tổng số xã đạt", "Cộng", "Số xã đạt tiêu chí")), columns=2),
                    *map(Cell, sums),
                    Cell(""),
                ),
                (),
                "b",
            )
        )
    count_head = rng.choice(("Tổng số TC đạt", "Số tiêu chí đạt", "Tổng cộng", "Tổng"))
    heads = _matrix_heads(rng, [style.format(number) for number in range(1, 20)], count_head)
    return Annex(
        labelled(rng),
        (f"{rng.choice(TITLES)} đến ngày {s.issued.strftime('%d/%m/%Y')}", attached(s)),
        heads, tuple(body), (0.05, 0.17, *[0.0368] * 19, 0.08), notes=_legend(rng, met, lacking), landscape=True,
        size=10.0,
    )  # fmt: skip


def _matrix_heads(rng: Random, numbers: Sequence[str], count: str) -> tuple[Row, ...]:
    if rng.random() < 0.4:
        return (row(rng.choice(INDEX_WORDS), rng.choice(COMMUNE_WORDS), *numbers, count, left=(), emphasis="b"),)
    over = rng.choice(("Tiêu chí", "Kết quả thực hiện các tiêu chí", "Các tiêu chí"))
    return (
        Row((Cell(rng.choice(INDEX_WORDS), rows=2), Cell(rng.choice(COMMUNE_WORDS), rows=2), Cell(over, columns=19),
             Cell(count, rows=2)), emphasis="b"),
        Row(tuple(map(Cell, numbers)), emphasis="b"),
    )  # fmt: skip


def _legend(rng: Random, met: str, lacking: str) -> tuple[str, ...]:
    said = rng.choice(("Ghi chú: {m}: đạt{l}.", "Ghi chú: “{m}” là đạt{l}", ""))
    return (said.format(m=met, l=f"; {lacking}: chưa đạt" if lacking else ""),) if said else ()


def criteria_down(s: Setting) -> Annex:
    """The criteria down with their names, communes across."""
    rng, code = s.rng, _set_of(s)
    met, lacking = rng.choice([pair for pair in MARKS if pair[1]])
    communes = communes_of(s, 6)[:6]
    units = [area.split(" ", 2 if area.startswith("thị trấn") else 1)[-1] for _, area in communes]
    body = []
    counts = [0] * len(units)
    for number, name in enumerate(NAMES[code], 1):
        held = [rng.random() < 0.7 for _ in units]
        counts = [count + int(each) for count, each in zip(counts, held, strict=True)]
        facts = [status("xã", unit, code, number, each, s.issued) for unit, each in zip(units, held, strict=True)]
        body.append(row(str(number), name, *(met if each else lacking for each in held), facts=facts))
    facts = [progress("xã", unit, code, count, 19, s.issued) for unit, count in zip(units, counts, strict=True)]
    last = Row((Cell("Tổng số tiêu chí đạt", columns=2), *(Cell(f"{count}/19") for count in counts)), tuple(facts), "b")
    heads = row(rng.choice(INDEX_WORDS), rng.choice(("Tiêu chí", "Tên tiêu chí", "Nội dung tiêu chí")),
                *(shown for shown, _ in communes), left=(), emphasis="b")  # fmt: skip
    return Annex(
        labelled(rng), ("Hiện trạng thực hiện bộ tiêu chí quốc gia về nông thôn mới của các xã", attached(s)), (heads,),
        (*body, last), (0.08, 0.32, *[0.6 / len(units)] * len(units)), notes=_legend(rng, met, lacking),
    )  # fmt: skip


def lacking_list(s: Setting) -> Annex:
    """Communes with their count, the criteria that they lack, and when they will meet them."""
    rng, code = s.rng, _set_of(s)
    body = []
    for at, (name, area) in enumerate(communes_of(s, 12), 1):
        unit = area.split(" ", 2 if area.startswith("thị trấn") else 1)[-1]
        missing = sorted(rng.sample(range(1, 20), rng.randint(1, 5)))
        due = s.times.quarter("within") if rng.random() < 0.5 else s.times.in_month()
        facts = (
            progress("xã", unit, code, 19 - len(missing), 19, s.issued),
            *(status("xã", unit, code, number, False, s.issued, due=due) for number in missing),
            *implied("xã", unit, code, 19, missing, s.issued),
            deadline("hoàn thành các tiêu chí chưa đạt", due, (), (), unit),
        )  # fmt: skip
        body.append(
            row(str(at), name, f"{19 - len(missing)}/19", ", ".join(map(str, missing)), capital(due.text), facts=facts)
        )
    heads = row(rng.choice(INDEX_WORDS), rng.choice(COMMUNE_WORDS), rng.choice(("Số tiêu chí đạt", "Số TC đã đạt")),
                rng.choice(("Tiêu chí chưa đạt", "Các tiêu chí chưa đạt", "Tiêu chí còn lại")),
                rng.choice(("Thời gian hoàn thành", "Thời gian đạt chuẩn", "Lộ trình hoàn thành")), left=(),
                emphasis="b")  # fmt: skip
    return Annex(labelled(rng), ("Hiện trạng và lộ trình hoàn thành các tiêu chí của các xã", attached(s)), (heads,),
                 tuple(body), (0.08, 0.26, 0.18, 0.22, 0.26))  # fmt: skip
