"""Goals in the words of the families kept for the measure, with the rows that tables.md makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from tools.plans.amounts import vi
from tools.plans.facts import target
from tools.plans.model import Fact, Sentence
from tools.plans.times import Due
from tools.plans.unseen.moments import opening
from tools.plans.unseen.scene import Scene
from tools.plans.writer import Writer, capital


@dataclass(frozen=True, slots=True)
class Aim:
    """A kind of goal.

    `way`: `up` and `down` are levels of `subject`; `more` counts `things` that are added by `verb`, `least` counts
    things that are to be there. `who` are the things of which a share of 100 counts (`Trên 95% hộ dân …`).
    `low`, `high`, `step` bound the value; `said` is the unit as printed, `unit` as in the table.
    """

    indicator: str
    way: str
    subject: str
    low: float
    high: float
    step: float = 1
    said: str = "%"
    unit: str = "%"
    who: str = ""
    verb: str = ""

    def value(self, rng: Random) -> float:
        """A value on the grid."""
        return round(self.low + self.step * rng.randint(0, round((self.high - self.low) / self.step)), 2)


@dataclass(frozen=True, slots=True)
class Said:
    """A clause with what it means: (comparator, value, upper bound, basis) for each number."""

    text: str
    means: tuple[tuple[str, float, float | None, str], ...]


def amount(aim: Aim, value: float) -> str:
    """The number with its unit."""
    return vi(value) + ("%" if aim.said == "%" else f" {aim.said}")


def _one(text: str, comparator: str, value: float, basis: str = "total", high: float | None = None) -> Said:
    return Said(text, ((comparator, value, high, basis),))


def rise(rng: Random, aim: Aim, value: float, last: int) -> Said:
    """A level to reach; `last` is the year before, whose level may be told beside it."""
    n, subject = amount(aim, value), aim.subject
    before = vi(round(value - rng.choice((1.5, 2.0, 3.2, 4.0, 6.5)), 1))
    if aim.unit == "%" and value == 100:
        return _one(
            rng.choice((f"{subject} đạt {n}", f"bảo đảm {n} {aim.who}" if aim.who else f"{subject} đạt {n}")),
            "eq",
            value,
        )
    forms = [
        (f"{subject} đạt {n}", "eq"), (f"{subject} đạt {n} trở lên", "ge"), (f"{subject} đạt từ {n} trở lên", "ge"),
        (f"{subject} đạt trên {n}", "gt"), (f"{subject} tối thiểu đạt {n}", "ge"), (f"{subject} đạt ít nhất {n}", "ge"),
        (f"{subject} đạt hơn {n}", "gt"), (f"{subject} không dưới {n}", "ge"), (f"{subject}: {n}", "eq"),
        (f"nâng {subject} lên {n}", "eq"), (f"nâng {subject} lên trên {n}", "gt"), (f"đưa {subject} đạt {n}", "eq"),
        (f"nâng {subject} từ {before}% năm {last} lên {n}" if aim.said == "%" else f"nâng {subject} lên {n}", "eq"),
        (f"{subject}: trên {n}", "gt"), (f"duy trì {subject} ở mức {n} trở lên", "ge"),
    ]  # fmt: skip
    if aim.who:
        forms += [(f"trên {n} {aim.who}", "gt"), (f"ít nhất {n} {aim.who}", "ge"), (f"{n} {aim.who}", "eq"),
                  (f"có từ {n} trở lên số {aim.who}", "ge"), (f"phấn đấu có {n} {aim.who}", "eq")]  # fmt: skip
    if rng.random() < 0.12:
        top = round(value + aim.step * rng.randint(1, 3), 2)
        if aim.unit != "%" or top <= 100:
            dash = rng.choice((" - ", " đến ", "-"))
            tail = amount(aim, top)
            low = vi(value) + ("%" if dash == " đến " and aim.said == "%" else "")
            return _one(f"{subject} đạt từ {low}{dash}{tail}", "range", value, high=top)
    text, comparator = rng.choice(forms)
    return _one(text, comparator, value)


def fall(rng: Random, aim: Aim, value: float, last: int) -> Said:
    """A level to come down to, or the amount of a fall."""
    n, subject = amount(aim, value), aim.subject
    before = vi(round(value + rng.choice((0.8, 1.2, 1.9, 2.5)), 1))
    step = rng.choice((0.5, 0.8, 1.0, 1.2, 1.5))
    way = rng.random()
    if way < 0.18:
        text, basis = rng.choice((
            (f"{subject} giảm {vi(step)}% so với năm {last}", "additional"), (f"giảm {subject} thêm {vi(step)}%", "additional"),
            (f"{subject} giảm bình quân {vi(step)}%/năm", "per_year"), (f"{subject} mỗi năm giảm {vi(step)}%", "per_year"),
        ))  # fmt: skip
        return _one(text, "eq", step, basis)
    if way < 0.28:
        dash = rng.choice((" - ", "-", " đến "))
        text = rng.choice((f"{subject} giảm bình quân {vi(step)}{dash}{vi(step + 0.5)}%/năm",
                           f"mỗi năm giảm {subject} từ {vi(step)}{dash}{vi(step + 0.5)}%"))  # fmt: skip
        return _one(text, "range", step, "per_year", step + 0.5)
    text, comparator, basis = rng.choice((
        (f"giảm {subject} xuống còn {n}", "eq", "reduce_to"), (f"{subject} giảm còn {n}", "eq", "reduce_to"),
        (f"{subject} giảm xuống dưới {n}", "lt", "reduce_to"), (f"kéo giảm {subject} xuống còn dưới {n}", "lt", "reduce_to"),
        (f"{subject} dưới {n}", "lt", "total"), (f"khống chế {subject} không quá {n}", "le", "total"),
        (f"{subject}: dưới {n}", "lt", "total"), (f"giảm {subject} từ {before}% xuống còn {n}", "eq", "reduce_to"),
        (f"{subject} không vượt quá {n}", "le", "total"), (f"hạ {subject} xuống còn {n}", "eq", "reduce_to"),
    ))  # fmt: skip
    return _one(text, comparator, value, basis)


def more(rng: Random, aim: Aim, value: float, padded: bool) -> Said:
    """Things that are added: `thành lập mới 05 HTX …`."""
    number = int(value)
    low = f"{number:02}" if padded and number < 10 else vi(number)
    verb, tail = aim.verb, f" {aim.subject}" if aim.subject else ""
    way = rng.random()
    if way < 0.15:
        top = number + rng.randint(1, 3)
        high = f"{top:02}" if padded and top < 10 else vi(top)
        dash = rng.choice((" - ", "-", " đến "))
        least = rng.choice(("từ ", "", "ít nhất "))
        return _one(f"{verb} {least}{low}{dash}{high} {aim.said}{tail}", "range", number, "additional", top)
    if way < 0.4:
        said = rng.choice(("ít nhất", "tối thiểu"))
        return _one(f"{verb} {said} {low} {aim.said}{tail}", "ge", number, "additional")
    if way < 0.48 and number > 3:
        return _one(f"{verb} trên {low} {aim.said}{tail}", "gt", number, "additional")
    return _one(f"{verb} {low} {aim.said}{tail}", "eq", number, "additional")


def least(rng: Random, aim: Aim, value: float, padded: bool) -> Said:
    """Things that are to be there: `có ít nhất 03 mô hình …`."""
    number = int(value)
    low = f"{number:02}" if padded and number < 10 else vi(number)
    tail = f" {aim.subject}" if aim.subject else ""
    verb = aim.verb or "có"
    text = rng.choice((f"{verb} ít nhất {low} {aim.said}{tail}", f"{verb} tối thiểu {low} {aim.said}{tail}",
                       f"{verb} từ {low} {aim.said}{tail} trở lên"))  # fmt: skip
    return _one(text, "ge", number)


def say(x: Scene, aim: Aim, padded: bool = True, due: Due | None = None) -> tuple[str, tuple[Fact, ...]]:
    """A goal's clause in small letters without end mark, and its rows."""
    rng, value = x.rng, aim.value(x.rng)
    last = x.first.year - 1
    said = (
        rise(rng, aim, value, last) if aim.way == "up" else fall(rng, aim, value, last) if aim.way == "down"
        else more(rng, aim, value, padded) if aim.way == "more" else least(rng, aim, value, padded)
    )  # fmt: skip
    words = aim.subject or aim.said
    return said.text, tuple(
        target(aim.indicator, words, x.area, low, aim.unit, due or x.own, comparator=comparator, high=high, basis=basis)
        for comparator, low, high, basis in said.means
    )


