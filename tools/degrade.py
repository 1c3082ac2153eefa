"""Makes clean page images look like those of an archive: scans, photocopies, seals, turned pages.

Every function takes and gives uint8 images (grey: height × width; colour: height × width × 3, RGB) and draws
its chances from a numpy Generator, so that a seed gives the same page again. `CLASSES` holds the classes that
reading is measured on; `degrade` applies one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import cv2
import numpy as np
import PIL.Image
import PIL.ImageDraw
import PIL.ImageFont
from numpy.random import Generator
from numpy.typing import NDArray

from tools.plans import paint

Image = NDArray[np.uint8]
RED, BLUE = (200, 30, 40), (30, 45, 150)


def _clip(image: NDArray[Any]) -> Image:
    return np.asarray(np.clip(image, 0, 255), np.uint8)


def resized(image: Image, dpi: int, of: int = 300) -> Image:
    """The page at another resolution than the `of` it was made at."""
    scale = dpi / of
    size = (round(image.shape[1] * scale), round(image.shape[0] * scale))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC), np.uint8)


def skewed(image: Image, degrees: float) -> Image:
    """The page turned a little about its middle, the gaps white."""
    high, wide = image.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    white = (255, 255, 255) if image.ndim == 3 else 255
    return np.asarray(cv2.warpAffine(image, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=white), np.uint8)


def noisy(image: Image, rng: Generator, sigma: float, paper: float = 248.0) -> Image:
    """Sensor noise on paper that is not quite white."""
    grain = rng.normal(0, sigma, image.shape[:2]).astype(np.float32)
    grain = grain if image.ndim == 2 else grain[..., None]
    return _clip(image.astype(np.float32) * (paper / 255) + grain)


def blurred(image: Image, sigma: float) -> Image:
    """Out of focus by `sigma` pixels."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.uint8)


def jpeg(image: Image, quality: int) -> Image:
    """Through JPEG and back."""
    flag = cv2.IMREAD_COLOR if image.ndim == 3 else cv2.IMREAD_GRAYSCALE
    packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(packed, flag), np.uint8)


def speckled(image: Image, rng: Generator, dots: int) -> Image:
    """Dust: small black dots."""
    out = image.copy()
    for x, y in zip(rng.integers(0, image.shape[1], dots), rng.integers(0, image.shape[0], dots), strict=True):
        cv2.circle(out, (int(x), int(y)), int(rng.integers(1, 3)), (0, 0, 0) if out.ndim == 3 else 0, -1)
    return out


def shaded(image: Image, rng: Generator, depth: float = 45.0) -> Image:
    """Uneven light: darker towards one side."""
    high, wide = image.shape[:2]
    x, y = np.meshgrid(np.linspace(-1, 1, wide, dtype=np.float32), np.linspace(-1, 1, high, dtype=np.float32))
    angle = rng.uniform(0, 2 * np.pi)
    shade = (x * np.cos(angle) + y * np.sin(angle) + 1) * depth / 2
    return _clip(image.astype(np.float32) - (shade if image.ndim == 2 else shade[..., None]))


def bilevel(image: Image, level: int = 150) -> Image:
    """Black and white, as office scanners make it."""
    return np.where(image < level, 0, 255).astype(np.uint8)


def photocopied(image: Image, rng: Generator, generations: int = 3) -> Image:
    """Copied again and again: strokes swell and break, dust gathers, the edge goes black."""
    out = image
    for _ in range(generations):
        out = skewed(out, rng.uniform(-0.25, 0.25))
        out = noisy(blurred(out, 1.5), rng, 40, 250)
        out = bilevel(blurred(out, 0.75), int(rng.integers(152, 190)))
        out = speckled(out, rng, 480)
    edge = int(rng.integers(15, 50))
    out[:, :edge] = np.minimum(out[:, :edge], rng.integers(0, 90, (out.shape[0], edge)).astype(np.uint8))
    return out


