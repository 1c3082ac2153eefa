"""Bullets, Roman numerals and case come from the ink where engines misread them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.bullets import with_bullet
from pipeline.letter_shapes import reshaped
from pipeline.model import Box
from pipeline.page_lines import PageLine, PageLines, page_lines
from pipeline.segments import PlacedWord
from tests.pipeline.paper import FACE

SIZE = 45  # pixels: letters are 20 high
PITCH = 70
FILLER = ["các xã, phường hoàn thành chỉ tiêu được giao", "năm nay và báo cáo kết quả trước cuối năm"]


def page_of(first: str) -> PageLines:
    """A page whose first line is `first`."""
    image = Image.new("L", (1400, 500), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(FACE, SIZE)
    for number, text in enumerate([first, *FILLER, *FILLER]):
        pen.text((120, 40 + PITCH * number), text, fill=0, font=font)
    return page_lines(np.asarray(image))


def words_of(text: str, line: PageLine, shown: str) -> list[PlacedWord]:
    """What an engine says (`text`), a word a word of what is printed (`shown`), on the line's ink."""
    font, left = ImageFont.truetype(FACE, SIZE), 120.0
    top, bottom = line.box.y0, line.box.y1
    words = []
    for said, printed in zip(text.split(" "), shown.split(" "), strict=True):
        right = left + font.getlength(printed)
        words.append(PlacedWord(said, Box(left, top, right, bottom), 0.9))
        left = right + font.getlength(" ")
    return [word for word in words if word.text != "∅"]


def read(said: str, shown: str) -> str:
    page = page_of(shown)
    line = page.lines[0]
    words = with_bullet(words_of(said, line, shown), line, page.components, 1.0)
    return " ".join(word.text for word in reshaped(words, line, page.components, 1.0))


@pytest.mark.parametrize(
    ("said", "shown", "expected"),
    [
        ("∅ Phấn đấu", "– Phấn đấu", "– Phấn đấu"),
        ("~ Phấn đấu", "– Phấn đấu", "– Phấn đấu"),
        ("∅ Phấn đấu", "- Phấn đấu", "- Phấn đấu"),
        ("– Phấn đấu", "- Phấn đấu", "- Phấn đấu"),
        ("+ Phấn đấu", "• Phấn đấu", "• Phấn đấu"),
        ("e Phấn đấu", "• Phấn đấu", "• Phấn đấu"),
        ("t Phấn đấu", "+ Phấn đấu", "+ Phấn đấu"),
        ("* Phấn đấu", "* Phấn đấu", "* Phấn đấu"),
        ("1. Phấn đấu", "1. Phấn đấu", "1. Phấn đấu"),
        ("o Phấn đấu", "o Phấn đấu", "o Phấn đấu"),
        ("Phấn - đấu", "Phấn - đấu", "Phấn - đấu"),
        ("Phấn – đấu", "Phấn - đấu", "Phấn - đấu"),
        ("Phấn - đấu", "Phấn – đấu", "Phấn – đấu"),
        ("Phấn - đấu", "Phấn · đấu", "Phấn đấu"),
    ],
)
def test_the_mark_of_a_list_item_is_known_by_its_shape(said: str, shown: str, expected: str) -> None:
    assert read(said, shown) == expected


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("II. Mục tiêu", "III. Mục tiêu"),
        ("1V. Mục tiêu", "IV. Mục tiêu"),
        ("II/ Mục tiêu", "III/ Mục tiêu"),
        ("11. Mục tiêu", "11. Mục tiêu"),
        ("quý II1/2024 tại", "quý III/2024 tại"),
        ("IH/ Mục tiêu", "III/ Mục tiêu"),
        ("H. Mục tiêu", "II. Mục tiêu"),
        ("Y/ Mục tiêu", "V/ Mục tiêu"),
        ("VI Mục tiêu", "VI/ Mục tiêu"),
        ("IIU Mục tiêu", "III/ Mục tiêu"),
        ("IICÁC ∅ bước", "III/ CÁC bước"),
        ("II - Mục tiêu", "III - Mục tiêu"),
        ("quý II/2022 xã", "quý III/2022 xã"),
        ("UBND xã", "UBND xã"),
        ("HI-VI xã", "HI-VI xã"),
        ("Y tế", "Y tế"),
        ("I. Mục tiêu", "I. Mục tiêu"),
        ("H. Mục tiêu", "H. Mục tiêu"),
        ("11/2023 tại", "11/2023 tại"),
        ("cơ SỞ.", "cơ sở."),
        ("CƠ sở.", "cơ sở."),
        ("CƠ SỞ.", "CƠ SỞ."),
        ("mức X đạt", "mức x đạt"),
        ("mức V, đạt", "mức v, đạt"),
        ("X. Mục tiêu", "X. Mục tiêu"),
        ("vùng X đạt", "vùng X đạt"),
        ("X/ Mục tiêu", "X/ Mục tiêu"),
        ("tỐt. Giao", "tốt. Giao"),
        ("UBND XÃ", "UBND XÃ"),
        ("đạt 8l điểm", "đạt 81 điểm"),
        ("từ l-2 xã", "từ 1-2 xã"),
        ("Lô I7 này", "Lô 17 này"),
        ("- Ưu tiên", "- Ưu tiên"),
        ("trong quý 11/2023).", "trong quý II/2023)."),
        ("quý 111.", "quý III."),
        ("trang 11/2023", "trang 11/2023"),
    ],
)
def test_numerals_and_case_are_what_the_ink_has(said: str, shown: str) -> None:
    assert read(said, shown) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("các xã. phường", "các xã, phường"),
        ("các xã: phường", "các xã; phường"),
        ("các xã, Phường", "các xã. Phường"),
        ("các xã; phường", "các xã: phường"),
        ("các xã, phường,", "các xã, phường,"),
        ("số 5, ngày", "số 5. ngày"),
    ],
)
def test_a_comma_has_a_tail_and_a_point_has_none(said: str, shown: str) -> None:
    assert read(said, shown) == shown
