"""Writes a plan from top to bottom: head, preamble, numbered headings, bullets, tables, close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from tools.plans.model import Fact, Paragraph, Plan, Printing, Sentence, Style

ROMANS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]


@dataclass(frozen=True, slots=True)
class Header:
    """What the head and the close print, and what documents.csv holds of it."""

    level: str
    province: str
    district: str
    commune: str
    issuer: str
    head_left: tuple[str, ...]
    number: str
    place: str
    issued: date
    title: str
    signer: str
    signing: tuple[str, ...]
    signer_title: str
    signed_for: str
    recipients: tuple[str, ...]
    parent: str = ""
    period: tuple[date, date] | None = None

    def columns(self) -> dict[str, str]:
        """The columns of documents.csv."""
        first, last = self.period if self.period else (None, None)
        return {
            "doc_type": "Kế hoạch", "number": self.number, "issuer": self.issuer, "parent_issuer": self.parent,
            "level": self.level, "province": self.province, "province_code": "", "district": self.district,
            "district_code": "", "commune": self.commune, "commune_code": "", "place": self.place,
            "issued_on": self.issued.isoformat(), "title": self.title,
            "period_start": first.isoformat() if first else "", "period_end": last.isoformat() if last else "",
            "signer": self.signer, "signer_title": self.signer_title, "signed_for": self.signed_for,
        }  # fmt: skip


@dataclass(slots=True)
class Habits:
    """One typist's ways: numbering, bullet marks, dashes."""

    roman: str = "{}."
    arabic: str = "{}."
    dotted: str = "{}."
    letter: str = "{})"
    marks: tuple[str, str] = ("-", "+")
    bold_arabic: bool = True
    spaced_number: bool = False
    motto_dash: str = " - "

    @classmethod
    def drawn(cls, rng: Random) -> Habits:
        """A typist drawn at random."""
        return cls(
            roman=rng.choice(("{}.", "{}.", "{}.", "{}/", "{} -")),
            arabic=rng.choice(("{}.", "{}.", "{}.", "{}/")),
            dotted=rng.choice(("{}.", "{}.", "{}")),
            letter=rng.choice(("{})", "{})", "{}.")),
            marks=rng.choice((("-", "+"), ("-", "+"), ("-", "+"), ("–", "+"), ("*", "-"), ("+", "-"), ("•", "-"))),
            bold_arabic=rng.random() < 0.8,
            spaced_number=rng.random() < 0.5,
            motto_dash=rng.choice((" - ", " - ", " – ")),
        )


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def say(template: str, *facts: Fact, **slots: object) -> Sentence:
    """A sentence from a template; the first letter becomes large."""
    return Sentence(capital(template.format(**slots)), facts)


