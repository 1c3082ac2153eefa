# ruff: noqa: E501 - the pieces of a plan
"""No text breaks the extractors of targets, deadlines and assignments; every span lies within one line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import assignments, deadlines, targets
from extractors.context import Context
from pipeline.model import Finding
from tests.extractors.small_plans import PLAN_OF_2023, Find
from tests.extractors.texts import order

PIECES = [
    "I. MỤC TIÊU", "1. Phòng Nội vụ:", "- ", "+ ", "a) ", "Điều 2. ", "UBND huyện", "các sở, ban, ngành", "và", ",", ";", ".", ":",
    "(", ")", "phối hợp với", "chủ trì", "giao", "đề nghị", "xây dựng kế hoạch", "trước ngày 15/8", "đến năm 2025", "Quý II/2023",
    "hằng tháng", "từ tháng 3 đến tháng 6", "ngày 31/2/2023", "3 xã", "90%", "từ 12 lên 15", "147/184 xã", "1-1,5%/năm", "mỗi xã",
    "đạt chuẩn nông thôn mới", "không còn xã dưới 10 tiêu chí", "hoặc", "lũy kế", "giảm còn", "Xã Yên Sơn:", "\n", "⟦?⟧", "•", "…",
    "Giám đốc các Sở:", "năm", "trong năm", "%", "0", "99999999999999999999", "Nơi nhận:",
]  # fmt: skip


@pytest.mark.parametrize("find", [targets.find, deadlines.find, assignments.find])
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40))
@settings(max_examples=60)
def test_no_text_breaks_the_extractors(find: Find, pieces: list[str]) -> None:
    text = " ".join(pieces)
    for found in find(order(text), PLAN_OF_2023):
        if isinstance(found, Finding):
            assert 0 <= found.start < found.end <= len(text)
            assert "\n" not in text[found.start : found.end]


@pytest.mark.parametrize("find", [targets.find, deadlines.find, assignments.find])
@given(text=st.text(max_size=120))
@settings(max_examples=60)
def test_noise_breaks_nothing_without_a_context(find: Find, text: str) -> None:
    for found in find(order(text), Context()):
        assert found is not None
