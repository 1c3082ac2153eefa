"""Damaged files by the number: a seed makes one file, always the same, by cutting up small plans of every kind."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from tests.e2e.papers import PLAN

Mutation = Callable[[random.Random, bytes], bytes]

TOKENS = (
    *(b"/Type/Catalog", b"/Pages 2 0 R", b"/Kids[2 0 R 2 0 R]", b"/Count 99999999", b"/Length -1"),
    *(b"/Filter[/FlateDecode/FlateDecode]", b"/Filter/JBIG2Decode", b"/Filter/JPXDecode", b"/Filter/LZWDecode"),
    *(b"/DecodeParms<</Predictor 15/Columns 2147483647>>", b"/Width 2147483647"),
    *(b"/Length 4294967295", b"/Height 0", b"/BitsPerComponent 255"),
    *(b"/MediaBox[0 0 1e38 1e38]", b"/MediaBox[0 0 0 0]", b"/MediaBox[nan]", b"/Rotate 45", b"/UserUnit 1e9"),
    *(b"/Encrypt 3 0 R", b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>", b"/AA<</O<</S/Launch/F(sh)>>>>"),
    *(b"stream\n", b"endstream", b"endobj", b"1 0 obj", b"xref\n0 999999999\n", b"trailer<<>>", b"%%EOF"),
    *(b"startxref\n-1\n", b"startxref\n0\n"),
    *(b"BT ", b" Tj ", b" Do ", b"q " * 500, b"[" * 500, b"<<" * 500, b"(" * 500, b"\\377" * 50),
    *(b"\xff\xd8\xff\xe0", b"\xff\xda", b"\xff\xc0", b"IHDR", b"IDAT", b"IEND", b"II*\x00", b"MM\x00*"),
    *(b"\x00" * 64, b"\xff" * 64, b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\f" * 200, b"\n" * 500),
    *(b"\x1b[2J", b"\xed\xa0\x80"),
    *("Số: /KH-UBND".encode(), "ngày 31 tháng 2 năm 9999".encode(), b"1.1.1.1.1.1.1.1", b"99999999999999999999%"),
    *("đạt 19/19 tiêu chí; ".encode() * 20, "\u0301".encode() * 200, "\u202e\u200b".encode(), b"=cmd|' /C calc'!A0"),
)  # fmt: skip
"""What means something to a parser of one kind or another, also where it does not belong."""


def damaged(seed: int) -> tuple[str, bytes]:
    """The file of a seed: its name and its bytes; now and then the name tells another kind than the bytes."""
    chance = random.Random(seed)
    name, content = chance.choice(sorted(plans().items()))
    for _ in range(chance.choice((0, 1, 1, 2, 3, 5, 8, 20))):
        content = chance.choice(MUTATIONS)(chance, content)
    suffix = name.partition(".")[2] if chance.random() < 0.95 else chance.choice(("pdf", "png", "tif", "jpg", "txt"))
    return f"{seed:05}.{suffix}", content


def flip(chance: random.Random, content: bytes) -> bytes:
    """Change single bytes."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 4, 32)) if changed else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(chance: random.Random, content: bytes) -> bytes:
    """Leave a part out."""
    start, end = _span(chance, content)
    return content[:start] + content[end:]


def truncate(chance: random.Random, content: bytes) -> bytes:
    """Break off."""
    return content[: chance.randrange(len(content) + 1)]


def repeat(chance: random.Random, content: bytes) -> bytes:
    """Say a part again and again."""
    start, end = _span(chance, content)
    return content[:end] + content[start:end] * chance.choice((1, 3, 30)) + content[end:]


def splice(chance: random.Random, content: bytes) -> bytes:
    """Put a part of another file in."""
    other = chance.choice(sorted(plans().items()))[1]
    start, end = _span(chance, other)
    at = chance.randrange(len(content) + 1)
    return content[:at] + other[start:end] + content[at:]


def insert(chance: random.Random, content: bytes) -> bytes:
    """Put something in that means something."""
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(TOKENS) + content[at:]


def overwrite(chance: random.Random, content: bytes) -> bytes:
    """Put something that means something in another's place."""
    token, at = chance.choice(TOKENS), chance.randrange(len(content) + 1)
    return content[:at] + token + content[at + len(token) :]


def renumber(chance: random.Random, content: bytes) -> bytes:
    """Change the figures of one stretch: lengths, counts, sizes, references."""
    start, end = _span(chance, content)
    figures = bytes(chance.choice(b"0123456789") if 48 <= byte <= 57 else byte for byte in content[start:end])
    return content[:start] + figures + content[end:]


MUTATIONS: tuple[Mutation, ...] = (flip, cut, truncate, repeat, splice, insert, overwrite, renumber)


def _span(chance: random.Random, content: bytes) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.choice((1, 8, 64, 512, 4096)))


@cache
def plans() -> dict[str, bytes]:
    """Small plans of every kind that is read."""
    text = PLAN.format(number=7)
    image = _drawn()
    return {
        "layer.pdf": _layer(),
        "scan.pdf": _saved(image, "PDF", resolution=100),
        "packed.pdf": _packed(_layer()),
        "grey.png": _saved(image, "PNG"),
        "clear.png": _saved(image.convert("RGBA"), "PNG"),
        "photo.jpg": _saved(image.convert("RGB"), "JPEG"),
        "fax.tif": _saved(image.convert("1"), "TIFF", compression="group4"),
        "two.tif": _saved(image, "TIFF", compression="tiff_lzw", save_all=True, append_images=[image]),
        "plan.txt": text.encode(),
        "wide.txt": text.encode("utf-16"),
        "old.txt": text.encode("cp1258", "replace"),
    }


def _drawn() -> Image.Image:
    image = Image.new("L", (320, 120), 255)
    ImageDraw.Draw(image).text((10, 20), "KE HOACH\n2024", 0, ImageFont.load_default(28))
    return image


def _saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def _layer() -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(300, 200), invariant=True)
    for number in range(2):
        canvas.drawString(20, 150, f"KE HOACH xay dung nong thon moi {number}")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _packed(content: bytes) -> bytes:
    """The same with object streams and a packed cross-reference table."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return stream.getvalue()
