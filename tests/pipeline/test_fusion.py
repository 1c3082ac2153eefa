"""Readings of two engines become one: every word once, the likelier reading, nothing invented."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.plausible import load_plausibility
from pipeline.fusion import FEATURES, SIGNS, SURENESS, WEIGHTS, candidates, choose, is_disputed_number, sureness
from pipeline.line_fusion import alone, fuse, parted
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
        (("ngưồn", "nguôn", "nguõn"), "các", "vốn", "nguồn"),  # no reading says so, each letter is one's
        (("Hoà", "Hòa", "Hoa"), "xã", "Bình", "Hòa"),
    ],
)
def test_the_likelier_reading_wins(readings: tuple[str, ...], before: str, after: str, expected: str) -> None:
    slot = Slot(tuple(row(text, 0.9) for text in readings))
    chosen, probability = choose(slot, before, after, load_plausibility())
    assert chosen.text == expected
    assert 0 < probability <= 1


def test_a_word_mixed_of_readings_is_less_sure_than_they_and_has_a_place() -> None:
    line = ReadLine(LINE, (row("các nguôn vốn", 0.8), row("các nguõn vốn", 0.6)))
    found = fuse(row("các ngưồn vốn", 0.9), line, load_plausibility())
    assert texts(found) == "các nguồn vốn"
    assert 0 < (found[1].confidence or 0) < (found[0].confidence or 0)
    assert found[0].box.x1 < found[1].box.x0 < found[2].box.x0


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("trước 20/1 1/2024.", "trước 20/11/2024.", "trước 20/11/2024."),
        ("trong 1 1/2024.", "trong 11/2024", "trong 11/2024."),
        ("giao 15 20", "giao 15 20", "giao 15 20"),
    ],
)
def test_a_number_that_one_engine_cuts_is_whole(first: str, second: str, expected: str) -> None:
    line = ReadLine(LINE, (row(second, 0.7), row(second, 0.7)))
    assert texts(fuse(row(first, 0.9), line, load_plausibility())) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("đạt 92,59%. Xã", ("đạt 92,5%. Xã", "đạt 92,5%. Xã"), "đạt 92,5%. Xã"),
        ("đạt 859% số", ("đạt 85% số", "đạt 85% số"), "đạt 85% số"),
        ("đạt 92,59% số", ("đạt 92,59% số", "đạt 92,59% số"), "đạt 92,59% số"),
        ("đạt 99% số", ("đạt 99% số", "đạt 9% số"), "đạt 99% số"),
        ("đạt 99% số", ("đạt 9% số", "đạt 9% số"), "đạt 99% số"),
        ("đạt 29% số", ("đạt 29% số", "đạt 2% số"), "đạt 29% số"),
    ],
)
def test_the_ring_of_a_percent_sign_is_no_nine(first: str, second: tuple[str, str], expected: str) -> None:
    line = ReadLine(Box(50, 100, 400, 114), tuple(row(text) for text in second))
    assert texts(fuse(row(first), line, load_plausibility())) == expected


def test_agreement_is_sure() -> None:
    slot = Slot((row("xã", 0.3),) * 3)
    assert choose(slot, "", "", load_plausibility())[1] == 1.0
    assert [candidate.readers for candidate in candidates(slot)] == [(0, 1, 2)]


def test_every_feature_and_sign_has_a_weight() -> None:
    assert len(WEIGHTS) == len(FEATURES)
    assert len(SURENESS) == len(SIGNS)


@pytest.mark.parametrize(
    ("readings", "is_disputed"),
    [
        (("147/184", "147/184", "147/184"), False),
        (("147/184", "141/184", "147/184"), True),
        (("147/184", "147/184;", "147/184"), False),
        (("09", "", "09"), True),
        (("xã", "xa", "xã"), False),
        (("11", "II", "II"), True),
    ],
)
def test_a_number_is_disputed_where_a_reading_has_other_digits(readings: tuple[str, ...], is_disputed: bool) -> None:
    slot = Slot(tuple(row(text) if text else () for text in readings))
    assert is_disputed_number(slot, candidates(slot)[0]) is is_disputed


@given(st.floats(0.3, 1.0), st.floats(0.5, 0.999))
def test_a_number_that_is_disputed_is_less_sure_than_one_that_is_not(confidence: float, probability: float) -> None:
    disputed, agreed = (
        Slot(tuple(row(text, confidence) for text in said)) for said in (("147", "141", "147"), ("147", "147", "147"))
    )
    first, only = candidates(disputed)[0], candidates(agreed)[0]
    assert sureness(disputed, first, probability) < sureness(agreed, only, 1.0)


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        (("11", "1", "1"), "11"),
        (("1", "11", "11"), "11"),
        (("4/2024.", "4/20024", "4/2024"), "4/2024."),
        (("1100", "110", "110"), "1100"),
        (("12", "2", "2"), "2"),
    ],
)
def test_of_two_equal_digits_none_is_lost(readings: tuple[str, ...], expected: str) -> None:
    slot = Slot(tuple(row(text, 0.9) for text in readings))
    chosen, probability = choose(slot, "đạt", "xã", load_plausibility())
    assert chosen.text == expected
    assert sureness(slot, chosen, probability) < 0.9


def test_a_disputed_number_is_less_sure_than_a_disputed_word() -> None:
    def sure(first: str, other: str) -> float:
        slot = Slot((row(first), row(other), row(first)))
        return sureness(slot, candidates(slot)[0], 0.95)

    assert sure("147", "141") < sure("xã", "xa")


@pytest.mark.parametrize(
    ("readings", "kept"),
    [
        ((row("CHỦ TỊCH"), row("CHỦ TỊCH")), True),
        ((row("CHỦ TỊCH", 0.7), row("CHU TỊCH", 0.2)), True),
        ((row("CHỦ TỊCH", 0.3), row("CHU TỊCH", 0.2)), False),
        ((row("zqj xkj"), row("zqj xkj")), False),
        ((row("Số:12 /CT-UBND"), row("Số:72 /CT-UBND")), True),
        (((), ()), False),
    ],
)
def test_a_line_that_only_the_second_engine_sees_must_be_words_and_sure(
    readings: tuple[tuple[PlacedWord, ...], ...], kept: bool
) -> None:
    assert bool(alone(ReadLine(LINE, readings))) is kept


def test_a_number_that_the_second_engine_reads_in_two_ways_is_doubted() -> None:
    line = ReadLine(LINE, (row("Số:12 /CT-UBND", 0.95), row("Số:72 /CT-UBND", 0.9)))
    found = alone(line)
    assert texts([*found]) == "Số: 12 /CT-UBND"
    assert [word.confidence for word in found] == [0.95, pytest.approx(0.57), 0.95]


def test_the_readings_of_a_line_become_one() -> None:
    line = ReadLine(LINE, (row("chế độ, nông thôn"), row("chế độ, nong thôn", 0.4)))
    assert texts(fuse(row("chê độ, nông thôn"), line, load_plausibility())) == "chế độ, nông thôn"


@pytest.mark.parametrize(
    ("joined", "words"),
    [
        ("Số:12", ["Số:", "12"]),
        ("II/MỤC", ["II/", "MỤC"]),
        ("3.Phòng", ["3.", "Phòng"]),
        ("ngày4ặtháng", ["ngày", "4ặ", "tháng"]),
        ("ngàytháng", ["ngày", "tháng"]),
        ("tháng", ["tháng"]),
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


def test_the_line_engine_reads_lines_with_their_places() -> None:
    page = drawn(dpi=200)
    grey = np.asarray(page.convert("L"))
    lines = load_line_reader().read(grey, load_line_reader().detect(grey), 200)
    assert len(lines) == len(PLAN)
    for index, line in enumerate(sorted(lines, key=lambda line: line.box.y0)):
        assert abs(line.box.y0 - (80 + 22 * index)) < 8
        best = " ".join(word.text for word in line.readings[0]).split()
        assert len(set(best) & set(PLAN[index].split())) >= 0.7 * len(PLAN[index].split())
        assert all(a.box.x0 <= b.box.x0 for a, b in zip(line.readings[0], line.readings[0][1:], strict=False))