def colour(image: Image) -> Image:
    """A grey page as RGB."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_GRAY2RGB), np.uint8) if image.ndim == 2 else image


def inked(page: Image, ink: Image, tint: tuple[int, int, int], strength: float = 0.85) -> Image:
    """Lay ink (0..255 by pixel) of a colour over an RGB page; dark text below stays visible."""
    cover = (ink.astype(np.float32) * (strength / 255))[..., None]
    below = np.minimum(page, np.array(tint, np.uint8)).astype(np.float32)
    return _clip(page.astype(np.float32) * (1 - cover) + below * cover)


def seal(page: Image, rng: Generator, centre: tuple[int, int], radius: int) -> Image:
    """A round red seal, two rings, letters along them and a star, unevenly inked."""
    high, wide = page.shape[:2]
    ink = np.zeros((high, wide), np.uint8)
    for share, thick in ((1.0, 0.05), (0.9, 0.015), (0.52, 0.015)):
        cv2.circle(ink, centre, int(radius * share), 255, max(1, int(radius * thick)), cv2.LINE_AA)
    for k in range(26):
        angle = 2 * np.pi * k / 26 + rng.uniform(-0.02, 0.02)
        spot = (int(centre[0] + radius * 0.71 * np.cos(angle)), int(centre[1] + radius * 0.71 * np.sin(angle)))
        letter = "ABCDEGHIKLMNOPQRSTUVXY"[int(rng.integers(0, 22))]
        cv2.putText(ink, letter, (spot[0] - radius // 16, spot[1] + radius // 16), cv2.FONT_HERSHEY_SIMPLEX,
                    radius / 330, 255, max(1, radius // 90), cv2.LINE_AA)  # fmt: skip
    points = [(centre[0] + radius * r * np.sin(k * np.pi / 5), centre[1] - radius * r * np.cos(k * np.pi / 5))
              for k, r in enumerate((0.34, 0.13) * 5)]  # fmt: skip
    cv2.fillPoly(ink, [np.array(points, np.int32)], 255, cv2.LINE_AA)
    patchy = cv2.GaussianBlur(rng.uniform(0.35, 1.35, (high // 12 + 1, wide // 12 + 1)).astype(np.float32), (0, 0), 2)
    ink = _clip(ink * np.clip(cv2.resize(patchy, (wide, high)), 0.3, 1.0))
    return inked(colour(page), ink, RED)


def signature(page: Image, rng: Generator, at: tuple[int, int], wide: int, tint: tuple[int, int, int] = BLUE) -> Image:
    """A pen stroke that looks like a signature, from `at` to the right."""
    ink = np.zeros(page.shape[:2], np.uint8)
    t = np.linspace(0, 1, 160)
    waves = sum(rng.uniform(0.2, 1.0) / k * np.sin(2 * np.pi * (k * t * 2.2 + rng.uniform(0, 1))) for k in (1, 2, 3, 4))
    x = at[0] + wide * (t + 0.06 * np.sin(2 * np.pi * 5 * t + rng.uniform(0, 6)))
    y = at[1] + wide * 0.13 * np.asarray(waves) - wide * 0.08 * t
    curve = np.stack([x, y], 1).astype(np.int32)
    cv2.polylines(ink, [curve], False, 255, max(2, wide // 110), cv2.LINE_AA)
    tail = np.array([curve[-1], curve[-1] + (-wide // 2, wide // 12), curve[-1] + (wide // 8, wide // 14)], np.int32)
    cv2.polylines(ink, [tail], False, 255, max(2, wide // 130), cv2.LINE_AA)
    return inked(colour(page), ink, tint, 0.9)


def watermark(page: Image, rng: Generator, rows: int = 1, grey: int = 150, strength: float = 0.45) -> Image:
    """Words in grey across the page, `rows` times."""
    words = "BAN SAO LUU TRU"
    high, wide = page.shape[:2]
    ink = np.zeros((high, wide), np.uint8)
    scale = wide / 620
    (w, _), _ = cv2.getTextSize(words, cv2.FONT_HERSHEY_DUPLEX, scale, int(5 * scale))
    for row in range(rows):
        place = ((wide - w) // 2, high * (row + 1) // (rows + 1))
        cv2.putText(ink, words, place, cv2.FONT_HERSHEY_DUPLEX, scale, 255, int(5 * scale), cv2.LINE_AA)
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), rng.uniform(35, 50), 1.0)
    return inked(
        colour(page), np.asarray(cv2.warpAffine(ink, turn, (wide, high)), np.uint8), (grey, grey, grey), strength
    )


def margin_note(page: Image, rng: Generator) -> Image:
    """Handwriting in the left margin."""
    high, wide = page.shape[:2]
    out = page
    top = int(rng.uniform(0.25, 0.7) * high)
    for row in range(3):
        out = signature(
            out, rng, (int(wide * 0.02), top + row * wide // 28), int(wide * rng.uniform(0.07, 0.1)), (40, 40, 60)
        )
    return out


def received(page: Image, rng: Generator, tint: tuple[int, int, int] = RED) -> Image:
    """A boxed `CÔNG VĂN ĐẾN` stamp beside the head of a 300-dpi page, its number and day left to a pen."""
    high, wide = page.shape[:2]
    x, y = int(wide * rng.uniform(0.02, 0.05)), int(high * rng.uniform(0.1, 0.16))
    w, h = int(wide * 0.33), int(high * 0.085)
    sheet = PIL.Image.new("L", (wide, high), 0)
    pen = PIL.ImageDraw.Draw(sheet)
    pen.rectangle((x, y, x + w, y + h), outline=255, width=4)
    dots = "." * 20
    who, what = "TRUNG TÂM HÀNH CHÍNH CÔNG", "CÔNG VĂN ĐẾN"
    rest = (f"Số: {dots}", "Ngày ...... tháng ..... năm ......", f"Kính chuyển: {dots}")
    for row, line in enumerate((who, what, *rest)):
        font = PIL.ImageFont.truetype(paint.font_file(paint.FACES[0], "b" if row < 2 else ""), h // 7)
        pen.text((x + w // 2, y + h * (row + 0.6) / 5.2), line, fill=255, font=font, anchor="mm")
    turn = cv2.getRotationMatrix2D((x + w / 2, y + h / 2), rng.uniform(-0.8, 0.8), 1.0)
    ink = np.asarray(cv2.warpAffine(np.asarray(sheet), turn, (wide, high)), np.uint8)
    out = inked(colour(page), ink, tint, 0.85)
    return signature(out, rng, (x + w // 3, y + h // 2), w // 4, tint)


def bled(page: Image, back: Image, rng: Generator, strength: float = 0.3) -> Image:
    """Thin paper: the print of the page's `back`, mirrored and soft, shows through."""
    shift = (int(rng.integers(-40, 40)), int(rng.integers(-40, 40)))
    ink = 255 - blurred(np.ascontiguousarray(np.roll(back[:, ::-1], shift, (0, 1))), 1.6).astype(np.float32)
    return _clip(page.astype(np.float32) - strength * ink)


