"""The spaCy pass: agencies, places and persons in running text."""

from __future__ import annotations

from extractors.blind import named_doer
from extractors.entities import entities
from normalizers.keys import fold

WORDS = "Đồng chí Nguyễn Văn An làm việc với Sở Nông nghiệp và Phát triển nông thôn tại xã Yên Sơn."


def test_labels_and_spans() -> None:
    found = [(each.label, WORDS[each.start : each.end]) for each in entities(WORDS)]
    assert found == [
        ("PERSON", "Đồng chí Nguyễn Văn An"),
        ("AGENCY", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("PLACE", "xã Yên Sơn"),
    ]


def test_a_doer_before_an_unknown_verb() -> None:
    words = "Phòng Nội vụ tinh gọn bộ máy"
    found = named_doer(words, fold(words), 0, len(words))
    assert found is not None
    assert found.names(words) == ("Phòng Nội vụ",)
    assert words[found.predicate :] == "tinh gọn bộ máy"


def test_an_agency_that_does_nothing_is_no_doer() -> None:
    words = "Phòng Nội vụ và các xã"
    assert named_doer(words, fold(words), 0, len(words)) is None
