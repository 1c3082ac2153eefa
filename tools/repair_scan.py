"""Pages as an archive holds them: text set in Times-like faces, then scanned badly.

Everything is drawn from a seeded generator; a page is a grey picture (uint8) at its own resolution.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Picture = NDArray[np.uint8]
DPI = 300
WIDTH, HEIGHT = 2480, 3508
FACES = {
    "LiberationSerif-{}.ttf": ("Regular", "Bold", "Italic", "BoldItalic"),
    "texgyretermes-{}.otf": ("regular", "bold", "italic", "bolditalic"),
    "FreeSerif{}.ttf": ("", "Bold", "Italic", "BoldItalic"),
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/share/texmf/fonts/opentype")


@dataclass(frozen=True)
class PrintedLine:
    """A printed line: its text and the middle of its x-height, in pixels at 300 dpi."""

    text: str
    y: float


@cache
def _font_path(name: str) -> str:
    for folder in FONT_FOLDERS:
        for found in Path(folder).rglob(name):
            if "liberation/" not in str(found):
                return str(found)
    raise FileNotFoundError(f"font {name} is missing: install fonts-liberation2, fonts-texgyre, fonts-freefont-ttf")


@cache
def font(face: str, style: int, size: int) -> ImageFont.FreeTypeFont:
    """A face of FACES in style 0 regular, 1 bold, 2 italic, 3 bold italic; size in pixels."""
    return ImageFont.truetype(_font_path(face.format(FACES[face][style])), size)


def typeset(rng: random.Random, paragraphs: list[str]) -> tuple[Picture, list[PrintedLine], int]:
    """Set paragraphs on one A4 page: the page, its printed lines, and how many paragraphs fitted."""
    face = rng.choice(list(FACES))
    size = round(rng.choice([12, 13, 13, 14, 14, 14]) * DPI / 72)
    left, right, bottom = rng.randint(300, 380), WIDTH - rng.randint(170, 260), HEIGHT - 220
    pitch = round(size * rng.uniform(1.15, 1.5))
    justified = rng.random() < 0.7
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(page)
    y, lines, used = rng.randint(200, 300), list[PrintedLine](), 0
    for text in paragraphs:
        heading = text.isupper()
        style = 1 if heading else rng.choices([0, 1, 2, 3], [88, 5, 6, 1])[0]
        shape = font(face, style, size)
        rows = _wrap(shape, text, right - left - 100, 100)
        if y + pitch * len(rows) > bottom:
            break
        for number, row in enumerate(rows):
            indent = 100 if number == 0 else 0
            last = number == len(rows) - 1
            _set_row(draw, shape, row, (left + indent, y, right), justified and not last)
            lines.append(PrintedLine(" ".join(row), y + size * 0.7))
            y += pitch
        y += rng.choice([0, 10, 25])
        used += 1
    return np.asarray(page, np.uint8), lines, used


def _wrap(shape: ImageFont.FreeTypeFont, text: str, width: int, more: int) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    for word in text.split():
        room = width + (more if len(rows) > 1 else 0)
        if rows[-1] and shape.getlength(" ".join([*rows[-1], word])) > room:
            rows.append([])
        rows[-1].append(word)
    return rows


def _set_row(
    draw: ImageDraw.ImageDraw, shape: ImageFont.FreeTypeFont, row: list[str], at: tuple[int, int, int], justified: bool
) -> None:
    x, y, right = at
    if not justified or len(row) == 1:
        draw.text((x, y), " ".join(row), font=shape, fill=0)
        return
    gap = (right - x - sum(shape.getlength(word) for word in row)) / (len(row) - 1)
    place = float(x)
    for word in row:
        draw.text((place, y), word, font=shape, fill=0)
        place += shape.getlength(word) + gap


@dataclass(frozen=True)
class Scan:
    """How a page was scanned: resolution, angle in degrees, and a name for the report."""

    picture: Picture
    dpi: int
    angle: float
    kind: str


KINDS = {"clean": 20, "office": 38, "bilevel": 22, "jpeg": 12, "copy": 8}


def scan(rng: random.Random, page: Picture, kinds: dict[str, int] | None = None) -> Scan:
    """Scan a 300-dpi page in one of the ways of KINDS (drawn by weight)."""
    kinds = kinds or KINDS
    kind = rng.choices(list(kinds), list(kinds.values()))[0]
    noise = np.random.default_rng(rng.randrange(2**32))
    angle = 0.0 if kind == "clean" else rng.gauss(0, 0.25)
    dpi = {"clean": 300, "office": 200, "bilevel": rng.choice([200, 300]), "jpeg": rng.choice([120, 150]), "copy": 200}[
        kind
    ]
    grey: NDArray[Any] = _turn(page, angle)
    if kind == "copy":
        grey = _photocopy(rng, noise, grey)
    if kind != "clean":
        grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.6, 1.8))
    scale = dpi / DPI
    grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    if kind != "clean":
        spread = rng.uniform(2, 14)
        ink, paper = rng.uniform(0, 70), rng.uniform(215, 255)
        grey = ink + grey * (paper - ink) / 255.0 + noise.normal(0, spread, grey.shape)
    if kind == "bilevel":
        grey = np.where(grey > rng.uniform(110, 185), 255, 0)
    picture: NDArray[Any] = np.clip(grey, 0, 255).astype(np.uint8)
    if kind in ("office", "jpeg", "copy"):
        ok, coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(25, 75)])
        decoded = cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE) if ok else None
        picture = picture if decoded is None else decoded
    if kind == "jpeg":
        picture = cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        dpi *= 2
    return Scan(picture, dpi, angle, kind)


def _turn(page: Picture, angle: float) -> Picture:
    if not angle:
        return page
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), angle, 1.0)
    return np.asarray(cv2.warpAffine(page, matrix, (WIDTH, HEIGHT), borderValue=255), np.uint8)


def _photocopy(rng: random.Random, noise: np.random.Generator, page: Picture) -> Picture:
    """Strokes grow or shrink, specks and pinholes appear, the light falls off to one side."""
    kernel = np.ones((2, 2), np.uint8)
    copied = cv2.erode(page, kernel) if rng.random() < 0.6 else cv2.dilate(page, kernel)
    specks = noise.random(copied.shape) < rng.uniform(0.0002, 0.002)
    copied = np.where(specks, 255 - copied, copied)
    shade = np.linspace(0, rng.uniform(0, 60), WIDTH, dtype=np.float32)
    return np.asarray(np.clip(copied - shade, 0, 255), np.uint8)