@dataclass(slots=True)
class Writer:
    """Holds what is written so far and counts the headings."""

    rng: Random
    header: Header
    habits: Habits
    paragraphs: list[Paragraph] = field(default_factory=list)
    counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    path: list[str] = field(default_factory=list)

    @property
    def section(self) -> str:
        """The labels of the open headings, joined."""
        return ".".join(label for label in self.path if label)

    def add(self, style: Style, *sentences: Sentence | str, **more: object) -> None:
        """Append a paragraph."""
        parts = tuple(s if isinstance(s, Sentence) else Sentence(s) for s in sentences)
        self.paragraphs.append(Paragraph(style, parts, section=self.section, **more))  # type: ignore[arg-type]

    def open(self) -> None:
        """The head, in two columns, and the title."""
        header = self.header
        blank = "   " if self.habits.spaced_number else ""
        stem, _, symbols = header.number.partition("/")
        number = f"Số: {stem}{' ' if blank else ''}/{symbols}"
        for line in header.head_left:
            self.add(Style.HEAD_LEFT, line, emphasis="" if line != header.head_left[-1] and header.parent else "b")
        self.add(Style.HEAD_LEFT, number, gap=0.5)
        self.add(Style.HEAD_RIGHT, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", emphasis="b")
        self.add(Style.HEAD_RIGHT, self.habits.motto_dash.join(("Độc lập", "Tự do", "Hạnh phúc")), emphasis="b")
        on = header.issued
        day = f"ngày {on.day:02} tháng {on.month if on.month > 2 else f'{on.month:02}'} năm {on.year}"
        self.add(Style.HEAD_RIGHT, f"{header.place}, {day}", emphasis="i", gap=0.5)
        self.add(Style.TITLE, "KẾ HOẠCH", emphasis="b", gap=1.0)
        self.add(Style.TITLE, header.title, emphasis="b")

    def heading(self, depth: int, text: str | Sentence, *more: Sentence | str, label: bool = True) -> None:
        """A numbered heading: depth 0 roman, 1 arabic, 2 dotted, 3 letter; words may follow on its line."""
        self.counts[depth] += 1
        self.counts[depth + 1 :] = [0] * (3 - depth)
        number = self._number(depth)
        form = (self.habits.roman, self.habits.arabic, self.habits.dotted, self.habits.letter)[depth]
        self.path[depth:] = []
        self.path += [""] * (depth - len(self.path)) + [number]
        bold = depth == 0 or (depth == 1 and self.habits.bold_arabic) or (depth == 2 and not more)
        emphasis = "b" if bold and not more else "bi" if depth > 2 and not more else ""
        words = text if isinstance(text, Sentence) else Sentence(text)
        self.add(Style.HEADING, words, *more, label=form.format(number), emphasis=emphasis)

    def _number(self, depth: int) -> str:
        count = self.counts[depth]
        if depth == 0:
            return ROMANS[count - 1]
        if depth == 2:
            return f"{self.counts[1]}.{count}"
        return "abcdđeghik"[count - 1] if depth == 3 else str(count)

    def body(self, *sentences: Sentence | str) -> None:
        """An indented paragraph."""
        self.add(Style.BODY, *sentences)

    def bullet(self, *sentences: Sentence | str, depth: int = 0) -> None:
        """A bullet of the first or second order."""
        self.add(Style.BULLET, *sentences, mark=self.habits.marks[depth])

    def item(self, label: str, *sentences: Sentence | str) -> None:
        """An item of a counted list: `(1)`."""
        self.add(Style.BULLET, *sentences, label=label)

    def close_body(self) -> None:
        """Leave the numbered part: what follows has no section."""
        self.path.clear()

    def table(
        self, heads: Sequence[str], rows: Sequence[tuple[Sequence[str], tuple[Fact, ...]]], widths: Sequence[float]
    ) -> None:
        """A ruled table; each row with its facts."""
        self.add(Style.ROW, " ".join(heads), cells=tuple(heads), widths=tuple(widths), head_row=True, emphasis="b")
        for cells, facts in rows:
            words = Sentence(" ".join(cell for cell in cells if cell), facts)
            self.add(Style.ROW, words, cells=tuple(cells), widths=tuple(widths))

    def sign(self) -> None:
        """The close in two columns: recipients left, signer right."""
        self.path.clear()
        self.add(Style.RECIPIENTS, "Nơi nhận:", emphasis="bi", gap=0.7)
        for line in self.header.recipients:
            self.add(Style.RECIPIENTS, line, mark="-")
        for index, line in enumerate(self.header.signing):
            self.add(Style.SIGNATURE, line, emphasis="b", gap=0.7 if index == 0 else 0.0)
        self.add(Style.SIGNATURE, self.header.signer, emphasis="b", gap=4.0)

    def annex(self, label: str, *lines: str, section: str = "") -> None:
        """The head of an annex on a new page."""
        self.path[:] = [section] if section else []
        self.add(Style.ANNEX_TITLE, label, emphasis="b", new_page=True)
        for index, line in enumerate(lines):
            self.add(Style.ANNEX_TITLE, line, emphasis="b" if index == 0 else "i")

    def plan(self, family: str, seed: int, printing: Printing) -> Plan:
        """The finished plan."""
        return Plan(family, seed, self.header.columns(), tuple(self.paragraphs), printing)
