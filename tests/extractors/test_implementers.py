# ruff: noqa: E501 - one example a line
"""Who carries a paper out, as its last article names them: words | names parted by `+`."""

from __future__ import annotations

import re

import pytest

from extractors.assignments import find
from extractors.implementers import implementers
from normalizers.keys import fold
from tests.extractors.small_plans import cells, in_tasks, lines, rows

CLOSING = """
Giám đốc các Sở: Xây dựng, Tài chính; Chủ tịch UBND huyện Vũ Quang; Giám đốc Ban Quản lý dự án huyện Vũ Quang và Thủ trưởng các cơ quan, đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này. | Giám đốc các Sở: Xây dựng, Tài chính + Chủ tịch UBND huyện Vũ Quang + Giám đốc Ban Quản lý dự án huyện Vũ Quang + Thủ trưởng các cơ quan, đơn vị có liên quan
Chánh Văn phòng UBND tỉnh, Chánh Văn phòng Ban Chỉ huy ứng phó sự cố tràn dầu tỉnh; Cục trưởng Cục Thuế tỉnh chịu trách nhiệm thi hành Quyết định này. | Chánh Văn phòng UBND tỉnh + Chánh Văn phòng Ban Chỉ huy ứng phó sự cố tràn dầu tỉnh + Cục trưởng Cục Thuế tỉnh
Chánh Văn phòng HĐND và UBND huyện, Trưởng các phòng: Nội vụ, Tài chính - Kế hoạch, Chủ tịch UBND các xã, thị trấn chịu trách nhiệm thi hành Quyết định này. | Chánh Văn phòng HĐND và UBND huyện + Trưởng các phòng: Nội vụ, Tài chính - Kế hoạch + Chủ tịch UBND các xã, thị trấn
Các Bộ trưởng, Thủ trưởng cơ quan ngang Bộ và Chủ tịch Ủy ban nhân dân tỉnh, thành phố trực thuộc Trung ương chịu trách nhiệm thi hành Nghị định này. | các Bộ trưởng + Thủ trưởng cơ quan ngang Bộ + Chủ tịch Ủy ban nhân dân tỉnh, thành phố trực thuộc Trung ương
Chánh Văn phòng UBND huyện, Phòng Nội vụ và ông Lê Văn Hưng có trách nhiệm thi hành Quyết định này. | Chánh Văn phòng UBND huyện + Phòng Nội vụ + Lê Văn Hưng
Các ông (bà): Chánh Văn phòng UBND huyện, Trưởng phòng Nội vụ chịu trách nhiệm tổ chức thực hiện Kế hoạch này. | Chánh Văn phòng UBND huyện + Trưởng phòng Nội vụ
Giám đốc Công an tỉnh; thành viên Ban Chỉ đạo 138 tỉnh; Chánh Thanh tra tỉnh chịu trách nhiệm thi hành Quyết định này./.71 | Giám đốc Công an tỉnh + thành viên Ban Chỉ đạo 138 tỉnh + Chánh Thanh tra tỉnh
Các ông (bà) Chánh Văn phòng, Vụ trưởng Vụ Pháp chế; giám đốc Sở Y tế các tỉnh, thành phố trực thuộc Trung ương chịu trách nhiệm thi hành Quyết định này. | Chánh Văn phòng + Vụ trưởng Vụ Pháp chế + giám đốc Sở Y tế các tỉnh, thành phố trực thuộc Trung ương
Hạt trưởng Hạt Kiểm lâm và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này. | Hạt trưởng Hạt Kiểm lâm + các ông, bà có tên tại Điều 1
"""


@pytest.mark.parametrize("line", lines(CLOSING), ids=lambda line: line[0][:40])
def test_each_name_ends_where_the_next_begins(line: list[str]) -> None:
    found = rows(find, in_tasks(line[0]))
    assert [cells(each, "agency")[0] for each in found] == line[1].split(" + ")
    assert all(cells(each, "role") == ["execute"] for each in found)
    assert all(re.fullmatch("(?:thi hành|tổ chức thực hiện) .* này", cells(each, "task")[0]) for each in found)


@pytest.mark.parametrize(
    "words",
    [
        "Phòng Nội vụ chịu trách nhiệm về số liệu.",
        "Kế hoạch này thay thế Kế hoạch số 5, các xã chịu trách nhiệm thi hành Quyết định này.",
        f"Chánh Văn phòng {'rất dài ' * 30}chịu trách nhiệm thi hành Quyết định này.",
        "",
    ],
)
def test_other_sentences_name_no_implementers(words: str) -> None:
    assert implementers(words, fold(words), 0, len(words)) is None
