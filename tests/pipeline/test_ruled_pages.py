"""Ruled tables of real pages, drawn and scanned: cells with their words and boxes, then through the repair."""

from __future__ import annotations

from pathlib import Path

import pytest

from normalizers.keys import fold
from normalizers.repair import repair
from pipeline.model import DocumentText, Grid, SourceFile
from pipeline.read import read
from tests.pipeline import paper

TITLE = ("BIỂU SỐ 01", "Chỉ tiêu xây dựng nhà văn hóa thôn của các xã")
TABLE = (
    ("TT", "Tên xã", "Chia ra các năm", "<", "Tổng cộng"),
    ("^", "^", "Năm 2021", "Năm 2022", "^"),
    ("1", "Tân Lập", "3", "-", "3"),
    ("2", "Hòa Bình", "1", "12", "13"),
    ("3", "Minh Khai", "", "7", "7"),
    ("Tổng cộng", "<", "4", "19", "23"),
)
LINES = [
    "TT\tTên xã\tChia ra các năm\tTổng cộng", "Năm 2021\tNăm 2022", "1\tTân Lập\t3\t-\t3",
    "2\tHòa Bình\t1\t12\t13", "3\tMinh Khai\t7\t7", "Tổng cộng\t4\t19\t23",
]  # fmt: skip
CELLS = {(y, x): cell for y, row in enumerate(TABLE) for x, cell in enumerate(row) if cell not in "<^" or not cell}
SPANS = {"TT": (2, 1), "Tên xã": (2, 1), "Chia ra các năm": (1, 2), "Tổng cộng": (2, 1)}


# Eleven points at 200 dpi are small for tone marks: engines read "Tống" for "Tổng", which the repair knows.


def document(path: Path) -> DocumentText:
    return read(path, SourceFile(str(path), "0" * 64, path.stat().st_size))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return paper.ruled(tmp_path_factory.mktemp("ruled") / "drawn.pdf", TABLE, TITLE)


@pytest.fixture(scope="module", params=["drawn", "scanned", "leaning"])
def pages(request: pytest.FixtureRequest, drawn: Path) -> DocumentText:
    """The page with a text layer, and as scans that lean to either side."""
    if request.param == "drawn":
        return document(drawn)
    degrees = {"scanned": 0.5, "leaning": -0.7}[request.param]
    return document(paper.scanned(drawn.with_name(f"{request.param}.pdf"), drawn, degrees))


def words(text: str, grid: Grid) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): text[cell.start : cell.end] for cell in grid.cells}


def test_cells_hold_their_words(pages: DocumentText) -> None:
    (page,) = pages.pages
    (grid,) = page.grids
    assert words(fold(page.text), grid) == {at: fold(cell) for at, cell in CELLS.items()}
    spans = {page.text[cell.start : cell.end]: (cell.rows, cell.columns) for cell in grid.cells if cell.row == 0}
    assert {fold(text): size for text, size in spans.items()} == {fold(text): size for text, size in SPANS.items()}


def test_rows_are_lines_in_reading_order(pages: DocumentText) -> None:
    lines = pages.pages[0].text.split("\n")
    assert [*map(fold, lines[-len(LINES) :])] == [*map(fold, LINES)]
    assert lines[0] == TITLE[0]


def test_boxes_lie_around_their_words(pages: DocumentText) -> None:
    (page,) = pages.pages
    for cell in page.grids[0].cells:
        inside = [word.box for word in page.words if cell.start <= word.start < cell.end]
        assert cell.box is not None
        for box in inside:
            assert cell.box.x0 - 2 <= (box.x0 + box.x1) / 2 <= cell.box.x1 + 2
            assert cell.box.y0 - 2 <= (box.y0 + box.y1) / 2 <= cell.box.y1 + 2


def test_cells_come_through_the_repair(pages: DocumentText) -> None:
    repaired = repair(pages)
    (grid,) = repaired.grids
    assert words(repaired.text, grid) == CELLS
    assert repaired.text.split("\n")[-len(LINES) :] == LINES


def test_a_layer_behind_a_scan_gets_the_scans_rules(drawn: Path) -> None:
    layer = [*TITLE, *(" ".join(cell for cell in row if cell not in "<^") for row in TABLE)]
    path = paper.pdf(drawn.with_name("layered.pdf"), paper.images(drawn), layer=layer)
    (page,) = document(path).pages
    assert [(grid.height, grid.width) for grid in page.grids] == [(6, 5)]


def test_the_x_of_a_scanned_matrix_stays_small(tmp_path: Path) -> None:
    marks = ("x", "x", "", "x")
    communes = ("Tân Lập", "Hòa Bình", "Minh Khai", "Phú Lâm", "Yên Sơn")
    table = (("Tên xã", "1", "2", "3", "4"), *((name, *marks) for name in communes))
    path = paper.scanned(tmp_path / "matrix.pdf", paper.ruled(tmp_path / "drawn.pdf", table, TITLE), 0.2)
    (page,) = document(path).pages
    (grid,) = page.grids
    read_marks = {at: text for at, text in words(page.text, grid).items() if at[0] and at[1]}
    assert read_marks == {(row, column): mark for row in range(1, 6) for column, mark in enumerate(marks, 1)}
