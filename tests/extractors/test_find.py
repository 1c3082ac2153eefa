from __future__ import annotations

import time
from pathlib import Path

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


def test_the_same_text_gives_the_same_rows() -> None:
    assert find(repaired(PLAN)) == find(repaired(PLAN))


def test_a_hundred_pages_take_seconds() -> None:
    sentence = ("- Xã Tân Lập: đạt 17/19 tiêu chí, còn 2 tiêu chí chưa đạt: 6, 17; hoàn thành trước ngày "
    "30/9/2019 theo Quyết "
                "định số 12/QĐ-UBND ngày 3/1/2019 của UBND huyện; giao Phòng Nội vụ chủ trì, phối hợp với UBND "
                "xã.\n")  # fmt: skip
    text = PLAN + "I. NỘI DUNG\n" + sentence * 900
    find(repaired(PLAN))
    start = time.process_time()
    find(repaired(text))
    pages = len(text) / 2200
    assert (time.process_time() - start) / pages < 0.12


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
