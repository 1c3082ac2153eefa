"""Tables in text dumps: tabs, bars and runs of blanks."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from normalizers.repair import repair
from pipeline.model import Decision, DocumentText, Grid, PageText, SourceFile, TextSource
from pipeline.text_grids import find_grids

HEAD = "TT\tTên xã\tNăm 2021\tNăm 2022\n"
ROWS = "1\tTân Lập\t3\t4\n2\tBình An\t\t5\n"


def cells(text: str, grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.rows, c.columns, text[c.start : c.end]) for c in grid.cells]


def rows(text: str) -> list[list[str]]:
    """The words of the first table by row, `.` where no cell begins."""
    (grid,) = find_grids(text, 1)
    lines = [["."] * grid.width for _ in range(grid.height)]
    for row, column, _, _, words in cells(text, grid):
        lines[row][column] = words
    return lines


def test_empty_cells_keep_their_columns() -> None:
    assert rows(f"Biểu 01\n{HEAD}{ROWS}Ghi chú: không.\n") == [
        ["TT", "Tên xã", "Năm 2021", "Năm 2022"],
        ["1", "Tân Lập", "3", "4"],
        ["2", "Bình An", ".", "5"],
    ]


SPREAD = "TT\tTên xã\tChia ra\t\tTổng\n\t\t2021\t2022\t\n1\tTân Lập\t3\t4\t7\n2\tBình An\t2\t5\t7\n"
WRITTEN_ONCE = "TT\tTên xã\tChia ra\tTổng\n\t\t2021\t2022\t\n1\tTân Lập\t3\t4\t7\n2\tBình An\t2\t5\t7\n"


@pytest.mark.parametrize("text", [SPREAD, WRITTEN_ONCE])
def test_heads_span_as_spreadsheets_and_word_processors_write_them(text: str) -> None:
    (grid,) = find_grids(text, 1)
    assert cells(text, grid)[:6] == [
        (0, 0, 2, 1, "TT"), (0, 1, 2, 1, "Tên xã"), (0, 2, 1, 2, "Chia ra"), (0, 4, 2, 1, "Tổng"),
        (1, 2, 1, 1, "2021"), (1, 3, 1, 1, "2022"),
    ]  # fmt: skip


def test_two_groups_side_by_side_share_the_columns() -> None:
    head = "TT\tXã\tHộ nghèo\tHộ cận nghèo\n\t\tSố hộ\tTỷ lệ\tSố hộ\tTỷ lệ\n"
    text = f"{head}1\tTân Lập\t3\t4\t5\t6\n2\tAn Bình\t3\t4\t5\t6\n"
    (grid,) = find_grids(text, 1)
    assert [cell[1:4] for cell in cells(text, grid) if cell[4].startswith("Hộ")] == [(2, 1, 2), (4, 1, 2)]


def test_a_sum_whose_name_spans_columns_stands_under_its_values() -> None:
    assert rows(f"{HEAD}{ROWS}Tổng cộng\t3\t9\n")[3] == ["Tổng cộng", ".", "3", "9"]


def test_a_groups_name_may_stand_between_rows() -> None:
    text = f"{HEAD}I\tKhu vực I\n{ROWS}Các xã còn lại\n3\tHòa Bình\t1\t1\n"
    (grid,) = find_grids(text, 1)
    assert (1, 1, 1, 3, "Khu vực I") in cells(text, grid)
    assert (4, 0, 1, 4, "Các xã còn lại") in cells(text, grid)


def test_bars() -> None:
    text = "| TT | Xã | Năm 2021 |\n|---|:--|---|\n| 1 | Tân Lập | x |\n\n| 2 | An Bình | |\n"
    assert rows(text) == [["TT", "Xã", "Năm 2021"], ["1", "Tân Lập", "x"], ["2", "An Bình", "."]]


def test_columns_aligned_by_blanks() -> None:
    text = (
        "TT   Tên xã       Chia ra               Tổng\n"
        "                  Năm 2021   Năm 2022\n"
        "1    Tân Lập      3          4          7\n"
        "2    Hòa Bình An             5          5\n"
        "Tổng cộng         3          9          12\n"
    )
    assert rows(text) == [
        ["TT", "Tên xã", "Chia ra", ".", "Tổng"],
        [".", ".", "Năm 2021", "Năm 2022", "."],
        ["1", "Tân Lập", "3", "4", "7"],
        ["2", "Hòa Bình An", ".", "5", "5"],
        ["Tổng cộng", ".", "3", "9", "12"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "UBND HUYỆN A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/KH\tĐộc lập - Tự do - Hạnh phúc\n\tA, ngày 1\n",
        "\t-\tMột việc.\n\t-\tHai việc.\n\t-\tBa việc.\n",
        "1.\tMột việc\n2.\tHai việc\n3.\tBa việc\n",
        "TT\tNhiệm vụ\tĐơn vị chủ\ntrì\tPhối hợp\tHạn\n1\tLập hồ sơ\tPhòng\tCác\nxã\tQuý\n2\tTập\nhuấn\tVăn phòng\n",
        "Một   câu có   nhiều dấu cách.\nHai   câu có   nhiều dấu cách.\nBa   câu có   nhiều dấu cách.\n",
        "",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert find_grids(text, 1) == ()


@example([["", "", "", "1", "1"], ["", "", "", "1"], ["", "", "", "1", "1"], ["1", "1", "Tân Lập"]])
@given(st.lists(st.lists(st.sampled_from(["", "1", "x", "Tân Lập", "Tổng", "12,5"]), max_size=6), max_size=8))
def test_cells_lie_in_order_and_apart(table: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in table)
    for grid in find_grids(text, 1):
        taken: set[tuple[int, int]] = set()
        at = 0
        for cell in grid.cells:
            places = {(cell.row + y, cell.column + x) for y in range(cell.rows) for x in range(cell.columns)}
            assert not places & taken
            taken |= places
            assert cell.start >= at
            assert text[cell.start : cell.end] == text[cell.start : cell.end].strip()
            at = cell.end


STACKED = """Phân bổ chỉ tiêu
TT
Xã, thị trấn
Cây phân tán (cây)
Rừng tập
trung (ha)
1
Tân Lập
4.000
40
2
Đồng Tâm
Thượng
2.500
-
3
Thị trấn Nà Phặc
1.200
15
Tổng cộng
7.700
55
Nơi nhận:
"""


def test_cells_that_stand_a_line_each() -> None:
    (grid,) = find_grids(STACKED, 1)
    texts = [[STACKED[c.start : c.end] for c in grid.cells if c.row == row] for row in range(grid.height)]
    assert texts == [
        ["TT", "Xã, thị trấn", "Cây phân tán (cây)", "Rừng tập\ntrung (ha)"],
        ["1", "Tân Lập", "4.000", "40"],
        ["2", "Đồng Tâm\nThượng", "2.500", "-"],
        ["3", "Thị trấn Nà Phặc", "1.200", "15"],
        ["Tổng cộng", "7.700", "55"],
    ]
    repaired = repair(document_of(STACKED))
    assert repaired.text.splitlines()[1:] == [
        "TT\tXã, thị trấn\tCây phân tán (cây)\tRừng tập trung (ha)",
        "1\tTân Lập\t4.000\t40",
        "2\tĐồng Tâm Thượng\t2.500\t-",
        "3\tThị trấn Nà Phặc\t1.200\t15",
        "Tổng cộng\t7.700\t55",
        "Nơi nhận:",
    ]
    cells = [repaired.text[c.start : c.end] for c in repaired.grids[0].cells]
    assert cells[3:6] == ["Rừng tập trung (ha)", "1", "Tân Lập"]


@pytest.mark.parametrize(
    "text",
    [
        "TT\nXã\nSố hộ\n1\nTân Lập\n40\n3\nTân Hòa\n20\n",  # not counted
        "TT\nXã\nSố hộ\nSố khẩu\n1\nTân Lập\n40\n2\nTân Hòa\n20\n",  # figures that the head doesn't tell
        "Xã\nSố hộ\n1\nTân Lập\n40\n2\nTân Hòa\n20\n",
    ],
)
def test_lines_that_are_no_cells(text: str) -> None:
    assert find_grids(text, 1) == ()


def document_of(text: str) -> DocumentText:
    decision = Decision(TextSource.TEXT_FILE, 1.0, "typed")
    page = PageText(1, text, decision, grids=find_grids(text, 1))
    return DocumentText(SourceFile("a.txt", "0" * 64, 1), (page,))


def test_slashes_part_the_cells_of_short_lines_alike() -> None:
    listed = "Thời gian / Nội dung / Người phụ trách\nTháng 2 / Ban hành kế hoạch / Chủ tịch\nQuý II / Tập huấn / Hội\n"
    assert rows(listed)[1:] == [["Tháng 2", "Ban hành kế hoạch", "Chủ tịch"], ["Quý II", "Tập huấn", "Hội"]]
    assert find_grids("Sáng / trưa / chiều\nCả ngày\nSáng / trưa\n", 1) == ()
