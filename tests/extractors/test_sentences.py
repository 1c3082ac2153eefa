from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.sentences import clauses, sentences

SPLITS = [
    ("Xã đạt 17/19 tiêu chí. Còn 2 tiêu chí chưa đạt.", 2),
    ("1. Rà soát các tiêu chí. Xây dựng kế hoạch.", 2),
    ("Quý 1. Ban hành kế hoạch; triển khai đến thôn.", 1),
    ("Chỉ tiêu 13.2. Xã chưa có mô hình liên kết.", 1),
    ("còn 2 tiêu chí: tiêu chí số 6, 17. Đẩy nhanh tiến độ trong tháng 9.", 2),
    ("Giao TP. Vinh và TX. Cửa Lò chủ trì.", 1),
    ("Thu nhập đạt 45,5 triệu đồng. Tỷ lệ hộ nghèo giảm còn 3.2 %.", 2),
    ("Hoàn thành trước ngày 15.6.2023. Báo cáo UBND xã.", 2),
    ("Trồng cây ăn quả, rau màu v.v. tại các thôn.", 1),
    ("Xây dựng phóng sự (clip và hình ảnh. Phóng sự phát trên đài).", 1),
    ("Huyện lập đoàn đánh giá. (Ngày 5/3/2020, UBND huyện đã ban hành quyết định lập đoàn)", 2),
    ("Gửi văn bản góp ý. (trước ngày 27/10)", 1),
    ("Tổ chức thực hiện nghiêm túc Kế hoạch này./.", 1),
    ("Chỉnh trang nhà ở, vườn hộ... Giao các thôn thực hiện.", 2),
    ("", 0),
    ("   ", 0),
]


@pytest.mark.parametrize(("text", "count"), SPLITS)
def test_sentences_end_where_they_should(text: str, count: int) -> None:
    assert len(sentences(text, 0, len(text))) == count


def test_a_bracketed_sentence_leaves_its_brackets() -> None:
    text = "Huyện lập đoàn. (Ngày 5/3/2020, UBND huyện đã ban hành quyết định lập đoàn)"
    second = sentences(text, 0, len(text))[1]
    assert text[second.start : second.end] == "Ngày 5/3/2020, UBND huyện đã ban hành quyết định lập đoàn"


CLAUSES = [
    ("rà soát quy hoạch; cắm mốc; ban hành quy chế.", ["rà soát quy hoạch;", "cắm mốc;", "ban hành quy chế."]),
    ("lập hồ sơ (báo cáo; biểu mẫu); gửi huyện", ["lập hồ sơ (báo cáo; biểu mẫu);", "gửi huyện"]),
    ("gồm: (1 đường; 2 cầu", ["gồm: (1 đường;", "2 cầu"]),
]


@pytest.mark.parametrize(("text", "parts"), CLAUSES)
def test_semicolons_split_clauses_outside_brackets(text: str, parts: list[str]) -> None:
    assert [text[each.start : each.end] for each in clauses(text, 0, len(text))] == parts


@given(st.text(alphabet="abcĐạt.;:()…!? 12/\"'", max_size=80))
def test_sentences_and_clauses_lie_in_order_within_the_text(text: str) -> None:
    at = 0
    for sentence in sentences(text, 0, len(text)):
        assert at <= sentence.start < sentence.end <= len(text)
        assert all(sentence.start <= clause.start < clause.end <= sentence.end for clause in sentence.clauses)
        at = sentence.end
