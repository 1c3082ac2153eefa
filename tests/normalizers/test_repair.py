"""The whole repair: what it promises of any text, and what it does to damaged pages."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from normalizers import legacy, parts
from normalizers.alignment import from_edits
from normalizers.keys import fold
from normalizers.repair import repair
from normalizers.restorer import Repair, Restored
from normalizers.triage import Damage
from pipeline.model import Box, Decision, DocumentText, PageText, RepairedText, SourceFile, TextSource, Word

PLAN = """ỦY BAN NHÂN DÂN
XÃ TÂN PHÚ
Số: 31/KH-UBND

KẾ HOẠCH
Trồng và chăm sóc cây xanh năm 2022

Thực hiện Kế hoạch số 15/KH-UBND ngày 20/01/2022 của Ủy ban nhân dân huyện về
trồng cây phân tán, Ủy ban nhân dân xã xây dựng kế hoạch như sau:

I. MỤC TIÊU

- Mỗi thôn trồng ít nhất 200 cây trước ngày 30/4/2022; tỷ lệ cây sống trên 90%.
- Giao Hội Nông dân xã chủ trì, phối hợp với Đoàn Thanh niên
thực hiện."""
FLOWED = """ỦY BAN NHÂN DÂN
XÃ TÂN PHÚ
Số: 31/KH-UBND
KẾ HOẠCH
Trồng và chăm sóc cây xanh năm 2022
Thực hiện Kế hoạch số 15/KH-UBND ngày 20/01/2022 của Ủy ban nhân dân huyện về trồng cây phân tán, \
Ủy ban nhân dân xã xây dựng kế hoạch như sau:
I. MỤC TIÊU
- Mỗi thôn trồng ít nhất 200 cây trước ngày 30/4/2022; tỷ lệ cây sống trên 90%.
- Giao Hội Nông dân xã chủ trì, phối hợp với Đoàn Thanh niên thực hiện."""


class Dictionary:
    """A restorer that knows a few words; it keeps what it was given."""

    def __init__(self, **words: str) -> None:
        self.words = words
        self.texts: list[str] = []
        self.confidences: list[Sequence[float] | None] = []

    def restore(self, text: str, damage: Sequence[Damage], confidences: Sequence[float] | None = None) -> Restored:
        assert len(re.split(r"[\n\f]", text)) == len(damage)
        assert confidences is None or len(confidences) == len(text)
        self.texts.append(text)
        self.confidences.append(confidences)
        found = [m for m in re.finditer(r"\w+", text) if m.group() in self.words]
        log = [Repair(m.start(), m.end(), m.group(), self.words[m.group()], Damage.STRIPPED, 0.9) for m in found]
        return Restored(tuple((entry.start, entry.end, entry.repaired) for entry in log), tuple(log))


def document(*pages: str, source: TextSource = TextSource.TEXT_FILE) -> DocumentText:
    decision = Decision(source, 1.0, "test")
    texts = tuple(PageText(number, text, decision) for number, text in enumerate(pages, 1))
    return DocumentText(SourceFile("plan.txt", "0" * 64, 1), texts)


def check(repaired: RepairedText) -> None:
    """What holds of every repaired text."""
    replacements = [(e.raw_start, e.raw_end, repaired.text[e.start : e.end]) for e in repaired.alignment.edits]
    assert from_edits(repaired.raw, replacements)[0] == repaired.text
    assert unicodedata.is_normalized("NFC", repaired.text)
    assert list(repaired.page_starts) == sorted(repaired.page_starts)
    assert "\n\n" not in repaired.text
    for entry in repaired.log:
        assert repaired.text.startswith(entry.repaired, entry.start)
        assert repaired.raw.startswith(entry.raw, entry.raw_start)


def test_good_text_is_flowed_and_not_changed() -> None:
    repaired = repair(document(PLAN), Dictionary())
    check(repaired)
    assert repaired.text == FLOWED
    assert repaired.log == ()
    assert repaired.quality > 0.95


@pytest.mark.parametrize(
    "raw",
    [
        unicodedata.normalize("NFD", PLAN),
        PLAN.replace("Đ", "\u00d0").replace(" ", "\u00a0"),
        PLAN.replace("Ủy", "Uỷ").replace("ỦY", "UỶ"),
        PLAN.replace("KẾ HOẠCH\n", "K Ế  H O Ạ C H\n"),
        PLAN.replace("31", "*31*").replace("I. MỤC TIÊU", "## **I. MỤC TIÊU**"),
        PLAN.replace("\n", "\r\n"),
        legacy.encode(PLAN, legacy.Charset.VNI),
    ],
    ids=["nfd", "lookalikes", "tone", "spaced", "markdown", "crlf", "vni"],
)
def test_every_step_alone(raw: str) -> None:
    repaired = repair(document(raw), Dictionary())
    check(repaired)
    assert repaired.text == FLOWED


@pytest.mark.parametrize("charset", list(legacy.Charset))
def test_short_pages_of_a_document_in_a_font_encoding_are_decoded(charset: legacy.Charset) -> None:
    plan = PLAN.replace("ỦY", "UỶ").replace("Ủy", "ủy")
    pages = (legacy.encode(plan, charset), legacy.encode("Tân Phú, ngày 5 tháng 6", charset))
    assert repair(document(*pages), Dictionary()).text.endswith("Tân Phú, ngày 5 tháng 6")


def test_damaged_lines_go_to_the_restorer_and_into_the_log() -> None:
    restorer = Dictionary(trong="trồng", thon="thôn", xa="xã")
    repaired = repair(document(fold("Mỗi thôn trồng ít nhất 200 cây\ntrong xã đạt chuẩn nông thôn mới")), restorer)
    check(repaired)
    assert repaired.text == "moi thôn trồng it nhat 200 cay trồng xã dat chuan nong thôn moi"
    assert {(entry.raw, entry.repaired, entry.damage) for entry in repaired.log} == {
        ("thon", "thôn", "stripped"),
        ("trong", "trồng", "stripped"),
        ("xa", "xã", "stripped"),
    }


def test_a_good_text_layer_does_not_reach_the_restorer() -> None:
    restorer = Dictionary(Giao="Gieo")
    assert repair(document(PLAN, source=TextSource.TEXT_LAYER), restorer).text == FLOWED
    assert restorer.texts == []


def test_good_text_that_was_read_is_checked_by_paragraphs_until_nothing_more_is_found() -> None:
    restorer = Dictionary(Giao="Gieo")
    repaired = repair(document(PLAN), restorer)
    check(repaired)
    assert repaired.text == FLOWED.replace("Giao", "Gieo")
    assert restorer.texts == [FLOWED, repaired.text]
    (entry,) = repaired.log
    assert (entry.raw, entry.repaired, entry.confidence) == ("Giao", "Gieo", 0.9)


def test_a_token_that_is_changed_twice_has_one_entry() -> None:
    repaired = repair(document("cac thon trong cay phan tan tren dia ban"), Dictionary(thon="thông", thông="thôn"))
    check(repaired)
    assert [(entry.raw, entry.damage) for entry in repaired.log] == [("thon", "stripped")]


def test_the_log_is_a_sequence() -> None:
    restorer = Dictionary(thon="thôn", xa="xã", trong="trồng")
    log = repair(document("cac thon trong xa da trong cay phan tan"), restorer).log
    assert [entry.repaired for entry in log] == ["thôn", "trồng", "xã", "trồng"]
    assert [entry.raw for entry in log[1:3]] == ["trong", "xa"]
    assert log[-1] == log[3] == tuple(log)[3]
    assert log == tuple(log)
    assert log != ()
    with pytest.raises(IndexError):
        log[4]


def test_word_confidences_reach_the_restorer_by_character() -> None:
    text = "Uy  ban nhan dan huyen bao cao ket qua thuc hien"
    words = (Word(0, 2, Box(0, 0, 1, 1), 0.25), Word(4, 7, Box(1, 0, 2, 1), 0.5))
    page = PageText(1, text, Decision(TextSource.OCR, 1.0, "test"), words)
    restorer = Dictionary()
    repair(DocumentText(SourceFile("a.pdf", "0" * 64, 1), (page,)), restorer)
    for confidences in restorer.confidences:
        assert confidences is not None
        assert list(confidences[:7]) == [0.25, 0.25, 1.0, 0.5, 0.5, 0.5, 1.0]


def test_parts_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [PLAN, "2\n" + PLAN, "3\n" + PLAN.lower()]
    whole = repair(document(*pages), Dictionary(giao="gieo"))
    monkeypatch.setattr(parts, "PART", 150)
    cut = repair(document(*pages), Dictionary(giao="gieo"))
    check(cut)
    assert (cut.text, cut.page_starts, cut.log) == (whole.text, whole.page_starts, whole.log)


def test_a_long_text_gives_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART", 150)
    signs: list[bool] = []
    repair(document(PLAN, PLAN.lower()), Dictionary(), lambda: signs.append(True))
    assert len(signs) >= 2 * len(PLAN) // 150


def test_pages_begin_where_their_text_does() -> None:
    repaired = repair(document("giao các xã bố trí kinh", "2\nphí thực hiện.", "", "3\nHết."), Dictionary())
    check(repaired)
    assert repaired.text == "giao các xã bố trí kinh phí thực hiện.\n3\nHết."
    assert [repaired.text[start:][:3] for start in repaired.page_starts] == ["gia", "phí", "3\nH", "3\nH"]


def test_marks_of_a_reader_are_dropped_in_text_files_only() -> None:
    assert repair(document("Số: *12*/KH"), Dictionary()).text == "Số: 12/KH"
    assert repair(document("Số: *12*/KH", source=TextSource.OCR), Dictionary()).text == "Số: *12*/KH"


@pytest.mark.parametrize(
    "text",
    [
        "The people's committee of the district shall submit the report to the council before June 2023.",
        "Le conseil général a décidé que les crédits ouverts seraient répartis entre les communes en 2023.",
        "x7#kq z0~~ wq3f jjk1 @@ 4hh bf8x kz3 q9wv",
    ],
)
def test_other_languages_and_noise_are_left_alone(text: str) -> None:
    assert repair(document(text)).text == text


def test_binary_noise() -> None:
    noise = bytes(random.Random(7).randrange(256) for _ in range(20_000)).decode("latin-1")
    check(repair(document(noise), Dictionary()))


def test_nothing() -> None:
    assert repair(document("")).text == ""
    assert repair(document()).page_starts == ()
    assert repair(document("", "\n", "")).page_starts == (0, 0, 0)


def test_a_long_text_goes_in_parts_with_the_same_result() -> None:
    text = "\n".join(f"Thôn {number} đạt {number % 19}/19 tiêu chí." for number in range(20_000))
    repaired = repair(document(text), Dictionary())
    assert repaired.text == text


PHRASES = ["Kế hoạch", "ke hoach", "hoà", "\u00d0ảng", "trước ngày 15/9", "K Ế  H O Ạ C H", "NTM", "34/NQ-", "HĐND"]
MARKS = ["12.", "- ", "a)", "II.", "*3*", "**", "# ", "|", ",", ".", "-", "_", "\u0301", "ế", "§"]
GAPS = ["\n", "\n\n", " ", "  ", "\t", "\r\n"]
PIECES = st.sampled_from([*PHRASES, *MARKS, *GAPS])


@given(st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=3))
@example(["hoà\n2", "- 2 -"])
def test_any_text(pages: list[str]) -> None:
    repaired = repair(document(*pages), Dictionary())
    check(repaired)
    again = repair(document(repaired.text), Dictionary())
    assert again.text == repaired.text


@given(st.lists(PIECES, max_size=12).map("".join))
def test_digits_are_kept(text: str) -> None:
    def digits(of: str) -> str:
        return "".join(filter(str.isdecimal, of))

    assert digits(repair(document("Đầu trang.\n\nĐầu\n" + text + "\nCuối\n\nCuối."), Dictionary()).text) == digits(text)
