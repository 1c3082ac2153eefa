"""Alignments map spans both ways and compose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.alignment import Alignment, Edit, from_edits


@st.composite
def edited(draw: st.DrawFn, raw: str | None = None) -> tuple[str, str, Alignment]:
    """A raw text, a text made from it by random replacements, and their alignment."""
    source = draw(st.text("abcd \n", max_size=30)) if raw is None else raw
    cuts = sorted(draw(st.lists(st.integers(0, len(source)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    replacements = [(a, b, draw(st.text("xyz", max_size=3))) for a, b in pairs]
    text, alignment = from_edits(source, replacements)
    return source, text, alignment


@given(edited())
def test_whole_maps_to_whole_and_unchanged_characters_to_themselves(case: tuple[str, str, Alignment]) -> None:
    raw, text, alignment = case
    changed = {i for e in alignment.edits for i in range(e.start, e.end)}
    for i in range(len(text)):
        start, end = alignment.to_raw(i, i + 1)
        assert 0 <= start <= end <= len(raw)
        if i not in changed:
            assert raw[start:end] == text[i]
            assert alignment.from_raw(start, end) == (i, i + 1)


@given(edited(), st.data())
def test_maps_are_monotone(case: tuple[str, str, Alignment], data: st.DataObject) -> None:
    _, text, alignment = case
    spans = [alignment.to_raw(i, i + 1) for i in range(len(text))]
    assert spans == sorted(spans)


@given(edited(), st.data())
def test_composition_maps_as_one_after_the_other(case: tuple[str, str, Alignment], data: st.DataObject) -> None:
    raw, middle, first = case
    _, text, second = data.draw(edited(middle))
    both = first.then(second)
    assert (both.raw_length, both.length) == (len(raw), len(text))
    changed = {i for e in both.edits for i in range(e.start, e.end)}
    for i in set(range(len(text))) - changed:
        start, end = both.to_raw(i, i + 1)
        assert raw[start:end] == text[i]


def test_spans_inside_a_replacement_widen_to_whole_characters() -> None:
    _, alignment = from_edits("86 5", [(0, 2, "số")])
    assert alignment.to_raw(0, 2) == (0, 2)
    assert alignment.from_raw(3, 4) == (3, 4)


def test_what_was_dropped_belongs_to_neither_neighbour() -> None:
    text, alignment = from_edits("a**b", [(1, 3, "")])
    assert text == "ab"
    assert alignment.to_raw(0, 1) == (0, 1)
    assert alignment.to_raw(1, 2) == (3, 4)
    assert alignment.to_raw(0, 2) == (0, 4)


def test_edits_that_do_not_line_up_are_refused() -> None:
    with pytest.raises(ValueError, match="does not follow"):
        Alignment(3, 3, (Edit(0, 1, 1, 1),))
    with pytest.raises(ValueError, match="outside"):
        Alignment.identity(3).to_raw(2, 5)


@given(edited())
def test_many_spans_map_as_each_does(case: tuple[str, str, Alignment]) -> None:
    raw, text, alignment = case
    spans = [(i, j) for i in range(len(text) + 1) for j in range(i, len(text) + 1)]
    lows, highs = alignment.to_raw_all(*zip(*spans, strict=True))
    assert list(zip(lows.tolist(), highs.tolist(), strict=True)) == [alignment.to_raw(*span) for span in spans]
    spans = [(i, j) for i in range(len(raw) + 1) for j in range(i, len(raw) + 1)]
    lows, highs = alignment.from_raw_all(*zip(*spans, strict=True))
    assert list(zip(lows.tolist(), highs.tolist(), strict=True)) == [alignment.from_raw(*span) for span in spans]


def test_alignments_are_equal_by_their_edits() -> None:
    assert from_edits("abc", [(1, 2, "x")])[1] == Alignment(3, 3, (Edit(1, 2, 1, 2),))
    assert Alignment.identity(3) != Alignment.identity(4)
    assert len({Alignment.identity(3), Alignment.identity(3)}) == 1
