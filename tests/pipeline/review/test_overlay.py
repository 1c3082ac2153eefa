from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.review.decisions import CorrectionsError, Decision, merged, read_decisions, write_decisions
from pipeline.review.overlay import Reviewed, review
from pipeline.schema import Row

DOC = "0123456789abcdef"
TEXT = "Phòng Văn hóa hoàn thành trước ngày 27/10/2020.\nXã An Dương đạt 17/19 tiêu chí."


def a_deadline(number: int, quote: str, task: str, due: date) -> Row:
    row: Row = {"doc_id": DOC, "row_id": f"{DOC}-deadlines-{number:03}", "page": 1, "quote": quote, "task": task}
    return row | {"due_end": due, "confidence": 0.9, "method": "rule:x", "tentative": False}


FIRST = a_deadline(1, "Phòng Văn hóa hoàn thành trước ngày 27/10/2020.", "hoàn thành", date(2020, 10, 27))
SECOND = a_deadline(2, "Xã An Dương đạt 17/19 tiêu chí.", "đạt chuẩn", date(2020, 12, 31))
TABLES: dict[str, tuple[Row, ...]] = {
    "documents": ({"doc_id": DOC, "number": "3254/KH-UBND"},),
    "deadlines": (FIRST, SECOND),
    "progress": (),
}


def laid(*decisions: Decision) -> Reviewed:
    return review(DOC, TABLES, TEXT, decisions)


def about_first(column: str, old: str, new: str, quote: str = "") -> Decision:
    return Decision(f"{DOC}-deadlines-001", column, old, new, quote=quote)


def outcomes(made: Reviewed) -> list[tuple[str, str]]:
    return [(ruling.outcome, ruling.why) for ruling in made.rulings]


def test_a_corrected_value_has_the_original_beside_it() -> None:
    made = laid(about_first("due_end", "2020-10-27", "28/10/2020"), about_first("task", "hoàn thành", "nộp hồ sơ"))
    row = made.tables["deadlines"][0]
    assert (row["due_end"], row["due_end_original"]) == (date(2020, 10, 28), date(2020, 10, 27))
    assert (row["task"], row["task_original"], row["review"]) == ("nộp hồ sơ", "hoàn thành", "corrected")
    assert made.tables["deadlines"][1] == SECOND
    assert FIRST["due_end"] == date(2020, 10, 27)


def test_an_accepted_row_says_so_and_a_rejected_one_is_gone() -> None:
    made = laid(about_first("review", "", "accepted"), Decision(f"{DOC}-deadlines-002", "review", "", "rejected"))
    assert [row["review"] for row in made.tables["deadlines"]] == ["accepted"]


def test_a_value_can_be_taken_away_and_given() -> None:
    made = laid(about_first("task", "hoàn thành", ""), about_first("lead_agency", "", "Phòng Văn hóa"))
    row = made.tables["deadlines"][0]
    assert row["task"] is None
    assert (row["lead_agency"], row["lead_agency_original"]) == ("Phòng Văn hóa", None)


def test_a_document_is_corrected_by_its_own_name() -> None:
    made = laid(Decision(DOC, "number", "3254/KH-UBND", "3255/KH-UBND"))
    (row,) = made.tables["documents"]
    assert (row["number"], row["number_original"], row["review"]) == ("3255/KH-UBND", "3254/KH-UBND", "corrected")


