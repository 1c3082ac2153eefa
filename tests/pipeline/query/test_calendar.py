"""The calendar, read by another library than the one that wrote it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event, EventStatus
from ical.types.recur import Recur
from icalendar import vRecur

from pipeline.fields import fields
from pipeline.query.calendar_file import RELATIONS, write_calendar
from pipeline.query.recurring import series
from pipeline.schema import Row
from tests.pipeline.query.plans import DISTRICT, plans, write_output


def read(out: Path, tables: dict[str, list[Row]] | None = None) -> Calendar:
    write_output(out, tables)
    write_calendar(out, out / "deadlines.ics", "0123456789abcdef")
    return IcsCalendarStream.calendar_from_ics((out / "deadlines.ics").read_bytes().decode())


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    return read(tmp_path_factory.mktemp("out")).events


def test_every_deadline_is_an_event_on_its_last_day(events: list[Event]) -> None:
    assert [event.uid for event in events] == [f"{DISTRICT}-deadlines-{number:03}" for number in range(1, 6)]
    assert [event.dtstart for event in events] == [
        date(2020, 10, 26),
        date(2020, 6, 30),
        date(2020, 3, 1),
        date(2020, 2, 29),
        date(2020, 3, 31),
    ]
    assert all(event.transparency == "TRANSPARENT" for event in events)


def test_recurring_deadlines_recur_to_the_end_of_the_plan(events: list[Event], tmp_path: Path) -> None:
    monthly, last = (list(islice(Calendar(vevent=[event]).timeline, 50)) for event in events[3:])
    assert [event.start for event in monthly][-2:] == [date(2020, 11, 30), date(2020, 12, 31)]
    assert len(monthly) == 11
    assert [event.start.day for event in last] == [31] * 6


def test_words_say_what_the_day_can_not(events: list[Event]) -> None:
    first, second = events[:2]
    assert first.summary == "Phòng Nông nghiệp: Rà soát, thẩm tra; báo cáo"
    assert first.location == "Nà Khương, Quang Bình, Hà Giang"
    assert first.description is not None
    assert "Thời hạn: trước ngày 27/10/2020 (trước; đến ngày)" in first.description
    assert "Kế hoạch 74/KH-UBND, Ủy ban nhân dân huyện Quang Bình, 28/02/2020" in first.description
    assert second.categories == ["trong", "đến quý", "năm suy từ ngữ cảnh"]
    assert second.description is not None
    assert "Due: within; to the calendar quarter; year inferred from the context" in second.description
    assert [event.status for event in events] == [EventStatus.CONFIRMED] * 4 + [EventStatus.TENTATIVE]


def test_the_stamp_is_the_day_of_issue(events: list[Event]) -> None:
    assert {event.dtstamp for event in events} == {datetime(2020, 2, 28, tzinfo=UTC)}


def test_equal_tables_give_equal_bytes_of_the_right_form(tmp_path: Path) -> None:
    read(tmp_path)
    first = (tmp_path / "deadlines.ics").read_bytes()
    read(tmp_path)
    assert (tmp_path / "deadlines.ics").read_bytes() == first
    lines = first.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert lines[-1] == b""


def test_what_has_no_day_is_a_task_and_not_lost(tmp_path: Path) -> None:
    tables = plans()
    tables["deadlines"] = [
        {**tables["deadlines"][3], "recurrence": "FREQ=MONTHLY;BYDAY=XX"},
        {**tables["deadlines"][0], "due_end": None},
    ]
    calendar = read(tmp_path, tables)
    assert calendar.events == []
    assert [todo.summary for todo in calendar.todos] == ["Phòng Nông nghiệp: Rà soát, thẩm tra; báo cáo"] * 2


def test_a_plan_without_deadlines_gives_an_empty_calendar(tmp_path: Path) -> None:
    assert read(tmp_path, plans() | {"deadlines": []}).events == []


def test_every_relation_has_its_words() -> None:
    assert set(RELATIONS) == set(fields()["due_relation"].codes)


@pytest.mark.parametrize(
    ("recurrence", "first", "rule"),
    [
        ("FREQ=WEEKLY", date(2020, 2, 28), "FREQ=WEEKLY;UNTIL=20201231"),
        ("FREQ=WEEKLY;BYDAY=SU", date(2020, 3, 1), "FREQ=WEEKLY;UNTIL=20201231;BYDAY=SU"),
        ("FREQ=MONTHLY;BYMONTHDAY=16", date(2020, 3, 16), "FREQ=MONTHLY;UNTIL=20201231;BYMONTHDAY=16"),
        ("FREQ=MONTHLY;INTERVAL=3", date(2020, 3, 31), "FREQ=MONTHLY;UNTIL=20201231;INTERVAL=3;BYMONTHDAY=-1"),
        ("FREQ=MONTHLY;INTERVAL=6", date(2020, 6, 30), "FREQ=MONTHLY;UNTIL=20201231;INTERVAL=6;BYMONTHDAY=-1"),
        ("FREQ=YEARLY", date(2020, 12, 31), "FREQ=YEARLY;UNTIL=20201231;BYMONTHDAY=-1;BYMONTH=12"),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15", date(2020, 3, 15),
         "FREQ=YEARLY;UNTIL=20201231;BYMONTHDAY=15;BYMONTH=3,6,9,12"),
    ],
)  # fmt: skip
def test_series(recurrence: str, first: date, rule: str) -> None:
    found = series(recurrence, date(2020, 2, 28), date(2020, 12, 31))
    assert found is not None
    assert (found.first, found.rule) == (first, vRecur.from_ical(rule))


@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.sampled_from(["", ";INTERVAL=2", ";INTERVAL=3", ";INTERVAL=6"]),
    st.sampled_from(["", ";BYMONTHDAY=1", ";BYMONTHDAY=31", ";BYDAY=MO", ";BYMONTH=2"]),
    st.dates(date(2005, 1, 1), date(2035, 12, 31)),
)
def test_a_series_begins_with_a_day_of_its_rule(freq: str, interval: str, by: str, since: date) -> None:
    found = series(f"FREQ={freq}{interval}{by}", since, None)
    if found is None:
        return
    assert found.first >= since
    rule = Recur.from_rrule(found.rule.to_ical().decode())  # type: ignore[no-untyped-call]
    assert (
        next(iter(Calendar(vevent=[Event(dtstart=found.first, summary="x", rrule=rule)]).timeline)).start == found.first
    )
