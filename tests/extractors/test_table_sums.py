"""Sums of rows and columns: right ones are quiet, a wrong cell is found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.table_sums import CULPRIT, Kind, check

SIZES = st.integers(2, 6)


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[tuple[int, int], float], list[Kind], int]:
    """Counts by row and year with their sums below and to the right: figures, kinds of rows, number of years."""
    rows, years = draw(SIZES), draw(SIZES)
    values = {(row, at): float(draw(st.integers(0, 40))) for row in range(rows) for at in range(years)}
    values |= {(rows, at): sum(values[row, at] for row in range(rows)) for at in range(years)}
    values |= {(row, years): sum(values[row, at] for at in range(years)) for row in range(rows + 1)}
    return values, [Kind.PART] * rows + [Kind.SUM], years


@given(tables())
def test_sums_that_fit_are_quiet(table: tuple[dict[tuple[int, int], float], list[Kind], int]) -> None:
    values, kinds, years = table
    checked = check(values, kinds, range(years + 1), {years: range(years)})
    assert checked.mismatches == ()
    assert checked.trust == {}


@given(tables(), st.data())
def test_one_wrong_part_is_the_one_that_is_doubted(
    table: tuple[dict[tuple[int, int], float], list[Kind], int], data: st.DataObject
) -> None:
    values, kinds, years = table
    place = data.draw(st.tuples(st.integers(0, len(kinds) - 2), st.integers(0, years - 1)))
    wrong = values | {place: values[place] + data.draw(st.integers(1, 90))}
    checked = check(wrong, kinds, range(years + 1), {years: range(years)})
    assert checked.trust == {place: CULPRIT}
    assert {(each.row, each.column) for each in checked.mismatches} == {(len(kinds) - 1, place[1]), (place[0], years)}


def test_a_column_that_never_adds_up_is_no_sum() -> None:
    values = {(0, 0): 3.0, (0, 1): 4.0, (0, 2): 4.0, (1, 0): 1.0, (1, 1): 2.0, (1, 2): 2.0}
    assert check(values, [Kind.PART] * 2, [0, 1, 2], {2: [0, 1]}).mismatches == ()


def test_a_group_adds_up_its_own_rows() -> None:
    values = {(0, 0): 9.0, (1, 0): 4.0, (2, 0): 1.0, (3, 0): 3.0, (4, 0): 5.0, (5, 0): 5.0}
    kinds = [Kind.SUM, Kind.GROUP, Kind.PART, Kind.PART, Kind.GROUP, Kind.PART]
    assert check(values, kinds, [0], {}).mismatches == ()
    (wrong,) = check(values | {(1, 0): 5.0}, kinds, [0], {}).mismatches
    assert (wrong.row, wrong.said, wrong.made) == (1, 5.0, 4.0)
