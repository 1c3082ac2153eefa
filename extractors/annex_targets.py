"""Targets in tables: by commune and year, by commune and indicator, of the unit itself by indicator and year.

A row for a place is set for it, a sum row for the unit whose plan it is. What was (`Hiện trạng`, years before the
plan), what a place has (`Tổng số hộ`) and money are no goals. What a sum doubts has less confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extractors.context import Context
from extractors.due import Due, due_of, plan_period
from extractors.indicators import OTHER, Indicator, indicator_of
from extractors.outline import Outline
from extractors.table_heads import Head, Role
from extractors.table_sums import Checked, Kind, Mismatch, adds_up
from extractors.table_titles import Caption
from extractors.table_values import Figure, is_blank
from extractors.tables import Table, TableCell, TableRow
from extractors.target_rules import basis_of, cue
from extractors.target_tables import TargetTable
from normalizers.dates import Years, find_times
from normalizers.keys import fold
from normalizers.quantities import Quantity
from normalizers.units import is_unit, kind_of, unit_at
from pipeline.model import Finding, Issue, Value

_REPORTS = re.compile(r"(?<!\w)(?:hien trang|thuc trang|ket qua|danh gia|tong hop tinh hinh|ra soat)(?!\w)")
_PLANS = re.compile(r"(?<!\w)(?:chi tieu|ke hoach|muc tieu|phan dau|giao|dang ky|lo trinh|du kien|nhiem vu)(?!\w)")
_COSTS = re.compile(r"(?<!\w)(?:kinh phi|von|du toan|ngan sach|nguon luc)(?!\w)")
_TITLE_LEAD = re.compile(
    r"^(?:(?:phụ lục|biểu|bảng)(?:\s+(?:số\s+)?[\dIVX]+)?\s*[:.]?\s*)?(?:(?:tổng hợp|chi tiết|giao|phân bổ|danh sách"
    r"|kế hoạch|lộ trình|chỉ tiêu|các|mục tiêu|nhiệm vụ|đăng ký)\s+)*", re.IGNORECASE,
)  # fmt: skip
_TITLE_TAIL = re.compile(
    r"\s+(?:giai đoạn|năm|đến năm|theo năm|trong năm|giao|cho|của|tại|trên địa bàn|từ năm)\s.*$",
    re.IGNORECASE | re.DOTALL,
)
_NEW = re.compile(r"(?<!\w)(?:them|moi|trong nam|giam|dang ky|cong nhan|ke hoach|lo trinh|du kien)(?!\w)")
_PRODUCTS = "sản phẩm"  # a table on OCOP counts OCOP products
_ADDED = re.compile(
    r"(?<!\w)(?:(?<!nong thon )moi$|(?<!nong thon )moi (?:thanh lap|cong nhan)|tang them|phat trien moi)"
)
_COUNTED = re.compile(r"(?:tong )?so (?:luong )?")
_UNIT_IN_BRACKETS = re.compile(r"\s*\(([^()]{1,30})\)\s*$")
_KNOWN_SURE, _OTHER_SURE, _UNLIKELY = 0.9, 0.82, 0.5


def find(outline: Outline, context: Context, table: Table, caption: Caption) -> list[Finding | Issue] | None:
    """The targets of a table, and the sums that disagree; None for a table that sets none."""
    del outline
    targets = TargetTable(context, table, caption)
    if not _sets_goals(targets):
        return None
    checked = targets.checked()
    found: list[Finding | Issue] = [_mismatch(targets, each) for each in checked.mismatches]
    for at, row in enumerate(table.rows):
        area = _area(targets, at)
        if area is not None:
            for column in targets.values:
                if not is_blank(row.text(column)):
                    found += _target(targets, at, column, targets.column_places.get(column) or area, checked)
    return found


def _sets_goals(targets: TargetTable) -> bool:
    """Whether the table is one of goals: by its title, its heads, or years that are to come."""
    by_indicator = targets.table.heads[targets.label].role is Role.INDICATOR
    if not targets.values or not (targets.by_place or by_indicator):
        return False
    title = targets.caption.key
    costs = _COSTS.search(title)
    if costs and not _PLANS.search(title[: costs.start()]):
        return False
    if _PLANS.search(title) or any(_PLANS.search(head.key) for head in targets.table.heads):
        return True
    return bool(targets.years) and not _REPORTS.search(title)


def _area(targets: TargetTable, at: int) -> str | None:
    """The unit that a row's figures are set for: its place or the plan's own; None where they are no goals."""
    if at in targets.places:
        return targets.places[at].area
    own = targets.kinds[at] is Kind.SUM or (not targets.by_place and targets.kinds[at] is Kind.OTHER)
    context = targets.context
    return None if not own else f"{context.level} {context.unit}" if context.unit else ""


def _target(targets: TargetTable, at: int, column: int, area: str, checked: Checked) -> Iterator[Finding | Issue]:
    row = targets.table.rows[at]
    cell, found = row.cells[column], targets.figures.get((at, column))
    if found is None:
        yield Issue("annex_unknown_value", f"'{cell.text}' is no figure", None, *row.span)
        return
    words = _indicator_words(targets, row, column)
    unit = _unit(targets.unit(row, column)) or found.unit or _counted_unit(words)
    entry = _entry(targets, column, words, unit)
    trust = checked.trust.get((at, column), 1.0)
    if not entry.plausible(found.value) or (unit == "%" and not 0 <= found.value <= 300):
        yield Issue("implausible_value", f"{found.value:g} {unit} is not plausible for {entry.code}", None, *row.span)
        trust *= _UNLIKELY
    values: dict[str, Value] = {
        "indicator": entry.code, "indicator_text": words, "area": area, "comparator": found.comparator,
        "value": found.value, "value_max": found.value_max, "unit": unit, "denominator": found.whole,
        "basis": _basis(targets, found, words, unit, entry.code), **_due(targets, column).values(),
    }  # fmt: skip
    yield _finding(targets, row, cell, values, trust * (_OTHER_SURE if entry.code == OTHER else _KNOWN_SURE), trust < 1)


def _finding(  # noqa: PLR0913, PLR0917 - a row of the table
    targets: TargetTable, row: TableRow, cell: TableCell, values: dict[str, Value], sure: float, doubted: bool
) -> Finding:
    method = "rule:annex.target.doubted" if doubted else "rule:annex.target"
    return Finding("targets", *row.span, values, method, sure, targets.caption.section, cell.box)


def _entry(targets: TargetTable, column: int, words: str, unit: str) -> Indicator:
    """The catalogue's indicator, by the indicator's words, else by the title where the head names none."""
    entry = indicator_of(fold(words), unit)
    head = targets.table.heads[column]
    by_title = not head.own_words or head.is_general or unit == _PRODUCTS
    if entry.code == OTHER and targets.by_place and by_title:
        return indicator_of(f"{fold(words)} {targets.caption.key}", unit)
    return entry


def _indicator_words(targets: TargetTable, row: TableRow, column: int) -> str:
    """The indicator in the table's words: of the row, of the head, or of the title."""
    if not targets.by_place:
        name = row.text(targets.label)
        words = _UNIT_IN_BRACKETS.sub(lambda found: "" if is_unit(found[1]) else found[0], name).strip(" -+.")
    else:
        words = targets.table.heads[column].own_words or _of_title(targets.caption.title)
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words


