"""Tokens, channel, numerals and punctuation of the restorer, each on its own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.restore import marks, numerals, symbols
from normalizers.restore.channel import Nodes, StringScorer
from normalizers.restore.item import Item
from normalizers.restore.language import SLOTS, STEP, Table, hashed
from normalizers.restore.shapes import cut
from normalizers.restore.tokens import Kind, breaks_off, cut_line
from normalizers.restore.words import pieces
from normalizers.triage import Damage


def items(*lines: str) -> list[Item]:
    """The tokens of mangled lines on their way, their text unchanged."""
    found, offset = [], 0
    for number, line in enumerate(lines):
        for order, token in enumerate(cut_line(line, offset)):
            found.append(Item(token, number, Damage.MANGLED, order == 0, token.text))
        offset += len(line) + 1
    return found


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("nghiệp", ("ngh", "iệp")),
        ("quý", ("qu", "ý")),
        ("giờ", ("gi", "ờ")),
        ("gì", ("g", "ì")),
        ("ấp", ("", "ấp")),
        ("UBND", ("", "UBND")),
        ("Trường", ("Tr", "ường")),
    ],
)
def test_words_are_cut_behind_their_initial(word: str, parts: tuple[str, str]) -> None:
    assert cut(word) == parts


def test_pieces_hide_punctuation_and_numbers() -> None:
    assert pieces("Căn cứ số 16/QĐ-UBND, ngày 05/4/2019. Nay") == [
        "Căn", "cứ", "số", "<n>", "QĐ", "UBND", "ngày", "<n>", "<s>", "Nay"
    ]  # fmt: skip


@given(st.text(alphabet="aăâbcd đ1.,;-/()xyếộ \t", max_size=60))
def test_tokens_lie_in_the_line_in_order(line: str) -> None:
    at = 0
    for token in cut_line(line, 100):
        assert token.start - 100 >= at
        assert line[token.start - 100 : token.end - 100] == token.text
        at = token.end - 100
    assert sum(c.isalnum() for c in line) == sum(c.isalnum() for t in cut_line(line, 0) for c in t.text)


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("16/QD-UBND", [Kind.FIXED, Kind.CODE, Kind.CODE]),
        ("26%/nam", [Kind.FIXED, Kind.WORD]),
        ("v/v", [Kind.FIXED]),
        ("d) x4", [Kind.FIXED, Kind.WORD]),
        ("(ii) 2025 86", [Kind.FIXED, Kind.FIXED, Kind.WORD]),
        ("- *", [Kind.MARKS]),
        ("sach...dep", [Kind.WORD, Kind.WORD]),
    ],
)
def test_what_a_token_is_taken_for(line: str, kinds: list[Kind]) -> None:
    assert [token.kind for token in cut_line(line, 0)] == kinds


def test_a_number_may_run_over_the_line() -> None:
    assert breaks_off("theo so 34/NQ-")
    assert not breaks_off("giai doan 2021 -")
    assert cut_line("HDND ngay", 0, numbered=True)[0].kind is Kind.CODE


def test_the_channel_finds_the_cheapest_reading() -> None:
    spans = {"é": {"ế": 1.0, "é": 2.0}, "t": {"t": 0.1}, "6'": {"ớ": 0.5}, "m": {"m": 0.1}, "i": {"i": 0.1}}
    nodes = Nodes(["tế", "té", "mới"])
    scorer = StringScorer(nodes, spans)
    scores = scorer.scores(["té", "m6'i"])
    seen, garbled = scores.of(["té", "m6'i"])
    assert seen[nodes.index["tế"]] == pytest.approx(1.1, abs=1e-4)
    assert seen[nodes.index["té"]] == pytest.approx(2.1, abs=1e-4)
    assert garbled[nodes.index["mới"]] == pytest.approx(0.7, abs=1e-4)
    assert garbled[nodes.index["tế"]] > 8


def test_a_table_finds_what_was_packed() -> None:
    keys = np.arange(1, 4000, 7, dtype=np.uint64)
    buckets = 400
    marks_, values = np.zeros((buckets, SLOTS), np.uint16), np.zeros((buckets, SLOTS), np.uint8)
    kept = {}
    for key, bucket, mark in zip(keys, *hashed(keys, buckets), strict=True):
        slot = int((marks_[bucket] > 0).sum())
        if slot < SLOTS:
            marks_[bucket, slot], values[bucket, slot] = mark, key % 251
            kept[int(key)] = int(key % 251)
    table = Table(marks_, (values.reshape(-1),))
    found, costs = table.find(keys.reshape(-1, 2, 2)[:, ::-1])
    assert found.shape == costs.shape == (len(keys) // 4, 2, 2)
    found, costs = table.find(keys)
    assert [round(v / STEP) for v, hit in zip(costs, found, strict=True) if hit] == list(kept.values())
    missing, costs = table.find(np.arange(10**6, 10**6 + 100_000, dtype=np.uint64))
    assert missing.mean() < 0.01
    assert not costs[~missing].any()


@given(st.integers(1, 59))
def test_roman_numerals_there_and_back(number: int) -> None:
    assert numerals.value(numerals.write(number)) == number


@pytest.mark.parametrize("text", ["IIII", "VX", "", "A", "IC"])
def test_what_is_no_numeral(text: str) -> None:
    assert numerals.value(text) == 0


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["I. Muc dich", "I1. Nhiem vu", "I11. To chuc"], ["I.", "II.", "III."]),
        (["1V. KINH PHI"], ["IV."]),
        (["VI1. Khen thuong"], ["VII."]),
        (["I. Muc dich", "I. Nhiem vu", "III. To chuc"], ["I.", "II.", "III."]),
        (["I. Muc dich", "II. Nhiem vu", "V. Phu luc", "I. Bieu"], ["I.", "II.", "V.", "I."]),
        (["1. Muc tieu", "2. Giai phap"], ["1.", "2."]),
        (["11. Tieu chi so 11"], ["11."]),
    ],
)
def test_headings_get_their_numerals_back(lines: list[str], wanted: list[str]) -> None:
    found = items(*lines)
    numerals.mend(found)
    assert [item.text for item in found if item.opens] == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("vao Quy 11/2022;", "II/2022;"),
        ("Qui 111/2022", "III/2022"),
        ("quy 1V nam", "IV"),
        ("Quy 1/2022", "1/2022"),
        ("nhom 11/2022", "11/2022"),
    ],
)
def test_quarters_get_their_numerals_back(line: str, wanted: str) -> None:
    found = items(line)
    numerals.mend(found)
    assert wanted in "".join(item.text + "/" for item in found) or wanted in [item.text for item in found]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["duong giao thong. thuy loi"], "duong giao thong, thuy loi"),
        (["duong giao thong. Thuy loi"], "duong giao thong. Thuy loi"),
        (["- Nhu tren:", "- Luu VT."], "Nhu tren; Luu VT."),
        (["Noi nhan:", "- Luu VT."], "Noi nhan: Luu VT."),
        (["_ket qua | tot"], "ket qua  tot"),
    ],
)
def test_punctuation_is_mended_by_what_follows(lines: list[str], wanted: str) -> None:
    found = items(*lines)
    marks.mend(found, lines)
    assert " ".join(item.text for item in found) == wanted


def test_symbols_are_unique_by_kind_and_known() -> None:
    assert {"UBND", "QĐ", "TTg", "OCOP"} <= set(symbols.capitals())
    assert symbols.slashed()["d/c"] == "đ/c"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [("Tieu chi 86 5 ve Truong", "số"), ("dat 86 tieu chi", "86"), ("nam 2020, 86 5", "86"), ("86 5", "86")],
)
def test_a_number_before_a_number_is_a_word(line: str, wanted: str) -> None:
    found = items(line)
    numerals.mend(found)
    assert wanted in [item.text for item in found]


def test_a_date_that_runs_into_its_word_is_set_apart() -> None:
    found = items("ngay05 thango2 nam2024.")
    numerals.mend(found)
    assert " ".join(item.text for item in found) == "ngày 05 tháng 02 năm 2024."
