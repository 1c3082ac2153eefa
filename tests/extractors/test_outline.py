from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.outline import Kind, outline
from normalizers.alignment import Alignment
from pipeline.model import RepairedText
from tests.extractors.texts import order, repaired

PLAN = """UBND HUYỆN LỤC NAM
Số: 45/KH-UBND
KẾ HOẠCH
Xây dựng nông thôn mới năm 2019
Căn cứ Quyết định số 12/QĐ-UBND ngày 3/1/2019 của UBND tỉnh;
UBND huyện xây dựng kế hoạch như sau:
I. MỤC TIÊU
1. Mục tiêu chung
Phấn đấu có thêm 3 xã đạt chuẩn.
2. Mục tiêu cụ thể:
- Đối với các xã đạt chuẩn:
+ Duy trì các tiêu chí.
+ Nâng cao thu nhập.
- Đối với các xã còn lại.
II. TỔ CHỨC THỰC HIỆN
1. Các phòng, ban:
1.1. Phòng Nông nghiệp và PTNT:
- Tham mưu kế hoạch.
1.2. Phòng Nội vụ:
a) Theo dõi thi đua.
8. UBND các xã:
- Tổ chức thực hiện.
Trên đây là Kế hoạch xây dựng nông thôn mới năm 2019, yêu cầu các đơn vị thực hiện./.
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""


def test_sections_join_the_labels_as_printed() -> None:
    found = order(PLAN)
    by_words = {found.text[each.start : each.end]: each for each in found.paragraphs}
    assert by_words["Duy trì các tiêu chí."].section == "I.2"
    assert by_words["Tham mưu kế hoạch."].section == "II.1.1.1"
    assert by_words["a) Theo dõi thi đua."].section == "II.1.1.2.a"
    assert by_words["Tổ chức thực hiện."].section == "II.8"


def test_head_preamble_and_close_have_no_section() -> None:
    found = order(PLAN)
    kinds = [each.kind for each in found.paragraphs]
    assert kinds[:4] == [Kind.HEAD] * 4
    assert kinds[-5:] == [Kind.CLOSE] * 5
    closing = next(each for each in found.paragraphs if found.key.startswith("tren day", each.start))
    assert closing.section == ""
    assert closing.kind is Kind.BODY


def test_bullets_know_the_bullet_and_the_heading_above_them() -> None:
    found = order(PLAN)
    bullet = next(each for each in found.paragraphs if found.text.startswith("Nâng cao", each.start))
    above = [found.text[each.start : each.end] for each in found.ancestors(bullet)]
    assert above == ["Đối với các xã đạt chuẩn:", "2. Mục tiêu cụ thể:", "I. MỤC TIÊU"]
    assert [found.text[each.start] for each in found.children(found.paragraphs[bullet.parent or 0])] == ["D", "N"]


def test_a_lead_in_without_a_number_governs_its_list() -> None:
    found = order(
        "I. NỘI DUNG\nKết quả rà soát như sau:\n* Có 5 tiêu chí đạt:\n(1) Tiêu chí số 1;\n* Còn lại:\n(1) Tiêu chí 2."
    )
    item = found.paragraphs[3]
    assert [each.index for each in found.ancestors(item)] == [2, 1, 0]
    assert [each.index for each in found.ancestors(found.paragraphs[5])] == [4, 1, 0]
    assert item.section == "I"


def test_marks_stay_outside_and_numbering_inside_the_quote() -> None:
    found = order("I. A\n- Xã đạt chuẩn.\n2. Phòng Y tế chủ trì.")
    assert found.text[found.paragraphs[1].start : found.paragraphs[1].end] == "Xã đạt chuẩn."
    assert found.text[found.paragraphs[2].start : found.paragraphs[2].end] == "2. Phòng Y tế chủ trì."
    assert found.words(found.paragraphs[2]) == "Phòng Y tế chủ trì."


def test_pages_follow_the_page_starts() -> None:
    text = "I. A\nMột đoạn.\nHai đoạn."
    found = outline(RepairedText(text, text, Alignment.identity(len(text)), (0, 5, 15)))
    assert [each.page for each in found.paragraphs] == [1, 2, 3]
    assert found.page(16) == 3


def test_an_annex_behind_the_close_is_body_again() -> None:
    found = order(PLAN + "PHỤ LỤC 01\nBiểu chi tiết.\n")
    assert found.paragraphs[-1].kind is Kind.BODY
    assert found.paragraphs[-1].section == "PHỤ LỤC 01"


@given(st.text(max_size=200))
def test_no_text_breaks_the_outline(text: str) -> None:
    found = outline(repaired(text))
    assert len(found.key) == len(text)
    for each in found.paragraphs:
        assert 0 <= each.start <= each.body <= each.end <= len(text)
        assert "\n" not in text[each.start : each.end]
        assert each.parent is None or each.parent < each.index


def test_the_title_below_a_label_governs_what_follows() -> None:
    made = order("KẾ HOẠCH\nPhát triển\nPhần thứ hai\nMỤC TIÊU VÀ LỘ TRÌNH\nI. Năm đầu\n- Có thêm 02 xã đạt chuẩn.\n")
    bullet = next(each for each in made.paragraphs if each.mark)
    above = [made.text[each.start : each.end] for each in made.ancestors(bullet)]
    assert above == ["I. Năm đầu", "MỤC TIÊU VÀ LỘ TRÌNH", "Phần thứ hai"]
    assert bullet.section == "Phần thứ hai.I"
