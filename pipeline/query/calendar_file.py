"""The deadlines as an iCalendar file (RFC 5545): all-day events, recurring ones by their rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from icalendar import Calendar, Event, Todo

from pipeline.fields import Words
from pipeline.files import replacing
from pipeline.query.recurring import series
from pipeline.query.source import connect
from pipeline.schema import TABLES

_BATCH = 5_000
_STAMP = "X-KEHOACH-TABLES"
_END = b"END:VCALENDAR\r\n"
_NEVER = date(1970, 1, 1)  # DTSTAMP must stand; a plan without a day of issue has none to give

RELATIONS = {
    "before": Words("before", "trước"),
    "by": Words("by the end of", "chậm nhất"),
    "within": Words("within", "trong"),
    "on": Words("on", "vào"),
    "from": Words("from", "từ"),
    "recurring": Words("again and again", "lặp lại"),
}
"""The relations of due times as a calendar says them."""

Row = Mapping[str, Any]


def write_calendar(out: Path, path: Path, stamp: str) -> None:
    """Write the calendar whole or not at all; memory stays flat. Raises OutputError, OSError.

    Nothing of the clock gets in: DTSTAMP is the plan's day of issue, so the same tables give the same bytes.
    """
    calendar = Calendar()
    for name, value in (
        ("PRODID", "-//kehoach//deadlines//VI"),
        ("VERSION", "2.0"),
        ("X-WR-CALNAME", "Thời hạn trong các kế hoạch"),
        (_STAMP, stamp),
    ):
        calendar.add(name, value)
    with replacing(path) as part, part.open("wb") as stream:
        stream.write(calendar.to_ical().removesuffix(_END))
        for row in _rows(out):
            stream.write(component(row).to_ical())
        stream.write(_END)


def stamp_of(path: Path) -> str:
    """Of which tables the calendar was made; empty where it can't be read."""
    try:
        with path.open("rb") as stream:
            head = stream.read(500).decode("utf-8", "replace")
    except OSError:
        return ""
    return next((line.partition(":")[2] for line in head.splitlines() if line.startswith(f"{_STAMP}:")), "")


def component(row: Row) -> Event | Todo:
    """A row of `deadline_calendar` as an event on its day; as a to-do without a day where no day is known."""
    since = max((day for day in (row["issued_on"], row["period_start"]) if day), default=None)
    again = series(row["recurrence"], since, row["period_end"]) if row["recurrence"] and since else None
    day = again.first if again else row["calendar_day"]
    made: Event | Todo = Event() if day else Todo()
    made.add("UID", row["row_id"])
    made.add("DTSTAMP", datetime.combine(row["issued_on"] or _NEVER, time(), UTC))
    if day:
        made.add("DTSTART", day)
        made.add("TRANSP", "TRANSPARENT")
        made.add("STATUS", "TENTATIVE" if row["tentative"] else "CONFIRMED")
    if again:
        made.add("RRULE", again.rule)
    made.add("SUMMARY", ": ".join(part for part in (row["lead_agency"], row["task"] or row["quote"]) if part))
    made.add("DESCRIPTION", "\n".join(_description(row)))
    made.add("CATEGORIES", [words.vi for words in _flags(row)])
    place = ", ".join(dict.fromkeys(row[name] for name in ("unit", "commune", "district", "province") if row[name]))
    if place:
        made.add("LOCATION", place)
    return made


def _rows(out: Path) -> Iterator[Row]:
    with connect(out, in_order=True) as source:
        plans = "JOIN plans AS p ON p.doc_id = c.doc_id"
        found = source.execute(
            f"SELECT c.*, p.period_start, p.period_end, p.doc_type FROM deadline_calendar AS c {plans}"
        )
        names = [column[0] for column in found.description]
        while rows := found.fetchmany(_BATCH):
            yield from (dict(zip(names, row, strict=True)) for row in rows)


def _flags(row: Row) -> list[Words]:
    """The relation, the precision and what to mind, in words."""
    precision = TABLES["deadlines"].column("precision")
    flags = [RELATIONS[row["due_relation"]]] if row["due_relation"] else []
    if precision and row["precision"]:
        flags.append(precision.codes[row["precision"]])
    if row["year_inferred"]:
        flags.append(Words("year inferred from the context", "năm suy từ ngữ cảnh"))
    if row["tentative"]:
        flags.append(Words("tentative", "dự kiến"))
    return flags


def _description(row: Row) -> Iterator[str]:
    flags = _flags(row)
    yield f"Thời hạn: {row['due_text']} ({'; '.join(words.vi for words in flags)})"
    yield f"Due: {'; '.join(words.en for words in flags)}"
    for label, name in (("Chủ trì", "lead_agency"), ("Phối hợp", "coordinating_agencies")):
        if row[name]:
            yield f"{label}: {row[name]}"
    day = row["issued_on"].strftime("%d/%m/%Y") if row["issued_on"] else None
    named = " ".join(part for part in (row["doc_type"], row["number"]) if part)
    yield "Văn bản: " + ", ".join(part for part in (named, row["issuer"], day) if part)
    yield f"Trích trang {row['page']}: {row['quote']}"
    yield f"Độ tin cậy: {row['confidence']}"
