"""Which pages of a PDF are one image that shows as it is stored, told by the file's dictionaries without decoding it.

Scanners write such pages; masks, decoding arrays, layers that can be hidden and other colours than plain grey and RGB
(PDF 32000-1:2008, 8.9.5) make an image look other than its pixels do. Told so, a page need not be rendered to be
compared with its image, which decodes it a second time.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1

from pipeline.decoding import decoding
from pipeline.errors import DamagedFileError

_CHANGING = {"SMask", "SMaskInData", "Mask", "ImageMask", "Decode", "OC", "Alternates"}
_COLOURS = {"DeviceGray", "DeviceRGB"}


def plain_scans(path: Path, count: int, pages: Container[int]) -> set[int]:
    """Those of `pages` (from 0) whose only external object is an image that nothing changes.

    `count` is how many pages the PDF has: none is told where its dictionaries are damaged or give another number. What
    is looked at is held in memory, so ask for some pages of a long file at a time.
    """
    try:
        with path.open("rb") as stream, decoding("The pages cannot be told"):
            found = list(enumerate(PDFPage.create_pages(PDFDocument(PDFParser(stream)))))
            return {at for at, page in found if len(found) == count and at in pages and _is_plain(page)}
    except DamagedFileError:
        return set()


def _is_plain(page: PDFPage) -> bool:
    objects = resolve1(resolve1(page.resources).get("XObject")) or {}
    if len(objects) != 1:
        return False
    image = resolve1(next(iter(objects.values())))
    return isinstance(image, PDFStream) and _shows_as_stored(image.attrs)


def _shows_as_stored(image: Mapping[str, Any]) -> bool:
    colour = getattr(resolve1(image.get("ColorSpace")), "name", None)
    kind = getattr(resolve1(image.get("Subtype")), "name", None)
    return kind == "Image" and colour in _COLOURS and not _CHANGING & image.keys()
