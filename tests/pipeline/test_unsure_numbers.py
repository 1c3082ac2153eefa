"""A number that a scan's reader was unsure of makes the rows that hold it less sure, and no others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box, DocumentText, Finding, Findings, SourceFile, Value
from pipeline.result import DocumentResult
from pipeline.tabulate import tabulate
from pipeline.unsure_numbers import SHARE_RIGHT, UNSURE, UnsureNumbers
from tests.pipeline.fakes import make_document, make_repaired

SOURCE = SourceFile("plan.pdf", "ab" * 32, 9)
TEXT = "Xay dwng 12 cong trinh\ntruoc ngay 27/10.\fLam 09 xa trong nam 2026"


def read_with(doubts: dict[str, float | None], text: str = TEXT) -> DocumentText:
    """A scan whose words have the confidences of `doubts`, else 0.9."""
    document = make_document(SOURCE, text)
    pages = [
        replace(
            page,
            words=tuple(
                replace(word, confidence=doubts.get(page.text[word.start : word.end], word.confidence))
                for word in page.words
            ),
        )
        for page in document.pages
    ]
    return DocumentText(SOURCE, tuple(pages))


def deadline(text: str, quote: str, **more: Box) -> Finding:
    """A row over `quote` with a confidence of 0.8."""
    values: dict[str, Value] = {"task": "làm", "due_text": quote, "due_relation": "by", "due_end": date(2026, 10, 27)}
    rest: dict[str, Value] = {"precision": "day", "tentative": False}
    start = text.index(quote)
    return Finding("deadlines", start, start + len(quote), {**values, **rest}, "rule:test", 0.8, "I", **more)


def tabulated(document: DocumentText, *quotes: str) -> DocumentResult:
    repaired = make_repaired(document)
    return tabulate(document, repaired, Findings({}, rows=tuple(deadline(repaired.text, quote) for quote in quotes)))


def test_a_row_that_holds_it_is_less_sure_and_an_issue_shows_it() -> None:
    document = read_with({"27/10.": UNSURE - 0.1})
    result = tabulated(document, "Xay dựng 12 cong trinh", "truoc ngay 27/10", "Lam 09 xa")
    rows = result.tables["deadlines"]
    assert [row["confidence"] for row in rows] == [0.8, pytest.approx(0.8 * SHARE_RIGHT), 0.8]
    (issue,) = result.issues
    assert (issue["code"], issue["page"], issue["quote"]) == ("unsure_number", 1, "27/10.")
    assert "0.48" in str(issue["message"])


def test_two_rows_over_one_number_give_one_issue() -> None:
    result = tabulated(read_with({"09": 0.2}), "Lam 09 xa", "09 xa trong nam 2026")
    assert [row["confidence"] for row in result.tables["deadlines"]] == [pytest.approx(0.8 * SHARE_RIGHT)] * 2
    assert [(row["code"], row["page"]) for row in result.issues] == [("unsure_number", 2)]


def test_a_row_over_two_such_numbers_is_doubted_once() -> None:
    result = tabulated(read_with({"09": 0.2, "2026": 0.3}), "Lam 09 xa trong nam 2026")
    assert result.tables["deadlines"][0]["confidence"] == pytest.approx(0.8 * SHARE_RIGHT)
    assert [row["quote"] for row in result.issues] == ["09", "2026"]


@pytest.mark.parametrize("doubts", [{"27/10.": UNSURE}, {"truoc": 0.1, "ngay": 0.1}, {"27/10.": None}])
def test_sure_numbers_unsure_words_and_text_without_ocr_change_nothing(doubts: dict[str, float | None]) -> None:
    result = tabulated(read_with(doubts), "truoc ngay 27/10")
    assert result.tables["deadlines"][0]["confidence"] == 0.8
    assert result.issues == ()


def test_of_a_table_row_only_the_cell_with_the_value_counts() -> None:
    document = read_with({"12": 0.2, "09": 0.2}, "Cong trinh 12 va 09")
    repaired = make_repaired(document)
    twelve, nine = (word.box for word in document.pages[0].words if document.pages[0].text[word.start].isdigit())
    numbers = UnsureNumbers(document, repaired)
    assert [number.box for number in numbers.within(0, len(repaired.text))] == [twelve, nine]
    cell = replace(nine, x0=nine.x0 - 3, x1=nine.x1 + 3)
    assert [number.box for number in numbers.within(0, len(repaired.text), cell)] == [nine]
    assert numbers.within(0, repaired.text.index("09"), cell) == []


@given(st.lists(st.tuples(st.sampled_from(["12", "xa", "27/10", "a1b"]), st.floats(0, 1)), max_size=30))
def test_every_unsure_number_is_found_where_it_stands(words: list[tuple[str, float]]) -> None:
    document = make_document(SOURCE, " ".join(text for text, _ in words))
    (page,) = document.pages
    sure = [confidence for _, confidence in words]
    said = tuple(replace(word, confidence=value) for word, value in zip(page.words, sure, strict=True))
    document = DocumentText(SOURCE, (replace(page, words=said),))
    repaired = make_repaired(document)
    found = UnsureNumbers(document, repaired).within(0, len(repaired.text))
    expected = [text for text, value in words if value < UNSURE and any(char.isdigit() for char in text)]
    assert [repaired.text[number.start : number.end] for number in found] == expected
