"""Lines are judged by the letters of their words and by their page."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.keys import fold
from normalizers.triage import Damage, triage

GOOD = [
    "Ủy ban nhân dân huyện ban hành kế hoạch giảm nghèo bền vững năm 2022 như sau:",
    "I. MỤC TIÊU",
    "- Giảm tỷ lệ hộ nghèo xuống còn 4,5 % vào cuối năm; mỗi xã giảm ít nhất 12 hộ.",
    "",
    "- Đào tạo nghề cho 350 lao động nông thôn, ưu tiên người khuyết tật.",
]
MANGLED = [
    "Uy ban nhan dan huyén ban hanh ké hoach giam ngheo bén vitng nam 2022 nhu sau:",
    "I. MUC TIEU",
    "- Giam ty 1é hd nghéo xuéng con 4,5 % vao cudi nam; m6i xa giam it nhat 12 hd.",
    "",
    "- Dao tao nghé cho 350 lao d6ng néng thdn, wu tién ngudi khuyét tat.",
]
ENGLISH = ["The district shall report on the programme before June.", "All communes must send their plans on time."]
FRENCH = [
    "Le maire présente chaque année un rapport au conseil.",
    "Les crédits ouverts sont répartis entre les communes.",
]
NOISE = ["x7#kq z0~ wq3f jjk1 ;;q", "bf8x ~~ kz3 q9wv pp0z rt5k"]


def damages(lines: list[str]) -> list[Damage]:
    return [verdict.damage for verdict in triage(lines)]


@pytest.mark.parametrize(
    ("lines", "damage"),
    [
        (GOOD, Damage.NONE),
        (MANGLED, Damage.MANGLED),
        ([fold(line) for line in GOOD], Damage.STRIPPED),
        (ENGLISH, Damage.FOREIGN),
        (FRENCH, Damage.FOREIGN),
        (NOISE, Damage.NOISE),
    ],
)
def test_pages_of_one_kind(lines: list[str], damage: Damage) -> None:
    assert Counter(damages(lines)).most_common(1)[0][0] is damage
    assert set(damages(lines)) == {damage}


def test_a_misread_word_makes_a_slip() -> None:
    assert damages([*GOOD, "Xã đạt chuấn trưóc thời hạn quy địnhh"])[-1] is Damage.SLIP


def test_lines_of_another_kind_in_a_good_page() -> None:
    lines = [*GOOD, ENGLISH[0], fold(GOOD[0]), MANGLED[2]]
    assert damages(lines)[-3:] == [Damage.FOREIGN, Damage.STRIPPED, Damage.MANGLED]


def test_a_doubtful_line_follows_its_page() -> None:
    assert damages([*MANGLED, "II. NOI DUNG"])[-1] is Damage.MANGLED
    assert damages([*(fold(line) for line in GOOD), "II. NOI DUNG"])[-1] is Damage.STRIPPED


def test_confidence_grows_with_evidence() -> None:
    alone, full = triage(["can lam"])[0], triage(GOOD)[0]
    assert alone.confidence < full.confidence


def test_nothing_to_judge() -> None:
    assert triage([]) == []
    assert damages(["", "12 345", "UBND"]) == [Damage.NONE] * 3


@given(st.lists(st.text(max_size=20), max_size=8))
def test_every_line_has_a_verdict(lines: list[str]) -> None:
    verdicts = triage(lines)
    assert len(verdicts) == len(lines)
    assert all(0 <= verdict.confidence <= 1 for verdict in verdicts)
