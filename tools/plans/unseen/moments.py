"""Times in the words of the families kept for the measure, with the dates that tables.md makes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tools.plans.times import ROMAN, Due, month_end
from tools.plans.writer import capital

_PARTS = (("đầu", 1, 10), ("giữa", 11, 20), ("cuối", 21, 31))


def opening(due: Due) -> Due:
    """The same time at the head of a sentence."""
    return replace(due, text=capital(due.text))


def inside(due: Due) -> Due:
    """The same period said with `trong` before it, as after `xong`."""
    bare = due.text.removeprefix("vào ")
    return due if bare.startswith("trong ") or due.relation != "within" else replace(due, text=f"trong {bare}")


class Moments:
    """Draws times between two dates in one writer's habits.

    Years are left out only where the plan covers one year.
    """

    def __init__(self, rng: Random, issued: date, first: date, last: date):
        self.rng = rng
        self.after = max(issued, first) + timedelta(days=14)
        self.until = last
        self.yearless = first.year == last.year
        self.worded = rng.random() < 0.2
        self.zero = rng.random() < 0.4
        self.dashed = rng.random() < 0.08
        self.quarter_word = rng.choice(("quý", "quý", "quý", "Quý", "quí"))
        self.arabic = rng.random() < 0.25
        self.quarter_year = rng.choice(("/{}", "/{}", " năm {}", " - {}"))
        self.hang = rng.choice(("hằng", "hàng"))

    def bare(self, share: float = 0.35) -> bool:
        """Whether this time leaves its year out."""
        return self.yearless and self.rng.random() < share

    def day(self) -> date:
        """A day, mostly a round one."""
        drawn = self.after + timedelta(days=self.rng.randrange(max(1, (self.until - self.after).days)))
        last = month_end(drawn.year, drawn.month).day
        rounded = drawn.replace(day=self.rng.choice((5, 10, 12, 15, 18, 20, 25, 28, min(30, last))))
        return rounded if self.after <= rounded <= self.until else drawn

    def say_day(self, day: date, bare: bool = False) -> str:
        """A day without `ngày`."""
        both = self.zero or day.month < 3
        d = f"{day.day:02}" if both or day.day < 10 else str(day.day)
        m = f"{day.month:02}" if both else str(day.month)
        if self.worded:
            return f"{d} tháng {m}" + ("" if bare else f" năm {day.year}")
        mark = "-" if self.dashed else "/"
        return f"{d}/{m}" if bare else mark.join((d, m, str(day.year)))

    def say_month(self, day: date, bare: bool = False) -> str:
        """A month, with `tháng`."""
        m = f"{day.month:02}" if self.zero and not bare else str(day.month)
        if bare:
            return f"tháng {m}"
        return f"tháng {m} năm {day.year}" if self.worded else f"tháng {m}/{day.year}"

    def say_quarter(self, number: int, year: int | None) -> str:
        """A quarter, with `quý`."""
        words = f"{self.quarter_word} {number if self.arabic else ROMAN[number]}"
        return words + (self.quarter_year.format(year) if year else "")

    def draw(self, *forms: Callable[[], Due]) -> Due:
        """One of the forms."""
        return self.rng.choice(forms)()

    def before_day(self) -> Due:
        """`trước ngày …`."""
        bare, day = self.bare(), self.day()
        said = "trước ngày" if self.worded else self.rng.choice(("trước ngày", "trước ngày", "trước"))
        return Due(f"{said} {self.say_day(day, bare)}", "before", None, day, "day", bare)

    def by_day(self) -> Due:
        """`chậm nhất …`, `không muộn hơn …`, `đến …`."""
        bare, day = self.bare(), self.day()
        said = self.rng.choice(("chậm nhất là ngày", "chậm nhất ngày", "muộn nhất là ngày", "đến ngày",
                                "chậm nhất đến ngày", "đến hết ngày"))  # fmt: skip
        return Due(f"{said} {self.say_day(day, bare)}", "by", None, day, "day", bare)

    def on_day(self) -> Due:
        """`ngày …`."""
        bare, day = self.bare(), self.day()
        said = self.rng.choice(("ngày", "vào ngày"))
        return Due(f"{said} {self.say_day(day, bare)}", "on", day, day, "day", bare)

    def month(self) -> Due:
        """`trong tháng …`, `vào tháng …`."""
        bare, day = self.bare(), self.day()
        said = self.rng.choice(("trong ", "trong ", "", "vào "))
        last = month_end(day.year, day.month)
        return Due(said + self.say_month(day, bare), "within", day.replace(day=1), last, "month", bare)

    def by_month(self) -> Due:
        """`đến hết tháng …`."""
        bare, day = self.bare(), self.day()
        said = self.rng.choice(("đến hết", "hết", "đến", "chậm nhất là hết", "chậm nhất đến"))
        return Due(f"{said} {self.say_month(day, bare)}", "by", None, month_end(day.year, day.month), "month", bare)

    def before_month(self) -> Due:
        """`trước tháng …`."""
        bare = self.bare()
        day = max(self.day(), (self.after + timedelta(days=32)).replace(day=1))
        if day.year > self.until.year:
            return self.before_day()
        return Due(f"trước {self.say_month(day, bare)}", "before", None, day.replace(day=1), "month", bare)

    def part(self) -> Due:
        """`đầu, giữa, cuối tháng …`, also with `đến`."""
        bare, day = self.bare(), self.day()
        word, first, last = self.rng.choice(
            [part for part in _PARTS if day.replace(day=min(part[2], 28)) >= self.after] or _PARTS[2:]
        )
        end = month_end(day.year, day.month) if last == 31 else day.replace(day=last)
        if self.rng.random() < 0.3:
            return Due(f"đến {word} {self.say_month(day, bare)}", "by", None, end, "part_of_month", bare)
        said = self.rng.choice(("", "", "vào "))
        text = f"{said}{word} {self.say_month(day, bare)}"
        return Due(text, "within", day.replace(day=first), end, "part_of_month", bare)

    def quarter(self, relation: str = "") -> Due:
        """`trong quý …`, `hết quý …`, `trước quý …`."""
        bare, day = self.bare(), self.day()
        number = (day.month - 1) // 3 + 1
        first, last = date(day.year, 3 * number - 2, 1), month_end(day.year, 3 * number)
        words = self.say_quarter(number, None if bare else day.year)
        relation = relation or self.rng.choice(("within", "within", "within", "by", "before"))
        if relation == "by":
            return Due(
                f"{self.rng.choice(('hết', 'đến hết', 'chậm nhất hết'))} {words}", "by", None, last, "quarter", bare
            )
        if relation == "before" and first > self.after:
            return Due(f"trước {words}", "before", None, first, "quarter", bare)
        return Due(self.rng.choice(("trong ", "trong ", "")) + words, "within", first, last, "quarter", bare)

    def half(self) -> Due:
        """`6 tháng đầu năm …`."""
        bare, year = self.bare(0.2), self.day().year
        if year == self.after.year and self.after.month > 4:
            return self.quarter("within")
        late = self.rng.random() < 0.5
        months = self.rng.choice(("6 tháng", "06 tháng", "sáu tháng"))
        text = f"trong {months} {'cuối' if late else 'đầu'} năm" + ("" if bare else f" {year}")
        first, last = (date(year, 7, 1), date(year, 12, 31)) if late else (date(year, 1, 1), date(year, 6, 30))
        return Due(text, "within", first, last, "period", bare)

    def year_end(self, year: int | None = None) -> Due:
        """`trong năm …`, `cuối năm …`, `hết năm …`."""
        year = year or self.until.year
        first, last = date(year, 1, 1), date(year, 12, 31)
        said, relation, start = self.rng.choice((
            ("trong năm", "within", first), ("trong năm", "within", first), ("hết năm", "by", None),
            ("đến hết năm", "by", None), ("cuối năm", "within", None), ("vào cuối năm", "within", None),
            ("đến cuối năm", "by", None),
        ))  # fmt: skip
        return Due(f"{said} {year}", relation, start, last, "year")

    def span(self) -> Due:
        """`từ … đến …`, of days, months or quarters."""
        first, last = sorted((self.day(), self.day()))
        way = self.rng.randrange(3)
        if first.year != last.year or first.month == last.month:
            return self.month()
        if way == 0:
            said = f"từ ngày {self.say_day(first, bare=True)} đến ngày {self.say_day(last)}"
            return Due(said, "within", first, last, "period")
        low, high = (first.month - 1) // 3 + 1, (last.month - 1) // 3 + 1
        if way == 1 and low < high:
            said = f"từ {self.say_quarter(low, None)} đến {self.say_quarter(high, last.year)}"
            return Due(said, "within", date(first.year, 3 * low - 2, 1), month_end(last.year, 3 * high), "period")
        said = f"từ {self.say_month(first, bare=True)} đến {self.rng.choice(('', 'hết '))}{self.say_month(last)}"
        return Due(said, "within", first.replace(day=1), month_end(last.year, last.month), "period")

    def start(self) -> Due:
        """`kể từ ngày …`, `bắt đầu từ tháng …`."""
        bare, day = self.bare(), self.day()
        if self.rng.random() < 0.5:
            said = self.rng.choice(("kể từ ngày", "từ ngày", "bắt đầu từ ngày"))
            return Due(f"{said} {self.say_day(day, bare)}", "from", day, None, "day", bare)
        said = self.rng.choice(("từ", "bắt đầu từ", "kể từ"))
        return Due(f"{said} {self.say_month(day, bare)}", "from", day.replace(day=1), None, "month", bare)

    def finish(self) -> Due:
        """A time that may follow `hoàn thành`, `xong`."""
        return self.draw(
            self.before_day, self.before_day, self.before_day, self.by_day, self.by_day, lambda: inside(self.month()),
            lambda: inside(self.month()), self.by_month, self.before_month, lambda: inside(self.quarter("within")),
            self.quarter, self.year_end, self.half, self.part,
        )  # fmt: skip

    def lead_in(self) -> Due:
        """A time that may open a sentence."""
        return self.draw(
            self.before_day, self.by_day, lambda: inside(self.month()), lambda: self.quarter("within"), self.by_month,
            self.part, self.half, self.year_end, self.span,
        )  # fmt: skip

    def label(self) -> Due:
        """A time behind `Thời gian:` or in a table's cell."""
        return self.draw(
            self.finish, self.finish, self.month, lambda: self.quarter("within"), self.span, self.part, self.on_day
        )

    def asked(self, year: int) -> Due:
        """A goal's year: `đến năm …`, `trong năm …`."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        said, relation, start = self.rng.choice((
            ("đến năm", "by", None), ("đến hết năm", "by", None), ("đến cuối năm", "by", None), ("hết năm", "by", None),
            ("năm", "within", first), ("trong năm", "within", first),
        ))  # fmt: skip
        return Due(f"{said} {year}", relation, start, last, "year")

    def often(self) -> tuple[Due, ...]:
        """A frequency; `6 tháng và hằng năm` are two."""
        h, day = self.hang, self.rng.choice((5, 10, 15, 18, 20, 22, 25))
        low, high = self.rng.choice(((6, 12), (6, 11), (5, 11)))
        plain = (
            (f"{h} tháng", "month", "FREQ=MONTHLY"), ("mỗi tháng một lần", "month", "FREQ=MONTHLY"),
            (f"{h} tuần", "", "FREQ=WEEKLY"), (f"{h} quý", "quarter", "FREQ=MONTHLY;INTERVAL=3"),
            ("mỗi quý một lần", "quarter", "FREQ=MONTHLY;INTERVAL=3"), (f"định kỳ {h} năm", "year", "FREQ=YEARLY"),
            ("định kỳ 6 tháng một lần", "period", "FREQ=MONTHLY;INTERVAL=6"),
            (f"trước ngày {day} {h} tháng", "day", f"FREQ=MONTHLY;BYMONTHDAY={day}"),
            (f"vào ngày {day} {h} tháng", "day", f"FREQ=MONTHLY;BYMONTHDAY={day}"),
            (f"chậm nhất ngày {day} {h} tháng", "day", f"FREQ=MONTHLY;BYMONTHDAY={day}"),
            (f"trước ngày {day} tháng cuối quý", "day", f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={day}"),
            (f"ngày {day} của tháng cuối mỗi quý", "day", f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={day}"),
            (f"trước ngày {day}/{high} {h} năm", "day", f"FREQ=YEARLY;BYMONTH={high};BYMONTHDAY={day}"),
        )  # fmt: skip
        pairs = (
            (("định kỳ 6 tháng", "period", "FREQ=MONTHLY;INTERVAL=6"), (f"{h} năm", "year", "FREQ=YEARLY")),
            ((f"{h} quý", "quarter", "FREQ=MONTHLY;INTERVAL=3"), (f"{h} năm", "year", "FREQ=YEARLY")),
            ((f"trước ngày {day}/{low}", "day", f"FREQ=YEARLY;BYMONTH={low};BYMONTHDAY={day}"),
             (f"ngày {day}/{high} {h} năm", "day", f"FREQ=YEARLY;BYMONTH={high};BYMONTHDAY={day}")),
        )  # fmt: skip
        chosen = self.rng.choice(pairs) if self.rng.random() < 0.2 else (self.rng.choice(plain),)
        return tuple(Due(text, "recurring", None, None, fine, recurrence=rule) for text, fine, rule in chosen)
