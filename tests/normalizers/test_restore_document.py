"""What the restorer learns from the document itself: its places, its lists, its channel."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.alignment import from_edits
from normalizers.restore import adapt, lists, places
from normalizers.restore.item import Item
from normalizers.restore.tokens import cut_line
from normalizers.restorer import Features, load_restorer
from normalizers.triage import Damage

EVERYTHING = Features()
HEAD = "UBND HUYEN BINH TAN\nTINH VINH LONG\n"


def after(text: str, damage: Damage, features: Features = EVERYTHING) -> str:
    """The text after the restorer, all lines of one damage."""
    restorer = load_restorer(features)
    return from_edits(text, restorer.restore(text, [damage] * (text.count("\n") + 1)).replacements)[0]


def items(damage: Damage, *lines: str) -> list[Item]:
    """The tokens of lines, their text unchanged."""
    found, offset = [], 0
    for number, line in enumerate(lines):
        tokens = cut_line(line, offset)
        found += [Item(token, number, damage, order == 0, token.text) for order, token in enumerate(tokens)]
        offset += len(line) + 1
    return found


@pytest.mark.parametrize(
    ("line", "true"),
    [
        ("xa Tan Quoi, xa Thanh Trung va xa My Thuan", "xã Tân Quới, xã Thành Trung và xã Mỹ Thuận"),
        ("UBND cac xa: Nguyen Van Thanh, Tan Luoc", "UBND các xã: Nguyễn Văn Thảnh, Tân Lược"),
        ("UBND XA TAN QUOI", "UBND XÃ TÂN QUỚI"),
    ],
)
def test_communes_are_those_of_the_district_that_the_document_names(line: str, true: str) -> None:
    text = HEAD + "Ke hoach cua huyen Binh Tan, tinh Vinh Long\n" + line
    assert after(text, Damage.STRIPPED).split("\n")[-1] == true


def test_the_same_name_is_another_place_in_another_province() -> None:
    here = after("tinh Ha Giang, huyen Quang Binh\nUBND huyen Quang Binh, tinh Ha Giang", Damage.STRIPPED)
    assert here.split("\n")[-1] == "UBND huyện Quang Bình, tỉnh Hà Giang"
    assert after("tinh Quang Binh\ncua tinh Quang Binh", Damage.STRIPPED).endswith("tỉnh Quảng Bình")


def test_words_that_read_otherwise_are_no_place() -> None:
    text = HEAD + "huyen Binh Tan, tinh Vinh Long\nthoi Nguyen, chuyen Thoi Binh\nKien toan ban chi dao; Lap bien ban"
    assert after(text, Damage.STRIPPED).endswith("Kiện toàn ban chỉ đạo; Lập biên bản")


def test_nothing_is_settled_without_a_level_word() -> None:
    found = items(Damage.STRIPPED, "Tan Quoi, Vinh Long")
    places.mend(found, lambda item: places.Reading(frozenset((item.token.core.lower(),)), None))
    assert [item.text for item in found] == ["Tan", "Quoi,", "Vinh", "Long"]


@pytest.mark.parametrize("damage", [Damage.MANGLED, Damage.STRIPPED])
def test_a_second_d_of_a_list_is_the_next_letter(damage: Damage) -> None:
    found = items(damage, "c) ba", "d) bon", "d) nam", "e) sau", "a) mot", "d) lai")
    lists.mend(found)
    assert [item.text for item in found if item.opens] == ["c)", "d)", "đ)", "e)", "a)", "d)"]


def test_letters_without_their_list_stay() -> None:
    found = items(Damage.STRIPPED, "d) bon", "d) nam", "c) ba", "d) bon")
    lists.mend(found)
    assert all(item.text == item.token.text for item in found)


def test_lists_of_good_lines_stay() -> None:
    found = items(Damage.NONE, "d) bốn", "d) năm", "Sở: 5/KH-UBND")
    lists.mend(found)
    assert all(item.text == item.token.text for item in found)


@pytest.mark.parametrize(("line", "first"), [("So: 31/KH-UBND", "Số:"), ("SO: .../QD-UBND", "SỐ:"), ("So Y te", "So")])
def test_a_number_of_a_paper_is_no_office(line: str, first: str) -> None:
    found = items(Damage.STRIPPED, line)
    lists.mend(found)
    assert found[0].text == first


def test_offices_of_two_fields_keep_their_sign() -> None:
    line = "- So NN&PTNT chu tri; Phong KT&HT, So KH&DT, GD&DT, LD-TB&XH, VH-TT&TT, TN&MT phoi hop"
    want = "- Sở NN&PTNT chủ trì; Phòng KT&HT, Sở KH&ĐT, GD&ĐT, LĐ-TB&XH, VH-TT&TT, TN&MT phối hợp"
    assert after(line, Damage.MANGLED) == want
    assert after(line, Damage.STRIPPED) == want


def test_signs_read_for_bullets() -> None:
    assert after("¢ Giao Phong Kinh te theo ddi, d6n ddc", Damage.MANGLED) == "• Giao Phòng Kinh tế theo dõi, đôn đốc"


SPANS = {"d": {"đ": 0.5, "d": 0.2, "ổ": 3.0}, "6": {"ô": 0.7, "ổ": 2.0}, "o": {"o": 0.1, "ô": 1.5}, "g": {"g": 0.01}}


@given(st.lists(st.tuples(st.sampled_from(["đô", "dô", "go", "gổ"]), st.text("d6og", max_size=3), st.floats(0.9, 1.0))))
def test_the_adapted_channel_has_the_same_spans(pairs: list[tuple[str, str, float]]) -> None:
    channel = adapt.adapted(SPANS, pairs)
    assert {seen: row.keys() for seen, row in channel.items()} == {seen: row.keys() for seen, row in SPANS.items()}
    assert all(cost > 0 and math.isfinite(cost) for row in channel.values() for cost in row.values())
    assert adapt.adapted(SPANS, []) == SPANS


def test_what_the_document_shows_becomes_cheaper() -> None:
    channel = adapt.adapted(SPANS, [("gổ", "g6", 1.0)] * 30)
    assert channel["6"]["ổ"] < SPANS["6"]["ổ"]
    assert channel["d"]["ổ"] > SPANS["d"]["ổ"]
    assert channel["6"]["ô"] == SPANS["6"]["ô"]


def test_a_document_that_is_read_twice_keeps_its_sure_words() -> None:
    text = "\n".join(["Ban Chi dao cdc Chwong trinh MTQG huyén thuc hién ké hoach xay dwng néng thén méi"] * 8)
    true = "Ban Chỉ đạo các Chương trình MTQG huyện thực hiện kế hoạch xây dựng nông thôn mới"
    assert after(text, Damage.MANGLED, Features(adapt=True)) == "\n".join([true] * 8)
