"""Annexes that set targets: by commune and year, by commune and indicator, of the unit by indicator and year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from tools.annexes.model import Annex, Cell, Row, row
from tools.annexes.parts import attached, communes_of, labelled
from tools.annexes.values import COMMUNE_WORDS, COUNTS, INDEX_WORDS, SHARES, SUM_WORDS, Measure
from tools.plans.amounts import vi
from tools.plans.facts import target
from tools.plans.model import Fact
from tools.plans.setting import Setting
from tools.plans.times import Due
from tools.plans.writer import ROMANS


def _year(year: int, text: str) -> Due:
    return Due(text, "within", date(year, 1, 1), date(year, 12, 31), "year")


def _goal(measure: Measure, area: str, value: float, due: Due) -> Fact:
    words = measure.words[0].lower() + measure.words[1:]
    return target(measure.code, words, area, value, measure.unit, due, basis=measure.basis)


def _value(rng: Random, measure: Measure) -> float:
    return round(measure.low + measure.step * rng.randint(0, round((measure.high - measure.low) / measure.step)), 2)


def _shown(value: float, blank: str) -> str:
    return vi(value) if value else blank


def targets_by_year(s: Setting) -> Annex:
    """One indicator, communes down, years across, sums of rows and columns."""
    rng = s.rng
    measure = rng.choice(COUNTS)
    years = list(range(s.issued.year, s.issued.year + rng.randint(2, 4)))
    communes = communes_of(s, 16)
    blank, total_first, total_row_first = rng.choice(("", "-", "0")), rng.random() < 0.3, rng.random() < 0.35
    columns = rng.choice(("Năm {}", "Năm {}", "{}", "KH năm {}"))
    sum_head = rng.choice(("Tổng cộng", "Tổng số", "Cộng", f"Giai đoạn {years[0]}-{years[-1]}"))
    grid = {name: [_value(rng, measure) for _ in years] for name, _ in communes}
    sums = [sum(grid[name][at] for name, _ in communes) for at in range(len(years))]

    def facts(area: str, values: Sequence[float]) -> list[Fact]:
        made = [
            _goal(measure, area, value, _year(year, columns.format(year)))
            for year, value in zip(years, values, strict=True) if value or blank == "0"
        ]  # fmt: skip
        span = Due("", "within", date(years[0], 1, 1), date(years[-1], 12, 31), "")
        if sum(values) or blank == "0":
            made.append(_goal(measure, area, sum(values), span))
        return made

    def line(index: str, label: str, area: str, values: Sequence[float], emphasis: str = "") -> Row:
        cells = [_shown(value, blank) for value in values]
        total = _shown(sum(values), blank)
        shown = [total, *cells] if total_first else [*cells, total]
        return row(index, label, *shown, facts=facts(area, values), emphasis=emphasis)

    body = [line(str(at), name, area, grid[name]) for at, (name, area) in enumerate(communes, 1)]
    whole = line("", rng.choice(SUM_WORDS), s.area, sums, "b")
    year_heads = [columns.format(year) for year in years]
    if rng.random() < 0.5:
        heads = _one_level(rng, [sum_head, *year_heads] if total_first else [*year_heads, sum_head])
    else:
        over = rng.choice(("Kế hoạch thực hiện", "Trong đó", "Chia ra các năm", "Phân kỳ thực hiện"))
        heads = _two_level(rng, year_heads, over, sum_head, total_first)
    share = 0.6 / (len(years) + 1)
    return Annex(
        labelled(rng), (f"{measure.title} giai đoạn {years[0]}-{years[-1]}", attached(s)), heads,
        tuple([whole, *body] if total_row_first else [*body, whole]), (0.1, 0.3, *[share] * (len(years) + 1)),
        unit_line=rng.choice((f"Đơn vị tính: {measure.unit}", f"ĐVT: {measure.unit}")),
        landscape=rng.random() < 0.3, size=rng.choice((11.0, 12.0)),
    )  # fmt: skip


def _one_level(rng: Random, columns: Sequence[str]) -> tuple[Row, ...]:
    heads = [row(rng.choice(INDEX_WORDS), rng.choice(COMMUNE_WORDS), *columns, left=(), emphasis="b")]
    if rng.random() < 0.3:
        heads.append(row(*(f"({at + 1})" for at in range(len(columns) + 2)), left=(), emphasis="i"))
    return tuple(heads)


def _two_level(rng: Random, years: Sequence[str], over: str, total: str, total_first: bool) -> tuple[Row, ...]:
    whole, group = Cell(total, rows=2), Cell(over, columns=len(years))
    opening = (Cell(rng.choice(INDEX_WORDS), rows=2), Cell(rng.choice(COMMUNE_WORDS), rows=2))
    upper = Row((*opening, *((whole, group) if total_first else (group, whole))), emphasis="b")
    return upper, Row(tuple(Cell(year) for year in years), emphasis="b")


def targets_by_indicator(s: Setting) -> Annex:
    """Several indicators across (under a common head for some), communes down, in groups or not."""
    rng = s.rng
    shares, counts = rng.sample(SHARES, rng.randint(1, 3)), rng.sample(COUNTS, rng.randint(1, 2))
    measures = [*counts, *shares]
    communes = communes_of(s, 14)
    grid = {name: [_value(rng, measure) for measure in measures] for name, _ in communes}
    unit_in_head = rng.random() < 0.7
    due = _year(s.issued.year, "")
    groups = rng.choice(((), (), ("Khu vực I", "Khu vực II"), ("Các xã đăng ký đạt chuẩn", "Các xã còn lại")))

    def facts(area: str, values: Sequence[float | None]) -> list[Fact]:
        return [
            _goal(measure, area, value, Due("", "within", due.start, due.end, ""))
            for measure, value in zip(measures, values, strict=True) if value
        ]  # fmt: skip

    def shown(values: Sequence[float | None]) -> list[str]:
        return [_shown(value or 0, "-") for value in values]

    body: list[Row] = []
    cut = len(communes) // 2
    for at, (name, area) in enumerate(communes):
        if groups and at in (0, cut):
            words = groups[0] if at == 0 else groups[1]
            body.append(Row((Cell(ROMANS[0 if at == 0 else 1]), Cell(words, len(measures) + 1, align="left")), (), "b"))
        body.append(row(str(at + 1), name, *shown(grid[name]), facts=facts(area, grid[name])))
    sums = [
        sum(grid[name][at] for name, _ in communes) if measure.adds else None for at, measure in enumerate(measures)
    ]
    body.append(
        Row(
            (Cell(rng.choice(SUM_WORDS), columns=2), *(Cell(text) for text in shown(sums))),
            tuple(facts(s.area, sums)),
            "b",
        )
    )

    def head(measure: Measure) -> str:
        return f"{measure.words} ({measure.unit})" if unit_in_head or measure.unit != "%" else measure.words

    heads = tuple(_indicator_heads(rng, [head(each) for each in measures], f"Chỉ tiêu năm {s.issued.year}"))
    share = 0.66 / len(measures)
    return Annex(
        labelled(rng), (f"Giao chỉ tiêu thực hiện năm {s.issued.year} cho các xã, thị trấn", attached(s)), heads,
        tuple(body), (0.08, 0.26, *[share] * len(measures)), landscape=rng.random() < 0.4, size=11.0,
    )  # fmt: skip


def _indicator_heads(rng: Random, words: Sequence[str], over: str) -> list[Row]:
    first = [rng.choice(INDEX_WORDS), rng.choice(COMMUNE_WORDS)]
    if rng.random() < 0.5:
        return [row(*first, *words, left=(), emphasis="b")]
    return [
        Row((Cell(first[0], rows=2), Cell(first[1], rows=2), Cell(over, columns=len(words))), emphasis="b"),
        Row(tuple(Cell(each) for each in words), emphasis="b"),
    ]


def indicators_by_year(s: Setting) -> Annex:
    """The unit's own indicators down, years across, behind what was reached before."""
    rng = s.rng
    years = list(range(s.issued.year, s.issued.year + rng.randint(2, 4)))
    measures = [*rng.sample(SHARES, 4), *rng.sample(COUNTS, 2)]
    columns = rng.choice(("Năm {}", "Kế hoạch năm {}", "{}", "KH {}"))
    base = rng.choice((f"Thực hiện năm {years[0] - 1}", f"Hiện trạng {years[0] - 1}", f"Ước TH năm {years[0] - 1}"))
    body = []
    for at, measure in enumerate(measures, 1):
        values = sorted((_value(rng, measure) for _ in range(len(years) + 1)), reverse=measure.code == "poverty_rate")
        facts = [
            _goal(measure, s.area, value, _year(year, columns.format(year)))
            for year, value in zip(years, values[1:], strict=True) if value
        ]  # fmt: skip
        body.append(row(str(at), measure.words, measure.unit, *(_shown(value, "-") for value in values), facts=facts))
    heads = [row(rng.choice(INDEX_WORDS), rng.choice(("Chỉ tiêu", "Nội dung chỉ tiêu", "Tên chỉ tiêu")),
                 rng.choice(("ĐVT", "Đơn vị tính", "Đơn vị")), base, *(columns.format(y) for y in years), left=(),
                 emphasis="b")]  # fmt: skip
    share = 0.42 / (len(years) + 1)
    return Annex(
        labelled(rng), (f"Các chỉ tiêu chủ yếu giai đoạn {years[0]}-{years[-1]}", attached(s)), tuple(heads),
        tuple(body), (0.08, 0.34, 0.16, *[share] * (len(years) + 1)), landscape=rng.random() < 0.3,
    )  # fmt: skip


