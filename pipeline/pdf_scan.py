"""Pages of a PDF that are one scanned image: its own pixels, as the scanner made them, without rendering them anew.

Rendering a scan of 200 dots an inch at 300 makes more than twice the pixels, in three colours, and no letter clearer;
whatever comes after it takes the longer for it.
"""

from __future__ import annotations

import math
from itertools import islice

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw as pdfium_c

from pipeline.pages import POINTS, Pixels, check_pixels

_LEAST, _MOST = 0.6, 1.05
"""Of the wanted resolution: what is coarser gains by interpolation, what is finer is reduced by rendering."""

_EDGE = 0.01  # share of the page that the image may leave bare or hang over
_RENDERED_DPI, _SMALLER = 48, 12  # the page is rendered coarsely, and both are compared still smaller
_SAME_MEAN, _SAME_MOST = 6.5, 64.0  # grey levels of 255


def own_pixels(page: pdfium.PdfPage, dpi: float, max_pixels: int, is_plain: bool = False) -> Pixels | None:
    """The image that fills the page, where it has about the resolution `dpi`; None for any other page.

    Grey (height × width) or RGB (height × width × 3).

    What a mask, a stamp or an odd colour space would change is seen by comparing it with the rendered page, unless the
    file says that the page is a plain scan. Raises OverLimitError before anything is decoded.
    """
    image = _only_image(page)
    if image is None:
        return None
    width, height = image.get_px_size()
    if not _LEAST * dpi <= width * POINTS / page.get_width() <= _MOST * dpi:
        return None
    check_pixels(width, height, max_pixels)
    try:
        pixels = _copied(image.get_bitmap(render=False))
        shows = pixels is not None and ((is_plain and not _is_veiled(image)) or _looks_like(pixels, page))
        return pixels if shows else None
    except (pdfium.PdfiumError, ValueError, KeyError):  # a format of pixels that pypdfium2 does not know
        return None


def _copied(bitmap: pdfium.PdfBitmap) -> Pixels | None:
    """The pixels, which end with their bitmap; None where they are neither grey nor three colours."""
    if bitmap.mode == "BGR":
        return np.asarray(cv2.cvtColor(bitmap.to_numpy(), cv2.COLOR_BGR2RGB), np.uint8)
    return np.array(bitmap.to_numpy(), np.uint8, order="C") if bitmap.mode == "L" else None


def _only_image(page: pdfium.PdfPage) -> pdfium.PdfImage | None:
    """The upright image that is all there is on the page."""
    objects = list(islice(page.get_objects(max_depth=1), 2))
    if len(objects) != 1 or not isinstance(objects[0], pdfium.PdfImage) or page.get_rotation():
        return None
    if pdfium_c.FPDFPage_GetAnnotCount(page):
        return None
    matrix = objects[0].get_matrix()
    width, height = page.get_size()
    upright = matrix.a > 0 and matrix.d > 0 and not (matrix.b or matrix.c)
    edges = zip(objects[0].get_bounds(), (0, 0, width, height), (width, height, width, height), strict=True)
    fills = all(math.isclose(edge, wanted, abs_tol=_EDGE * length) for edge, wanted, length in edges)
    return objects[0] if upright and fills else None


def _is_veiled(image: pdfium.PdfImage) -> bool:
    """Whether the page clips the image or makes it transparent."""
    clips = pdfium_c.FPDFClipPath_CountPaths(pdfium_c.FPDFPageObj_GetClipPath(image.raw))
    return clips > 0 or bool(pdfium_c.FPDFPageObj_HasTransparency(image.raw))


def _looks_like(pixels: Pixels, page: pdfium.PdfPage) -> bool:
    """Whether the image looks as its page does, from afar."""
    rendered = page.render(scale=_RENDERED_DPI / POINTS).to_pil().convert("L")
    size = (max(1, rendered.width // _SMALLER), max(1, rendered.height // _SMALLER))
    small = [
        np.asarray(each.convert("L").resize(size, Image.Resampling.BOX, reducing_gap=2.0), np.float32)
        for each in (Image.fromarray(pixels), rendered)
    ]
    apart = np.abs(small[0] - small[1])
    return bool(apart.mean() <= _SAME_MEAN and apart.max() <= _SAME_MOST)
