"""A scanned plan with what real pages hold: columns, running heads, page numbers, footnotes, landscape annexes."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from normalizers.repair import repair
from pipeline.model import DocumentText, RepairedText, SourceFile
from pipeline.read import read
from tests.pipeline.paper import FACE
from tools import degrade

DPI = 200
SHEET = (1654, 2339)  # A4 at 200 dpi
RUNNING = "Kế hoạch phát triển chợ nông thôn"
BODY = (
    "Phấn đấu đến hết năm 2024 toàn huyện có thêm ít nhất 03 chợ đạt chuẩn; các xã",
    "chưa có chợ rà soát quỹ đất, báo cáo Ủy ban nhân dân huyện trước ngày 15 tháng",
    "11 năm 2024. Phòng Kinh tế và Hạ tầng chủ trì, phối hợp với các đơn vị có liên",
    "quan hướng dẫn các xã lập hồ sơ, thẩm định và trình Ủy ban nhân dân huyện xem",
    "xét, quyết định theo thẩm quyền; tổng hợp khó khăn, vướng mắc của các xã, thị",
)
GOES_ON = "trấn để báo cáo Ủy ban nhân dân tỉnh."
NOTE = "1 Chợ hạng 3 theo phân loại của Chính phủ."
TABLE = (("TT", "Tên xã", "Năm 2023", "Năm 2024"), ("1", "Tân Lập", "12", "15"), ("2", "Minh Khai", "7", "9"))


class Sheet:
    """A page to print on; places are in pixels at 200 dpi."""

    def __init__(self, size: tuple[int, int] = SHEET, number: int = 1) -> None:
        self.image = Image.new("L", size, 255)
        self.pen = ImageDraw.Draw(self.image)
        if number > 1:
            self.line(size[0] // 2 - 10, 90, str(number))
            self.line(size[0] - 750, 140, RUNNING, 30)

    def line(self, x: int, y: int, text: str, size: int = 38) -> None:
        self.pen.text((x, y), text, 0, ImageFont.truetype(FACE, size))

    def lines(self, y: int, texts: tuple[str, ...]) -> int:
        for text in texts:
            self.line(200, y, text)
            y += 60
        return y


def first() -> Image.Image:
    sheet = Sheet()
    for y, (left, right) in enumerate(
        (
            ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("HUYỆN TÂN SƠN", "Độc lập - Tự do - Hạnh phúc"),
            ("Số: 15/KH-UBND", "Tân Sơn, ngày 13 tháng 2 năm 2024"),
        )
    ):
        sheet.line(190 + 20 * y, 150 + 58 * y, left, 34)
        sheet.line(720 + 30 * y, 150 + 58 * y, right, 34)
    sheet.line(720, 400, "KẾ HOẠCH")
    sheet.line(420, 460, "Phát triển chợ nông thôn trên địa bàn huyện")
    sheet.lines(580, ("I. MỤC TIÊU",))
    sheet.lines(1700, BODY)
    sheet.pen.line((200, 2130, 600, 2130), 0, 3)
    sheet.line(200, 2150, NOTE, 28)
    return sheet.image


def last() -> Image.Image:
    sheet = Sheet(number=2)
    y = sheet.lines(
        230, (GOES_ON, "Các đơn vị có liên quan chịu trách nhiệm thi hành kế hoạch này trên địa bàn huyện.")
    )
    for row, (left, right) in enumerate(
        (("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"), ("- Như trên;", "CHỦ TỊCH"), ("- Lưu: VT.", ""), ("", "Lê Văn Bình"))
    ):
        sheet.line(200, y + 100 + 60 * row, left, 34)
        sheet.line(1000, y + 100 + 60 * row, right)
    return sheet.image


def annex(number: int) -> Image.Image:
    sheet = Sheet((SHEET[1], SHEET[0]), number)
    sheet.line(1000, 250, f"PHỤ LỤC {number - 2}")
    for y, row in enumerate(TABLE):
        for x, cell in enumerate(row):
            sheet.pen.rectangle((300 + 400 * x, 400 + 90 * y, 700 + 400 * x, 490 + 90 * y), None, 0, 3)
            sheet.line(330 + 400 * x, 420 + 90 * y, cell)
    return sheet.image


@pytest.fixture(scope="module")
def read_plan(tmp_path_factory: pytest.TempPathFactory) -> DocumentText:
    rng = np.random.default_rng(3)
    sheets = [first(), last(), annex(3), annex(4).transpose(Image.Transpose.ROTATE_90)]
    pages = [Image.fromarray(degrade.noisy(np.asarray(sheet), rng, 2.0)) for sheet in sheets]
    path = tmp_path_factory.mktemp("laid") / "plan.tif"
    pages[0].save(path, save_all=True, append_images=pages[1:], dpi=(DPI, DPI))
    return read(path, SourceFile(str(path), "0" * 64, path.stat().st_size))


@pytest.fixture(scope="module")
def repaired(read_plan: DocumentText) -> RepairedText:
    return repair(read_plan)


def test_the_columns_of_the_head_and_of_the_close_are_read_one_after_the_other(repaired: RepairedText) -> None:
    lines = repaired.text.split("\n")
    assert lines[:8] == [
        "ỦY BAN NHÂN DÂN",
        "HUYỆN TÂN SƠN",
        "Số: 15/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Tân Sơn, ngày 13 tháng 2 năm 2024",
        "KẾ HOẠCH",
        "Phát triển chợ nông thôn trên địa bàn huyện",
    ]
    at = lines.index("Nơi nhận:")
    assert lines[at : at + 6] == [
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Bình"
    ]  # fmt: skip


def test_page_numbers_and_running_heads_are_read_and_left_out_of_the_text(
    read_plan: DocumentText, repaired: RepairedText
) -> None:
    for number, page in enumerate(read_plan.pages[1:], 2):
        assert page.text.split("\n")[:3] == [str(number), "", RUNNING]
    assert RUNNING not in repaired.text
    assert not {"2", "3", "4"} & set(repaired.text.split("\n"))


def test_a_footnote_is_a_paragraph_of_its_own(repaired: RepairedText) -> None:
    lines = repaired.text.split("\n")
    at = lines.index(NOTE)
    assert lines[at - 1] == " ".join(BODY)
    assert lines[at + 1] == GOES_ON


@pytest.mark.parametrize("number", [3, 4])
def test_a_landscape_annex_is_read_by_rows_whichever_way_it_lies(read_plan: DocumentText, number: int) -> None:
    page = read_plan.pages[number - 1]
    assert page.width > page.height
    assert page.rotation == (90 if number == 4 else 0)
    assert page.text.split("\n")[-3:] == ["\t".join(row) for row in TABLE]
    (grid,) = page.grids
    assert (grid.height, grid.width) == (3, 4)