def _clean(page: Image, rng: Generator) -> Image:
    del rng
    return page


def _office(page: Image, rng: Generator) -> Image:
    out = skewed(resized(page, 200), rng.uniform(-0.5, 0.5))
    return jpeg(noisy(blurred(out, 0.5), rng, 4.0, 246), 80)


def _low(page: Image, rng: Generator) -> Image:
    return jpeg(noisy(resized(page, 120), rng, 3.0), 60)


def _stamped(page: Image, rng: Generator) -> Image:
    high, wide = page.shape[:2]
    out = watermark(colour(page), rng)
    centre = (int(wide * rng.uniform(0.45, 0.7)), int(high * rng.uniform(0.45, 0.85)))
    out = seal(out, rng, centre, int(wide * 0.085))
    out = signature(out, rng, (centre[0] - wide // 50, centre[1]), int(wide * 0.2))
    out = margin_note(out, rng)
    return jpeg(noisy(blurred(out, 0.6), rng, 4.0, 246), 80)


def _turned(page: Image, rng: Generator) -> Image:
    out = np.rot90(skewed(page, rng.uniform(-3.0, 3.0)), int(rng.integers(0, 4)))
    return noisy(np.ascontiguousarray(out), rng, 4.0)


CLASSES: Mapping[str, Callable[[Image, Generator], Image]] = {
    "clean": _clean,
    "office": _office,
    "low": _low,
    "photocopy": photocopied,
    "stamped": _stamped,
    "turned": _turned,
}


def bordered(page: Image, rng: Generator) -> Image:
    """Black strips at the edges, where the lid stood open."""
    out = page.copy()
    for edge in (out[:, : int(rng.integers(20, 60))], out[-int(rng.integers(20, 90)) :]):
        edge[...] = np.minimum(edge, rng.integers(0, 50, edge.shape).astype(np.uint8))
    return out


def beside(page: Image, other: Image) -> Image:
    """Two pages of an open book, with the fold's shadow between them."""
    both = np.hstack([page, other])
    x = np.abs(np.arange(both.shape[1]) - page.shape[1])
    return _clip(both * (1 - 0.6 * np.exp(-x / 25.0)))


def _scanned(page: Image, rng: Generator) -> Image:
    return jpeg(noisy(blurred(page, 0.5), rng, 4.0, 246), 80)


DAMAGES: Mapping[str, Callable[[Image, Generator, Image], Image]] = {
    "watermark": lambda page, rng, _: _scanned(watermark(page, rng, 3, 130, 0.9), rng),
    "bled": lambda page, rng, other: _scanned(bled(page, other, rng, 0.4), rng),
    "received": lambda page, rng, _: _scanned(received(page, rng, (30, 30, 30)), rng),
    "sealed": lambda page, rng, _: _scanned(seal(page, rng, (page.shape[1] // 2, page.shape[0] // 2), 250), rng),
    "shaded": lambda page, rng, _: _scanned(shaded(page, rng, 120), rng),
    "bordered": lambda page, rng, _: bordered(_scanned(page, rng), rng),
    "dusty": lambda page, rng, _: speckled(bilevel(page), rng, 1500),
    "margin": lambda page, rng, _: _scanned(margin_note(page, rng), rng),
    "two_pages": lambda page, rng, other: _scanned(beside(page, other), rng),
}
"""One kind of damage on a page that is clean else; the last argument is another page: the back, or the next one."""


def degrade(page: Image, name: str, seed: int, other: Image | None = None) -> Image:
    """A clean 300-dpi page as one of class `name`, a key of CLASSES or DAMAGES; raises KeyError for another name."""
    rng = np.random.default_rng(seed)
    if name in CLASSES:
        return CLASSES[name](page, rng)
    return DAMAGES[name](page, rng, page if other is None else other)


def resolution(name: str) -> int:
    """The dpi of the pages of a class."""
    return {"office": 200, "low": 120}.get(name, 300)
