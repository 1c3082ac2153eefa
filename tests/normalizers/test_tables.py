"""Cells of text dumps on their way through the repair."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.repair import repair
from pipeline.model import Decision, DocumentText, PageText, SourceFile, TextSource
from pipeline.text_grids import find_grids

DUMP = Decision(TextSource.TEXT_FILE, 1.0, "a text file")


def dumped(*pages: str) -> DocumentText:
    texts = (PageText(at, text, DUMP, grids=find_grids(text, at)) for at, text in enumerate(pages, 1))
    return DocumentText(SourceFile("a.txt", "0" * 64, 1), tuple(texts))


def test_rows_stay_rows_and_cells_stay_apart() -> None:
    table = "TT\tTên xã\tSố hộ\n1\tTân Lập\t15\n2\tAn  Bình\t\n3\t\t7\n"
    repaired = repair(dumped(f"Nội dung như sau:\n{table}Các xã thực hiện\ntheo kế hoạch.\n"))
    assert repaired.text.split("\n")[1:5] == ["TT\tTên xã\tSố hộ", "1\tTân Lập\t15", "2\tAn Bình", "3\t7"]
    (grid,) = repaired.grids
    assert [(c.row, c.column, repaired.text[c.start : c.end]) for c in grid.cells][-4:] == [
        (2, 0, "2"), (2, 1, "An Bình"), (3, 0, "3"), (3, 2, "7"),
    ]  # fmt: skip


def test_heads_on_every_page_are_no_running_heads() -> None:
    head = "TT\tTên xã\tSố hộ\n"
    pages = [f"{head}{at}\tXã số {at}\t15\n{at + 1}\tXã số {at + 1}\t3\n" for at in (1, 3, 5, 7)]
    assert repair(dumped(*pages)).text.count("Tên xã") == 4


def test_tabs_outside_of_tables_are_blanks() -> None:
    assert (
        repair(dumped("1.\tBan hành kế hoạch\n2.\tTổ chức\tthực hiện\n")).text
        == "1. Ban hành kế hoạch\n2. Tổ chức thực hiện"
    )


def test_marks_and_ticks_of_cells_stay() -> None:
    text = "TT\tXã\t1\t2\n1\tTân Lập\tx\t✓\n2\tAn Bình\t+\t-\n3\tHòa An\t-\t-\n"
    assert repair(dumped(text)).text.split("\n")[1:] == ["1\tTân Lập\tx\t✓", "2\tAn Bình\t+\t-", "3\tHòa An\t-\t-"]


CELL = st.sampled_from(["", "1", "x", "-", "Tân Lập", "xã  Hoà Bình", "12,5 %", "Tổng cộng", "Đạt", "19/19"])


@settings(max_examples=60)
@given(st.lists(st.lists(CELL, min_size=3, max_size=6), min_size=1, max_size=7))
def test_a_cell_of_the_result_is_that_of_the_dump(table: list[list[str]]) -> None:
    document = dumped("\n".join("\t".join(row) for row in table) + "\n\nHết.\n")
    repaired = repair(document)
    read = [cell for grid in document.pages[0].grids for cell in grid.cells]
    made = [cell for grid in repaired.grids for cell in grid.cells]
    assert [(c.row, c.column) for c in read] == [(c.row, c.column) for c in made]
    for before, after in zip(read, made, strict=True):
        raw = " ".join(document.pages[0].text[before.start : before.end].replace("oà", "òa").split())
        assert repaired.text[after.start : after.end] == raw
