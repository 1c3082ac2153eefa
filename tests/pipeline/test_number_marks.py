"""The commas and points of numbers in cells, and the blanks behind commas, are those of the ink."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.model import Box
from pipeline.number_marks import marks_of, with_marks
from pipeline.segments import PlacedWord
from tests.pipeline.paper import FACES
from tools import degrade

SCALE = 200 / 72
FOUND = [face for face in FACES if Path(face).is_file()]


def read(said: str, printed: str, face: str) -> str:
    """What is made of a cell that an engine reads as `said`, on a scan of 200 dpi with print of 11 points."""
    image, font = Image.new("L", (300, 80), 255), ImageFont.truetype(face, 31)
    pen = ImageDraw.Draw(image)
    pen.text((20, 20), printed, fill=0, font=font)
    box = Box(*map(float, pen.textbbox((20, 20), printed, font=font)))
    grey = degrade.noisy(degrade.blurred(np.asarray(image), 0.5), np.random.default_rng(3), 4.0, 246)
    placed = Box(*(edge / SCALE for edge in (box.x0, box.y0, box.x1, box.y1)))
    words = with_marks([PlacedWord(said, placed, 0.9)], marks_of(grey, box))
    assert all(before.box.x1 <= after.box.x0 + 0.1 for before, after in pairwise(words))
    return " ".join(word.text for word in words)


@pytest.mark.parametrize("face", FOUND)
@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("17.91", "17,91"),
        ("98,6", "98,6"),
        ("1,200", "1.200"),
        ("1.005", "1.005"),
        ("7,11,13", "7, 11, 13"),
        ("5,12", "5,12"),
        ("17.1", "17.1"),
        ("1.234.5", "1.234,5"),
    ],
)
def test_marks_are_those_of_the_ink(said: str, printed: str, face: str) -> None:
    assert read(said, printed, face) == printed


@pytest.mark.parametrize(("said", "printed"), [("47", "4,7"), ("Đ.T", "Đ,T"), ("1.7", "17"), ("12", "12")])
def test_what_does_not_fit_the_ink_or_is_no_number_stays(said: str, printed: str) -> None:
    assert read(said, printed, FOUND[0]) == said


def test_a_blank_cell_has_no_marks() -> None:
    assert marks_of(np.full((40, 60), 255, np.uint8), Box(5, 5, 50, 30)) == []
