from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.find import find
from tests.extractors.test_outline import PLAN
from tests.extractors.texts import repaired

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "gold"


def test_an_empty_text_gives_nothing() -> None:
    found = find(repaired(""))
    assert (dict(found.document), found.rows) == ({}, ())


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_noise_breaks_nothing(text: str) -> None:
    find(repaired(text))


def test_rows_are_in_order_and_quotes_lie_within_a_line() -> None:
    text = PLAN + "Xã Tân Lập đạt 17/19 tiêu chí, còn 2 tiêu chí chưa đạt: 6, 17.\n"
    found = find(repaired(text))
    starts = [row.start for row in found.rows]
    assert starts == sorted(starts)
    assert found.rows
    assert all(text[row.start : row.end].strip() and "\n" not in text[row.start : row.end] for row in found.rows)


def test_a_year_that_no_plan_can_mean_becomes_an_issue() -> None:
    text = PLAN.replace("Trên đây", "- Phòng Nội vụ lập hồ sơ, xong trước ngày 30/6/2091.\nTrên đây", 1)
    assert [issue.code for issue in find(repaired(text)).issues] == ["year_out_of_range"]


def test_the_same_text_gives_the_same_rows() -> None:
    assert find(repaired(PLAN)) == find(repaired(PLAN))


def test_work_grows_with_the_length_of_the_text_not_faster() -> None:
    """Counted in calls of Python functions; `benchmarks/extraction.py` tells the speed."""
    sentence = ("- Xã Tân Lập: đạt 17/19 tiêu chí, còn 2 tiêu chí chưa đạt: 6, 17; hoàn thành trước ngày "
    "30/9/2019 theo Quyết "
                "định số 12/QĐ-UBND ngày 3/1/2019 của UBND huyện; giao Phòng Nội vụ chủ trì, phối hợp với UBND "
                "xã.\n")  # fmt: skip
    texts = [PLAN + "I. NỘI DUNG\n" + sentence * number for number in (50, 200)]
    find(repaired(texts[0]))
    shorter, longer = (calls(text) for text in texts)
    assert longer < 4.4 * shorter


def calls(text: str) -> int:
    """How many functions are called to search a text."""
    counted = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal counted
        counted += event == "call"

    sys.setprofile(count)
    try:
        find(repaired(text))
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.shared
@pytest.mark.parametrize("name", ["000", "002", "004"])
def test_the_seeds_give_their_header(name: str) -> None:
    truth = SEEDS / name / "truth.txt"
    if not truth.is_file():
        pytest.skip("the gold beside the project is not here")
    from pipeline.extraction_cases import joined  # noqa: PLC0415

    found = find(joined(truth.read_text(encoding="utf-8")))
    assert found.document["doc_type"] == "Kế hoạch"
    assert found.document["level"] in ("xã", "huyện")
    assert found.document["title"]