def _set_of(s: Setting) -> str:
    return "xa-2016-2020" if s.issued.year < 2022 else "xa-2021-2025"


def targets_by_district(s: Setting) -> Annex:
    """A province's counts by year: districts with their own sums over their communes, on several pages."""
    rng = s.rng
    measure = rng.choice(COUNTS)
    years = list(range(s.issued.year, s.issued.year + rng.randint(1, 3)))
    columns = rng.choice(("Năm {}", "KH năm {}"))
    districts = sorted(s.region.districts.items())[: rng.randint(3, 6)] if s.region else []
    body: list[Row] = []
    grid: dict[tuple[str, str], list[float]] = {}
    for at, (district, communes) in enumerate(districts):
        values = {name: [_value(rng, measure) for _ in years] for name in communes}
        grid |= {(district, name): each for name, each in values.items()}
        sums = [sum(each[at] for each in values.values()) for at in range(len(years))]
        body.append(_summed(s, measure, years, columns, (ROMANS[at], f"Huyện {district}"), f"huyện {district}", sums))
        for number, name in enumerate(communes, 1):
            body.append(_summed(s, measure, years, columns, (str(number), name), f"xã {name}", values[name]))
    whole = [sum(each[at] for each in grid.values()) for at in range(len(years))]
    body.append(_summed(s, measure, years, columns, ("", "Toàn tỉnh"), s.area, whole))
    heads = [row("STT", "Huyện, xã", *(columns.format(year) for year in years), "Tổng", left=(), emphasis="b")]
    share = 0.6 / (len(years) + 1)
    return Annex(
        labelled(rng), (f"{measure.title} giai đoạn {years[0]}-{years[-1]}", attached(s)), tuple(heads), tuple(body),
        (0.1, 0.3, *[share] * (len(years) + 1)), unit_line=f"Đơn vị tính: {measure.unit}", repeats=rng.random() < 0.7,
        size=12.0,
    )  # fmt: skip


def _summed(  # noqa: PLR0913, PLR0917 - a row of the table
    s: Setting, measure: Measure, years: Sequence[int], columns: str, names: tuple[str, str], area: str,
    values: Sequence[float],
) -> Row:  # fmt: skip
    span = Due("", "within", date(years[0], 1, 1), date(years[-1], 12, 31), "")
    facts = [
        _goal(measure, area, value, _year(year, columns.format(year)))
        for year, value in zip(years, values, strict=True) if value
    ]  # fmt: skip
    facts += [_goal(measure, area, sum(values), span)] if sum(values) and len(years) > 1 else []
    cells = [_shown(value, "-") for value in (*values, sum(values))]
    emphasis = "" if names[0].isdigit() else "b"
    return row(*names, *cells, facts=facts, emphasis=emphasis)
