"""Amounts as plans state them: `đạt trên 95%`, `ít nhất 02`, `giảm còn dưới 3,5%`, `25 - 30`."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Amount:
    """The words of an amount with its unit, and what they mean."""

    text: str
    comparator: str
    value: float
    high: float | None = None
    basis: str = "total"


def vi(value: float) -> str:
    """A number with decimal comma and thousands point."""
    if value == int(value):
        return f"{int(value):,}".replace(",", ".")
    return f"{value:g}".replace(".", ",")


def count(value: int, padded: bool) -> str:
    """A count; small ones with a leading nought in many offices."""
    return f"{value:02}" if padded and value < 10 else vi(value)


def rising(rng: Random, value: float, unit: str, verb: str = "đạt") -> Amount:
    """A level to reach or to pass."""
    number = vi(value) + ("%" if unit == "%" else f" {unit}" if unit else "")
    form = rng.choice((
        ("{v} {n}", "eq"), ("{v} {n}", "eq"), ("{v} trên {n}", "gt"), ("{v} từ {n} trở lên", "ge"),
        ("{v} tối thiểu {n}", "ge"), ("{v} ít nhất {n}", "ge"), ("trên {n}", "gt"), ("từ {n} trở lên", "ge"),
        ("{v} {n} trở lên", "ge"), ("không thấp hơn {n}", "ge"),
    ))  # fmt: skip
    if value == 100 and unit == "%":
        form = ("{v} {n}", "eq")
    return Amount(form[0].format(v=verb, n=number), form[1], value)


def falling(rng: Random, value: float, unit: str = "%") -> Amount:
    """A level to come down to."""
    number = vi(value) + ("%" if unit == "%" else f" {unit}")
    form = rng.choice((
        ("giảm còn {n}", "eq", "reduce_to"), ("giảm xuống còn {n}", "eq", "reduce_to"), ("còn {n}", "eq", "reduce_to"),
        ("giảm còn dưới {n}", "lt", "reduce_to"), ("còn dưới {n}", "lt", "reduce_to"), ("dưới {n}", "lt", "total"),
        ("không quá {n}", "le", "total"), ("giảm xuống dưới {n}", "lt", "reduce_to"),
    ))  # fmt: skip
    return Amount(form[0].format(n=number), form[1], value, basis=form[2])


def counted(rng: Random, value: int, unit: str, padded: bool) -> Amount:
    """A number of things, with its unit: `có ít nhất 02 thôn`."""
    number = f"{count(value, padded)} {unit}"
    forms = [("{n}", "eq"), ("{n}", "eq"), ("ít nhất {n}", "ge"), ("tối thiểu {n}", "ge")]
    if value > 9:
        forms.append(("trên {n}", "gt"))
    form = rng.choice(forms)
    return Amount(form[0].format(n=number), form[1], value)


def between(rng: Random, low: float, high: float, unit: str) -> Amount:
    """A range."""
    dash = rng.choice(("-", " - ", " đến "))
    tail = "%" if unit == "%" else f" {unit}"
    return Amount(f"{vi(low)}{dash}{vi(high)}{tail}", "range", low, high)
