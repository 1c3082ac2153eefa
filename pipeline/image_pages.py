"""Pages of image files: PNG, JPEG, single and multi-page TIFF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from pipeline.decoding import decoding
from pipeline.errors import DamagedFileError, OverLimitError
from pipeline.layout import PlacedWord
from pipeline.pages import POINTS, BrokenPage, Page, Pixels, check_pixels
from pipeline.ruled import RuledTable
from pipeline.settings import ReadSettings
from pipeline.text_source import COVER_DPI, is_blank

A4_SHORT_INCHES, A4_LONG_INCHES = 8.27, 11.69
_FORMATS = ("PNG", "JPEG", "TIFF")
_PLAUSIBLE_DPI = (90, 1300)
_SCREEN_DPI = (72, 96)  # what programs write who don't know the resolution


@contextmanager
def pages(path: Path, settings: ReadSettings) -> Iterator[tuple[int, Iterator[Page]]]:
    """The number of pages and the pages of an image file; raises DamagedFileError, OverLimitError."""
    Image.MAX_IMAGE_PIXELS = None  # the size is checked below, before any pixel is decoded
    with _opened(path) as image:
        with decoding("The image's pages cannot be counted"):
            count = getattr(image, "n_frames", 1)
        if count > settings.max_pages:
            raise OverLimitError(
                f"The image has {count:,} pages, the limit is {settings.max_pages:,}.",
                "Split the file, or raise KEHOACH_MAX_PAGES.",
            )
        yield count, _each(image, count, settings)


def _opened(path: Path) -> Image.Image:
    """The image; its name is left out of what Pillow says."""
    try:
        with decoding("The image cannot be opened"):
            return Image.open(path, formats=_FORMATS)
    except DamagedFileError as error:
        raise DamagedFileError(error.cause.replace(f" {str(path)!r}", "")) from error


def _each(image: Image.Image, count: int, settings: ReadSettings) -> Iterator[Page]:
    for index in range(count):
        try:
            with decoding(f"Page {index + 1} of the image is damaged"):
                image.seek(index)
                turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)  # EXIF orientation: a quarter turn
                width, height = (image.height, image.width) if turned else image.size
                dpi = resolution(image)
        except DamagedFileError as error:
            yield BrokenPage(index + 1, error.cause)
            continue
        yield ImagePage(index + 1, width * POINTS / dpi, height * POINTS / dpi, image, settings.max_pixels)


def resolution(image: Image.Image) -> float:
    """Dots an inch: as the file says where that is plausible, else so that the page is A4."""
    stated = image.info.get("dpi", (0, 0))[0]
    said = float(stated or 0)
    by_size = max(min(image.size) / A4_SHORT_INCHES, max(image.size) / A4_LONG_INCHES, 1.0)
    if _PLAUSIBLE_DPI[0] <= said <= _PLAUSIBLE_DPI[1] and round(said) not in _SCREEN_DPI:
        return said
    return by_size


@dataclass(frozen=True, slots=True)
class ImagePage:
    """A page of an image file; usable until the next one is taken."""

    number: int
    width: float
    height: float
    source: Image.Image
    max_pixels: int

    def layer(self) -> list[PlacedWord]:
        """An image has no text layer."""
        return []

    def tables(self) -> list[RuledTable]:
        """An image has no drawn rules; `pipeline.rules` finds those in its pixels."""
        return []

    def is_blank(self) -> bool:
        """Whether the page bears no print."""
        return is_blank(self.image(COVER_DPI))

    def image(self, dpi: float) -> Image.Image:
        """The page's own pixels, upright by its EXIF mark; reduced where they are denser than `dpi`."""
        check_pixels(*self.source.size, self.max_pixels)
        with decoding(f"Page {self.number} of the image is damaged"):
            image = _flat(ImageOps.exif_transpose(self.source))
        target = (max(1, round(self.width * dpi / POINTS)), max(1, round(self.height * dpi / POINTS)))
        if target[0] < image.width * 0.95:
            image = image.resize(target, Image.Resampling.LANCZOS)
        return image

    def pixels(self, dpi: float) -> Pixels:
        """The image as numbers: height × width × 3."""
        return np.asarray(self.image(dpi), np.uint8)


def _flat(image: Image.Image) -> Image.Image:
    """RGB on white paper: transparent pixels of a PNG are paper, not ink."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        paper = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(paper, rgba).convert("RGB")
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    return image.convert("RGB")
