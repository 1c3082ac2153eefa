"""Readings of two engines become one: every word once, the likelier reading, nothing invented."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from normalizers.plausible import load_plausibility
from pipeline.bullets import bullet_before
from pipeline.errors import EngineCrashedError
from pipeline.fused_reader import fuse, fused_reader, parted
from pipeline.fusion import FEATURES, WEIGHTS, candidates, choose
from pipeline.line_reader import ReadLine, load_line_reader
from pipeline.model import Box
from pipeline.readings import Slot, slots
from pipeline.segments import PlacedWord
from tests.pipeline.paper import PLAN, drawn

LINE = Box(50, 100, 400, 114)


def row(text: str, confidence: float = 0.9, left: float = 50) -> tuple[PlacedWord, ...]:
    """Words of six points a character on `LINE`."""
    words, at = [], left
    for part in text.split(" "):
        words.append(PlacedWord(part, Box(at, 100, at + 6 * len(part), 114), confidence))
        at += 6 * (len(part) + 1)
    return tuple(words)


def texts(words: list[PlacedWord]) -> str:
    return " ".join(word.text for word in sorted(words, key=lambda word: word.box.x0))


placed = st.builds(
    lambda x, w, c: PlacedWord("từ", Box(x, 100, x + w, 114), c), st.floats(0, 400), st.floats(1, 90), st.floats(0, 1)
)


@given(st.lists(st.lists(placed, max_size=8), min_size=3, max_size=3))
def test_every_word_is_in_exactly_one_slot(readings: list[list[PlacedWord]]) -> None:
    found = slots(readings)
    for index, words in enumerate(readings):
        held = [word for slot in found for word in slot.readings[index]]
        assert sorted(map(id, held)) == sorted(map(id, words))


def test_a_word_that_one_engine_splits_is_one_slot() -> None:
    found = slots([row("theo 12 /QĐ-UBND này"), row("theo 12_/QĐ-UBND này"), row("theo 12_/QĐ-UBND này")])
    assert [slot.texts[0] for slot in found] == ["theo", "12 /QĐ-UBND", "này"]


@pytest.mark.parametrize(
    ("readings", "before", "after", "expected"),
    [
        (("chê", "chế", "chế"), "quy", "hoạt", "chế"),
        (("thôn", "thôn", "thổn"), "nông", "mới", "thôn"),
        (("QĐÐ-UBND", "QĐ-UBND", "QĐ-UBND"), "12", "ngày", "QĐ-UBND"),
        (("dầu.", "dầu", "dầu"), "tràn", "", "dầu."),
    ],
)
def test_the_likelier_reading_wins(readings: tuple[str, ...], before: str, after: str, expected: str) -> None:
    slot = Slot(tuple(row(text, 0.9) for text in readings))
    chosen, probability = choose(slot, before, after, load_plausibility())
    assert chosen.text == expected
    assert 0 < probability <= 1


def test_agreement_is_sure() -> None:
    slot = Slot((row("xã", 0.3),) * 3)
    assert choose(slot, "", "", load_plausibility())[1] == 1.0
    assert [candidate.readers for candidate in candidates(slot)] == [(0, 1, 2)]


def test_every_feature_has_a_weight() -> None:
    assert len(WEIGHTS) == len(FEATURES)


def test_a_line_that_only_the_line_engine_sees_is_added_and_doubtful_ones_are_not() -> None:
    seen, below = row("Căn cứ Luật"), Box(50, 200, 400, 214)
    other = tuple(PlacedWord(w.text, Box(w.box.x0, 200, w.box.x1, 214), 0.95) for w in row("CHỦ TỊCH"))
    noise = tuple(
        PlacedWord(text, Box(50 + 30 * i, 300, 70 + 30 * i, 314), 0.2) for i, text in enumerate(["qwz", "xkj"])
    )
    lines = [
        ReadLine(LINE, (seen, seen)),
        ReadLine(below, (other, other)),
        ReadLine(Box(50, 300, 400, 314), (noise, noise[:1])),
    ]
    fused, _ = fuse(seen, lines, load_plausibility())
    assert [word.text for word in fused] == ["Căn", "cứ", "Luật", "CHỦ", "TỊCH"]


@pytest.mark.parametrize(
    ("confidence", "text", "kept"), [(0.7, "TỊCH", True), (0.3, "TỊCH", False), (0.9, "zqj", False)]
)
def test_a_line_that_the_line_engine_reads_in_two_ways_must_be_sure(confidence: float, text: str, kept: bool) -> None:
    line = ReadLine(LINE, (row(f"CHỦ {text}", confidence), row(f"CHU {text}", 0.2)))
    assert bool(fuse([], [line], load_plausibility())[0]) is kept


def test_a_bullet_left_of_its_line_stays() -> None:
    bullet = PlacedWord("-", Box(30, 105, 34, 108), 0.8)
    line = ReadLine(LINE, (row("Như trên;"), row("Như trên;")))
    assert texts(fuse([bullet, *row("Như trên;")], [line], load_plausibility())[0]) == "- Như trên;"


@pytest.mark.parametrize(
    ("joined", "words"),
    [
        ("Số:12", ["Số:", "12"]),
        ("II/MỤC", ["II/", "MỤC"]),
        ("3.Phòng", ["3.", "Phòng"]),
        ("Lưu:VT,TH", ["Lưu:", "VT,", "TH"]),
        ("VPUB:PCVP", ["VPUB:PCVP"]),
        ("11/CT-TTg", ["11/CT-TTg"]),
        ("1,5%", ["1,5%"]),
        ("15/11/2024;", ["15/11/2024;"]),
    ],
)
def test_words_that_were_run_together_are_parted(joined: str, words: list[str]) -> None:
    found = parted(PlacedWord(joined, LINE, 0.9))
    assert [word.text for word in found] == words
    assert (found[0].box.x0, found[-1].box.x1) == (LINE.x0, LINE.x1)


def test_the_dash_of_a_list_item_is_found_by_its_shape() -> None:
    page = drawn(["– " + PLAN[0], PLAN[1], "1. " + PLAN[2]], 200)
    grey = np.asarray(page.convert("L"), np.uint8)
    start = 70 + 14 * 0.75  # the dash and its blank are so wide
    lines = [
        [PlacedWord("Phấn", Box(start, 80, start + 30, 97), 0.9)],
        [PlacedWord("nâng", Box(70, 102, 100, 119), 0.9)],
        [PlacedWord("người", Box(start, 124, start + 30, 141), 0.9)],
    ]
    found = [bullet_before(line, grey, 200) for line in lines]
    assert [bullet and bullet.text for bullet in found] == ["-", None, None]
    assert found[0] is not None
    assert 69 <= found[0].box.x0 < found[0].box.x1 <= start
    assert bullet_before([PlacedWord("-", Box(70, 80, 75, 97), 0.9)], grey, 200) is None


@dataclass(frozen=True)
class BrokenReader:
    """An engine that crashes."""

    def read(self, image: Image.Image, dpi: float) -> list[PlacedWord]:
        raise EngineCrashedError("The engine crashed.")


def test_a_crash_of_the_first_engine_is_told() -> None:
    with pytest.raises(EngineCrashedError):
        fused_reader(BrokenReader()).read(drawn(), 150)


def test_the_line_engine_reads_lines_with_their_places() -> None:
    page = drawn(dpi=200)
    lines = load_line_reader().read(np.asarray(page.convert("L")), 200)
    assert len(lines) == len(PLAN)
    for index, line in enumerate(sorted(lines, key=lambda line: line.box.y0)):
        assert abs(line.box.y0 - (80 + 22 * index)) < 8
        best = " ".join(word.text for word in line.readings[0]).split()
        assert len(set(best) & set(PLAN[index].split())) >= 0.7 * len(PLAN[index].split())
        assert all(a.box.x0 <= b.box.x0 for a, b in zip(line.readings[0], line.readings[0][1:], strict=False))
