"""Hooks that engines read as acutes come back where the words beside them expect a hook, and nowhere else."""

from __future__ import annotations

import unicodedata

import pytest

from normalizers.plausible import load_plausibility
from pipeline.lost_hooks import has_odd_hook, with_hooks
from pipeline.model import Box
from pipeline.segments import PlacedWord
from tests.pipeline.paper import PLAN


def line(text: str, sure: float = 0.97) -> list[PlacedWord]:
    return [PlacedWord(word, Box(20.0 * n, 0, 20.0 * n + 18, 12), sure) for n, word in enumerate(text.split())]


def mended(text: str) -> str:
    return " ".join(word.text for word in with_hooks(line(text), load_plausibility()))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("phối hợp tố chức thực hiện", "phối hợp tổ chức thực hiện"),
        ("chuyến đối số trên địa bàn", "chuyển đổi số trên địa bàn"),  # each is odd only beside the other
        ("- Tống hợp nhu cầu;", "- Tổng hợp nhu cầu;"),
        ("V - TỐ CHỨC THỰC HIỆN", "V - TỔ CHỨC THỰC HIỆN"),
    ],
)
def test_a_hook_comes_back(read: str, printed: str) -> None:
    assert mended(read) == printed
    found = with_hooks(line(read), load_plausibility())
    changed = [word for word, was in zip(found, line(read), strict=True) if word.text != was.text]
    assert changed
    assert all(0.9 < (word.confidence or 0) <= 0.97 for word in changed)


@pytest.mark.parametrize(
    "text",
    [
        *PLAN,
        "chỉ số cải cách hành chính, chuyến công tác, cuộc đối thoại",
        "dân số, số liệu, thế hệ trẻ, thế giới, bố trí kinh phí, kiếm sống",
        "gồm tiêu chí số 5, tiêu chí số 13",
        "ông Tống Văn Hướng, bà Trần Thị Bốn",
        "",
    ],
)
def test_print_without_such_errors_stays(text: str) -> None:
    assert mended(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("hỗ trợ chỉ phí học nghề", True),
        ("kế hoạch chỉ tiết thực hiện", True),
        ("hỗ trợ chi phí học nghề", False),
        ("các chỉ tiêu, chỉ số cải cách", False),
        *((text, False) for text in PLAN),
    ],
)
def test_a_hook_too_many_makes_a_line_unsure(text: str, odd: bool) -> None:
    assert has_odd_hook(line(text), load_plausibility()) == odd
