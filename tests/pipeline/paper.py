"""Small PDFs and images for tests, with Vietnamese letters."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

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


def _lines(canvas: Canvas, lines: Sequence[str], mode: int) -> None:
    for number, line in enumerate(lines):
        text = canvas.beginText(70, A4[1] - 94 - 22 * number)
        text.setFont("Serif", 14)
        text.setTextRenderMode(mode)
        text.textOut(line)
        canvas.drawText(text)
