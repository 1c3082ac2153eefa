"""Small PDFs and images for tests, with Vietnamese letters."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import reportlab.platypus
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tools import degrade

FACES = (
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/freefont/FreeSerif.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
)
FACE = next((face for face in FACES if Path(face).is_file()), FACES[0])

PLAN = (
    "Phấn đấu đến hết năm 2024 có thêm ít nhất 03 xã đạt chuẩn nông thôn mới,",
    "nâng tổng số xã đạt chuẩn toàn huyện lên 11/15 xã; thu nhập bình quân đầu",
    "người đạt 48 triệu đồng/người/năm, tỷ lệ hộ nghèo đa chiều giảm còn 4,2%.",
    "Giao Phòng Nông nghiệp và Phát triển nông thôn chủ trì, phối hợp với các",
    "phòng, ban, đơn vị liên quan hướng dẫn Ủy ban nhân dân các xã thực hiện,",
    "báo cáo kết quả trước ngày 15 tháng 11 năm 2024 để tổng hợp theo dõi.",
)


def drawn(lines: Sequence[str] = PLAN, dpi: int = 150) -> Image.Image:
    """An A4 page image with the lines in 14 point."""
    image = Image.new("RGB", (round(A4[0] * dpi / 72), round(A4[1] * dpi / 72)), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(FACE, round(14 * dpi / 72))
    for number, line in enumerate(lines):
        pen.text((70 * dpi / 72, (80 + 22 * number) * dpi / 72), line, font=font, fill="black")
    return image


def pdf(path: Path, pages: Sequence[Sequence[str] | Image.Image], layer: Sequence[str] = (), **options: object) -> Path:
    """A PDF whose pages are lines of text or page images; `layer` is put invisibly behind the images."""
    pdfmetrics.registerFont(TTFont("Serif", FACE))
    canvas = Canvas(str(path), pagesize=A4, **options)
    for page in pages:
        if isinstance(page, Image.Image):
            stream = io.BytesIO()
            page.save(stream, "JPEG", quality=80)
            canvas.drawImage(ImageReader(stream), 0, 0, *A4)
            _lines(canvas, layer, mode=3)
        else:
            _lines(canvas, page, mode=0)
        canvas.showPage()
    canvas.save()
    return path


Table = Sequence[Sequence[str]]
"""Rows of cells; `<` is reached into by the cell to its left, `^` by the one above."""


def ruled(path: Path, table: Table, title: Sequence[str] = (), rows_a_page: int = 30) -> Path:
    """A PDF with a text layer and a ruled table, 100 points a column; its further pages go on with the rows."""
    pdfmetrics.registerFont(TTFont("Serif", FACE))
    canvas = Canvas(str(path), pagesize=A4)
    for first in range(0, len(table), rows_a_page):
        if not first:
            _lines(canvas, title, mode=0)
        top = A4[1] - 100 - 22 * len(title) * (not first)
        part = table[first : first + rows_a_page]
        style = [("GRID", (0, 0), (-1, -1), 0.6, "black"), ("FONT", (0, 0), (-1, -1), "Serif", 11)]
        drawn = reportlab.platypus.Table(
            [["" if cell in ("<", "^") else cell for cell in row] for row in part], colWidths=100, rowHeights=24
        )
        drawn.setStyle([*style, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *_spans(part)])
        drawn.wrapOn(canvas, *A4)
        drawn.drawOn(canvas, 60, top - 24 * len(part))
        canvas.showPage()
    canvas.save()
    return path


def _spans(rows: Table) -> Iterator[tuple[object, ...]]:
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            right = next((at for at in range(x + 1, len(row)) if row[at] != "<"), len(row)) - 1
            down = next((at for at in range(y + 1, len(rows)) if rows[at][x] != "^"), len(rows)) - 1
            if cell not in ("<", "^") and (right, down) != (x, y):
                yield "SPAN", (x, y), (right, down)


def scanned(path: Path, source: Path, degrees: float = 0.5, dpi: int = 200) -> Path:
    """The pages of a PDF as a scanner sees them: images, a little askew and grainy."""
    rng = np.random.default_rng(7)
    greys = (degrade.skewed(np.asarray(image.convert("L")), degrees) for image in images(source, dpi))
    return pdf(path, [Image.fromarray(degrade.noisy(grey, rng, 2.0, 247)).convert("RGB") for grey in greys])


def images(path: Path, dpi: int = 200) -> list[Image.Image]:
    """The pages of a PDF as images."""
    document = pdfium.PdfDocument(path)
    try:
        return [page.render(scale=dpi / 72).to_pil() for page in document]
    finally:
        document.close()


def _lines(canvas: Canvas, lines: Sequence[str], mode: int) -> None:
    for number, line in enumerate(lines):
        text = canvas.beginText(70, A4[1] - 94 - 22 * number)
        text.setFont("Serif", 14)
        text.setTextRenderMode(mode)
        text.textOut(line)
        canvas.drawText(text)
