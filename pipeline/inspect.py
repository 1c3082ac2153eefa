"""What a reader did to one page, as images: each cleaning step, the page set upright, the words over it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from pipeline.cleaning import passes
from pipeline.errors import KehoachError, NotADocumentError
from pipeline.files import replacing, write_text
from pipeline.model import Decision, PageText, Word
from pipeline.ocr import Reader
from pipeline.opening import Kind, kind_of, open_pages
from pipeline.pages import POINTS, Pixels
from pipeline.read import reader_of
from pipeline.received_stamps import without_stamps
from pipeline.scan import prepare, read_scan
from pipeline.settings import ReadSettings
from pipeline.strokes import is_swollen, thinned
from pipeline.text_source import COVER_DPI, choose_text_source

_SURE, _DOUBTED = (40, 150, 60), (220, 40, 40)
_DOUBT = 0.7


def inspect(
    file: Path, page: int, out_dir: Path, settings: ReadSettings | None = None, reader: Reader | None = None
) -> list[Path]:
    """Write the images and the words of page `page` (from 1) of `file`; the files written, in order.

    `N-name.png` is the page after step N, `words.png` the scan with each word's box (red where it is
    doubted), `words.tsv` the words with boxes in points and confidences. Raises KehoachError, OSError.
    """
    settings = settings or ReadSettings()
    kind = kind_of(file, settings)
    if kind is Kind.TEXT:
        raise NotADocumentError("A text file has no images to inspect.", "Give a PDF or an image.")
    out_dir.mkdir(parents=True, exist_ok=True)
    decision, image, width, height = _page(file, kind, page, settings)
    written = [
        _write(out_dir / f"{index}-{name}.png", pixels)
        for index, (name, pixels) in enumerate(_steps(image, width, height, settings.left_out))
    ]
    reader = reader or reader_of(settings)
    sheet = PageText(page, "", decision, (), width, height)
    read = read_scan(sheet, np.asarray(image, np.uint8), reader, image.width * POINTS / width, settings.left_out)
    overlay = _overlay(image.rotate(-read.rotation, expand=True), read)
    return [*written, _write(out_dir / "words.png", overlay), _table(out_dir / "words.tsv", read)]


def _page(file: Path, kind: Kind, wanted: int, settings: ReadSettings) -> tuple[Decision, Image.Image, float, float]:
    """The decision on the page's text source, its pixels and its size in points."""
    with open_pages(file, kind, settings) as (count, pages):
        for page in pages:
            if page.number == wanted:
                decision = choose_text_source(page.layer(), page.image(COVER_DPI))
                return decision, page.image(settings.dpi), page.width, page.height
    raise KehoachError(f"Page {wanted} does not exist; the file has {count}.", f"Give a page from 1 to {count}.")


def _steps(image: Image.Image, width: float, height: float, leave_out: Collection[str]) -> Iterator[tuple[str, Pixels]]:
    """The scan, each cleaning step that it needed, the page upright, and what was parted from it."""
    pixels = np.asarray(image, np.uint8)
    yield "scan", pixels
    yield from passes(pixels, leave_out)
    scan = prepare(pixels, width, height, leave_out)
    yield "upright", scan.upright.image
    if scan.stamps:
        yield "without_stamps", without_stamps(scan.upright.image, scan.stamps, image.width * POINTS / width)
    if scan.notes:
        yield "without_notes", scan.image
    if scan.gutter is not None:
        yield from zip(("left_page", "right_page"), scan.parts, strict=True)
    if is_swollen(scan.image) and "thinned" not in leave_out:
        yield "thinned", thinned(scan.image)


def _overlay(image: Image.Image, page: PageText) -> Pixels:
    canvas = np.array(image.convert("RGB"), np.uint8)
    scale = image.width / page.width
    for word in page.words:
        corners = [round(value * scale) for value in (word.box.x0, word.box.y0, word.box.x1, word.box.y1)]
        cv2.rectangle(
            canvas, corners[:2], corners[2:], _DOUBTED if _is_doubted(word) else _SURE, max(1, round(scale / 2))
        )
    return canvas


def _is_doubted(word: Word) -> bool:
    return word.confidence is not None and word.confidence < _DOUBT


def _write(path: Path, pixels: Pixels) -> Path:
    with replacing(path) as part:
        Image.fromarray(pixels).save(part, format="PNG", compress_level=1)
    return path


def _table(path: Path, page: PageText) -> Path:
    source = page.decision.source.value
    lines = [f"# text source of the page: {source}: {page.decision.reason}", "word\tx0\ty0\tx1\ty1\tconfidence"]
    for word in page.words:
        box = "\t".join(f"{value:.1f}" for value in (word.box.x0, word.box.y0, word.box.x1, word.box.y1))
        sure = "" if word.confidence is None else f"{word.confidence:.2f}"
        lines.append(f"{page.text[word.start : word.end]}\t{box}\t{sure}")
    write_text(path, "\n".join(lines) + "\n")
    return path
