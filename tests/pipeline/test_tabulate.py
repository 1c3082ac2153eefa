from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.alignment import Alignment
from pipeline.grounding import Grounding, UngroundedError
from pipeline.model import (
    Decision,
    DocumentText,
    Finding,
    Findings,
    Issue,
    PageText,
    RepairedText,
    SourceFile,
    Status,
    TextSource,
    Value,
)
from pipeline.schema import TABLES
from pipeline.tabulate import tabulate
from tests.pipeline.fakes import make_document, make_findings, make_repaired

SOURCE = SourceFile("plan.pdf", "ab" * 32, 9)
TEXT = "Xay dwng ho so\ntruoc ngay 27/10\fTrang hai"


def made(text: str = TEXT) -> tuple[DocumentText, RepairedText]:
    document = make_document(SOURCE, text)
    return document, make_repaired(document)


def finding(start: int, end: int, table: str = "assignments", **values: Value) -> Finding:
    own: dict[str, Value] = {"agency": "UBND xã", "role": "lead", "task": "lập hồ sơ"}
    return Finding(table, start, end, {**own, **values}, "rule:test", 0.8, "I")


def test_a_row_shows_where_it_stands() -> None:
    document, repaired = made()
    result = tabulate(document, repaired, make_findings(repaired))
    first, second = result.tables["deadlines"]
    assert first["row_id"] == "abababababababab-deadlines-001"
    assert first["quote"] == "Xay dựng ho so truoc ngay 27/10"
    assert first["source_text"] == "Xay dwng ho so\ntruoc ngay 27/10"
    assert first["bbox"] == "0.0,0.0,160.0,22.0"
    assert (first["page"], second["page"]) == (1, 2)
    assert second["bbox"] == "0.0,0.0,90.0,10.0"
    assert repaired.text[int(str(first["char_start"])) : int(str(first["char_end"]))] == first["quote"]


def test_rows_are_numbered_in_document_order() -> None:
    document, repaired = made()
    findings = Findings({}, rows=(finding(15, 20), finding(0, 3), finding(4, 8)))
    rows = tabulate(document, repaired, findings).tables["assignments"]
    assert [row["char_start"] for row in rows] == [0, 4, 15]
    assert [str(row["row_id"])[-3:] for row in rows] == ["001", "002", "003"]


def test_the_document_row() -> None:
    document, repaired = made()
    result = tabulate(document, repaired, make_findings(repaired))
    assert result.status is Status.OK
    assert result.document["doc_id"] == "abababababababab"
    assert result.document["pages"] == 2
    assert result.document["text_source"] == "ocr"
    assert result.document["ocr_confidence"] == 0.9
    assert result.document["number"] == "18/KH-UBND"
    assert result.evidence[0]["quote"] == "Xay d"


def test_pages_read_in_two_ways_are_mixed() -> None:
    document, repaired = made()
    layer = PageText(2, document.pages[1].text, Decision(TextSource.TEXT_LAYER, 1.0, "good"))
    mixed = DocumentText(SOURCE, (document.pages[0], layer))
    assert tabulate(mixed, repaired, Findings({})).document["text_source"] == "mixed"


def test_a_lost_page_makes_a_document_partial() -> None:
    document, repaired = made()
    lost = DocumentText(SOURCE, document.pages, (Issue("page_failed", "page 2: the engine crashed", 2),))
    result = tabulate(lost, repaired, Findings({}))
    assert result.status is Status.PARTIAL
    assert result.document["error_code"] == "page_failed"
    assert [(row["page"], row["code"]) for row in result.issues] == [(2, "page_failed")]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (finding(0, 999), "ungrounded"),
        (finding(5, 5), "ungrounded"),
        (finding(0, 38), "ungrounded"),  # over the line break before page 2
        (finding(0, 3, table="plans"), "unknown_table"),
        (finding(0, 3, role=None), "incomplete_row"),
    ],
)
def test_what_cannot_stand_becomes_an_issue(wrong: Finding, code: str) -> None:
    document, repaired = made()
    result = tabulate(document, repaired, Findings({}, rows=(wrong,)))
    assert all(rows == () for rows in result.tables.values())
    assert [row["code"] for row in result.issues] == [code]


def test_an_unknown_code_is_dropped_with_an_issue_at_its_place() -> None:
    document, repaired = made()
    wrong = Finding("deadlines", 0, 8, {"task": "x", "precision": "week"}, "rule:test", 0.8)
    result = tabulate(document, repaired, Findings({}, rows=(wrong,)))
    assert "precision" not in result.tables["deadlines"][0]
    assert result.issues[0]["code"] == "invalid_value"
    assert result.issues[0]["quote"] == "Xay dựng"


def test_an_unlikely_day_halves_the_confidence() -> None:
    document, repaired = made()
    doubtful = Finding("deadlines", 0, 8, {"task": "x", "due_end": date(2205, 1, 1)}, "rule:test", 0.8)
    result = tabulate(document, repaired, Findings({}, rows=(doubtful,)))
    assert result.tables["deadlines"][0]["confidence"] == 0.4
    assert result.issues[0]["code"] == "implausible_value"


def test_quotes_and_source_texts_begin_behind_signs_of_a_formula() -> None:
    document, repaired = made("- =Xay dwng\fTrang hai")
    row = tabulate(document, repaired, Findings({}, rows=(finding(0, 11),))).tables["assignments"][0]
    assert row["quote"] == "Xay dựng"
    assert row["source_text"] == "Xay dwng"
    assert row["char_start"] == 3


@given(st.text(alphabet="ab =+-@\n\fdwng", min_size=1, max_size=60), st.data())
def test_every_place_is_a_quote_of_the_text(text: str, data: st.DataObject) -> None:
    document, repaired = made(text)
    start = data.draw(st.integers(0, len(repaired.text)))
    end = data.draw(st.integers(start, len(repaired.text)))
    try:
        row = Grounding(document, repaired).place(start, end)
    except UngroundedError:
        return
    quote = str(row["quote"])
    assert repaired.text[int(str(row["char_start"])) : int(str(row["char_end"]))] == quote
    assert "\n" not in quote
    assert quote == quote.strip()
    assert quote[0] not in "=+-@"
    assert 1 <= int(str(row["page"])) <= len(document.pages)


def test_text_files_have_no_boxes() -> None:
    page = PageText(1, "Xay dung", Decision(TextSource.TEXT_FILE, 1.0, "a text file"))
    document = DocumentText(SOURCE, (page,))
    repaired = RepairedText("Xay dung", "Xay dung", Alignment.identity(8), (0,), quality=1.0)
    result = tabulate(document, repaired, Findings({}, rows=(finding(0, 8),)))
    assert "bbox" not in result.tables["assignments"][0]
    assert result.document["text_source"] == "text_file"
    assert set(result.document) <= set(TABLES["documents"].header)
