"""A scanned page's own pixels are taken only where they are what the page shows."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import OverLimitError
from pipeline.pdf_scan import own_pixels

LIMIT = 100_000_000
WIDTH, HEIGHT = 595, 842


def scan(mode: str = "L", dpi: int = 200) -> Image.Image:
    """A page with something dark above and, in colour, something red below."""
    size = (round(WIDTH * dpi / 72), round(HEIGHT * dpi / 72))
    pixels = np.full((size[1], size[0]), 240, np.uint8)
    pixels[size[1] // 8 : size[1] // 3 : 20, size[0] // 8 : -size[0] // 8] = 10
    image = Image.fromarray(pixels).convert(mode)
    if mode == "RGB":
        image.paste((200, 30, 30), (size[0] // 8, size[1] // 2, size[0] // 4, size[1] // 4 * 3))
    return image


def saved(path: Path, image: Image.Image, **options: Any) -> pdfium.PdfPage:
    """The first page of a PDF that Pillow makes of the image."""
    image.save(path, resolution=image.width * 72 / WIDTH, **options)
    return pdfium.PdfDocument(path)[0]


def drawn(path: Path, image: Image.Image, words: str = "", bottom: float = 0, upset: bool = False) -> pdfium.PdfPage:
    """The image on a page of reportlab's from `bottom` up, with words on top."""
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    if upset:
        canvas.transform(1, 0, 0, -1, 0, HEIGHT)
    canvas.drawImage(ImageReader(image), 0, bottom, WIDTH, HEIGHT - bottom, mask="auto")
    if words:
        canvas.drawString(100, 100, words)
    canvas.save()
    return pdfium.PdfDocument(path)[0]


@pytest.mark.parametrize("mode", ["L", "RGB", "1"])
@pytest.mark.parametrize("dpi", [200, 300])
def test_a_scan_is_taken_as_it_is(tmp_path: Path, mode: str, dpi: int) -> None:
    image = scan(mode, dpi)
    own = own_pixels(saved(tmp_path / "a.pdf", image), 300, LIMIT)
    assert own is not None
    printed = np.asarray(image if mode == "RGB" else image.convert("L"), int)
    assert own.shape == printed.shape
    assert np.abs(own - printed).mean() < 2


@pytest.mark.parametrize("dpi", [100, 450])
def test_other_resolutions_are_rendered(tmp_path: Path, dpi: int) -> None:
    assert own_pixels(saved(tmp_path / "a.pdf", scan(dpi=dpi)), 300, LIMIT) is None


def test_pages_of_more_than_an_image_are_rendered(tmp_path: Path) -> None:
    assert own_pixels(drawn(tmp_path / "a.pdf", scan(), "signed"), 300, LIMIT) is None
    assert own_pixels(drawn(tmp_path / "b.pdf", scan(), bottom=300), 300, LIMIT) is None
    assert own_pixels(drawn(tmp_path / "c.pdf", scan(), upset=True), 300, LIMIT) is None
    assert own_pixels(drawn(tmp_path / "d.pdf", scan()), 300, LIMIT) is not None


def test_a_turned_page_is_rendered(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    saved(path, scan())
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Rotate = 180
        pdf.save(path)
    assert own_pixels(pdfium.PdfDocument(path)[0], 300, LIMIT) is None


def test_a_mask_that_hides_the_image_is_seen(tmp_path: Path) -> None:
    clear = Image.new("RGBA", scan().size, (0, 0, 0, 0))
    assert own_pixels(drawn(tmp_path / "a.pdf", clear), 300, LIMIT) is None


def test_the_limit_of_pixels_holds(tmp_path: Path) -> None:
    with pytest.raises(OverLimitError):
        own_pixels(saved(tmp_path / "a.pdf", scan()), 300, 1_000_000)


def test_a_damaged_image_is_left_to_the_renderer(tmp_path: Path) -> None:
    stream = io.BytesIO()
    scan().save(stream, "PDF", resolution=200)
    content = stream.getvalue()
    (tmp_path / "a.pdf").write_bytes(content.replace(b"\xff\xda", b"\x00\x00"))
    assert own_pixels(pdfium.PdfDocument(tmp_path / "a.pdf")[0], 300, LIMIT) is None