def _of_title(title: str) -> str:
    words = _TITLE_TAIL.sub("", _TITLE_LEAD.sub("", title)).strip(" .,:-")
    return words.lower() if words.isupper() else words


def _unit(words: str) -> str:
    """The unit as the tables write it; empty for words that are none."""
    found = unit_at(words, fold(words), 0) if is_unit(words) else None
    return found.text if found else ""


def _counted_unit(words: str) -> str:
    """`Số thôn đạt chuẩn` counts thôn, `Tỷ lệ …` is a share."""
    key = fold(words)
    if key.startswith(("ty le", "ti le")):
        return "%"
    lead = _COUNTED.match(key)
    found = unit_at(words, key, lead.end() if lead else 0)
    return found.text if found else ""


def _basis(targets: TargetTable, found: Figure, words: str, unit: str, code: str) -> str:
    """A level or an amount of change: by the indicator's words; units that reach the standard are counted by year."""
    key, kind = fold(words), kind_of(unit)
    quantity = Quantity(0, 0, 0, 0, found.comparator, found.value, found.value_max, found.whole, unit, kind)
    if "luy ke" in key:
        return "cumulative"
    if code.startswith("ntm_") and kind == "place" and found.whole is None:
        values = {place: each.value for place, each in targets.figures.items()}
        summed = any(adds_up(values, at, years) for at, years in targets.totals.items())
        return "additional" if summed or _NEW.search(f"{key} {targets.caption.key}") else "total"
    if _ADDED.search(key):
        return "additional"
    return basis_of(quantity, key + " ", "", code) if cue("basis.additional", key) or "giam" in key else "total"


def _due(targets: TargetTable, column: int) -> Due:
    """The time of a figure: its column's year, the years that a total adds up, the title's time, the plan's period."""
    head, context = targets.table.heads[column], targets.context
    if head.years:
        return _of_years(head, head.years)
    years = [years for at in targets.totals.get(column, ()) if (years := targets.table.heads[at].years)]
    if years:
        return Due("", date(min(y[0] for y in years), 1, 1), date(max(y[1] for y in years), 12, 31), "within")
    times = find_times(targets.caption.title, Years(None, context.issued_on))
    told = [each for each in times if each.kind in ("year", "span", "half", "quarter") and each.due_end]
    to_come = [each for each in told if not context.issued_on or (each.due_end and each.due_end >= context.issued_on)]
    return due_of(to_come[-1]) if to_come else plan_period(context)


def _of_years(head: Head, years: tuple[int, int]) -> Due:
    words = next(words for words in reversed(head.words) if str(years[1]) in words)
    relation = "by" if re.search(r"(?<!\w)(?:den|het)(?!\w)", fold(words)) else "within"
    return Due(words, None if relation == "by" else date(years[0], 1, 1), date(years[1], 12, 31), relation)


def _mismatch(targets: TargetTable, each: Mismatch) -> Issue:
    row = targets.table.rows[each.row]
    named = row.text(targets.label) or next((cell.text for cell in row.cells if cell.text), "")
    made = "its columns make" if each.across else "the rows make"
    message = f"{named}, {targets.table.heads[each.column].leaf}: {each.said:g} is said, {made} {each.made:g}"
    return Issue("annex_sum_mismatch", message, None, *row.span)
