"""Paints laid-out pages: as PDF with a text layer (reportlab), as grey page images (Pillow).

Faces: Liberation Serif 2 (SIL OFL 1.1: may be embedded), TeX Gyre Termes (GUST Font License) and FreeSerif
(GPL 3 with font exception); the last two are used for images only.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from tools.plans.layout import PAGE_HEIGHT, PAGE_WIDTH, Page

GreyPage = NDArray[np.uint8]
FACES = ("Liberation Serif", "TeX Gyre Termes", "FreeSerif")
_STYLES = {"": "Regular", "b": "Bold", "i": "Italic", "bi": "Bold Italic"}
_WEIGHTS = {"": ("regular", "roman"), "b": ("bold", "roman"), "i": ("regular", "italic"), "bi": ("bold", "italic")}


class FontMissingError(RuntimeError):
    """A face is not installed; the message names the Debian package that holds it."""


@cache
def font_file(face: str, emphasis: str) -> str:
    """The file of an installed face, found by fontconfig; raises FontMissingError."""
    weight, slant = _WEIGHTS[emphasis]
    pattern = f"{face}:weight={'200' if weight == 'bold' else '80'}:slant={'100' if slant == 'italic' else '0'}"
    try:
        done = subprocess.run(
            ["fc-match", "-f", "%{family}|%{file}", pattern], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise FontMissingError(
            f"fontconfig's fc-match does not run ({error}); install fontconfig and fonts-liberation2"
        ) from error
    family, _, file = done.stdout.partition("|")
    if face not in family:
        raise FontMissingError(
            f"{face} is not installed; install fonts-liberation2, fonts-texgyre and fonts-freefont-ttf"
        )
    return file


@cache
def _font(face: str, emphasis: str, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(face, emphasis), pixels, layout_engine=ImageFont.Layout.BASIC)


def page_image(page: Page, dpi: int = 300, face: str = FACES[0]) -> GreyPage:
    """A page as it would come from the printer: grey, height × width, 0 = ink, 255 = paper."""
    scale = dpi / 72
    image = Image.new("L", (round(page.width * scale), round(page.height * scale)), 255)
    draw = ImageDraw.Draw(image)
    for line in page.lines:
        for word in line.words:
            font = _font(face, word.emphasis, round(word.size * scale))
            draw.text((word.x * scale, word.baseline * scale), word.text, fill=0, font=font, anchor="ls")
    for x0, y0, x1, y1 in page.rules:
        draw.line([x0 * scale, y0 * scale, x1 * scale, y1 * scale], fill=0, width=max(1, round(0.6 * scale)))
    return np.asarray(image)


def _canvas() -> tuple[Any, BytesIO]:
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    for emphasis in _STYLES:
        pdfmetrics.registerFont(TTFont(f"Serif{emphasis}", font_file(FACES[0], emphasis)))
    out = BytesIO()
    return Canvas(out, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1), out


def text_pdf(laid: Sequence[Page], title: str) -> bytes:
    """A PDF with a good text layer; the same bytes for the same pages."""
    canvas, out = _canvas()
    canvas.setTitle(title)
    for page in laid:
        canvas.setPageSize((page.width, page.height))
        for line in page.lines:
            for index, word in enumerate(line.words):
                canvas.setFont(f"Serif{word.emphasis}", word.size)
                blank = " " if index < len(line.words) - 1 else ""
                canvas.drawString(word.x, page.height - word.baseline, word.text + blank)
        canvas.setLineWidth(0.6)
        for x0, y0, x1, y1 in page.rules:
            canvas.line(x0, page.height - y0, x1, page.height - y1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


LayerWord = tuple[str, float, float, float, float]


def image_pdf(images: Sequence[Image.Image], quality: int, layers: Sequence[Sequence[LayerWord]] = ()) -> bytes:
    """A PDF of page images as JPEG; `layers` puts words (text, x0, y0, x1, y1 in points) invisibly behind them."""
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415

    canvas, out = _canvas()
    for index, image in enumerate(images):
        packed = BytesIO()
        image.save(packed, "JPEG", quality=quality, optimize=True)
        packed.seek(0)
        wide, high = (PAGE_HEIGHT, PAGE_WIDTH) if image.width > image.height else (PAGE_WIDTH, PAGE_HEIGHT)
        canvas.setPageSize((wide, high))
        canvas.drawImage(ImageReader(packed), 0, 0, wide, high)
        for words in layers[index : index + 1]:
            for text, x0, y0, x1, y1 in words:
                _hidden(canvas, text, x0, high - y1, x1 - x0, y1 - y0)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _hidden(canvas: Any, text: str, x: float, y: float, wide: float, high: float) -> None:
    run = canvas.beginText(x, y)
    run.setFont("Serif", max(high, 4.0))
    natural = canvas.stringWidth(text, "Serif", max(high, 4.0))
    run.setHorizScale(100 * wide / natural if natural else 100)
    run.setTextRenderMode(3)
    run.textOut(text + " ")
    canvas.drawText(run)
