"""Syllables are told from other words, and Vietnamese text from everything else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers import syllables as model

GOOD = "Ủy ban nhân dân huyện giao Phòng Tài chính chủ trì, hoàn thành trước ngày 15/9/2021; kinh phí 45 triệu đồng."


@pytest.mark.parametrize(
    "word",
    [
        "Kế",
        "HOẠCH",
        "nghiệm",
        "thuở",
        "khuỷu",
        "quyết",
        "Quý",
        "giếng",
        "gìn",
        "gì",
        "ngoằn",
        "khoẻ",
        "khỏe",
        "Thuỷ",
        "ở",
        "y",
        "yêu",
        "Đắk",
        "Kạn",
        "ương",
        "tuýp",
        "xoong",
        "Uỷ",
    ],
)
def test_syllables_as_written(word: str) -> None:
    assert model.is_syllable(unicodedata.normalize("NFC", word))


@pytest.mark.parametrize(
    "word",
    [
        "két\\",
        "huyén",
        "noéng",
        "ngà+",
        "kê1",
        "cinh",
        "ngẻc",
        "tàc",
        "kiê",
        "gế",
        "they",
        "plan",
        "d6i",
        "xâyy",
        "đàp",
        "chươngg",
    ],
)
def test_words_that_are_no_syllables(word: str) -> None:
    assert not model.is_syllable(word)


@pytest.mark.parametrize(
    ("base", "tone", "form"),
    [
        ("hoa", "\u0300", "hòa"),
        ("thuy", "\u0309", "thủy"),
        ("hoan", "\u0300", "hoàn"),
        ("quy", "\u0301", "quý"),
        ("giơ", "\u0300", "giờ"),
        ("gi", "\u0300", "gì"),
        ("giêng", "\u0301", "giếng"),
        ("ngoai", "\u0300", "ngoài"),
        ("khuyu", "\u0309", "khuỷu"),
        ("đươc", "\u0323", "được"),
        ("mia", "\u0301", "mía"),
        ("quôc", "\u0301", "quốc"),
    ],
)
def test_tones_stand_in_the_old_placement(base: str, tone: str, form: str) -> None:
    assert model.place_tone(base, tone) == unicodedata.normalize("NFC", form)


@given(st.sampled_from(sorted(model.toneless())), st.sampled_from(model.TONES))
def test_a_placed_tone_can_be_taken_off_again(base: str, tone: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", model.place_tone(base, tone)) if c not in model.TONES[1:])
    assert unicodedata.normalize("NFC", bare) == base


def test_stripped_syllables() -> None:
    assert all(map(model.is_stripped_syllable, ["Ke", "hoach", "duong", "nghiem", "khuyu", "quoc"]))
    assert not any(map(model.is_stripped_syllable, ["they", "xxdy", "wng", "plan"]))


def test_good_text_scores_high() -> None:
    assert model.share_valid(GOOD) > 0.95
    assert model.share_valid("UBND xã; số 16/QĐ-UBND, 30 m2, trồng 5ha OCOP") > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "Uy ban nhân dân huyén giao Phong Tai chinh chi tri, hoan thanh truéc ngay 15/9/2021; kinh phi 45 triéu d6ng.",
        "The district is to do all it can to plan the work on time and the men do it again, so go on to the end.",
        "Le gouvernement a décidé que les communes à aider sont choisies par an et que la loi ne change pas.",
        "kd1 j3 ;;x zz qwf 00x%% lkj vbw pq xx",
        "",
        "12 345 / 67",
    ],
)
def test_other_text_scores_low(text: str) -> None:
    assert model.share_valid(text) < 0.4


@given(st.text())
def test_the_share_is_a_share(text: str) -> None:
    assert 0 <= model.share_valid(text) <= 1
