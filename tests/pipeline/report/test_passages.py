from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.passages import Mark, Piece, pieces

TEXT = "Xã An Dương đạt 17/19 tiêu chí"

spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted)


def test_overlapping_marks_share_pieces() -> None:
    marks = [Mark(3, 20, row="a"), Mark(12, 30, row="b"), Mark(6, 11, title="Duong → Dương")]
    assert [(piece.text, piece.rows, piece.title) for piece in pieces(TEXT, 0, len(TEXT), marks)] == [
        ("Xã ", (), ""),
        ("An ", ("a",), ""),
        ("Dương", ("a",), "Duong → Dương"),
        (" ", ("a",), ""),
        ("đạt 17/1", ("a", "b"), ""),
        ("9 tiêu chí", ("b",), ""),
    ]


def test_a_text_without_marks_is_one_piece() -> None:
    assert pieces(TEXT, 3, 11, []) == [Piece("An Dương")]
    assert pieces(TEXT, 3, 3, []) == []


@given(spans, st.lists(spans))
def test_the_pieces_make_up_the_span_and_no_mark_is_lost(span: list[int], marked: list[list[int]]) -> None:
    marks = [Mark(start, end, row=str(index)) for index, (start, end) in enumerate(marked)]
    found = pieces(TEXT, span[0], span[1], marks)
    assert "".join(piece.text for piece in found) == TEXT[span[0] : span[1]]
    assert all(piece.text for piece in found)
    for index, (start, end) in enumerate(marked):
        shown = "".join(piece.text for piece in found if str(index) in piece.rows)
        assert shown == TEXT[max(start, span[0]) : min(end, span[1])]
