"""Rows of the tables as facts: the values that tables.md asks for, as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tools.plans.model import Fact
from tools.plans.times import Due

NO_DUE = Due("", "", None, None, "")


def deadline(task: str, due: Due, lead: Sequence[str] = (), coordinating: Sequence[str] = (), unit: str = "") -> Fact:
    """A dated task."""
    values = {
        "task": task,
        "lead_agency": ";".join(lead),
        "coordinating_agencies": ";".join(coordinating),
        "unit": unit,
        "precision": due.precision,
        "tentative": "true" if due.tentative else "false",
        "year_inferred": "true" if due.inferred else "false",
        "recurrence": due.recurrence,
    }
    return Fact("deadlines", values | due.columns())


def assignments(agencies: Iterable[str], role: str, task: str) -> tuple[Fact, ...]:
    """One row for each agency."""
    return tuple(Fact("assignments", {"agency": agency, "role": role, "task": task}) for agency in agencies)


def citation(
    quote: str, kind: str, number: str, on: date | None, issuer: str, subject: str, role: str = "basis"
) -> Fact:
    """A cited document; `quote` is the citation itself."""
    values = {
        "cited_type": kind,
        "cited_number": number,
        "cited_on": on.isoformat() if on else "",
        "cited_issuer": issuer,
        "cited_subject": subject,
        "role": role,
    }
    return Fact("citations", values, quote)


def target(
    indicator: str,
    words: str,
    area: str,
    value: float,
    unit: str,
    due: Due,
    *,
    comparator: str = "eq",
    high: float | None = None,
    of: int | None = None,
    basis: str = "total",
    named: Sequence[str] = (),
) -> Fact:
    """A target; `high` is the upper bound of a range, `of` the whole."""
    values = {
        "indicator": indicator,
        "indicator_text": words,
        "area": area,
        "named_units": ";".join(named),
        "comparator": comparator,
        "value": f"{value:g}" if value < 100000 else str(int(value)),
        "value_max": "" if high is None else f"{high:g}",
        "unit": unit,
        "denominator": "" if of is None else str(of),
        "basis": basis,
    }
    return Fact("targets", values | due.columns())


def status(
    level: str,
    unit: str,
    set_code: str,
    criterion: int,
    met: bool,
    as_of: date,
    *,
    stated: bool = True,
    indicator: str = "",
    reason: str = "",
    due: Due = NO_DUE,
) -> Fact:
    """A criterion (or its `indicator`) that a unit meets or not."""
    from tools.plans.criteria import NAMES  # noqa: PLC0415

    values = {
        "unit_level": level,
        "unit": unit,
        "criteria_set": set_code,
        "criterion": str(criterion),
        "indicator": indicator,
        "criterion_name": NAMES[set_code][criterion - 1],
        "status": "met" if met else "not_met",
        "derivation": "stated" if stated else "implied",
        "as_of": as_of.isoformat(),
        "reason": reason,
    }
    return Fact("criterion_statuses", values | due.columns())


def progress(
    level: str,
    unit: str,
    set_code: str,
    met: int | None,
    total: int | None,
    as_of: date,
    recognition: str = "",
    due: Due = NO_DUE,
) -> Fact:
    """A count of criteria met, or a recognition."""
    values = {
        "unit_level": level,
        "unit": unit,
        "criteria_set": set_code,
        "met": "" if met is None else str(met),
        "total": "" if total is None else str(total),
        "as_of": as_of.isoformat(),
        "recognition": recognition,
    }
    return Fact("progress", values | due.columns())


def implied(level: str, unit: str, set_code: str, total: int, missing: Iterable[int], as_of: date) -> tuple[Fact, ...]:
    """The criteria that "17/19; còn 6, 17 chưa đạt" implies to be met."""
    left = set(missing)
    return tuple(
        status(level, unit, set_code, number, True, as_of, stated=False)
        for number in range(1, total + 1)
        if number not in left
    )