@pytest.mark.parametrize(
    ("decision", "why"),
    [
        (about_first("task", "làm", "nộp"), "the value is now 'hoàn thành', not 'làm'"),
        (Decision(f"{DOC}-deadlines-009", "task", "x", "y"), "there is no such row"),
        (about_first("colour", "", "red"), "deadlines has no column 'colour' that can be corrected"),
        (about_first("quote", str(FIRST["quote"]), "x"), "deadlines has no column 'quote' that can be corrected"),
        (about_first("due_end", "2020-10-27", "31/02/2020"), "due_end: '31/02/2020' is no date"),
        (about_first("precision", "", "hour"), "precision: 'hour' is none of"),
        (about_first("tentative", "false", "perhaps"), "tentative: 'perhaps' is neither true nor false"),
        (about_first("review", "", "perhaps"), "review is one of accepted, rejected, not 'perhaps'"),
    ],
)
def test_what_does_not_fit_is_stale_and_changes_nothing(decision: Decision, why: str) -> None:
    made = laid(decision)
    (found,) = outcomes(made)
    assert found[0] == "stale"
    assert found[1].startswith(why)
    assert made.tables["deadlines"] == [FIRST, SECOND]


def test_a_row_that_is_numbered_anew_is_found_by_its_quote() -> None:
    decision = Decision(f"{DOC}-deadlines-001", "task", "đạt chuẩn", "về đích", quote=str(SECOND["quote"]))
    made = laid(decision)
    assert outcomes(made) == [("applied", "")]
    assert made.tables["deadlines"][1]["task"] == "về đích"
    assert made.tables["deadlines"][0] == FIRST


def test_a_quote_that_is_gone_makes_a_decision_stale() -> None:
    assert outcomes(laid(about_first("task", "hoàn thành", "nộp", quote="Một câu khác."))) == [
        ("stale", "the row speaks of another passage now")
    ]


def added(**values: str) -> list[Decision]:
    return [Decision(f"{DOC}-progress-new-1", name, "", value) for name, value in values.items()]


def test_a_missing_row_is_added_with_its_place() -> None:
    made = laid(*added(page="1", quote="Xã An Dương đạt 17/19 tiêu chí.", unit="An Dương", met="17", total="19"))
    (row,) = made.tables["progress"]
    assert (row["met"], row["total"], row["unit"], row["review"], row["method"]) == (
        17,
        19,
        "An Dương",
        "added",
        "review",
    )
    assert TEXT[int(str(row["char_start"])) : int(str(row["char_end"]))] == row["quote"]


def test_an_added_row_stands_whole_or_not_at_all() -> None:
    made = laid(*added(met="17", quote="Không có trong văn bản"))
    assert made.tables["progress"] == []
    assert outcomes(made) == [("stale", "the quote does not stand in the document's text")] * 2
    assert laid(*added(met="bảy", total="19")).tables["progress"] == []


def test_a_later_decision_takes_the_place_of_an_earlier_one() -> None:
    first, second = about_first("task", "a", "b"), about_first("task", "a", "c")
    other = about_first("unit", "", "An Dương")
    assert merged([first, other], [second]) == [second, other]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_spreadsheets_save_with_other_delimiters(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "corrections.csv"
    lines = [["row_id", "column", "old_value", "new_value", "note"], [f"{DOC}-deadlines-001", "task", "cũ", "mới", ""]]
    path.write_text("\ufeff" + "\r\n".join(delimiter.join(line) for line in lines) + "\r\n\r\n", encoding="utf-8")
    assert read_decisions(path) == [about_first("task", "cũ", "mới")]


def test_the_ledger_comes_back_as_it_was(tmp_path: Path) -> None:
    decisions = [about_first("task", 'a "b", c', "nhiều\ndòng", quote="x"), Decision(DOC, "number", "", "1")]
    write_decisions(tmp_path / "reviews.csv", decisions)
    assert read_decisions(tmp_path / "reviews.csv") == decisions


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (None, "no such file"),
        (b"row_id,column\n", "lacks the column old_value, new_value"),
        ("row_id,column,old_value,new_value\nx,task,Ủy,\n".encode("utf-16"), "is not in UTF-8"),
    ],
)
def test_a_file_that_is_none_of_corrections(tmp_path: Path, content: bytes | None, cause: str) -> None:
    path = tmp_path / "corrections.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CorrectionsError, match=cause):
        read_decisions(path)