def sentence(x: Scene, aims: Sequence[Aim], due: Due | None = None, padded: bool = True, end: str = ".") -> Sentence:
    """One sentence of one or more goals, with their time before or behind them."""
    rng = x.rng
    said = [say(x, aim, padded, due) for aim in aims]
    glue = rng.choice(("; ", "; ", ", "))
    text = glue.join(words for words, _ in said)
    facts = tuple(fact for _, each in said for fact in each)
    if due is None:
        head = rng.choice(("", "", "", "Phấn đấu ", "Bảo đảm ")) if not text.startswith(("phấn đấu", "bảo đảm")) else ""
        return Sentence(capital(head + text) + end, facts)
    if len(aims) == 1 and rng.random() < 0.25:
        return Sentence(f"{capital(text)} {_behind(due)}{end}", facts)
    if rng.random() < 0.4:
        return Sentence(f"Phấn đấu {due.text}{rng.choice((', ', ' '))}{text}{end}", facts)
    return Sentence(f"{opening(due).text}{rng.choice((', ', ': ', ', phấn đấu '))}{text}{end}", facts)


def _behind(due: Due) -> str:
    return f"vào {due.text}" if due.text.startswith("năm ") else due.text


def chosen(x: Scene, aims: Sequence[Aim], count: int) -> list[Aim]:
    """Some aims in the order of the list, no indicator of the catalogue and no subject twice."""
    drawn = set(x.rng.sample(range(len(aims)), min(count, len(aims))))
    found: list[Aim] = []
    for index, aim in enumerate(aims):
        free = all(
            aim.subject != other.subject and (aim.indicator == "other" or aim.indicator != other.indicator)
            for other in found
        )
        if index in drawn and free:
            found.append(aim)
    return found


