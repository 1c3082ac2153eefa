from __future__ import annotations

from random import Random

import pytest

from normalizers.triage import Damage as Kind
from tools.ner_examples import Pools, damaged, generated, silver, varied


def said(labelled: tuple[str, tuple[tuple[int, int, str], ...]] | None) -> list[tuple[str, str]]:
    assert labelled is not None
    text, spans = labelled
    return [(text[start:end], label) for start, end, label in spans]


def test_generated_lines_have_names_and_no_repeats() -> None:
    lines = list(generated(0, 1, Random(1)))
    assert len({text for text, _ in lines}) == len(lines)
    labels = {label for _, spans in lines for _, _, label in spans}
    assert labels == {"AGENCY", "PLACE", "PERSON", "TASK"}


def test_varied_lines_hold_their_spans() -> None:
    example = ("Giao Sở Y tế mở lớp, gửi Sở Tài chính.", ((5, 12, "AGENCY"), (13, 19, "TASK"), (25, 37, "AGENCY")))
    found = said(varied(example, Pools(("Hội Nông dân",), ("trồng 20 cây",)), Random(3)))
    assert {words for words, _ in found} <= {"Sở Y tế", "Sở Tài chính", "Hội Nông dân", "mở lớp", "trồng 20 cây"}
    assert [label for _, label in found] == ["AGENCY", "TASK", "AGENCY"]


def test_damaged_lines_keep_the_labels_of_their_words() -> None:
    example = ("Sở Y tế tổ chức tập huấn cho cán bộ.", ((0, 7, "AGENCY"), (8, 35, "TASK")))
    for found in damaged([example], Kind.STRIPPED, Random(1)):
        assert [label for _, label in said(found)] == ["AGENCY", "TASK"]
        assert said(found)[0][0].count(" ") == 2


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Bộ Y tế có trách nhiệm hướng dẫn thực hiện Điều này.", ("Bộ Y tế", "AGENCY")),
        ("Mưa lũ gây thiệt hại lớn tại tỉnh Lai Châu trong tháng qua.", ("Lai Châu", "PLACE")),
        ("Buổi lễ có sự tham dự của ông Nguyễn Văn Bảy và bà con.", ("Nguyễn Văn Bảy", "PERSON")),
    ],
)
def test_silver_labels(sentence: str, expected: tuple[str, str]) -> None:
    assert expected in said(silver(sentence))


def test_sentences_with_unexplained_names_are_no_examples() -> None:
    assert silver("Bộ Y tế làm việc với hãng Kim Long Motors về xe cứu thương.") is None
