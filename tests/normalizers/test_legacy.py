"""Texts in TCVN3 and VNI fonts are found and decoded; other texts are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import loader
from normalizers import legacy, syllables
from normalizers.alignment import from_edits
from normalizers.legacy import Charset

PAGE = """Căn cứ Luật Tổ chức chính quyền địa phương; xét đề nghị của Trưởng phòng Nông nghiệp,
Ủy ban nhân dân xã ban hành kế hoạch trồng cây phân tán năm 2011 như sau:
1. Mục đích: nâng độ che phủ, giữ nguồn nước, tạo thêm việc làm cho người dân ở các thôn vùng cao.
2. Yêu cầu: mỗi thôn trồng ít nhất 2.500 cây; trước ngày 30/9 phải chuẩn bị đủ giống, phân bón.
Số: 12/KH-UBND
đủ
"""
SMALL = "".join(row["letter"] for row in loader.table("lexicons/legacy_charsets.tsv") if row["letter"].islower())


def decoded(text: str) -> str:
    return from_edits(text, legacy.replacements(text))[0]


@pytest.mark.parametrize("charset", list(Charset))
@given(text=st.text(SMALL + "bcdghklmnpqrstvx ,.-0123456789\n", max_size=60))
def test_small_letters_survive_the_round_trip(charset: Charset, text: str) -> None:
    assert legacy.decode(legacy.encode(text, charset), charset) == text


@given(text=st.text(SMALL + SMALL.upper() + "BCDGHKLMNPQRSTVX ", max_size=60))
def test_vni_holds_all_capitals(text: str) -> None:
    assert legacy.decode(legacy.encode(text, Charset.VNI), Charset.VNI) == text


@pytest.mark.parametrize("charset", list(Charset))
def test_a_page_in_a_font_encoding_is_found(charset: Charset) -> None:
    page = PAGE.replace("Ủy", "ủy") if charset is Charset.TCVN3 else PAGE
    assert decoded(legacy.encode(page, charset)) == page


def test_the_letters_as_pages_show_them() -> None:
    assert legacy.decode("KÕ ho¹ch ph¸t triÓn n«ng th«n ®Õn n¨m 2010", Charset.TCVN3) == (
        "Kế hoạch phát triển nông thôn đến năm 2010"
    )
    assert legacy.decode("Keá hoaïch phaùt trieån noâng thoân ñeán naêm 2010", Charset.VNI) == (
        "Kế hoạch phát triển nông thôn đến năm 2010"
    )


@pytest.mark.parametrize(
    ("line", "capitals"),
    [
        ("Céng hßa x· héi chñ nghÜa", "Cộng hòa xã hội chủ nghĩa"),
        ("CéNG HßA X· HéI CHñ NGHÜA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
        ("Môc tiªu Vµ NHIÖM Vô", "Mục tiêu Và NHIỆM VỤ"),
        ("MôC TI£U Vµ NHIÖM Vô", "MỤC TIÊU VÀ NHIỆM VỤ"),
        ("Sè: 12/KH-UBND CéNG HßA", "Số: 12/KH-UBND CỘNG HÒA"),
    ],
)
def test_a_capitals_font_is_told_from_the_words(line: str, capitals: str) -> None:
    assert legacy.decode(line, Charset.TCVN3) == capitals


def test_a_glyph_that_a_reader_gave_as_minus_is_a_letter() -> None:
    assert legacy.decode("tr\u2212íc", Charset.TCVN3) == "trước"


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        "Le gouvernement a décidé que les communes à aider seront choisies après l'été.\n" * 4,
        "Thue hién 16 trinh xay dung huyén néng thén méi, UBND huyén giao phong kinh té chu tri.\n" * 4,
        "2.3. Phòng Văn hóa - Thông tin:\n" + PAGE,
        "Phòng Thông tin; công trình phòng hòa",
        "© 2020 · § 5 ® ™ µm ¶\n",
        "",
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    assert legacy.replacements(text) == []


def test_one_encoded_line_in_a_unicode_page() -> None:
    line = legacy.encode("nghiệm thu công trình nước sạch tập trung", Charset.TCVN3)
    assert decoded(PAGE + line) == PAGE + "nghiệm thu công trình nước sạch tập trung"


OF_PLANS = """kế hoạch trồng cây phân tán nước sạch được thực hiện ở các thôn đủ giống để giữ nguồn
Đường Ấp Ổn Ỷ UBND HĐND 30/9 2.500 (19) m2 đ/c"""
OF_OTHERS = """le gouvernement a décidé que les communes à aider seront choisies après l'été où naïveté façade
für größere Städte über Straße müssen Änderungen São João não é possível ação señor niño año
Gdańsk Łódź příliš žluťoučký kůň København går på ø Ærø"""
WORDS = [*sorted(word for word in syllables.syllables() if len(word) < 5)[::200], *OF_PLANS.split()]
FOREIGN = OF_OTHERS.split()
encodable = st.lists(st.sampled_from(WORDS), min_size=4, max_size=12).map(" ".join)


@pytest.mark.parametrize("charset", list(Charset))
@given(st.lists(st.one_of(encodable, encodable.map(str.upper)), max_size=8), st.sets(st.sampled_from(FOREIGN)))
def test_every_letter_that_an_encoding_holds_comes_back_from_a_page(
    charset: Charset, lines: list[str], names: set[str]
) -> None:
    beyond = " ".join(name for name in names if all(ord(char) < 0x80 or ord(char) > 0xFF for char in name))
    page = PAGE + "\n".join(lines) + f"\n{lines[0] if lines else PAGE[:80]} {beyond}"
    held = legacy.letters(charset)
    after = decoded(legacy.encode(page, charset))
    assert [(a, b) for a, b in zip(page, after, strict=True) if a != b and a in held] == []
    assert after.lower() == page.lower()


@given(text=st.lists(st.sampled_from([*FOREIGN, *FOREIGN, "\n"]), max_size=60).map(" ".join))
def test_other_languages_are_no_encoding(text: str) -> None:
    assert legacy.replacements(text) == []
    assert legacy.charset_of([text]) is None


@given(words=st.lists(st.sampled_from([*WORDS, *FOREIGN, "\n"]), max_size=60))
def test_unicode_pages_stay(words: list[str]) -> None:
    assert legacy.replacements(PAGE + " ".join(words)) == []
    assert legacy.charset_of([PAGE, " ".join(words), PAGE]) is None


@pytest.mark.parametrize("charset", list(Charset))
def test_a_page_in_capitals_is_found(charset: Charset) -> None:
    page = "ỦY BAN NHÂN DÂN XÃ TÂN PHÚ\nKẾ HOẠCH TRỒNG CÂY PHÂN TÁN\nMỤC ĐÍCH VÀ YÊU CẦU\n"
    assert decoded(legacy.encode(page, charset)) == page


@pytest.mark.parametrize("charset", list(Charset))
def test_the_document_says_how_its_short_pages_are_set(charset: Charset) -> None:
    last = legacy.encode("Ngày 5 tháng 6", charset)
    known = legacy.charset_of([legacy.encode(PAGE, charset), last])
    assert known is charset
    assert legacy.replacements(last) == []
    assert from_edits(last, legacy.replacements(last, known))[0] == "Ngày 5 tháng 6"
    assert legacy.replacements("Café déjà vu, naïveté\n", known) == []