def bullets(x: Scene, w: Writer, aims: Sequence[Aim], dues: Sequence[Due] = (), depth: int = 0) -> None:
    """Goals as bullets, as one paragraph of sentences, or as numbered items."""
    rng = x.rng
    padded = rng.random() < 0.75
    rest, parts = list(aims), []
    end = rng.choice((".", ".", ";"))
    while rest:
        taken = 1 if rng.random() < 0.7 else min(len(rest), rng.randint(2, 3))
        due = rng.choice(tuple(dues)) if dues and rng.random() < 0.35 else None
        last = "." if end == ";" and taken >= len(rest) else end
        parts.append(sentence(x, rest[:taken], due, padded, last))
        rest = rest[taken:]
    form = rng.random()
    if form < 0.15:
        w.body(*(replace(part, text=part.text.rstrip(";.") + ".") for part in parts))
    elif form < 0.3:
        for number, part in enumerate(parts, 1):
            w.item(f"({number})", part)
    else:
        for part in parts:
            w.bullet(part, depth=depth)


def sheet(x: Scene, w: Writer, aims: Sequence[Aim], years: Sequence[int]) -> None:
    """Goals as a table with a column for each year (or one for the plan's time)."""
    rng = x.rng
    heads = ["TT", rng.choice(("Chỉ tiêu", "Nội dung chỉ tiêu", "Tên chỉ tiêu")), rng.choice(("ĐVT", "Đơn vị tính"))]
    heads += [
        f"Năm {year}" if len(years) > 1 else rng.choice((f"Kế hoạch năm {year}", f"Mục tiêu năm {year}"))
        for year in years
    ]
    rows = []
    for number, aim in enumerate(aims, 1):
        cells, facts, value = [str(number), capital(aim.subject), aim.said], [], aim.value(rng)
        signs = (
            (("", "eq"), ("", "eq"), ("≥ ", "ge"), ("> ", "gt"))
            if aim.way == "up"
            else (("", "eq"), ("< ", "lt"), ("≤ ", "le"))
        )
        sign, comparator = rng.choice(signs)
        for index, year in enumerate(years):
            step = aim.step * (len(years) - 1 - index) * (-1 if aim.way == "up" else 1)
            level = round(value + step, 2)
            due = Due(f"Năm {year}", "within", x.first.replace(year=year), x.last.replace(year=year), "year")
            cells.append(f"{sign}{vi(level)}")
            facts.append(target(aim.indicator, aim.subject, x.area, level, aim.unit, due, comparator=comparator))
        rows.append((tuple(cells), tuple(facts)))
    share = 0.38 / len(years)
    w.table(tuple(heads), rows, (0.08, 0.38, 0.16, *(share for _ in years)))


def by_years(x: Scene, w: Writer, aim: Aim, words: str, depth: int = 0) -> None:
    """A whole over the period and its parts by year: `… thêm 12 xã, trong đó: năm 2022: 03 xã; năm 2023: …`."""
    rng = x.rng
    years = range(x.first.year, x.last.year + 1)
    parts = [rng.randint(1, 4) for _ in years]
    whole = Due(f"Giai đoạn {x.first.year} - {x.last.year}", "within", x.first, x.last, "period")
    facts = [target(aim.indicator, words, x.area, sum(parts), aim.unit, whole, basis="additional")]
    said = []
    for year, part in zip(years, parts, strict=True):
        due = Due(f"năm {year}", "within", x.first.replace(year=year), x.last.replace(year=year), "year")
        facts.append(target(aim.indicator, words, x.area, part, aim.unit, due, basis="additional"))
        said.append(f"năm {year}{rng.choice((': ', ' có ', ': '))}{part:02} {aim.said}")
    text = f"{whole.text}, {aim.verb} {sum(parts):02} {aim.said} {words}, {rng.choice(('trong đó', 'cụ thể', 'chia ra'))}: {'; '.join(said)}."
    w.bullet(Sentence(text, tuple(facts)), depth=depth)
