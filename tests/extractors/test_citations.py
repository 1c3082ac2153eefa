from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import citations
from extractors.context import Context
from pipeline.model import Finding
from tests.extractors.texts import COMMUNE, order


def found(text: str, context: Context | None = None) -> list[Finding]:
    return list(citations.find(order(text), context or Context()))


Row = tuple[str, str | None, str | None, str | None]

NUMBERED: list[tuple[str, list[Row]]] = [
    ("Căn cứ Quyết định số 1980/QĐ-TTg ngày 17/10/2016 của Thủ tướng Chính phủ về việc ban hành Bộ tiêu chí;",
     [("Quyết định", "1980/QĐ-TTg", "2016-10-17", "Thủ tướng Chính phủ")]),
    ("Căn cứ Nghị quyết số 26-NQ/TW ngày 05 tháng 8 năm 2008 của Ban Chấp hành Trung ương về nông nghiệp;",
     [("Nghị quyết", "26-NQ/TW", "2008-08-05", "Ban Chấp hành Trung ương")]),
    ("Căn cứ Thông tư số 05/2017/TT-BNNPTNT ngày 01/3/2017 của Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn;",
     [("Thông tư", "05/2017/TT-BNNPTNT", "2017-03-01", "Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn")]),
    ("Căn cứ Thông tư số 15/2020/TT-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch về việc hướng dẫn;",
     [("Thông tư", "15/2020/TT-BVHTTDL", None, "Bộ Văn hóa, Thể thao và Du lịch")]),
    ("Căn cứ Quyết định số 263/QĐ-TTg ngày 22/02/2022 phê duyệt Chương trình mục tiêu quốc gia;",
     [("Quyết định", "263/QĐ-TTg", "2022-02-22", "Thủ tướng Chính phủ")]),
    ("Thực hiện Kế hoạch số 55-KH/HU của Ban Thường vụ Huyện ủy về ngày chủ nhật sạch;",
     [("Kế hoạch", "55-KH/HU", None, "Ban Thường vụ Huyện ủy")]),
    ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;", [("Luật", None, "2015-06-19", None)]),
    ("Căn cứ Luật Lâm nghiệp số 16/2017/QH14 ngày 15 tháng 11 năm 2017;",
     [("Luật", "16/2017/QH14", "2017-11-15", "Quốc hội")]),
    ("Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Đê điều và Luật Thủy lợi ngày 17/6/2020;",
     [("Luật", None, "2020-06-17", None)]),
    ("Căn cứ Nghị định số 98/2018/NĐ-CP của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số 55/2015/NĐ-CP;",
     [("Nghị định", "98/2018/NĐ-CP", None, "Chính phủ"), ("Nghị định", "55/2015/NĐ-CP", None, "Chính phủ")]),
    ("Thực hiện các Quyết định số 12/QĐ-UBND ngày 3/1/2020, số 15/QĐ-UBND ngày 9/1/2020 của UBND tỉnh;",
     [("Quyết định", "12/QĐ-UBND", "2020-01-03", "UBND tỉnh"), ("Quyết định", "15/QĐ-UBND", "2020-01-09", "UBND "
     "tỉnh")]),
    ("Theo đề nghị của Phòng Nội vụ tại Tờ trình số 12/TTr-NV ngày 5/3/2021 và Công văn số 13/NV-TH ngày 6/3/2021.",
     [("Tờ trình", "12/TTr-NV", "2021-03-05", "Phòng Nội vụ"), ("Công văn", "13/NV-TH", "2021-03-06", "Phòng Nội vụ")]),
    # a plural that names the kind once for all its numbers
    ("Căn cứ các Nghị định của Chính phủ: số 43/2014/NĐ-CP ngày 15/5/2014 quy định chi tiết thi hành một số điều của "
     "Luật Đất đai; số 44/2014/NĐ-CP ngày 15/5/2014 quy định về giá đất;",
     [("Nghị định", "43/2014/NĐ-CP", "2014-05-15", "Chính phủ"), ("Nghị định", "44/2014/NĐ-CP", "2014-05-15",
     "Chính phủ")]),
    ("Căn cứ các Quyết định của UBND tỉnh quy định về Luật Đất đai: Số 12/QĐ-UBND ngày 5/1/2020, số 15/QĐ-UBND;",
     [("Quyết định", "12/QĐ-UBND", "2020-01-05", "UBND tỉnh"), ("Quyết định", "15/QĐ-UBND", None, "UBND tỉnh")]),
    ("Thực hiện Nghị quyết số 66.7/2025/NQ-CP ngày 15/11/2025 và VB số 10781/VPCP-CN ngày 20/11/2025;",
     [("Nghị quyết", "66.7/2025/NQ-CP", "2025-11-15", "Chính phủ"), ("Văn bản", "10781/VPCP-CN", "2025-11-20", None)]),
    # a law's name ends before the next paper
    ("Thực hiện Luật Thống kê năm 2015, Nghị định số 59/2019/NĐ-CP ngày 01/7/2019 của Chính phủ;",
     [("Nghị định", "59/2019/NĐ-CP", "2019-07-01", "Chính phủ")]),
    ("Thực hiện Luật Thống kê, Nghị định ngày 01/7/2019 của Chính phủ về số liệu;",
        [("Nghị định", None, "2019-07-01", "Chính phủ")]),
    ("Căn cứ Thông báo kết luận số 49/TB-UBND ngày 7/2/2024 của UBND huyện;",
     [("Thông báo", "49/TB-UBND", "2024-02-07", "UBND huyện")]),
    ("Thực hiện Quyết định phê duyệt đồ án quy hoạch chung xây dựng xã số 15/QĐ-UBND ngày 2/3/2020;",
     [("Quyết định", "15/QĐ-UBND", "2020-03-02", None)]),
    ("Căn cứ Quyết định số 7 /QD - UBND ngày 02.3.2020 của UBND tỉnh;",
     [("Quyết định", "7/QĐ-UBND", "2020-03-02", "UBND tỉnh")]),
    ("Căn cứ Quyết định số 1 33/QĐ-TTg ngày l7/01/2020 của Thủ tdeng Chính phủ về việc ban hành Kế hoạch;",
     [("Quyết định", "133/QĐ-TTg", "2020-01-17", "Thủ tướng Chính phủ")]),
    ("Căn cứ QĐ 558 của Thủ tướng Chính phủ;", [("Quyết định", "558", None, "Thủ tướng Chính phủ")]),
    ("Thực hiện NQ 05-NQ/TU của Tỉnh ủy;", [("Nghị quyết", "05-NQ/TU", None, "Tỉnh ủy")]),
    ("Căn cứ Nghị quyết số 04/2021/NQ-HĐND ngày 18/6/2021 của HĐND tỉnh quy định mức chi;",
     [("Nghị quyết", "04/2021/NQ-HĐND", "2021-06-18", "HĐND tỉnh")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NUMBERED)
def test_numbered_and_dated_citations(text: str, expected: list[Row]) -> None:
    rows = found(text)
    names = ("cited_type", "cited_number", "cited_on", "cited_issuer")
    read = [tuple(str(row.values[name]) if row.values[name] else None for name in names) for row in rows]
    assert read == [tuple(each) for each in expected]


UNNUMBERED: list[tuple[str, list[Row]]] = [
    ("Căn cứ Kết luận của Chủ tịch UBND tỉnh tại buổi làm việc với huyện Hòa An ngày 22/8/2019;",
     [("Kết luận", None, "2019-08-22", "Chủ tịch UBND tỉnh")]),
    ("Thực hiện Thông báo kết luận của Thường trực Huyện ủy tại cuộc họp ngày 10/9/2020, UBND huyện xây dựng Kế hoạch.",
     [("Thông báo", None, None, "Thường trực Huyện ủy")]),
    ("I. NHIỆM VỤ\n- Xây dựng chương trình theo Nghị quyết của Đảng ủy, của HĐND xã về phát triển kinh tế.",
     [("Nghị quyết", None, None, "Đảng ủy"), ("Nghị quyết", None, None, "HĐND xã")]),
    ("I. KẾT QUẢ\nNgày 7/10/2020, UBND huyện đã ban hành Quyết định thành lập Đoàn kiểm tra.",
     [("Quyết định", None, "2020-10-07", "UBND huyện")]),
    ("I. KẾT QUẢ\nThực hiện Chỉ thị ngày 5/3/2021 của Chủ tịch UBND tỉnh về phòng cháy.",
     [("Chỉ thị", None, "2021-03-05", "Chủ tịch UBND tỉnh")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), UNNUMBERED)
def test_citations_without_a_number(text: str, expected: list[Row]) -> None:
    names = ("cited_type", "cited_number", "cited_on", "cited_issuer")
    read = [tuple(str(row.values[name]) if row.values[name] else None for name in names) for row in found(text)]
    assert read == [tuple(each) for each in expected]


NONE = [
    "I. HỒ SƠ\n- Công văn của UBND huyện về việc lấy ý kiến đối với Dự thảo Báo cáo.",
    "I. HỒ SƠ\n- Tờ trình đề nghị công nhận huyện đạt chuẩn.",
    "I. NHIỆM VỤ\n- Căn cứ Kế hoạch này, các thôn xây dựng kế hoạch của thôn.",
    "I. NHIỆM VỤ\n- Thực hiện Bộ tiêu chí quốc gia về xã nông thôn mới giai đoạn 2016-2020.",
    "I. NHIỆM VỤ\n- UBND xã ban hành quyết định công nhận thôn đạt chuẩn.",
    "I. NHIỆM VỤ\n- Chương trình 135 và kế hoạch 5 năm 2021-2025.",
    "I. NHIỆM VỤ\n- Tổ chức triển khai Nghị quyết và kế hoạch đến các thôn.",
]


@pytest.mark.parametrize("text", NONE)
def test_papers_and_purposes_are_no_citations(text: str) -> None:
    assert found(text) == []


ROLES = [
    ("Căn cứ Quyết định số 1/QĐ-UBND của UBND tỉnh;\nI. MỤC TIÊU\nTheo Quyết định số 2/QĐ-UBND.", ["basis", "mention"]),
    ("Thực hiện Nghị quyết số 3/NQ-HĐND; Kế hoạch số 4/KH-UBND của UBND huyện.\nI. MỤC TIÊU", ["basis", "basis"]),
    ("Trên cơ sở Công văn số 5/UBND-NN;\nTheo đề nghị của Phòng Nội vụ tại Tờ trình số 6/TTr-NV.\nI. "
    "A", ["basis", "mention"]),
    ("I. CĂN CỨ XÂY DỰNG KẾ HOẠCH\n- Quyết định số 7/QĐ-TTg;\nII. MỤC TIÊU\n- Theo Quyết định số 8/QĐ-TTg.",
     ["basis", "mention"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_the_preamble_gives_bases_and_the_rest_mentions(text: str, roles: list[str]) -> None:
    assert [row.values["role"] for row in found(text)] == roles


def test_the_quote_is_the_citation_and_the_subject_its_end() -> None:
    text = "Căn cứ Quyết định số 12/QĐ-UBND ngày 3/1/2020 của UBND tỉnh về việc giao chỉ tiêu năm 2020;"
    (row,) = found(text)
    assert text[row.start : row.end] == text.removeprefix("Căn cứ ").rstrip(";")
    assert row.values["cited_subject"] == "giao chỉ tiêu năm 2020"
    assert row.values["cited_on"] == date(2020, 1, 3)


def test_the_documents_own_number_is_no_citation() -> None:
    assert found("I. A\nKèm theo Kế hoạch số 12/KH-UBND của UBND xã.", COMMUNE) == []


@given(st.text(alphabet="Quyết định số của ngày 0123456789/-QĐTGUBND,;. và Luật", max_size=120))
def test_no_text_breaks_the_citations(text: str) -> None:
    for row in found(text):
        assert 0 <= row.start < row.end <= len(text)
