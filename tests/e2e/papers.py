"""Small plans, and files that are none, as they lie in archives."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pikepdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

PLAN = """ỦY BAN NHÂN DÂN
HUYỆN HÀ QUẢNG
Số: {number}/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Quảng, ngày {number} tháng 3 năm 2023

KẾ HOẠCH
Xây dựng nông thôn mới năm 2023

Thực hiện Quyết định số 263/QĐ-TTg ngày 22/02/2022 của Thủ tướng Chính phủ;

I. MỤC TIÊU
1. Phấn đấu đến hết năm 2023 có thêm {number} xã đạt chuẩn nông thôn mới.
- Tỷ lệ hộ nghèo giảm còn 5,{number}%.

II. TỔ CHỨC THỰC HIỆN
- Phòng Nông nghiệp và Phát triển nông thôn chủ trì, phối hợp với Phòng Tài chính lập hồ sơ, xong trước ngày 30/6/2023.
- Ủy ban nhân dân các xã báo cáo trước ngày 15/11/2023.

CHỦ TỊCH
"""


def write_plan(path: Path, number: int) -> Path:
    """A plan as a text file; plans of different numbers differ."""
    path.write_text(PLAN.format(number=number), encoding="utf-8")
    return path


def write_bad_files(folder: Path) -> dict[str, str]:
    """One file of each kind that can't be read; name -> error_code."""
    write_plan(folder / "renamed.pdf", 1)
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "truncated.pdf").write_bytes(_pdf(3)[:400])
    (folder / "encrypted.pdf").write_bytes(_encrypted())
    (folder / "huge-page.pdf").write_bytes(_huge_page())
    (folder / "many-pages.pdf").write_bytes(_many_pages(5_000))
    (folder / "blank.pdf").write_bytes(_blank())
    (folder / "truncated.png").write_bytes(_png()[:200])
    (folder / "huge.png").write_bytes(_huge_png())
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "gone.pdf").symlink_to(folder / "nowhere.pdf")
    return {
        "renamed.pdf": "not_a_document",
        "empty.pdf": "empty_file",
        "truncated.pdf": "damaged_file",
        "encrypted.pdf": "encrypted",
        "huge-page.pdf": "over_limit",
        "many-pages.pdf": "over_limit",
        "blank.pdf": "empty_document",
        "truncated.png": "damaged_file",
        "huge.png": "over_limit",
        "binary.txt": "not_a_document",
        "gone.pdf": "vanished",
    }


def _pdf(pages: int, size: tuple[float, float] = (595, 842)) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size)
    for number in range(pages):
        canvas.drawString(72, 700, f"Trang {number}")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _encrypted() -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(_pdf(1))) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="o", user="u"))
    return stream.getvalue()


def _huge_page() -> bytes:
    """A page of 100,000 × 100,000 px at 300 dpi, without any text."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page().mediabox = pikepdf.Rectangle(0, 0, 24_000, 24_000)
        pdf.save(stream)
    return stream.getvalue()


def _many_pages(pages: int) -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.save(stream)
    return stream.getvalue()


def _blank() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (1240, 1754), 255).save(stream, "PDF", resolution=150)
    return stream.getvalue()


def _png() -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((300, 300), 80).save(stream, "PNG")
    return stream.getvalue()


def _huge_png() -> bytes:
    """A picture that says that it has 100,000 x 100,000 pixels, and begins as if it had."""
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(12_501) * 1_000)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
