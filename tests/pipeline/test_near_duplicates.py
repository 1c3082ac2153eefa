from __future__ import annotations

from datetime import date

import pytest

from pipeline.near_duplicates import NearDuplicates, identity
from pipeline.schema import Row

PLAN: Row = {"number": "18/KH-UBND", "issuer": "Ủy ban nhân dân huyện Hà Quảng", "issued_on": date(2024, 2, 27)}


def test_later_files_of_one_plan_name_the_first() -> None:
    plans = NearDuplicates()
    assert [plans.first(identity(PLAN), name) for name in ("a.pdf", "b.pdf", "c.txt")] == [None, "a.pdf", "a.pdf"]


@pytest.mark.parametrize(
    "written",
    [{"number": "18 /KH-UBND"}, {"number": "018/KH-UBND"}, {"issuer": "ỦY BAN NHÂN DÂN HUYỆN HÀ QUẢNG"}],
)
def test_spelling_makes_no_other_plan(written: Row) -> None:
    plans = NearDuplicates()
    plans.first(identity(PLAN), "a.pdf")
    assert plans.first(identity({**PLAN, **written}), "b.pdf") == "a.pdf"


@pytest.mark.parametrize(
    "other",
    [
        {"number": "19/KH-UBND"},
        {"number": "180/KH-UBND"},
        {"number": "18/KH-HĐND"},
        {"issuer": "Ủy ban nhân dân huyện Hòa An"},
        {"issued_on": date(2023, 2, 27)},
        {"number": None},
        {"issuer": ""},
        {"issued_on": None},
    ],
)
def test_another_plan_or_an_unknown_one_is_not_linked(other: Row) -> None:
    plans = NearDuplicates()
    plans.first(identity(PLAN), "a.pdf")
    assert plans.first(identity({**PLAN, **other}), "b.pdf") is None
    assert plans.first(identity({**PLAN, **other}), "b.pdf") is None
