"""Times as plans state them: the words and the dates that tables.md makes of them."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

ROMAN = ("", "I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Due:
    """A time: its words, relation, dates, precision; `inferred` where the words lack the year."""

    text: str
    relation: str
    start: date | None
    end: date | None
    precision: str
    inferred: bool = False
    tentative: bool = False
    recurrence: str = ""

    def columns(self) -> dict[str, str]:
        """The due_* columns."""
        return {
            "due_text": self.text,
            "due_relation": self.relation,
            "due_start": self.start.isoformat() if self.start else "",
            "due_end": self.end.isoformat() if self.end else "",
        }

    def maybe(self) -> Due:
        """The same time, said to be tentative (`dự kiến`)."""
        return replace(self, tentative=True)

    def headed(self, inferred: bool = True) -> Due:
        """The same time with the first letter large, as at the head of a bullet."""
        return replace(self, text=self.text[0].upper() + self.text[1:], inferred=self.inferred or inferred)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def period(first: date, last: date) -> Due:
    """The plan's own period for a target that states no time."""
    return Due("", "within", first, last, "")


class Times:
    """Draws times between two dates, in one writer's habits; years are left out only within one year."""

    def __init__(self, rng: Random, after: date, until: date):
        self.rng = rng
        self.after = after + timedelta(days=12)
        self.until = until
        self.yearless = until.year == after.year
        self.words = rng.random() < 0.25
        self.padded = rng.random() < 0.4
        self.arabic_quarters = rng.random() < 0.2

    def day(self) -> date:
        """A day, mostly a round one."""
        span = (self.until - self.after).days
        drawn = self.after + timedelta(days=self.rng.randrange(max(1, span)))
        last = month_end(drawn.year, drawn.month).day
        rounded = drawn.replace(day=self.rng.choice((5, 10, 15, 20, 25, 28, min(30, last))))
        return rounded if self.after <= rounded <= self.until else drawn

    def say_day(self, day: date, year: bool = True) -> str:
        """A day in figures or words, without `ngày`."""
        d, m = (f"{day.day:02}", f"{day.month:02}") if self.padded or day.month < 3 else (str(day.day), str(day.month))
        if self.words and year:
            return f"{d} tháng {m} năm {day.year}"
        return f"{d}/{m}/{day.year}" if year else f"{d}/{m}"

    def say_month(self, day: date, year: bool = True) -> str:
        """A month, with `tháng`."""
        if not year:
            return f"tháng {day.month}"
        return f"tháng {day.month} năm {day.year}" if self.words else f"tháng {day.month}/{day.year}"

    def say_quarter(self, quarter: int, year: int | None) -> str:
        """A quarter, with `quý`."""
        number = str(quarter) if self.arabic_quarters else ROMAN[quarter]
        if year is None:
            return f"quý {number}"
        return f"quý {number} năm {year}" if self.words else f"quý {number}/{year}"

    def _draw(self, *forms: Callable[[], Due]) -> Due:
        return self.rng.choice(forms)()

    def before_day(self, year: bool = True) -> Due:
        """`trước ngày …`: the day itself is the end."""
        year = year or not self.yearless
        day = self.day()
        said = self.rng.choice(("trước ngày", "trước ngày", "trước")) if not (self.words and year) else "trước ngày"
        return Due(f"{said} {self.say_day(day, year)}", "before", None, day, "day", not year)

    def by_day(self, year: bool = True) -> Due:
        """`chậm nhất ngày …`."""
        year = year or not self.yearless
        day = self.day()
        said = self.rng.choice(("chậm nhất ngày", "chậm nhất là ngày", "muộn nhất ngày", "đến ngày"))
        return Due(f"{said} {self.say_day(day, year)}", "by", None, day, "day", not year)

    def on_day(self) -> Due:
        """`ngày …`."""
        day = self.day()
        said = self.rng.choice(("ngày", "vào ngày"))
        return Due(f"{said} {self.say_day(day)}", "on", day, day, "day")

    def in_month(self, year: bool = True) -> Due:
        """`trong tháng …`."""
        year = year or not self.yearless
        day = self.day()
        said = self.rng.choice(("trong ", "trong ", ""))
        first = day.replace(day=1)
        return Due(said + self.say_month(day, year), "within", first, month_end(day.year, day.month), "month", not year)

    def before_month(self) -> Due:
        """`trước tháng …`: the month's first day is the end."""
        day = max(self.day(), (self.after + timedelta(days=32)).replace(day=1))
        return Due(f"trước {self.say_month(day)}", "before", None, day.replace(day=1), "month")

    def by_month(self, year: bool = True) -> Due:
        """`đến hết tháng …`."""
        year = year or not self.yearless
        day = self.day()
        said = self.rng.choice(("đến hết", "hết", "chậm nhất đến hết"))
        end = month_end(day.year, day.month)
        return Due(f"{said} {self.say_month(day, year)}", "by", None, end, "month", not year)

    def part_of_month(self) -> Due:
        """`đầu/giữa/cuối tháng …`."""
        day = self.day()
        part, first, last = self.rng.choice((("đầu", 1, 10), ("giữa", 11, 20), ("cuối", 21, 31)))
        final = month_end(day.year, day.month)
        end = final if last == 31 else day.replace(day=last)
        return Due(f"{part} {self.say_month(day)}", "within", day.replace(day=first), end, "part_of_month")

    def quarter(self, relation: str = "", year: bool = True) -> Due:
        """`trong quý …`, `hết quý …`, `trước quý …`."""
        year = year or not self.yearless
        day = self.day()
        number = (day.month - 1) // 3 + 1
        first, last = date(day.year, 3 * number - 2, 1), month_end(day.year, 3 * number)
        words = self.say_quarter(number, day.year if year else None)
        relation = relation or self.rng.choice(("within", "within", "within", "by", "before"))
        if relation == "by":
            return Due(f"{self.rng.choice(('hết', 'đến hết'))} {words}", "by", None, last, "quarter", not year)
        if relation == "before" and first > self.after:
            return Due(f"trước {words}", "before", None, first, "quarter", not year)
        return Due(self.rng.choice(("trong ", "")) + words, "within", first, last, "quarter", not year)

    def year(self, year: int | None = None) -> Due:
        """`trong năm …`, `hết năm …`, `cuối năm …`."""
        year = year or self.until.year
        first, last = date(year, 1, 1), date(year, 12, 31)
        return self._draw(
            lambda: Due(f"trong năm {year}", "within", first, last, "year"),
            lambda: Due(f"hết năm {year}", "by", None, last, "year"),
            lambda: Due(f"đến hết năm {year}", "by", None, last, "year"),
            lambda: Due(f"cuối năm {year}", "within", None, last, "year"),
            lambda: Due(f"đến cuối năm {year}", "by", None, last, "year"),
            lambda: Due(f"trước ngày 31/12/{year}", "before", None, last, "day"),
        )

    def by_year(self, year: int) -> Due:
        """A target's time: `đến năm …`, `đến hết năm …`."""
        said = self.rng.choice(("đến năm", "đến hết năm", "hết năm", "đến cuối năm"))
        return Due(f"{said} {year}", "by", None, date(year, 12, 31), "year")

    def in_year(self, year: int) -> Due:
        """A target's time: `năm …`, `trong năm …`."""
        said = self.rng.choice(("năm", "trong năm"))
        return Due(f"{said} {year}", "within", date(year, 1, 1), date(year, 12, 31), "year")

    def span(self) -> Due:
        """`từ tháng … đến tháng …`: counted as a stated period."""
        first, last = sorted((self.day(), self.day()))
        if first.month == last.month:
            return self.in_month()
        said = f"từ tháng {first.month} đến {self.say_month(last)}" if first.year == last.year else (
            f"từ {self.say_month(first)} đến {self.say_month(last)}")  # fmt: skip
        return Due(said, "within", first.replace(day=1), month_end(last.year, last.month), "period")

    def start(self) -> Due:
        """`từ ngày …`: the begin of something lasting."""
        day = self.day()
        return Due(f"từ ngày {self.say_day(day)}", "from", day, None, "day")

    def recurring(self) -> Due:
        """A frequency."""
        hang = self.rng.choice(("hằng", "hàng"))
        day = self.rng.choice((15, 16, 18, 20, 22, 25))
        month = self.rng.choice((11, 12))
        forms = (
            (f"{hang} tuần", "", "FREQ=WEEKLY"),
            (f"{hang} tháng", "month", "FREQ=MONTHLY"),
            (f"{hang} quý", "quarter", "FREQ=MONTHLY;INTERVAL=3"),
            (f"định kỳ {hang} quý", "quarter", "FREQ=MONTHLY;INTERVAL=3"),
            (f"trước ngày {day} {hang} tháng", "day", f"FREQ=MONTHLY;BYMONTHDAY={day}"),
            (f"ngày {day} {hang} tháng", "day", f"FREQ=MONTHLY;BYMONTHDAY={day}"),
            (f"vào ngày {day} {hang} tháng", "day", f"FREQ=MONTHLY;BYMONTHDAY={day}"),
            (f"trước ngày {day} của tháng cuối quý", "day", f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={day}"),
            (f"trước ngày {day:02}/{month} {hang} năm", "day", f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"),
            (f"{hang} năm", "year", "FREQ=YEARLY"),
            ("6 tháng một lần", "period", "FREQ=MONTHLY;INTERVAL=6"),
        )  # fmt: skip
        text, precision, rule = self.rng.choice(forms)
        return Due(text, "recurring", None, None, precision, recurrence=rule)

    def any(self) -> Due:
        """A time of any form."""
        forms: tuple[Callable[[], Due], ...] = (
            self.before_day, self.before_day, lambda: self.before_day(year=False), self.by_day, self.in_month,
            self.in_month, lambda: self.in_month(year=False), self.by_month, self.before_month, self.part_of_month,
            self.quarter, self.quarter, lambda: self.quarter("within", year=False), self.year, self.span,
        )  # fmt: skip
        return self._draw(*forms)

    def finish(self) -> Due:
        """A time that follows `hoàn thành` or `xong`."""
        forms: tuple[Callable[[], Due], ...] = (
            self.before_day, self.before_day, lambda: self.before_day(year=False), self.by_day,
            lambda: self._inside(self.in_month()), self.by_month, self.before_month, lambda: self._inside(self.quarter("within")), self.year,
        )  # fmt: skip
        return self._draw(*forms)

    def _inside(self, due: Due) -> Due:
        return due if due.text.startswith("trong") else replace(due, text=f"trong {due.text}")
