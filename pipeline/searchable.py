"""A searchable copy of a scan: the repaired text, unseen, behind the page images, which stay as they are."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf
from PIL import Image

from pipeline.files import replacing
from pipeline.glyphless import ADVANCE, glyphless_font
from pipeline.image_pages import resolution
from pipeline.model import PageText, TextSource
from pipeline.opening import Kind
from pipeline.pages import POINTS
from pipeline.printed_words import PrintedWord

_FONT = Name("/KehoachText")
_UNSEEN = 3
"""Text rendering mode 3 of ISO 32000-1, 9.3.6: neither fill nor stroke."""

_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_TURNED = {3: 180, 6: 90, 8: 270}
"""EXIF orientation -> degrees clockwise that a viewer turns the image by."""


def write_searchable(path: Path, source: Path, kind: Kind, pages: Iterable[tuple[PageText, list[PrintedWord]]]) -> None:
    """Write a copy of the PDF or image at `source` with the words of the pages that were read by OCR.

    Pages whose own text layer is good keep it; an unseen layer that was not good enough is taken out. Raises
    OSError, pikepdf.PdfError where the file's structure can't be changed.
    """
    with pikepdf.open(source) if kind is Kind.PDF else _of_images(source) as pdf:
        font = glyphless_font(pdf)
        for page, words in pages:
            if page.decision.source is TextSource.OCR and page.number <= len(pdf.pages):
                sheet = pdf.pages[page.number - 1]
                _remove_unseen_text(pdf, sheet)
                _add_text(pdf, sheet, font, page, words)
        with replacing(path) as part:
            pdf.save(part, deterministic_id=True)


def _add_text(pdf: Pdf, sheet: Page, font: Object, page: PageText, words: list[PrintedWord]) -> None:
    sheet.add_resource(font, Name.Font, _FONT)
    shown = "\n".join(_show(word, page.height) for word in words if word.text.strip())
    matrix = " ".join(f"{number:.4f}" for number in _upright(sheet, page.rotation))
    content = f"q {matrix} cm BT {_UNSEEN} Tr\n{shown}\nET Q"
    sheet.contents_add(pdf.make_stream(b"q\n"), prepend=True)
    sheet.contents_add(pdf.make_stream(b"\nQ\n" + content.encode("ascii")))


def _show(word: PrintedWord, height: float) -> str:
    """The operators that set a word into its box; a blank follows, so that words stay apart when they are copied."""
    code = word.text.encode("utf-16-be")
    size = max(1.0, word.box.y1 - word.box.y0)
    width = max(0.1, word.box.x1 - word.box.x0)
    scale = 100 * width / (len(code) / 2 * ADVANCE * size)
    return (
        f"{_FONT} {size:.2f} Tf {scale:.3f} Tz 1 0 0 1 {word.box.x0:.2f} {height - word.box.y1:.2f} Tm "
        f"<{code.hex()}0020> Tj"
    )


def _upright(sheet: Page, rotation: int) -> tuple[float, float, float, float, float, float]:
    """The matrix from the upright page as it was read (origin bottom left) to the page's own space."""
    x0, y0, x1, y1 = (float(number) for number in sheet.cropbox)
    width, height = x1 - x0, y1 - y0
    turn = (int(sheet.obj.get("/Rotate", 0)) + rotation) % 360
    return {
        0: (1, 0, 0, 1, x0, y0),
        90: (0, 1, -1, 0, x0 + width, y0),
        180: (-1, 0, 0, -1, x0 + width, y0 + height),
        270: (0, -1, 1, 0, x0, y0 + height),
    }[turn]


def _remove_unseen_text(pdf: Pdf, sheet: Page) -> None:
    """Take out the text that is shown in the unseen mode: the layer of another engine."""
    kept, mode, stack, removed = [], 0, [], False
    for instruction in pikepdf.parse_content_stream(sheet):
        name = str(instruction.operator)
        if name == "q":
            stack.append(mode)
        elif name == "Q" and stack:
            mode = stack.pop()
        elif name == "Tr":
            mode = int(instruction.operands[0])
        if name in _SHOWING and mode == _UNSEEN:
            removed = True
        else:
            kept.append(instruction)
    if removed:
        sheet.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def _of_images(source: Path) -> Pdf:
    """A PDF of an image file's pages with their own pixels: JPEG data as it is, all else without loss."""
    pdf = Pdf.new()
    with Image.open(source) as image:
        for index in range(getattr(image, "n_frames", 1)):
            image.seek(index)
            _add_image(pdf, image, source)
    return pdf


def _add_image(pdf: Pdf, image: Image.Image, source: Path) -> None:
    points = POINTS / resolution(image)
    across, down = image.width * points, image.height * points
    pixels = pdf.make_indirect(_pixels(pdf, image, source))
    content = f"q {across:.3f} 0 0 {down:.3f} 0 0 cm /Im Do Q"
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, across, down]),
        Rotate=_TURNED.get(image.getexif().get(0x0112, 1), 0),
        Resources=Dictionary(XObject=Dictionary(Im=pixels)),
        Contents=pdf.make_stream(content.encode("ascii")),
    )
    pdf.pages.append(Page(pdf.make_indirect(page)))


def _pixels(pdf: Pdf, image: Image.Image, source: Path) -> Object:
    spaces = {"1": (Name.DeviceGray, 1), "L": (Name.DeviceGray, 8), "RGB": (Name.DeviceRGB, 8)}
    if image.format == "JPEG" and image.mode in spaces:
        stream, filtered = pdf.make_stream(source.read_bytes()), Name.DCTDecode
        space, bits = spaces[image.mode]
    else:
        plain = image if image.mode in spaces else image.convert("RGB")
        stream, filtered = pdf.make_stream(zlib.compress(plain.tobytes())), Name.FlateDecode
        space, bits = spaces[plain.mode]
    for name, value in {
        "Type": Name.XObject, "Subtype": Name.Image, "Width": image.width, "Height": image.height,
        "ColorSpace": space, "BitsPerComponent": bits, "Filter": filtered,
    }.items():  # fmt: skip
        stream[f"/{name}"] = value
    return stream
