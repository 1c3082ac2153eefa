"""What a hand wrote beside the text goes, with an issue row; what is printed there stays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.margin_notes import find_margin_notes, without_notes
from pipeline.model import SourceFile
from pipeline.read import read
from tests.pipeline.paper import FACE, PLAN, drawn
from tests.pipeline.test_scan import LineEngineReader
from tools import degrade

DPI = 200
PAGE = drawn([*PLAN, "", *PLAN, "", *PLAN], DPI)
GREY = np.asarray(PAGE.convert("L"))


def rng() -> np.random.Generator:
    return np.random.default_rng(11)


def noted() -> np.ndarray:
    return degrade.margin_note(degrade.colour(GREY), rng())[..., 1]


def printed(*lines: str, x: int, size: int = 36) -> np.ndarray:
    """The page with printed lines in its margin."""
    page = PAGE.convert("L")
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FACE, size)
    for row, line in enumerate(lines):
        pen.text((x, 700 + 60 * row), line, fill=0, font=font)
    return np.asarray(page)


def test_a_note_goes_and_all_print_stays() -> None:
    page = noted()
    notes = find_margin_notes(page)
    assert notes
    cleaned = without_notes(page, notes)
    by_hand = (page < 120) & (GREY > 200)
    assert by_hand.sum() > 500
    assert (cleaned[by_hand] > 200).mean() > 0.97
    assert (cleaned[GREY < 100] < 120).all()


@pytest.mark.parametrize(
    "page",
    [
        GREY,
        printed("12", "13", "14", x=40),
        printed("Ghi", "chú", "bên", "lề", x=20, size=30),
        printed("Điều 3", x=10),
        degrade.seal(GREY, rng(), (800, 900), 120)[..., 1],
        degrade.signature(GREY, rng(), (900, 1500), 500)[..., 1],
        degrade.bordered(GREY, rng()),
        degrade.speckled(GREY, rng(), 300),
        np.full((3000, 2000), 255, np.uint8),
        np.zeros((3000, 2000), np.uint8),
        np.full((1, 1), 200, np.uint8),
    ],
    ids=["clean", "numbers", "gloss", "label", "seal", "signature", "border", "dust", "blank", "black", "a pixel"],
)
def test_what_is_no_note_stays(page: np.ndarray) -> None:
    assert find_margin_notes(page) == ()


def test_print_beside_a_note_stays() -> None:
    page = np.minimum(printed("Điều 3", x=10, size=30), 255)
    free = degrade.signature(page, rng(), (15, 860), 170, (20, 20, 20))[..., 1]
    notes = find_margin_notes(free)
    assert notes
    cleaned = without_notes(free, notes)
    assert (cleaned[page < 100] < 120).mean() > 0.95


def test_a_note_is_an_issue_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "plan.png"
    Image.fromarray(noted()).save(path, dpi=(DPI, DPI))
    document = read(path, SourceFile(path.name, "0" * 64, 1), reader=LineEngineReader())
    found = [issue for issue in document.issues if issue.code == "margin_note"]
    assert found
    assert all(issue.page == 1 and "points" in issue.message for issue in found)
    (page,) = document.pages
    assert all(box.x1 < 0.15 * page.width for box in page.margin_notes)
