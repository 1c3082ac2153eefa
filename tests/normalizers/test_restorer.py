"""The restorer with its trained models, on sentences of ours."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.alignment import from_edits
from normalizers.restorer import Restored, load_restorer
from normalizers.triage import Damage


def restored(text: str, damage: Damage) -> Restored:
    """All lines of one damage."""
    return load_restorer().restore(text, [damage] * len(re.split(r"[\n\f]", text)))


def after(text: str, damage: Damage) -> str:
    """The text after the restorer."""
    return from_edits(text, restored(text, damage).replacements)[0]


@pytest.mark.parametrize(
    ("raw", "true"),
    [
        ("Phong Tai chinh - Ke hoach tham muu bo tri kinh phi", "Phòng Tài chính - Kế hoạch tham mưu bố trí kinh phí"),
        ("xay dung nong thon moi tren dia ban huyen", "xây dựng nông thôn mới trên địa bàn huyện"),
        ("UY BAN NHAN DAN XA", "ỦY BAN NHÂN DÂN XÃ"),
        ("Quyet dinh so 16/QD-UBND ngay 02/3/2021", "Quyết định số 16/QĐ-UBND ngày 02/3/2021"),
    ],
)
def test_stripped_text_gets_its_marks_back(raw: str, true: str) -> None:
    assert after(raw, Damage.STRIPPED) == true


@pytest.mark.parametrize(
    ("raw", "true"),
    [
        ("Ban Chi dao cdc Chwong trinh MTQG huyén", "Ban Chỉ đạo các Chương trình MTQG huyện"),
        ("day manh phdt trién san xudt, ndng cao thu nhap", "đẩy mạnh phát triển sản xuất, nâng cao thu nhập"),
        ("Tiéu chi s6 17 vé Moi trudng va an toan thyc phdm", "Tiêu chí số 17 về Môi trường và an toàn thực phẩm"),
        ("x4 dat chuan néng thon méi", "xã đạt chuẩn nông thôn mới"),
        ("giai doan 2021-2025, dat 17/19 tiéu chi", "giai đoạn 2021-2025, đạt 17/19 tiêu chí"),
    ],
)
def test_mangled_text_becomes_readable(raw: str, true: str) -> None:
    assert after(raw, Damage.MANGLED) == true


@pytest.mark.parametrize(
    ("raw", "true"),
    [
        ("Huyện phân đầu hoàn thành các tiêu chí", "Huyện phấn đấu hoàn thành các tiêu chí"),
        (
            "theo Kế hoạch của cơ quan, tố chức, cá nhân có liên quan",
            "theo Kế hoạch của cơ quan, tổ chức, cá nhân có liên quan",
        ),
    ],
)
def test_slips_are_mended_in_their_context(raw: str, true: str) -> None:
    assert after(raw, Damage.SLIP) == true


@pytest.mark.parametrize("damage", [Damage.NONE, Damage.SLIP])
@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân xã Hồng Phong giao công chức Địa chính chủ trì, phối hợp với các thôn thực hiện.",
        "- Tỷ lệ hộ nghèo giảm còn 4,5%; thu nhập bình quân đạt 42 triệu đồng/người/năm.",
        "",
    ],
)
def test_good_text_stays(text: str, damage: Damage) -> None:
    assert restored(text, damage).replacements == ()


@pytest.mark.parametrize("damage", [Damage.FOREIGN, Damage.NOISE, Damage.LEGACY])
def test_other_damage_is_left_alone(damage: Damage) -> None:
    assert restored("The quick brown fox xay dung h6 so", damage).replacements == ()


def test_lines_and_verdicts_must_fit() -> None:
    with pytest.raises(ValueError, match="2 lines have 1 verdicts"):
        load_restorer().restore("mot\nhai", [Damage.STRIPPED])


def test_repairs_lie_in_the_raw_text_in_order() -> None:
    text = "Ké hoach\n\nx4y dwng néng thon méi\fUBND huyén"
    result = restored(text, Damage.MANGLED)
    assert [text[r.start : r.end] for r in result.log] == [r.raw for r in result.log]
    assert list(result.replacements) == sorted(result.replacements)
    assert all(0 < r.confidence <= 1 for r in result.log)
    assert after(text, Damage.MANGLED).count("\n") == 2


_WORDS = st.sampled_from(
    [
        "Ké",
        "hoach",
        "x4y",
        "dwng",
        "néng",
        "thon",
        "méi",
        "2020",
        "17/19",
        "16/QD-UBND",
        "huyén",
        "(MTQG)",
        "12,5%",
        "«&»",
        "th()n",
        "-",
        "so:",
        "05/4/2019;",
        "86",
        "5",
    ]
)


@settings(max_examples=60)
@given(st.lists(_WORDS, min_size=1, max_size=12), st.sampled_from([Damage.MANGLED, Damage.STRIPPED, Damage.SLIP]))
def test_output_is_nfc_and_keeps_long_numbers(words: list[str], damage: Damage) -> None:
    text = " ".join(words)
    got = after(text, damage)
    assert unicodedata.normalize("NFC", got) == got
    assert re.findall(r"\d{4}|\d+/\d+(?:/\d+)*|\d+,\d+%", got) == re.findall(r"\d{4}|\d+/\d+(?:/\d+)*|\d+,\d+%", text)


@settings(max_examples=40)
@given(st.lists(_WORDS, min_size=1, max_size=12))
def test_repair_is_idempotent_on_its_own_output(words: list[str]) -> None:
    once = after(" ".join(words), Damage.STRIPPED)
    assert after(once, Damage.NONE) == after(after(once, Damage.NONE), Damage.NONE)


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    for damage in (Damage.MANGLED, Damage.STRIPPED, Damage.NONE):
        got = after(text, damage)
        assert got.count("\n") == text.count("\n")


def test_a_word_with_a_blank_in_it_is_one_word() -> None:
    line = "phat trién nông ngh iep va nông thon"
    (entry,) = [entry for entry in restored(line, Damage.MANGLED).log if " " in entry.raw]
    assert (entry.raw, entry.repaired) == ("ngh iep", "nghiệp")


def test_a_long_text_without_stops_is_read_in_stretches() -> None:
    line = "xay dung nong thon moi tren dia ban " * 100
    assert after(line, Damage.STRIPPED).count("xây dựng nông thôn mới") == 100


def test_what_is_kept_of_earlier_texts_does_not_change_a_result(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Ban Chi dao cdc Chwong trinh MTQG huyén", "giai doan 2021-2025, dat 17/19 tiéu chi, huyén", "phdt trién"]
    once = [after(text, Damage.MANGLED) for text in texts]
    monkeypatch.setattr("normalizers.restore.mangled.MOST_KEPT", 0)
    assert [after(text, Damage.MANGLED) for text in texts] == once
